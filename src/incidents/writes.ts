import type { Change, Incident } from '../domain/incident.ts';
import type { Account } from './account.ts';
import { candidateOf } from './candidate.ts';
import type { IncidentContext } from './context.ts';
import { indexKeys } from './keys.ts';
import { inOrder, type Previous, reduceIncident } from './reduce.ts';
import type { IncidentWrite, StoredIncident } from './repository.ts';

/** Reduces accounts to an incident that is ready to be written, with all it is found by. */
export function composeWrite(
  id: string,
  accounts: readonly Account[],
  previous: Previous | undefined,
  context: IncidentContext,
  droppedArticles = 0,
): IncidentWrite {
  const ordered = inOrder(accounts, context);
  const incident = reduceIncident(id, ordered, previous, context, droppedArticles);
  return writeOf({ incident, accounts: ordered, droppedArticles }, context);
}

/** The write of an incident as it is. */
export function writeOf(stored: StoredIncident, context: IncidentContext): IncidentWrite {
  const kept = withinLimit(stored, context);
  const { incident, accounts } = kept;
  if (incident.joinedInto !== undefined) return { stored: kept, keys: [], items: [] };
  const isOver = incident.ceasefireState === 'broken' || incident.ceasefireState === 'ended';
  const candidate = candidateOf(incident.id, incident.label, accounts, {
    isOver,
    ...(incident.ceasefireState === undefined ? {} : { ceasefireState: incident.ceasefireState }),
    ...(incident.talksStage === undefined ? {} : { talksStage: incident.talksStage }),
  });
  return { stored: kept, candidate, keys: indexKeys(candidate, context), items: accounts };
}

/** Adds a change that no report tells of, as a revision of its own. */
export function withOutsideChange(incident: Incident, change: Omit<Change, 'revision'>): Incident {
  const revision = incident.revision + 1;
  return { ...incident, revision, updatedAt: change.at, history: [...incident.history, { revision, ...change }] };
}

/** Past the limit, reports that changed nothing and whose claims are not kept are counted instead, the oldest first. */
function withinLimit(stored: StoredIncident, context: IncidentContext): StoredIncident {
  const surplus = stored.accounts.length - context.settings.maxReports;
  if (surplus <= 0) return stored;
  const needed = new Set([
    ...stored.incident.history.map((change) => change.itemId),
    ...stored.incident.claims.map((claim) => claim.itemId),
  ]);
  const dropped = new Set(stored.accounts.filter((account) => !needed.has(account.itemId)).slice(0, surplus));
  return {
    incident: {
      ...stored.incident,
      reports: stored.incident.reports.filter((one) => ![...dropped].some((account) => account.itemId === one.itemId)),
    },
    accounts: stored.accounts.filter((account) => !dropped.has(account)),
    droppedArticles: stored.droppedArticles + dropped.size,
  };
}
