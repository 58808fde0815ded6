import { type Field, LABELS } from '../domain/classification.ts';
import { tokenize } from '../language/fold.ts';
import type { Token } from '../language/token.ts';
import type { CompiledPattern, Lexicon, Matcher } from './compile.ts';
import type { Entry } from './entry.ts';
import type { Hit, Scan } from './hit.ts';
import { isAllCapitals } from './pattern.ts';
import { splitSentences } from './sentences.ts';

interface Match {
  readonly entry: number;
  readonly from: number;
  readonly to: number;
}

/** Groups that explain away whatever stands inside their expression. */
const COVERING: ReadonlySet<string> = new Set(['homonym', 'boilerplate']);

const LABEL_GROUPS: ReadonlySet<string> = new Set(LABELS);

/** Languages that are also typed without their national letters. */
const ALSO_ASCII: ReadonlySet<string> = new Set(['az', 'tr', 'fr']);

/**
 * Tokenises one field and finds all entries of its language. Of overlapping hits of one cue group, or of one kind of name, the longest stays;
 * hits that an `except:` or a homonym explains are gone. Time is linear in the length of the text.
 */
export function scan(lexicon: Lexicon, language: string, field: Field, text: string): Scan {
  const tokens = tokenize(text);
  const sentences = splitSentences(text, tokens);
  const matcher =
    ALSO_ASCII.has(language) && isPlainAscii(tokens) ? lexicon.asciiMatcher(language) : lexicon.matcher(language);
  const found = findMatches(matcher, text, tokens, sentences);
  const hits = keepLongest(withoutExplained(found, matcher.entries, tokens.length), matcher.entries);
  return {
    field,
    text,
    tokens,
    sentences,
    hits: hits.map((match) => toHit(match, matcher.entries, field, text, tokens)),
  };
}

function isPlainAscii(tokens: readonly Token[]): boolean {
  return tokens.length > 0 && tokens.every((token) => /^[\x20-\x7e]*$/.test(token.text));
}

interface Found {
  readonly matches: Match[];
  /** Token indexes that exceptions cover, by entry. */
  readonly excepted: Map<number, Set<number>>;
}

function findMatches(matcher: Matcher, text: string, tokens: readonly Token[], sentences: Scan['sentences']): Found {
  const units = tokens.map((token) => matcher.words.find(token.text));
  const matches: Match[] = [];
  const excepted = new Map<number, Set<number>>();
  for (const sentence of sentences) {
    for (let from = sentence.from; from < sentence.to; from++) {
      for (const unit of units[from] ?? []) {
        for (const pattern of matcher.patternsByUnit[unit] ?? []) {
          const to = matchFrom(pattern, 0, from, sentence.to, units, text, tokens);
          if (to === undefined) continue;
          if (!pattern.isExcept) {
            matches.push({ entry: pattern.entry, from, to });
            continue;
          }
          const covered = excepted.get(pattern.entry) ?? new Set<number>();
          for (let i = from; i < to; i++) covered.add(i);
          excepted.set(pattern.entry, covered);
        }
      }
    }
  }
  return { matches, excepted };
}

/** End of the match when word `index` of the pattern stands at token `at`, the nearest following words taken; undefined when it does not match. */
function matchFrom(
  pattern: CompiledPattern,
  index: number,
  at: number,
  end: number,
  units: readonly (readonly number[])[],
  text: string,
  tokens: readonly Token[],
): number | undefined {
  const word = pattern.words[index];
  if (word === undefined) return undefined;
  if (index > 0 && !units[at]?.includes(word.unit)) return undefined;
  if (word.isCapitals) {
    const token = tokens[at];
    if (token === undefined || !isAllCapitals(text.slice(token.start, token.end))) return undefined;
  }
  const next = pattern.words[index + 1];
  if (next === undefined) return at + 1;
  const last = Math.min(end - 1, at + 1 + next.gap);
  for (let k = at + 1; k <= last; k++) {
    const to = matchFrom(pattern, index + 1, k, end, units, text, tokens);
    if (to !== undefined) return to;
  }
  return undefined;
}

function withoutExplained(found: Found, entries: readonly Entry[], size: number): Match[] {
  const { matches, excepted } = found;
  const kept =
    excepted.size === 0
      ? matches
      : matches.filter((match) => !touches(excepted.get(match.entry), match.from, match.to));
  const covers = kept.filter((match) => COVERING.has(entries[match.entry]?.group ?? ''));
  if (covers.length === 0) return kept;
  // furthest[i]: where the longest covering expression that begins at or before token i ends
  const furthest = new Int32Array(size + 1);
  for (const cover of covers) furthest[cover.from] = Math.max(furthest[cover.from] ?? 0, cover.to);
  for (let i = 1; i <= size; i++) furthest[i] = Math.max(furthest[i] ?? 0, furthest[i - 1] ?? 0);
  return kept.filter(
    (match) => COVERING.has(entries[match.entry]?.group ?? '') || match.to > (furthest[match.from] ?? 0),
  );
}

function touches(covered: ReadonlySet<number> | undefined, from: number, to: number): boolean {
  if (covered === undefined) return false;
  for (let i = from; i < to; i++) if (covered.has(i)) return true;
  return false;
}

function keepLongest(matches: readonly Match[], entries: readonly Entry[]): Match[] {
  const sorted = [...matches].sort(
    (a, b) =>
      a.from - b.from ||
      b.to - a.to ||
      (entries[b.entry]?.weight ?? 0) - (entries[a.entry]?.weight ?? 0) ||
      a.entry - b.entry,
  );
  const lastByGroup = new Map<string, Match>();
  // A name of several words also explains the place inside it: Minsk in "Minsk Group".
  let longName: Match | undefined;
  // The same among labels: "cease-fire" holds no "fire", and "talks on prisoners" is one thing.
  let longLabel: Match | undefined;
  const kept: Match[] = [];
  for (const match of sorted) {
    const entry = entries[match.entry];
    if (entry === undefined) continue;
    const last = lastByGroup.get(entry.group);
    if (last !== undefined && match.to <= last.to) {
      const isSameSpan = match.from === last.from && match.to === last.to;
      // Two places of one name are both told; the extractor knows which one is meant.
      if (!isSameSpan || entry.kind === 'cue' || match.entry === last.entry) continue;
    }
    if (entry.kind === 'place' && longName !== undefined && isStrictlyInside(match, longName)) continue;
    const isLabel = LABEL_GROUPS.has(entry.group);
    if (isLabel && longLabel !== undefined && isStrictlyInside(match, longLabel)) continue;
    if (isLabel && (longLabel === undefined || match.to > longLabel.to)) longLabel = match;
    if (last === undefined || match.to > last.to) lastByGroup.set(entry.group, match);
    const isLongName = (entry.kind === 'party' || entry.kind === 'speaker') && match.to - match.from > 1;
    if (isLongName && (longName === undefined || match.to > longName.to)) longName = match;
    kept.push(match);
  }
  return kept;
}

function isStrictlyInside(match: Match, outer: Match): boolean {
  return match.to <= outer.to && match.to - match.from < outer.to - outer.from;
}

function toHit(match: Match, entries: readonly Entry[], field: Field, text: string, tokens: readonly Token[]): Hit {
  const entry = entries[match.entry];
  if (entry === undefined) throw new Error(`no entry ${match.entry}`);
  const start = tokens[match.from]?.start ?? 0;
  const end = tokens[match.to - 1]?.end ?? start;
  return {
    kind: entry.kind,
    group: entry.group,
    id: entry.id,
    cue: entry.cue,
    field,
    from: match.from,
    to: match.to,
    start,
    end,
    text: text.slice(start, end),
    weight: entry.weight,
    ...(entry.value === undefined ? {} : { value: entry.value }),
    ...(entry.party === undefined ? {} : { party: entry.party }),
    ...(entry.office === undefined ? {} : { office: entry.office }),
  };
}
