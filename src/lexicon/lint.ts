import type { LanguagesFile, LexiconFile } from '../config/schema/lexicon.ts';
import { LABELS } from '../domain/classification.ts';
import { tokenize } from '../language/fold.ts';
import { type Entry, entriesOf, type LexiconSources } from './entry.ts';
import { type PatternWord, parsePattern } from './pattern.ts';

/** One thing that an operator should look at. */
export interface LintWarning {
  readonly language: string;
  /** `<language>/<group>/<id>` */
  readonly cue: string;
  readonly kind: 'unreadable' | 'duplicate' | 'unreachable' | 'tooShort' | 'homograph' | 'slow';
  readonly message: string;
}

interface Pattern {
  readonly entry: Entry;
  readonly written: string;
  readonly words: readonly PatternWord[];
}

const LABEL_GROUPS: ReadonlySet<string> = new Set(LABELS);

/** Single words shorter than this match too much unless they are marked with `=`. */
const SHORT = 4;

/** Warnings about the cues of one language: patterns that cannot be read, stand twice, never win, or match everyday words. */
export function lintLexicon(
  lexicon: LexiconFile,
  config: Omit<LexiconSources, 'lexica'> & { readonly languages?: LanguagesFile },
): LintWarning[] {
  const { language } = lexicon;
  const entries = entriesOf({ ...config, lexica: [lexicon] }, language);
  const warnings: LintWarning[] = [];
  const warn = (entry: Entry, kind: LintWarning['kind'], message: string): void => {
    warnings.push({ language, cue: entry.cue, kind, message });
  };
  const cues: Pattern[] = [];
  const calendar: Pattern[] = [];
  for (const entry of entries) {
    for (const written of [...entry.patterns, ...entry.except]) {
      const parsed = parsePattern(written);
      if (parsed.kind === 'error') warn(entry, 'unreadable', `"${written}": ${parsed.message}`);
      else if (!entry.except.includes(written)) {
        const pattern = { entry, written, words: parsed.alternatives[0] ?? [] };
        if (entry.kind === 'cue') cues.push(pattern);
        if (entry.kind === 'month' || entry.kind === 'weekday') calendar.push(pattern);
      }
    }
  }
  const everyday = everydayWords(config.languages?.languages[language]?.stopWords ?? []);
  const byKey = new Map<string, Pattern>();
  const stemsByGroup = stemsOf(cues);
  for (const pattern of cues) {
    const { entry, written, words } = pattern;
    const twin = byKey.get(`${entry.group} ${keyOf(words)}`);
    if (twin !== undefined) warn(entry, 'duplicate', `"${written}" stands in ${twin.entry.cue} as well`);
    byKey.set(`${entry.group} ${keyOf(words)}`, pattern);
    const cover = coverOf(pattern, stemsByGroup.get(entry.group));
    if (cover !== undefined) {
      warn(
        entry,
        'unreachable',
        `"${written}" never wins: "${cover.written}" of ${cover.entry.cue} finds the same words`,
      );
    }
    const [word, ...rest] = words;
    // Small words are what negations and verbs of saying are made of; only what is weighed for a label must be longer.
    if (word === undefined || rest.length > 0 || !LABEL_GROUPS.has(entry.group)) continue;
    if (word.match === 'inside') warn(entry, 'slow', `"${written}" is looked for inside every word`);
    if (!word.isMarked && word.literal.length < SHORT) {
      warn(entry, 'tooShort', `"${written}" has under ${SHORT} letters; write =${written} if you mean it`);
    }
    if (word.isMarked || entry.weight === 0) continue;
    const common = everyday.find((one) => matches(word, one));
    if (common !== undefined) warn(entry, 'homograph', `"${written}" matches the everyday word "${common}"`);
    const date = calendar.find((one) => one.words.length === 1 && matches(word, one.words[0]?.literal ?? ''));
    if (date !== undefined) warn(entry, 'homograph', `"${written}" matches "${date.written}" of the calendar`);
  }
  return warnings;
}

function everydayWords(stopWords: readonly string[]): string[] {
  return stopWords.flatMap((word) => {
    const [token, ...rest] = tokenize(word);
    return token === undefined || rest.length > 0 ? [] : [token.text];
  });
}

function matches(word: PatternWord, text: string): boolean {
  return word.match === 'exact' ? text === word.literal : word.match === 'prefix' && text.startsWith(word.literal);
}

function keyOf(words: readonly PatternWord[]): string {
  return words.map((word) => `${word.gap}${word.match}${word.literal}${word.isCapitals}`).join(' ');
}

/** Single stems by group, for the look-up of a stem that hides a longer one. */
function stemsOf(cues: readonly Pattern[]): Map<string, Map<string, Pattern>> {
  const byGroup = new Map<string, Map<string, Pattern>>();
  for (const pattern of cues) {
    const [word, ...rest] = pattern.words;
    if (word === undefined || rest.length > 0 || word.match !== 'prefix' || word.isCapitals) continue;
    const stems = byGroup.get(pattern.entry.group) ?? new Map<string, Pattern>();
    stems.set(word.literal, pattern);
    byGroup.set(pattern.entry.group, stems);
  }
  return byGroup;
}

/** A shorter stem that finds everything this single word finds, with at least its weight. */
function coverOf({ entry, words }: Pattern, stems: ReadonlyMap<string, Pattern> | undefined): Pattern | undefined {
  const [word, ...rest] = words;
  if (word === undefined || rest.length > 0 || stems === undefined) return undefined;
  const longest = word.match === 'prefix' ? word.literal.length - 1 : word.literal.length;
  for (let length = 1; length <= longest; length++) {
    const cover = stems.get(word.literal.slice(0, length));
    if (cover === undefined || cover.entry.except.length > 0) continue;
    if (cover.entry.cue === entry.cue || cover.entry.weight >= entry.weight) return cover;
  }
  return undefined;
}
