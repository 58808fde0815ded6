import type { Desk } from '../desk.ts';
import type { Alert } from '../domain/alert.ts';
import type { Change, Incident } from '../domain/incident.ts';
import { loadReadable } from '../incidents/accept.ts';
import {
  type Author,
  type Corrected,
  joinIncidents,
  splitIncident,
  undoOperation,
  withdrawIncident,
} from '../incidents/manual.ts';
import type { Operation } from '../incidents/repository.ts';
import { type PipelinePorts, planFor } from '../pipeline.ts';
import { createRouteCache } from '../service/route-cache.ts';
import type { State } from '../service/state.ts';

/** A correction that a person orders, on the command line or in Discord. */
export type Correction =
  | { readonly kind: 'join'; readonly keptId: string; readonly otherId: string }
  | { readonly kind: 'split'; readonly id: string; readonly itemIds: readonly string[] }
  | { readonly kind: 'withdraw'; readonly id: string }
  | { readonly kind: 'undo'; readonly operationId: string };

export type CorrectionPorts = Pick<PipelinePorts, 'incidents' | 'outbox' | 'routes' | 'silences' | 'countSince'>;

/** What a correction needs of the state, for a process that runs no pipeline. */
export function correctionPorts(state: State, desk: Desk): CorrectionPorts {
  return {
    incidents: state.incidents,
    outbox: state.outbox,
    routes: createRouteCache(() => desk, state.subscriptions, []),
    silences: (at) => state.silences.active(at),
    countSince: (channelId, since) => state.deliveries.countSince(channelId, since),
  };
}

/** Corrects incidents by hand, and plans what subscribers see of it: cards are edited in place, a withdrawn one is struck through. */
export async function correct(
  correction: Correction,
  author: Author,
  desk: Desk,
  ports: CorrectionPorts,
  now: number,
): Promise<Corrected> {
  const corrected = await apply(correction, author, desk, ports);
  // Refused, because a process that was killed after it had corrected and before it had planned did the same: the outbox knows what was planned.
  const incidents = corrected.kind === 'refused' ? await correctedBefore(correction, ports) : corrected.incidents;
  for (const incident of incidents) {
    const plans = await planFor(alertOf(incident, correction), author.at, desk, ports, now);
    await ports.outbox.plan(plans.flatMap((plan) => (plan.kind === 'skip' ? [] : [plan.job])));
  }
  return corrected;
}

/** What an order leaves in the history; the undoing of one names no incident. */
const LEFT_BY = { join: 'joined', split: 'split', withdraw: 'withdrawn', undo: undefined } as const satisfies Record<
  Correction['kind'],
  Change['kind'] | undefined
>;

/** The incidents of an order whose latest revision such an order made. */
async function correctedBefore(
  correction: Correction,
  { incidents }: Pick<PipelinePorts, 'incidents'>,
): Promise<readonly Incident[]> {
  return incidents.exclusively(async (session) => {
    const named = correction.kind === 'split' ? correction.itemIds : [];
    const holders = await Promise.all(named.map((itemId) => session.incidentOfItem(itemId)));
    const ids = new Set([...idsOf(correction), ...holders.filter((id) => id !== undefined)]);
    const found = await Promise.all([...ids].map((id) => loadReadable(session, id)));
    return found.flatMap((stored) => {
      const isDone = stored?.incident.history.some(
        (change) => change.revision === stored.incident.revision && change.kind === LEFT_BY[correction.kind],
      );
      return stored !== undefined && isDone === true ? [stored.incident] : [];
    });
  });
}

function idsOf(correction: Correction): readonly string[] {
  switch (correction.kind) {
    case 'join':
      return [correction.keptId, correction.otherId];
    case 'split':
    case 'withdraw':
      return [correction.id];
    case 'undo':
      return [];
    default:
      return correction satisfies never;
  }
}

/** The latest join or split of these incidents that was not undone. */
export function operationToUndo(
  operations: readonly Operation[],
  kind: 'join' | 'split' | 'withdraw',
  ids: readonly string[],
): Operation | undefined {
  return operations.find(
    (one) =>
      one.kind === kind &&
      one.undoneBy === undefined &&
      ids.every((id) => id === one.incidentId || id === one.otherId || one.itemIds.includes(id)),
  );
}

function apply(
  correction: Correction,
  author: Author,
  desk: Desk,
  ports: Pick<PipelinePorts, 'incidents'>,
): Promise<Corrected> {
  const { incidents } = ports;
  switch (correction.kind) {
    case 'join':
      return joinIncidents(incidents, desk.incidents, correction.keptId, correction.otherId, author);
    case 'split':
      return splitIncident(incidents, desk.incidents, correction.id, correction.itemIds, author);
    case 'withdraw':
      return withdrawIncident(incidents, desk.incidents, correction.id, author);
    case 'undo':
      return undoOperation(incidents, desk.incidents, correction.operationId, author);
    default:
      return correction satisfies never;
  }
}

/** A withdrawal is told to those who were told; an incident split off is news of its own; all else is an edit. */
function alertOf(incident: Incident, correction: Correction): Alert {
  const changes = incident.history.filter((change) => change.revision === incident.revision);
  const isSplitOff = correction.kind === 'split' && incident.id !== correction.id;
  const change = correction.kind === 'withdraw' ? 'material' : isSplitOff ? 'new' : 'minor';
  return { incident, change, changes };
}
