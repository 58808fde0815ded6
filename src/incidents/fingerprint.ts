import { fold, tokenize } from '../language/fold.ts';

/** Values of a fingerprint, one letter of six bits each; the standard error of the similarity is at most 0.5 / sqrt(64). */
const VALUES = 64;
/** Two texts share a band when this many consecutive values agree: at similarity 0.8, 97 of 100 pairs share one of the bands. */
const ROWS = 3;
const BANDS = 5;

/**
 * MinHash of the triples of characters of a text: the share of equal values estimates the Jaccard similarity of two texts' triples.
 * Digits are kept apart behind the point, sorted, with the `figures` read off words: two texts that differ only in numbers tell of two things.
 * Cost: about 0.1 ms for a title and a summary. Source: Broder, "On the resemblance and containment of documents" (1997).
 */
export function fingerprintOf(text: string, figures = ''): string {
  const words = tokenize(text).map((token) => token.text);
  const letters = ` ${words.join(' ')} `;
  const minima = new Uint32Array(VALUES).fill(0xffffffff);
  const seen = new Set<number>();
  for (let at = 0; at + 3 <= letters.length; at++) {
    const triple = hashTriple(letters.charCodeAt(at), letters.charCodeAt(at + 1), letters.charCodeAt(at + 2));
    if (seen.has(triple)) continue;
    seen.add(triple);
    for (let k = 0; k < VALUES; k++) {
      const value = mix(triple ^ (SEEDS[k] ?? 0));
      if (value < (minima[k] ?? 0)) minima[k] = value;
    }
  }
  const signature = Array.from(minima, (value) => LETTERS[value & 63]).join('');
  const numbers = [...new Set(words.filter((word) => /^\d+$/.test(word)))].sort().slice(0, 16);
  return `${signature}.${numbers.join('-')}/${figures}`;
}

/** 0 to 1: estimated share of common triples. 0 for a fingerprint that cannot be read. */
export function similarity(first: string, second: string): number {
  if (!isReadable(first) || !isReadable(second)) return 0;
  let same = 0;
  for (let at = 0; at < VALUES; at++) if (first.charCodeAt(at) === second.charCodeAt(at)) same++;
  // One in 64 values agrees by chance.
  return Math.max(0, (same / VALUES - 1 / 64) / (1 - 1 / 64));
}

/** True when both texts state the same numbers. */
export function hasSameNumbers(first: string, second: string): boolean {
  return first.slice(VALUES) === second.slice(VALUES);
}

/** Keys under which near-copies meet: two texts that share one are worth comparing. */
export function bandsOf(fingerprint: string): readonly string[] {
  if (!isReadable(fingerprint)) return [];
  const bands: string[] = [];
  for (let band = 0; band < BANDS; band++) bands.push(band + fingerprint.slice(band * ROWS, band * ROWS + ROWS));
  return bands;
}

function isReadable(fingerprint: string): boolean {
  return fingerprint.indexOf('.') === VALUES;
}

/** What is compared of an item: its title and summary, folded. */
export function textOfItem(item: { readonly title: string; readonly summary: string }): string {
  return fold(`${item.title}\n${item.summary}`);
}

const SEEDS = Uint32Array.from({ length: VALUES }, (_, k) => mix(k * 0x9e3779b1 + 1));

function hashTriple(a: number, b: number, c: number): number {
  return (Math.imul(Math.imul(a, 31) + b, 0x01000193) ^ Math.imul(c, 0x85ebca6b)) >>> 0;
}

/** Finaliser of MurmurHash3: spreads 32 bits over 32 bits. */
function mix(value: number): number {
  let h = value | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
