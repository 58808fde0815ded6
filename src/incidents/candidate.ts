import type { RelevantLabel } from '../domain/classification.ts';
import type { Accusation, Party } from '../domain/party.ts';
import type { Casualties, CeasefireState, TalksStage, Weapon } from '../domain/report.ts';
import { type Account, isSummaryReport } from './account.ts';
import { publishedMs, type Span, statedSpan } from './times.ts';

/** What of an incident is compared with a new report: a few hundred bytes, kept beside the record. */
export interface Candidate {
  readonly id: string;
  readonly label: RelevantLabel;
  readonly labels: readonly RelevantLabel[];
  readonly isSummary: boolean;
  readonly places: readonly string[];
  readonly venues: readonly string[];
  readonly mediators: readonly Party[];
  readonly parties: readonly Party[];
  readonly accusations: readonly Accusation[];
  readonly deniers: readonly Party[];
  readonly casualties: readonly Pick<Casualties, 'side' | 'kind' | 'low' | 'high' | 'civilian'>[];
  readonly weapons: readonly Weapon[];
  readonly subjects: readonly string[];
  readonly violations?: number;
  readonly ceasefireState?: CeasefireState;
  readonly talksStage?: TalksStage;
  /** Publication times of its reports, epoch ms. */
  readonly firstMs: number;
  readonly lastMs: number;
  /** Earliest and latest stated time, of the reports that state one. */
  readonly stated?: Span;
  /** A truce that is broken or over takes no further reports of its holding. */
  readonly isOver: boolean;
  /** Its latest texts, for copies and rewrites. */
  readonly texts: readonly CandidateText[];
}

export interface CandidateText {
  readonly itemId: string;
  readonly outletId: string;
  readonly language: string;
  readonly fingerprint: string;
  readonly publishedMs: number;
}

/** Copies follow within hours; more texts than this say nothing new. */
const MAX_TEXTS = 8;

/** Sums up the accounts of one incident for comparison. `accounts` must not be empty. Independent of their order. */
export function candidateOf(
  id: string,
  label: RelevantLabel,
  accounts: readonly Account[],
  state: { readonly isOver: boolean; readonly ceasefireState?: CeasefireState; readonly talksStage?: TalksStage },
): Candidate {
  const times = accounts.map(publishedMs);
  const spans = accounts.flatMap((account) => statedSpan(account.occurred) ?? []);
  const violations = accounts.find((account) => account.violations !== undefined)?.violations;
  return {
    id,
    label,
    labels: union(accounts, (account) => [account.label, ...account.labels2]),
    isSummary: accounts.some(isSummaryReport),
    places: union(accounts, (account) => account.places),
    venues: union(accounts, (account) => account.venues),
    mediators: union(accounts, (account) => account.mediators),
    parties: union(accounts, (account) => account.parties),
    accusations: uniqueAccusations(accounts),
    deniers: union(accounts, (account) => account.deniers),
    casualties: mergedCasualties(accounts),
    weapons: union(accounts, (account) => account.weapons),
    subjects: union(accounts, (account) => account.subjects),
    ...(violations === undefined ? {} : { violations }),
    ...(state.ceasefireState === undefined ? {} : { ceasefireState: state.ceasefireState }),
    ...(state.talksStage === undefined ? {} : { talksStage: state.talksStage }),
    firstMs: Math.min(...times),
    lastMs: Math.max(...times),
    ...(spans.length === 0
      ? {}
      : { stated: { from: Math.min(...spans.map((s) => s.from)), to: Math.max(...spans.map((s) => s.to)) } }),
    isOver: state.isOver,
    texts: accounts.slice(-MAX_TEXTS).map((account) => ({
      itemId: account.itemId,
      outletId: account.outletId,
      language: account.language,
      fingerprint: account.fingerprint,
      publishedMs: publishedMs(account),
    })),
  };
}

function union<T extends string>(accounts: readonly Account[], read: (account: Account) => readonly T[]): T[] {
  const values = new Set<T>();
  for (const account of accounts) for (const value of read(account)) values.add(value);
  return [...values].sort();
}

function uniqueAccusations(accounts: readonly Account[]): Accusation[] {
  const byPair = new Map(accounts.flatMap((one) => one.accusations.map((pair) => [pair.join('>'), pair] as const)));
  return [...byPair].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, pair]) => pair);
}

function mergedCasualties(accounts: readonly Account[]): Candidate['casualties'] {
  const byKey = new Map<string, Candidate['casualties'][number]>();
  for (const one of accounts.flatMap((account) => account.casualties)) {
    const key = `${one.side}|${one.kind}|${one.civilian === true}`;
    const known = byKey.get(key);
    const high =
      known?.high === undefined ? one.high : one.high === undefined ? undefined : Math.max(known.high, one.high);
    byKey.set(key, {
      side: one.side,
      kind: one.kind,
      low: Math.min(known?.low ?? one.low, one.low),
      ...(known !== undefined && known.high === undefined ? {} : high === undefined ? {} : { high }),
      ...(one.civilian === true ? { civilian: true as const } : {}),
    });
  }
  return [...byKey.keys()].sort().flatMap((key) => byKey.get(key) ?? []);
}
