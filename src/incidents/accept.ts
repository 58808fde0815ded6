import type { Alert } from '../domain/alert.ts';
import type { BlindSpot, Change, Incident } from '../domain/incident.ts';
import type { Report } from '../domain/report.ts';
import { type Account, accountOf } from './account.ts';
import type { IncidentContext } from './context.ts';
import { bandsOf } from './fingerprint.ts';
import { candidateKeys, truceKeys } from './keys.ts';
import { type Placing, placeReport } from './place.ts';
import type { Previous } from './reduce.ts';
import {
  type IncidentRepository,
  type IncidentWrite,
  type PlacingSession,
  type StoredIncident,
  UnreadableRecord,
} from './repository.ts';
import { dayOf, isTooOld, publishedMs } from './times.ts';
import { breachChanges, findBreach, mayBreakTruce } from './truce.ts';
import { composeWrite, withOutsideChange, writeOf } from './writes.ts';

/** What became of a report. `new` and `material` deserve a notification, `minor` an edit in place. */
export interface Accepted {
  readonly incident: Incident;
  readonly change: 'new' | 'material' | 'minor' | 'none';
  /** What this report changed, in the order of the history. */
  readonly changes: readonly Change[];
  /** How it was placed. */
  readonly placing: 'new' | 'join' | 'duplicate' | 'revision' | 'known';
  /** One sentence for operators. */
  readonly reason: string;
  /** Other incidents that changed with it: the truce that this clash broke. */
  readonly also: readonly Alert[];
  /** A known report whose text was edited before its first telling was done with: the edit is still to come, as a revision. */
  readonly isEditedSince?: true;
}

/**
 * Finds the incident of a report, or opens one, and writes it: one report at a time over all workers. Accepting the same report again changes nothing.
 * `blindSpots`: sides whose feeds are down or silent now; they stand on the incident from this revision on. `isArchive`: it stood in its feed before the first
 * poll, and notifies nobody; the first fresh report of such an incident is `new`.
 */
export async function acceptReport(
  report: Report,
  repository: IncidentRepository,
  context: IncidentContext,
  blindSpots?: readonly BlindSpot[],
  isArchive = false,
): Promise<Accepted> {
  const account = detached({ ...accountOf(report, context), ...(isArchive ? { isArchive: true } : {}) });
  const wanted = {
    itemId: account.itemId,
    query: candidateKeys(account, context),
    bands: bandsOf(account.fingerprint),
    limit: context.settings.maxCandidates,
  };
  return repository.exclusively(async (session) => {
    const { knownId, candidates } = await session.search(wanted);
    if (knownId !== undefined) return acceptKnown(account, knownId, session, context, blindSpots);
    const placing = placeReport(account, candidates, context);
    const stored = placing.kind === 'new' ? undefined : await loadReadable(session, placing.incidentId);
    if (placing.kind === 'new' || stored === undefined)
      return openIncident(account, placing, session, context, blindSpots);
    return addTo(stored, account, placing.kind, placing.reason, placing.related, session, context, blindSpots);
  }, wanted);
}

/** A copy whose texts are no slices of a feed's document: incidents stay in memory for a while, documents must not. */
function detached(account: Account): Account {
  return JSON.parse(JSON.stringify(account)) as Account;
}

/** An incident that cannot be read counts as absent: the store has set it aside, and a report that belongs to it opens a new one. */
async function loadReadable(session: PlacingSession, id: string): Promise<StoredIncident | undefined> {
  try {
    return await session.load(id);
  } catch (error) {
    if (error instanceof UnreadableRecord) return undefined;
    throw error;
  }
}

async function acceptKnown(
  account: Account,
  incidentId: string,
  session: PlacingSession,
  context: IncidentContext,
  blindSpots: readonly BlindSpot[] | undefined,
): Promise<Accepted> {
  const stored = await session.load(incidentId);
  if (stored === undefined)
    throw new UnreadableRecord(
      `incident ${incidentId} of item ${account.itemId} is gone; restore it or remove the item`,
    );
  const revisions = stored.accounts.filter((one) => one.itemId === account.itemId);
  const told = revisions.find((one) => one.itemRevision === account.itemRevision);
  if (told !== undefined || revisions.length === 0) {
    // Told again after a crash: what it had changed stands in the history, for whoever did not get to act on it.
    const changes = stored.incident.history.filter((change) => change.itemId === account.itemId);
    const reason = `${account.itemId} is known`;
    const isEditedSince = told !== undefined && !hasSameText(told, account);
    return {
      incident: stored.incident,
      change: 'none',
      changes,
      placing: 'known',
      reason,
      also: [],
      ...(isEditedSince && { isEditedSince: true as const }),
    };
  }
  if (revisions.some((one) => hasSameText(one, account))) {
    // An outlet that takes an edit back, or two of its feeds with two texts by turns: nobody is told again.
    const reason = `${account.itemId} says again what it said before`;
    return { incident: stored.incident, change: 'none', changes: [], placing: 'revision', reason, also: [] };
  }
  return addTo(
    stored,
    account,
    'revision',
    `revision ${account.itemRevision} of ${account.itemId}`,
    [],
    session,
    context,
    blindSpots,
  );
}

function hasSameText(one: Account, other: Account): boolean {
  return one.title === other.title && one.summary === other.summary;
}

async function openIncident(
  account: Account,
  placing: Placing,
  session: PlacingSession,
  context: IncidentContext,
  blindSpots: readonly BlindSpot[] | undefined,
): Promise<Accepted> {
  const day = dayOf(Date.parse(account.arrivedAt));
  const number = await session.nextNumber(day);
  const id = `${context.prefix}-${day}-${String(number).padStart(2, '0')}`;
  const write = composeWrite(id, [account], undefined, context);
  const linked = withLinks(write.stored, placing.related, blindSpots);
  return commit(account, undefined, linked, 'new', placing.reason, session, context);
}

async function addTo(
  stored: StoredIncident,
  account: Account,
  placing: 'join' | 'duplicate' | 'revision',
  reason: string,
  related: readonly string[],
  session: PlacingSession,
  context: IncidentContext,
  blindSpots: readonly BlindSpot[] | undefined,
): Promise<Accepted> {
  const before = stored.incident;
  const latest = afterAll(account, stored.accounts);
  const write = composeWrite(before.id, [...stored.accounts, latest], before, context, stored.droppedArticles);
  const linked = withLinks(write.stored, related, blindSpots);
  return commit(latest, before, linked, placing, reason, session, context);
}

/** What comes last arrived last: a clock that was set back, or another machine's, must not rewrite what was told before. */
function afterAll(account: Account, others: readonly Account[]): Account {
  const orderOf = (one: Account) => `${one.arrivedAt}|${one.itemId}|${one.itemRevision}`;
  const last = others.reduce((latest, one) => (orderOf(one) > orderOf(latest) ? one : latest), account);
  if (last === account) return account;
  return { ...account, arrivedAt: new Date(Date.parse(last.arrivedAt) + 1).toISOString() };
}

async function commit(
  account: Account,
  before: Incident | undefined,
  reduced: StoredIncident,
  placing: Accepted['placing'],
  reason: string,
  session: PlacingSession,
  context: IncidentContext,
): Promise<Accepted> {
  const breach = await breachOf(account, before, reduced.accounts, session, context);
  let stored = reduced;
  const writes: IncidentWrite[] = [];
  const also: Alert[] = [];
  if (breach !== undefined) {
    const changes = breachChanges(account, breach.incident.id, reduced.incident.id);
    const clash = withOutsideChange(reduced.incident, changes.ofClash);
    const isSilent = account.isArchive === true || isTooOld(account, context.maxAlertAgeMs);
    stored = reduceAgain(reduced, { ...clash, related: [...new Set([...clash.related, breach.incident.id])] }, context);
    const truce = withOutsideChange(breach.incident, { ...changes.ofTruce, material: !isSilent });
    const truceStored = reduceAgain(breach, truce, context);
    writes.push(writeOf(truceStored, context));
    if (!isSilent)
      also.push({
        incident: truceStored.incident,
        change: 'material',
        changes: truceStored.incident.history.slice(-1),
      });
  }
  session.write([...writes, writeOf(stored, context)]);
  const changes = changesSince(before, stored.incident);
  return {
    incident: stored.incident,
    change: levelOf(before, changes, placing, stored.incident),
    changes,
    placing,
    reason,
    also,
  };
}

function reduceAgain(
  stored: StoredIncident,
  previous: Previous & { readonly id: string },
  context: IncidentContext,
): StoredIncident {
  return composeWrite(previous.id, stored.accounts, previous, context, stored.droppedArticles).stored;
}

/** The truce that this report is the first to break. */
async function breachOf(
  account: Account,
  before: Incident | undefined,
  accounts: readonly Account[],
  session: PlacingSession,
  context: IncidentContext,
): Promise<StoredIncident | undefined> {
  if (!mayBreakTruce(account) || before?.history.some((change) => change.kind === 'truceCollapse')) return undefined;
  const truces = await session.candidates(truceKeys(account, context), context.settings.maxCandidates);
  const breach = findBreach(account, Math.min(...accounts.map(publishedMs)), truces, context);
  return breach.kind === 'breach' ? loadReadable(session, breach.truceId) : undefined;
}

function withLinks(
  stored: StoredIncident,
  related: readonly string[],
  blindSpots: readonly BlindSpot[] | undefined,
): StoredIncident {
  const { incident } = stored;
  const links = [...new Set([...incident.related, ...related])].filter((id) => id !== incident.id);
  return { ...stored, incident: { ...incident, related: links, blindSpots: blindSpots ?? incident.blindSpots } };
}

/** Entries of the history that are new; what was told before under another report is not told again as material. */
function changesSince(before: Incident | undefined, after: Incident): Change[] {
  const known = new Set(
    (before?.history ?? []).map((change) => `${change.itemId ?? ''}|${change.kind}|${change.detail}`),
  );
  const told = new Set((before?.history ?? []).map((change) => `${change.kind}|${change.detail}`));
  return after.history
    .filter((change) => !known.has(`${change.itemId ?? ''}|${change.kind}|${change.detail}`))
    .map((change) =>
      told.has(`${change.kind}|${change.detail}`) && change.kind !== 'created'
        ? { ...change, material: false }
        : change,
    );
}

/** How loud the changes are. A copy that adds nothing, and anything about a withdrawn alert, is silent. */
function levelOf(
  before: Incident | undefined,
  changes: readonly Change[],
  placing: Accepted['placing'],
  after: Incident,
): Accepted['change'] {
  if (after.withdrawn !== undefined || changes.length === 0) return 'none';
  const opens = changes.some((change) => change.kind === 'created' && change.material);
  if (opens) return 'new';
  if (before === undefined || before.history.every((change) => change.kind !== 'created' || !change.material))
    return 'none';
  if (changes.some((change) => change.material)) return 'material';
  return placing === 'duplicate' ? 'none' : 'minor';
}
