import { createHash } from 'node:crypto';
import { type Entry, entriesOf, type LexiconSources } from './entry.ts';
import { asciiForm, type PatternWord, parsePattern } from './pattern.ts';
import { createWordIndex, type WordIndex } from './word-index.ts';

/** One pattern, its words as numbers of the index. */
export interface CompiledPattern {
  readonly entry: number;
  readonly isExcept: boolean;
  readonly words: readonly { readonly unit: number; readonly gap: number; readonly isCapitals: boolean }[];
}

/** The patterns of one language in one matcher. */
export interface Matcher {
  readonly entries: readonly Entry[];
  readonly words: WordIndex;
  /** Patterns by the unit of their first word. */
  readonly patternsByUnit: readonly (readonly CompiledPattern[] | undefined)[];
}

/** All languages, ready to scan. */
export interface Lexicon {
  /** Content hash of everything that patterns come from; the same version and text give the same hits. */
  readonly version: string;
  /** The matcher of a language; languages without a lexicon get the names that are written the same in `any` language. */
  matcher(language: string): Matcher;
  /** The same patterns as a keyboard without national letters writes them. */
  asciiMatcher(language: string): Matcher;
}

/** Shortest word of a plain-ASCII pattern that is trusted: `öl*` would become `ol*`. */
const MIN_ASCII_WORD = 5;

/**
 * Compiles lexica and names. Matchers are built at first use of their language. A pattern that cannot be read throws with the entry's name;
 * `lintLexicon` tells the same before.
 */
export function compileLexicon(sources: LexiconSources): Lexicon {
  const matchers = new Map<string, Matcher>();
  const languages = new Set<string>(sources.lexica.map((file) => file.language));
  const build = (language: string, isAscii: boolean): Matcher => {
    const known = languages.has(language) ? language : 'any';
    const key = isAscii ? `${known}/ascii` : known;
    const found = matchers.get(key);
    if (found !== undefined) return found;
    const made = createMatcher(entriesOf(sources, known), isAscii);
    matchers.set(key, made);
    return made;
  };
  return {
    version: createHash('sha256').update(JSON.stringify(sources)).digest('hex').slice(0, 12),
    matcher: (language) => build(language, false),
    asciiMatcher: (language) => build(language, true),
  };
}

function createMatcher(entries: readonly Entry[], isAscii: boolean): Matcher {
  const index = createWordIndex();
  const patternsByUnit: CompiledPattern[][] = [];

  function unitOf({ literal, match }: PatternWord): number {
    return index.add(isAscii ? asciiForm(literal) : literal, match);
  }

  function add(written: string, entry: number, isExcept: boolean): void {
    const parsed = parsePattern(written);
    if (parsed.kind === 'error') throw new Error(`${entries[entry]?.cue}: pattern "${written}": ${parsed.message}`);
    for (const words of parsed.alternatives) {
      if (isAscii && isRiskyInAscii(words)) continue;
      const compiled = {
        entry,
        isExcept,
        words: words.map((word) => ({ unit: unitOf(word), gap: word.gap, isCapitals: word.isCapitals })),
      };
      const first = compiled.words[0]?.unit ?? 0;
      const list = patternsByUnit[first];
      if (list === undefined) patternsByUnit[first] = [compiled];
      else list.push(compiled);
    }
  }

  entries.forEach((entry, index) => {
    for (const pattern of entry.patterns) add(pattern, index, false);
    for (const pattern of entry.except) add(pattern, index, true);
  });
  return { entries, words: index, patternsByUnit };
}

function isRiskyInAscii(words: readonly PatternWord[]): boolean {
  const changes = words.some((word) => asciiForm(word.literal) !== word.literal);
  return changes && words.length === 1 && (words[0]?.literal.length ?? 0) < MIN_ASCII_WORD;
}
