import type { Desk } from './desk.ts';
import type { Alert } from './domain/alert.ts';
import type { Incident } from './domain/incident.ts';
import {
  type Author,
  type Corrected,
  joinIncidents,
  splitIncident,
  undoOperation,
  withdrawIncident,
} from './incidents/manual.ts';
import type { Operation } from './incidents/repository.ts';
import { type PipelinePorts, planFor } from './pipeline.ts';
import { createRouteCache } from './route-cache.ts';
import type { State } from './state.ts';

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
  if (corrected.kind === 'refused') return corrected;
  for (const incident of corrected.incidents) {
    const plans = await planFor(alertOf(incident, correction), author.at, desk, ports, now);
    await ports.outbox.plan(plans.flatMap((plan) => (plan.kind === 'skip' ? [] : [plan.job])));
  }
  return corrected;
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
