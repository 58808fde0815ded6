import type { Change, Incident } from '../domain/incident.ts';
import type { Account } from './account.ts';
import type { IncidentContext } from './context.ts';
import type { Previous } from './reduce.ts';
import {
  type IncidentRepository,
  type IncidentWrite,
  type Operation,
  type PlacingSession,
  type StoredIncident,
  type Telling,
  UnreadableRecord,
} from './repository.ts';
import { dayOf } from './times.ts';
import { composeWrite, withOutsideChange, writeOf } from './writes.ts';

/** Who corrects by hand, why, and when (ISO 8601 UTC). */
export interface Author {
  readonly by: string;
  readonly reason: string;
  readonly at: string;
}

/** What a correction by hand did: the incidents it changed, the first named first; or why not. */
export type Corrected =
  | { readonly kind: 'done'; readonly incidents: readonly Incident[]; readonly detail: string }
  | { readonly kind: 'refused'; readonly reason: string };

/** Joins the second incident into the first: its reports move, look-ups of its id lead to the first, later reports go there. */
export async function joinIncidents(
  repository: IncidentRepository,
  context: IncidentContext,
  keptId: string,
  otherId: string,
  author: Author,
): Promise<Corrected> {
  return repository.exclusively(async (session) => {
    if (keptId === otherId) return refused(`${keptId} cannot be joined with itself`);
    const kept = await find(session, keptId);
    const other = await find(session, otherId);
    if (kept.kind === 'refused') return kept;
    if (other.kind === 'refused') return other;
    return join(session, context, kept.stored, other.stored, author, 'join');
  });
}

/** Moves some items of an incident into a new one. Later revisions and copies of these items follow them. */
export async function splitIncident(
  repository: IncidentRepository,
  context: IncidentContext,
  id: string,
  itemIds: readonly string[],
  author: Author,
): Promise<Corrected> {
  return repository.exclusively(async (session) => {
    const found = await find(session, id);
    if (found.kind === 'refused') return found;
    const { stored } = found;
    const moving = new Set(itemIds);
    const unknown = itemIds.filter((itemId) => !stored.accounts.some((account) => account.itemId === itemId));
    if (unknown.length > 0) return refused(`${id} has no item ${unknown.join(', ')}`);
    const moved = stored.accounts.filter((account) => moving.has(account.itemId));
    const rest = stored.accounts.filter((account) => !moving.has(account.itemId));
    if (moved.length === 0) return refused('name at least one item to split off');
    if (rest.length === 0) return refused(`all items of ${id} would move; an incident needs at least one`);
    const day = dayOf(Date.parse(author.at));
    const newId = `${context.prefix}-${day}-${String(await session.nextNumber(day)).padStart(2, '0')}`;
    const old = composeWrite(
      id,
      rest,
      withOutsideChange(stored.incident, split(`- ${newId}`, author)),
      context,
      stored.droppedArticles,
    );
    const fresh = composeWrite(newId, moved, startedBy(split(`from ${id}`, author), id), context);
    session.write([old, fresh], [logged('split', id, newId, moved, author)], [tell(old, 'minor'), tell(fresh, 'new')]);
    return done([old, fresh], `${reportsMoved(moved.length)} from ${id} to ${newId}`);
  });
}

/** Withdraws the alert of an incident: it stays on record, its later reports notify nobody. */
export async function withdrawIncident(
  repository: IncidentRepository,
  context: IncidentContext,
  id: string,
  author: Author,
): Promise<Corrected> {
  return repository.exclusively(async (session) => {
    const found = await find(session, id);
    if (found.kind === 'refused') return found;
    if (found.stored.incident.withdrawn !== undefined) return refused(`${id} is withdrawn already`);
    const changed = withOutsideChange(found.stored.incident, change('withdrawn', author.reason, author));
    const write = writeOf({ ...found.stored, incident: { ...changed, withdrawn: author } }, context);
    session.write([write], [logged('withdraw', id, undefined, [], author)], [tell(write, 'material')]);
    return done([write], `${id} withdrawn`);
  });
}

/** Undoes one join, split or withdrawal by its number. */
export async function undoOperation(
  repository: IncidentRepository,
  context: IncidentContext,
  operationId: string,
  author: Author,
): Promise<Corrected> {
  return repository.exclusively(async (session) => {
    const operation = await session.operation(operationId);
    if (operation === undefined) return refused(`there is no operation ${operationId}`);
    if (operation.undoneBy !== undefined) return refused(`operation ${operationId} was undone already`);
    const found = await find(session, operation.incidentId);
    if (found.kind === 'refused') return found;
    const result = await undo(operation, found.stored, session, context, author);
    if (result.kind === 'done') session.write([], [{ ...operation, undoneBy: author.by }]);
    return result;
  });
}

async function undo(
  operation: Operation,
  stored: StoredIncident,
  session: PlacingSession,
  context: IncidentContext,
  author: Author,
): Promise<Corrected> {
  switch (operation.kind) {
    case 'withdraw': {
      const { withdrawn: _withdrawn, ...open } = withOutsideChange(
        stored.incident,
        change('withdrawn', `restored: ${author.reason}`, author),
      );
      const write = writeOf({ ...stored, incident: open }, context);
      const operations = [logged('undo', operation.incidentId, undefined, [], author)];
      session.write([write], operations, [tell(write, 'minor')]);
      return done([write], `${operation.incidentId} restored`);
    }
    case 'split': {
      const other = await find(session, operation.otherId ?? '');
      return other.kind === 'refused' ? other : join(session, context, stored, other.stored, author, 'undo');
    }
    case 'join':
      return takeApart(operation, stored, session, context, author);
    case 'restore':
    case 'undo':
      return refused(`operation ${operation.id} cannot be undone; repeat the first one instead`);
    default:
      return operation.kind satisfies never;
  }
}

/** Gives a joined incident its items back under its own id. */
async function takeApart(
  operation: Operation,
  kept: StoredIncident,
  session: PlacingSession,
  context: IncidentContext,
  author: Author,
): Promise<Corrected> {
  const otherId = operation.otherId ?? '';
  const other = await session.load(otherId);
  if (other === undefined) return refused(`${otherId} is gone`);
  const moving = new Set(operation.itemIds);
  const moved = kept.accounts.filter((account) => moving.has(account.itemId));
  const rest = kept.accounts.filter((account) => !moving.has(account.itemId));
  if (moved.length === 0 || rest.length === 0) return refused(`${kept.incident.id} has no reports left to give back`);
  const { joinedInto: _joinedInto, ...open } = other.incident;
  const first = composeWrite(
    kept.incident.id,
    rest,
    withOutsideChange(kept.incident, split(`- ${otherId}`, author)),
    context,
  );
  const second = composeWrite(
    otherId,
    moved,
    withOutsideChange(open, split(`from ${kept.incident.id}`, author)),
    context,
  );
  session.write(
    [first, second],
    [logged('undo', kept.incident.id, otherId, moved, author)],
    [tell(first, 'minor'), tell(second, 'minor')],
  );
  return done([first, second], `${otherId} stands by itself again`);
}

function join(
  session: PlacingSession,
  context: IncidentContext,
  kept: StoredIncident,
  other: StoredIncident,
  author: Author,
  kind: 'join' | 'undo',
): Corrected {
  const keptId = kept.incident.id;
  const otherId = other.incident.id;
  const previous = withOutsideChange(kept.incident, change('joined', `+ ${otherId}: ${author.reason}`, author));
  const related = [...new Set([...kept.incident.related, ...other.incident.related])];
  const merged = composeWrite(
    keptId,
    [...kept.accounts, ...other.accounts],
    { ...previous, related: related.filter((id) => id !== keptId && id !== otherId) },
    context,
    kept.droppedArticles + other.droppedArticles,
  );
  const gone = withOutsideChange(other.incident, change('joined', `into ${keptId}: ${author.reason}`, author));
  const redirected: IncidentWrite = {
    stored: { ...other, incident: { ...gone, joinedInto: keptId } },
    keys: [],
    items: [],
  };
  session.write(
    [redirected, { ...merged, items: [...merged.items, ...other.accounts] }],
    [logged(kind, keptId, otherId, other.accounts, author)],
    [tell(merged, 'minor'), tell(redirected, 'minor')],
  );
  return done([merged, redirected], `${reportsMoved(other.accounts.length)} from ${otherId} to ${keptId}`);
}

function reportsMoved(count: number): string {
  return `${count} report${count === 1 ? '' : 's'} moved`;
}

type Found =
  | { readonly kind: 'found'; readonly stored: StoredIncident }
  | { readonly kind: 'refused'; readonly reason: string };

async function find(session: PlacingSession, id: string): Promise<Found> {
  try {
    const stored = await session.load(id);
    if (stored === undefined) return refused(`there is no incident ${id}`);
    if (stored.incident.joinedInto !== undefined) return refused(`${id} was joined into ${stored.incident.joinedInto}`);
    return { kind: 'found', stored };
  } catch (error) {
    if (error instanceof UnreadableRecord) return refused(error.message);
    throw error;
  }
}

function refused(reason: string): { readonly kind: 'refused'; readonly reason: string } {
  return { kind: 'refused', reason };
}

function done(writes: readonly IncidentWrite[], detail: string): Corrected {
  return { kind: 'done', incidents: writes.map((write) => write.stored.incident), detail };
}

/** A withdrawal is told to those who were told; an incident split off is news of its own; all else is an edit. */
function tell(write: IncidentWrite, level: Telling['change']): Telling {
  const { id, revision } = write.stored.incident;
  return { incidentId: id, revision, change: level };
}

function change(kind: Change['kind'], detail: string, author: Author): Omit<Change, 'revision'> {
  return { at: author.at, kind, detail: `${detail} (${author.by})`, material: false };
}

function split(detail: string, author: Author): Omit<Change, 'revision'> {
  return change('split', `${detail}: ${author.reason}`, author);
}

/** The past of an incident that begins by hand. */
function startedBy(first: Omit<Change, 'revision'>, relatedId: string): Previous {
  return {
    revision: 1,
    history: [{ revision: 1, ...first }],
    related: [relatedId],
    blindSpots: [],
    updatedAt: first.at,
  };
}

function logged(
  kind: Operation['kind'],
  incidentId: string,
  otherId: string | undefined,
  moved: readonly Account[],
  author: Author,
): Omit<Operation, 'id'> {
  const itemIds = [...new Set(moved.map((account) => account.itemId))];
  return { kind, incidentId, ...(otherId === undefined ? {} : { otherId }), itemIds, ...author };
}
