/** One item with the incident it belongs to and the one it was put into; `undefined` = into none. */
export interface PlacedItem {
  readonly id: string;
  readonly language: string;
  readonly wanted: string;
  readonly got: string | undefined;
}

/** How well items were brought together. Shares are 0 to 1; 1 means all right. */
export interface IncidentScores {
  readonly items: number;
  readonly precision: number;
  readonly recall: number;
  /** Harmonic mean of the two. Source: Bagga and Baldwin, "Entity-based cross-document coreferencing" (1998). */
  readonly f1: number;
  /** Pairs of one incident in two languages that were put together. */
  readonly crossLanguage: { readonly joined: number; readonly pairs: number };
  /** Pairs of two incidents that were put together. */
  readonly wrongPairs: { readonly joined: number; readonly pairs: number };
}

/** B-cubed over items that belong to an incident; an item put into none stands alone. Empty input scores 1. */
export function scoreIncidents(items: readonly PlacedItem[]): IncidentScores {
  const answers = items.map((item, index) => item.got ?? `alone ${index}`);
  const wantedSizes = countBy(items.map((item) => item.wanted));
  const answerSizes = countBy(answers);
  const bothSizes = countBy(items.map((item, index) => `${item.wanted}\0${answers[index] ?? ''}`));
  let precision = 0;
  let recall = 0;
  for (const [index, item] of items.entries()) {
    const answer = answers[index] ?? '';
    const both = bothSizes.get(`${item.wanted}\0${answer}`) ?? 0;
    precision += both / (answerSizes.get(answer) ?? 1);
    recall += both / (wantedSizes.get(item.wanted) ?? 1);
  }
  const share = (sum: number): number => (items.length === 0 ? 1 : sum / items.length);
  const p = share(precision);
  const r = share(recall);
  return {
    items: items.length,
    precision: p,
    recall: r,
    f1: p + r === 0 ? 0 : (2 * p * r) / (p + r),
    ...countPairs(items),
  };
}

function countPairs(items: readonly PlacedItem[]): Pick<IncidentScores, 'crossLanguage' | 'wrongPairs'> {
  const crossLanguage = { joined: 0, pairs: 0 };
  const wrongPairs = { joined: 0, pairs: 0 };
  for (const [index, one] of items.entries()) {
    for (const other of items.slice(index + 1)) {
      const isTogether = one.got !== undefined && one.got === other.got;
      if (one.wanted !== other.wanted) count(wrongPairs, isTogether);
      else if (one.language !== other.language) count(crossLanguage, isTogether);
    }
  }
  return { crossLanguage, wrongPairs };
}

function count(tally: { joined: number; pairs: number }, isJoined: boolean): void {
  tally.pairs += 1;
  if (isJoined) tally.joined += 1;
}

function countBy(keys: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}
