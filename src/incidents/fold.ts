import type { RelevantLabel } from '../domain/classification.ts';
import type { CeasefireState, TalksStage } from '../domain/report.ts';
import type { Account } from './account.ts';
import { deathsOf, type Ledger, mergeDeaths, withFigures } from './casualties.ts';
import { type Step, stepsBetween } from './changes.ts';
import type { IncidentContext } from './context.ts';
import { bandsOf, hasSameNumbers, similarity } from './fingerprint.ts';
import { type FoldState, isLater } from './fold-state.ts';
import { NO_STANCES, statusOf, withAccount } from './status.ts';
import { isTooOld, publishedMs } from './times.ts';

export interface Folded {
  readonly state: FoldState;
  readonly steps: readonly Step[];
  /** Item ids of copies, with the item they repeat. */
  readonly duplicates: ReadonlyMap<string, string>;
}

/** Tells the accounts in the order of their arrival, each once, and notes what each changed. */
export function foldAccounts(label: RelevantLabel, accounts: readonly Account[], context: IncidentContext): Folded {
  let state: FoldState = {
    label,
    stances: NO_STANCES,
    status: 'claimed',
    ledger: [],
    deaths: new Map(),
    harm: new Map(),
    isMeeting: false,
    told: { places: new Set(), outlets: new Set(), languages: new Set(), sides: new Set() },
    freshPlaces: [],
    freshSources: [],
  };
  const steps: Step[] = [];
  const copies = createCopyFinder(context);
  let isAnnounced = false;
  for (const [index, account] of accounts.entries()) {
    const isSilent = account.isArchive === true || isTooOld(account, context.maxAlertAgeMs);
    const next = withAccountFolded(state, account, copies.isCopy(account), context);
    const changed = index === 0 ? [] : stepsBetween(state, next, account, context);
    if (!isAnnounced && (index === 0 || !isSilent)) {
      steps.push({
        at: account.arrivedAt,
        itemId: account.itemId,
        kind: 'created',
        detail: next.status,
        material: !isSilent,
      });
      isAnnounced = !isSilent;
    }
    steps.push(...changed.map((one) => (isSilent ? { ...one, material: false } : one)));
    state = next;
  }
  return { state, steps, duplicates: copies.found };
}

function withAccountFolded(state: FoldState, account: Account, isCopy: boolean, context: IncidentContext): FoldState {
  const { camps } = context;
  const { told } = state;
  const stances = withAccount(state.stances, account, context);
  const ledger = isCopy ? state.ledger : withFigures(state.ledger, account, camps);
  const stage = stageOf(account);
  const talksStage =
    stage !== undefined && (state.talksStage === undefined || isLater(stage, state.talksStage))
      ? stage
      : state.talksStage;
  const ceasefireState = latestTruceState(state.ceasefireState, account.ceasefireState);
  return {
    label: state.label,
    stances,
    status: statusOf(stances, state.label, camps),
    ledger,
    deaths: account.isCorrection === true ? state.deaths : mergeDeaths(state.deaths, deathsOf(account)),
    harm: withHarm(state.harm, ledger.slice(state.ledger.length)),
    isMeeting: state.isMeeting || isOfMeeting(account, context),
    ...(talksStage === undefined ? {} : { talksStage }),
    ...(ceasefireState === undefined ? {} : { ceasefireState }),
    told,
    freshPlaces: account.places.filter((place) => addTo(told.places, place)),
    freshSources: [
      ...(addTo(told.outlets, account.outletId) ? [account.outletId] : []),
      ...(addTo(told.languages, account.language) ? [account.language] : []),
      ...(addTo(told.sides, account.outletSide) ? [account.outletSide] : []),
    ],
  };
}

/** Adds a value; true when it was not there. */
function addTo(values: Set<string>, value: string): boolean {
  if (values.has(value)) return false;
  values.add(value);
  return true;
}

function isOfMeeting(account: Account, context: IncidentContext): boolean {
  if (account.label !== 'negotiation') return true;
  return account.venues.length > 0 || account.subjects.some((subject) => context.subjects.kindOf(subject) === 'format');
}

/** The stage of talks; a hand-over of prisoners or bodies is announced or done in the same way. */
function stageOf(account: Account): TalksStage | undefined {
  if (account.label === 'negotiation') return account.talksStage;
  const isHandover = account.subjects.includes('prisoners') || account.subjects.includes('bodies');
  if (account.label !== 'humanitarian' || !isHandover || account.subjects.includes('trial')) return undefined;
  return account.subjects.includes('handoverDone') ? 'held' : 'announced';
}

const OVER: ReadonlySet<CeasefireState | undefined> = new Set(['broken', 'ended']);

/** A truce moves on; a late announcement does not reopen one that is broken. */
function latestTruceState(was: CeasefireState | undefined, is: CeasefireState | undefined): CeasefireState | undefined {
  if (is === undefined || OVER.has(was)) return was ?? is;
  if (was === 'holding' && (is === 'announced' || is === 'agreed' || is === 'offered')) return was;
  if (is === 'offered' && was !== undefined) return was;
  return is;
}

/** The same map where no figure is higher. */
function withHarm(harm: ReadonlyMap<string, number>, figures: Ledger): ReadonlyMap<string, number> {
  let largest: Map<string, number> | undefined;
  for (const figure of figures) {
    if (figure.kind === 'killed') continue;
    const key = `${figure.side} ${figure.kind}`;
    const known = (largest ?? harm).get(key);
    const count = figure.high ?? figure.low;
    if (known === undefined || count > known) largest = new Map([...(largest ?? harm), [key, count]]);
  }
  return largest ?? harm;
}

interface ToldAccount {
  readonly account: Account;
  readonly publishedMs: number;
}

/** Finds copies among the accounts told so far, by common bands first. */
function createCopyFinder(context: IncidentContext): {
  readonly found: ReadonlyMap<string, string>;
  isCopy(account: Account): boolean;
} {
  const byBand = new Map<string, ToldAccount[]>();
  const found = new Map<string, string>();
  const { duplicateSimilarity, duplicateWindow } = context.settings;
  function isCopyOf(told: ToldAccount, earlier: ToldAccount): boolean {
    const { fingerprint, itemId, language } = told.account;
    return (
      earlier.account.itemId !== itemId &&
      earlier.account.language === language &&
      Math.abs(earlier.publishedMs - told.publishedMs) <= duplicateWindow &&
      hasSameNumbers(earlier.account.fingerprint, fingerprint) &&
      similarity(earlier.account.fingerprint, fingerprint) >= duplicateSimilarity
    );
  }
  return {
    found,
    isCopy(account) {
      const told = { account, publishedMs: publishedMs(account) };
      let original: string | undefined;
      for (const band of bandsOf(account.fingerprint)) {
        const earlier = byBand.get(band) ?? [];
        original ??= earlier.find((one) => isCopyOf(told, one))?.account.itemId;
        earlier.push(told);
        byBand.set(band, earlier);
      }
      if (original !== undefined) found.set(account.itemId, found.get(original) ?? original);
      return original !== undefined;
    },
  };
}
