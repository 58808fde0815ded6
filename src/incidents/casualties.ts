import type { Casualties, CasualtyKind } from '../domain/report.ts';
import type { Account } from './account.ts';
import type { Camps } from './camps.ts';

/** One figure as one account states it. */
interface Figure {
  readonly side: string;
  readonly kind: CasualtyKind;
  readonly isCivilian: boolean;
  readonly low: number;
  readonly high?: number;
  readonly vague?: string;
  /** Killed who had been wounded before. */
  readonly ofWounds: boolean;
  /** The harmed side itself says so. */
  readonly isOwn: boolean;
  readonly itemId: string;
}

/** Figures of all accounts, in the order in which they were told. */
export type Ledger = readonly Figure[];

/** Adds the figures of one account. */
export function withFigures(ledger: Ledger, account: Account, camps: Camps): Ledger {
  if (account.casualties.length === 0) return ledger;
  return [...ledger, ...account.casualties.map((one) => figureOf(one, account, camps))];
}

function figureOf(one: Casualties, account: Account, camps: Camps): Figure {
  return {
    side: one.side,
    kind: one.kind,
    isCivilian: one.civilian === true,
    low: one.low,
    ...(one.high === undefined ? {} : { high: one.high }),
    ...(one.vague === undefined ? {} : { vague: one.vague }),
    ofWounds: one.ofWounds === true && one.kind === 'killed',
    isOwn: isOwnWord(one.side, account, camps),
    itemId: account.itemId,
  };
}

/** A statement of its own loss: by its speaker where the text quotes one, else by the outlet's home side. Who has no voice is spoken for by a correction. */
function isOwnWord(side: string, account: Account, camps: Camps): boolean {
  const camp = camps.campOf(side) ?? side;
  const belongs = (party: string | undefined) => party !== undefined && (camps.campOf(party) ?? party) === camp;
  const losses = account.claims.filter((claim) => claim.kind === 'reportsOwnLoss' || claim.kind === 'reportsEnemyLoss');
  if (losses.some((claim) => claim.kind === 'reportsOwnLoss' && belongs(claim.speaker.party))) return true;
  if (account.isCorrection === true && camps.campOf(side) === undefined) return true;
  return losses.length === 0 && belongs(account.outletSide);
}

/**
 * Ranges by side and kind. `low` and `high` span everything that was said; `best` is what the harmed side itself says last; nothing is ever summed over
 * sources. Wounded who are told to have died move from one range to the other. An open figure ("at least five") leaves the range open until the harmed side names a number. A withdrawn story leaves nobody harmed.
 * Source: UCDP GED codebook (low, best, high).
 */
export function rangesOf(ledger: Ledger, isRetracted: boolean): Casualties[] {
  const groups = new Map<string, Figure[]>();
  const splits = sidesThatSplitCivilians(ledger);
  for (const figure of ledger) {
    const base = `${figure.side}|${figure.kind}`;
    const key = splits.has(base) ? `${base}|${figure.isCivilian}` : base;
    groups.set(key, [...(groups.get(key) ?? []), figure]);
  }
  const ranges = [...groups.keys()].sort().flatMap((key) => {
    const figures = groups.get(key) ?? [];
    return figures.length === 0 ? [] : [rangeOf(figures, ledger, isRetracted)];
  });
  return ranges.filter((range) => range.side !== 'unknown' || !isToldOfASide(range, ranges));
}

/** Wounded of a side who died since, as the account that counts most of them tells; and where in the order of telling that is first said. */
function diedOfWounds(ledger: Ledger, { side, kind }: Figure): { readonly count: number; readonly at: number } {
  if (kind !== 'wounded') return { count: 0, at: ledger.length };
  const died = ledger.filter((figure) => figure.ofWounds && figure.side === side);
  return {
    count: Math.max(0, ...died.map((figure) => figure.low)),
    at: died[0] === undefined ? ledger.length : ledger.indexOf(died[0]),
  };
}

function rangeOf(figures: readonly Figure[], ledger: Ledger, isRetracted: boolean): Casualties {
  const first = figures[0] as Figure;
  const own = figures.filter((figure) => figure.isOwn);
  const lastOwn = own.at(-1);
  const died = diedOfWounds(ledger, first);
  // A count of the wounded that was made after a death leaves the dead out already.
  const stillHurt = (figure: Figure): number =>
    ledger.indexOf(figure) < died.at ? Math.max(0, figure.low - died.count) : figure.low;
  const lows = figures.map((figure) => figure.low);
  const closedHighs = figures.flatMap((figure) => figure.high ?? []);
  const openFrom = Math.max(-1, ...figures.filter((figure) => figure.high === undefined).map((figure) => figure.low));
  const isClosed = openFrom < 0 || own.some((figure) => figure.high !== undefined && figure.high >= openFrom);
  const vague = figures.find((figure) => figure.vague !== undefined)?.vague;
  const civilians = figures.filter((figure) => figure.isCivilian).length;
  return {
    side: first.side,
    ...(civilians * 2 >= figures.length && civilians > 0 ? { civilian: true as const } : {}),
    kind: first.kind,
    low: isRetracted ? 0 : Math.min(...figures.map(stillHurt)),
    ...(isRetracted ? { best: 0 } : lastOwn === undefined ? {} : { best: stillHurt(lastOwn) }),
    ...(isClosed ? { high: Math.max(...closedHighs, ...lows) } : {}),
    ...(vague === undefined ? {} : { vague }),
    claimIds: [...new Set(figures.map((figure) => figure.itemId))],
  };
}

/** Soldiers and civilians are kept apart where one account counts both; else the flag differs by translation only. */
function sidesThatSplitCivilians(ledger: Ledger): ReadonlySet<string> {
  const seen = new Map<string, boolean>();
  const splits = new Set<string>();
  for (const figure of ledger) {
    const item = `${figure.itemId}|${figure.side}|${figure.kind}`;
    const known = seen.get(item);
    if (known !== undefined && known !== figure.isCivilian && figure.low > 0)
      splits.add(`${figure.side}|${figure.kind}`);
    seen.set(item, figure.isCivilian);
  }
  return splits;
}

/** A toll without a side repeats the toll of a side. */
function isToldOfASide(range: Casualties, ranges: readonly Casualties[]): boolean {
  return ranges.some(
    (other) =>
      other.side !== 'unknown' && other.kind === range.kind && (other.high === undefined || other.high >= range.low),
  );
}

/** Most deaths stated for each side by one account; `unknown` for a toll without a side. */
export type Deaths = ReadonlyMap<string, number>;

/** Deaths that one account states, soldiers and civilians together. */
export function deathsOf(account: Pick<Account, 'casualties'>): Deaths {
  const deaths = new Map<string, number>();
  for (const one of account.casualties) {
    if (one.kind === 'killed') deaths.set(one.side, (deaths.get(one.side) ?? 0) + one.low);
  }
  return deaths;
}

/** Sides whose toll rose, with the toll before and after; a side that takes over a toll told without one is no rise. */
export function risenDeaths(
  before: Deaths,
  account: Pick<Account, 'casualties'>,
): readonly { readonly side: string; readonly from: number | undefined; readonly to: number }[] {
  const stated = deathsOf(account);
  const after = mergeDeaths(before, stated);
  if (totalDeaths(after) <= totalDeaths(before)) return [];
  return [...stated]
    .filter(([side, to]) => to > (before.get(side) ?? 0))
    .map(([side, to]) => ({ side, from: before.get(side), to }));
}

export function mergeDeaths(before: Deaths, stated: Deaths): Deaths {
  const merged = new Map(before);
  for (const [side, count] of stated) merged.set(side, Math.max(count, merged.get(side) ?? 0));
  return merged;
}

/** Deaths over all sides; a toll without a side counts where it is higher than what the sides add up to. */
function totalDeaths(deaths: Deaths): number {
  let sum = 0;
  for (const [side, count] of deaths) if (side !== 'unknown') sum += count;
  return Math.max(sum, deaths.get('unknown') ?? 0);
}
