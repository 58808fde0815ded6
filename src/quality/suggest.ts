/** A folded word and how strongly it speaks for one group of texts against another. */
export interface Suggestion {
  readonly word: string;
  /** Log-odds with a prior; above 0 it speaks for the first group, in units of its standard error. */
  readonly z: number;
  readonly inMisses: number;
  readonly inOthers: number;
}

/**
 * Words that separate missed relevant texts from texts rightly kept out, by log-odds with an informative prior.
 * Each text counts a word once. Source: Monroe, Colaresi, Quinn (2008), "Fightin' Words", section 3.3.
 */
export function suggestWords(
  misses: readonly ReadonlySet<string>[],
  others: readonly ReadonlySet<string>[],
  top: number,
): Suggestion[] {
  const inMisses = documentCounts(misses);
  const inOthers = documentCounts(others);
  const words = new Set([...inMisses.keys(), ...inOthers.keys()]);
  const prior = 0.5;
  const total = prior * words.size;
  const odds = (count: number, size: number) => Math.log((count + prior) / (size + total - count - prior));
  const found: Suggestion[] = [];
  for (const [word, missCount] of inMisses) {
    if (missCount < 2) continue;
    const otherCount = inOthers.get(word) ?? 0;
    const delta = odds(missCount, misses.length) - odds(otherCount, others.length);
    const z = delta / Math.sqrt(1 / (missCount + prior) + 1 / (otherCount + prior));
    if (z > 0) found.push({ word, z, inMisses: missCount, inOthers: otherCount });
  }
  return found.sort((a, b) => b.z - a.z || a.word.localeCompare(b.word)).slice(0, top);
}

function documentCounts(texts: readonly ReadonlySet<string>[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const words of texts) for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}
