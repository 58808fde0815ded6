/** Counts behind a precision and a recall. */
export interface Tally {
  readonly right: number;
  /** Answered but not wanted. */
  readonly extra: number;
  /** Wanted but not answered. */
  readonly missed: number;
}

export interface Score extends Tally {
  /** Shares from 0 to 1; nothing answered is right only if nothing was wanted. */
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

export const EMPTY_TALLY: Tally = { right: 0, extra: 0, missed: 0 };

/** Precision, recall and F1 of a tally. */
export function scoreOf(tally: Tally): Score {
  const answered = tally.right + tally.extra;
  const wanted = tally.right + tally.missed;
  const precision = answered > 0 ? tally.right / answered : wanted > 0 ? 0 : 1;
  const recall = wanted > 0 ? tally.right / wanted : 1;
  return {
    ...tally,
    precision,
    recall,
    f1: precision + recall > 0 ? (2 * precision * recall) / (precision + recall) : 0,
  };
}

export function addTallies(a: Tally, b: Tally): Tally {
  return { right: a.right + b.right, extra: a.extra + b.extra, missed: a.missed + b.missed };
}

/** Compares two lists as multisets. */
export function tallyOf(wanted: Iterable<string>, answered: Iterable<string>): Tally {
  const left = new Map<string, number>();
  for (const one of wanted) left.set(one, (left.get(one) ?? 0) + 1);
  let right = 0;
  let extra = 0;
  for (const one of answered) {
    const count = left.get(one) ?? 0;
    if (count > 0) {
      right++;
      left.set(one, count - 1);
    } else extra++;
  }
  let missed = 0;
  for (const count of left.values()) missed += count;
  return { right, extra, missed };
}
