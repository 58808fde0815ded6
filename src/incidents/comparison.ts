/** How far a report and an incident agree: a veto, or points with their reasons. */
export type Comparison =
  | { readonly kind: 'veto'; readonly reason: string }
  | {
      readonly kind: 'scored';
      readonly score: number;
      readonly anchor: Anchor;
      readonly reasons: readonly string[];
    };

/** What ties them: the same place (or one inside the other), venue, sector or text; places that face each other; or only what is told. */
export type Anchor = 'place' | 'facing' | 'none';

/** Gathers points with their reasons; a veto ends the comparison. */
export interface Tally {
  add(points: number, reason: string): void;
  result(anchor: Anchor): Comparison;
}

export function createTally(): Tally {
  let score = 0;
  const reasons: string[] = [];
  return {
    add(points, reason) {
      if (points === 0) return;
      score += points;
      reasons.push(`${points > 0 ? '+' : '−'}${Math.abs(Math.round(points * 100) / 100)} ${reason}`);
    },
    result: (anchor) => ({ kind: 'scored', score, anchor, reasons }),
  };
}

export function veto(reason: string): Comparison {
  return { kind: 'veto', reason };
}

/** Values that stand in both lists. */
export function common<T>(first: Iterable<T>, second: Iterable<T>): T[] {
  const other = new Set(second);
  return [...new Set(first)].filter((one) => other.has(one));
}

/** Hours between two epoch times, never negative. */
export function hoursApart(a: number, b: number): number {
  return Math.abs(a - b) / 3_600_000;
}
