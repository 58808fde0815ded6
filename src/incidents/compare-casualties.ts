import type { Account } from './account.ts';
import type { Candidate } from './candidate.ts';

/** Points for losses that two accounts state alike; a loss of the other side only speaks a little against. */
export function casualtyPoints(
  report: Pick<Account, 'casualties'>,
  candidate: Pick<Candidate, 'casualties'>,
): { readonly points: number; readonly reason: string; readonly differ: boolean } {
  const mine = report.casualties.filter((one) => one.low > 0);
  const theirs = candidate.casualties.filter((one) => one.low > 0 || one.high === undefined || one.high > 0);
  if (mine.length === 0 || theirs.length === 0) return { points: 0, reason: '', differ: false };
  let points = 0;
  const reasons: string[] = [];
  for (const one of mine) {
    const same = theirs.find(
      (other) =>
        other.kind === one.kind && (other.side === one.side || other.side === 'unknown' || one.side === 'unknown'),
    );
    if (same === undefined) continue;
    const isIn = one.low >= same.low && (same.high === undefined || one.low <= same.high);
    const grows = same.high !== undefined && one.low > same.high;
    const isCivilianAlike = (one.civilian === true) === (same.civilian === true);
    const value = one.kind === 'captured' ? 2 : isIn ? 1.5 : grows ? 0.5 : 0;
    points += value - (isCivilianAlike ? 0 : 0.8);
    if (value > 0) reasons.push(`${one.side} ${one.kind} ${one.low}`);
  }
  if (reasons.length === 0 && !mine.some((one) => theirs.some((other) => other.side === one.side))) {
    return { points: -0.7, reason: 'losses of different sides', differ: true };
  }
  return { points: Math.min(points, 2.5), reason: `losses agree: ${reasons.join(', ')}`, differ: reasons.length === 0 };
}
