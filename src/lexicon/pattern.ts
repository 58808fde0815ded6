import { tokenize } from '../language/fold.ts';

/** One word of a pattern. */
export interface PatternWord {
  readonly literal: string;
  readonly match: 'exact' | 'prefix' | 'inside';
  /** Most words that may stand between this one and the one before; 0 = none. */
  readonly gap: number;
  /** Written as `=ABC`: only a word in capitals matches. */
  readonly isCapitals: boolean;
  /** Written with `=`. */
  readonly isMarked: boolean;
}

export type ParsedPattern =
  | { readonly kind: 'pattern'; readonly alternatives: readonly (readonly PatternWord[])[] }
  | { readonly kind: 'error'; readonly message: string };

const ZERO_WIDTH_NON_JOINER = '\u200c';

/**
 * Reads a pattern: words in sequence, `..N` for at most N words between its neighbours, `*` at the end of a word for any ending (at both ends:
 * anywhere inside, slow), `=` for an exact word, and in capitals (`=ABC`) for capitals only. A Persian word written with a
 * zero-width non-joiner gives two alternatives: joined, and as two words.
 */
export function parsePattern(written: string): ParsedPattern {
  const readings = written.includes(ZERO_WIDTH_NON_JOINER)
    ? [written.replaceAll(ZERO_WIDTH_NON_JOINER, ''), written.replaceAll(ZERO_WIDTH_NON_JOINER, ' ')]
    : [written];
  const alternatives: PatternWord[][] = [];
  for (const text of readings) {
    const words = parseWords(text);
    if (typeof words === 'string') return { kind: 'error', message: words };
    alternatives.push(words);
  }
  return { kind: 'pattern', alternatives };
}

function parseWords(text: string): PatternWord[] | string {
  const words: PatternWord[] = [];
  let gap = 0;
  for (const piece of text.trim().split(/\s+/)) {
    const distance = /^\.\.(\d{1,2})$/.exec(piece);
    if (distance !== null) {
      if (words.length === 0) return 'a pattern cannot begin with ..N';
      gap = Number(distance[1]);
      continue;
    }
    const isMarked = piece.startsWith('=');
    const isPrefix = piece.endsWith('*');
    const isInside = isPrefix && piece.startsWith('*');
    const body = piece.slice(isMarked || isInside ? 1 : 0, isPrefix ? -1 : undefined);
    if (body.includes('*')) return '* may stand only at the end of a word, or at both ends';
    const tokens = tokenize(body);
    if (tokens.length === 0) return `"${piece}" holds no letters`;
    const isCapitals = isMarked && isAllCapitals(body);
    tokens.forEach((token, index) => {
      const isLast = index === tokens.length - 1;
      const match = isLast && isInside ? 'inside' : isLast && isPrefix ? 'prefix' : 'exact';
      words.push({ literal: token.text, match, gap: index === 0 ? gap : 0, isCapitals, isMarked });
    });
    gap = 0;
  }
  if (gap > 0) return 'a pattern cannot end with ..N';
  return words.length === 0 ? 'the pattern holds no words' : words;
}

/** At least two letters, all capitals. */
export function isAllCapitals(text: string): boolean {
  const letters = text.match(/\p{L}/gu) ?? [];
  return letters.length >= 2 && letters.every((letter) => /\p{Lu}/u.test(letter));
}

const ASCII: ReadonlyMap<string, string> = new Map([
  ['ə', 'e'],
  ['ş', 's'],
  ['ç', 'c'],
  ['ğ', 'g'],
  ['ö', 'o'],
  ['ü', 'u'],
  ['œ', 'oe'],
]);

/** The word as a keyboard without national letters writes it. */
export function asciiForm(word: string): string {
  return word.replace(/[əşçğöüœ]/g, (letter) => ASCII.get(letter) ?? letter);
}
