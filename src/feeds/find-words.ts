import { unitsOf } from './units.ts';

/** Something that may apply to a text only where one of these words stands in it. */
export interface NeedsWords {
  /** Two characters or more each; matched as they are written, within other words too. */
  readonly needs: readonly string[];
}

interface Wanted<T> {
  readonly word: string;
  readonly index: number;
  readonly row: T;
}

/**
 * Looks for the words of all rows in one pass over a text; what comes back is the rows with a word in it, in the order in which they were given.
 * Time grows with the text, not with the number of words.
 */
export function createWordFinder<T extends NeedsWords>(rows: readonly T[]): (text: string) => readonly T[] {
  const starts = new Uint8Array(0x10000);
  const byStart = new Map<number, Wanted<T>[]>();
  for (const [index, row] of rows.entries()) {
    for (const word of row.needs) {
      const start = startOf(word.charCodeAt(0), word.charCodeAt(1));
      starts[start] = 1;
      byStart.set(start, [...(byStart.get(start) ?? []), { word, index, row }]);
    }
  }
  return (text) => {
    let found: T[] | undefined;
    let before = 0;
    const units = unitsOf(text);
    for (let i = 0; i < text.length; i++) {
      const code = units[i] ?? 0;
      const start = startOf(before, code);
      before = code;
      if (starts[start] === 0) continue;
      for (const { word, index, row } of byStart.get(start) ?? []) {
        if (!text.startsWith(word, i - 1)) continue;
        found ??= [];
        found[index] = row;
      }
    }
    // Places of rows without a word stayed empty.
    return found === undefined ? [] : found.filter((row) => row !== undefined);
  };
}

/** Two characters as one number; different pairs may share it. */
function startOf(first: number, second: number): number {
  return ((first << 7) ^ second) & 0xffff;
}
