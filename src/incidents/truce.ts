import type { Change } from '../domain/incident.ts';
import { type Account, charactersOf, isSummaryReport } from './account.ts';
import type { Candidate } from './candidate.ts';
import type { IncidentContext } from './context.ts';
import { comparePlaces } from './geography.ts';

/** Whether a clash is the end of a truce, and why. */
export type TruceBreach =
  | { readonly kind: 'breach'; readonly truceId: string; readonly reason: string }
  | { readonly kind: 'none' };

/** True when a clash is grave enough, or says itself, that a truce in force may have collapsed; only then are truces looked up. */
export function mayBreakTruce(account: Account): boolean {
  if (account.label !== 'clash' || isSummaryReport(account) || account.isRetraction === true) return false;
  return account.ceasefireState === 'broken' || isHeavy(account);
}

/**
 * The truce in force that a clash breaks: the latest one whose sector it lies in and that was told before it, when the text says that a truce is broken, or
 * heavy weapons or deaths are told. A clash that was told before the truce does not break it. A text that says so outright needs no common sector.
 */
export function findBreach(
  account: Account,
  clashSinceMs: number,
  truces: readonly Candidate[],
  context: IncidentContext,
): TruceBreach {
  const inForce = truces
    .filter((truce) => truce.label === 'ceasefire' && !truce.isOver)
    .filter((truce) => truce.ceasefireState !== undefined && truce.ceasefireState !== 'offered')
    .filter((truce) => {
      const age = clashSinceMs - truce.firstMs;
      return age > 0 && age <= context.settings.truceWindow;
    })
    .sort((a, b) => b.firstMs - a.firstMs);
  const saysSo = account.ceasefireState === 'broken';
  const broken = inForce.find(
    (truce) => saysSo || comparePlaces(context.geography, account.places, truce.places).kind !== 'different',
  );
  if (broken === undefined) return { kind: 'none' };
  return {
    kind: 'breach',
    truceId: broken.id,
    reason: saysSo ? 'the report says so' : 'heavy fire or deaths in its sector',
  };
}

/** The two sides of a breach as history keeps them. */
export function breachChanges(
  account: Account,
  truceId: string,
  clashId: string,
): { readonly ofTruce: Omit<Change, 'revision'>; readonly ofClash: Omit<Change, 'revision'> } {
  const common = { at: account.arrivedAt, itemId: account.itemId, kind: 'truceCollapse' as const };
  return {
    ofTruce: { ...common, detail: `by ${clashId}`, material: true },
    ofClash: { ...common, detail: `of ${truceId}`, material: false },
  };
}

function isHeavy(account: Account): boolean {
  const hasDeaths = account.casualties.some((one) => one.kind === 'killed' && one.low > 0 && one.civilian !== true);
  return charactersOf(account).has('heavy') || hasDeaths;
}
