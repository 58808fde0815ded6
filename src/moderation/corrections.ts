import type { Desk } from '../desk.ts';
import type { Alert } from '../domain/alert.ts';
import type { Incident } from '../domain/incident.ts';
import {
  type Author,
  type Corrected,
  joinIncidents,
  splitIncident,
  undoOperation,
  withdrawIncident,
} from '../incidents/manual.ts';
import {
  type IncidentRepository,
  type Operation,
  type Telling,
  type TellingBook,
  UnreadableRecord,
} from '../incidents/repository.ts';
import { type PipelinePorts, queueAlert } from '../pipeline.ts';
import { createRouteCache } from '../service/route-cache.ts';
import type { State } from '../service/state.ts';

/** A correction that a person orders, on the command line or in Discord. */
export type Correction =
  | { readonly kind: 'join'; readonly keptId: string; readonly otherId: string }
  | { readonly kind: 'split'; readonly id: string; readonly itemIds: readonly string[] }
  | { readonly kind: 'withdraw'; readonly id: string }
  | { readonly kind: 'undo'; readonly operationId: string };

export type CorrectionPorts = Pick<PipelinePorts, 'outbox' | 'routes' | 'silences' | 'countSince'> & {
  readonly incidents: IncidentRepository & TellingBook;
};

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
  await tellCorrections(desk, ports, now);
  return corrected;
}

/**
 * Plans what corrections owe subscribers. A correction writes what it owes in one step with its records, so that a process that is killed between the
 * two owes it still: any process that comes by here plans it, and the outbox knows what was planned. What is owed of an incident that cannot be read is
 * owed until it can. Gives how many were told.
 */
export async function tellCorrections(desk: Desk, ports: CorrectionPorts, now: number): Promise<number> {
  let told = 0;
  for (const telling of await ports.incidents.dueTellings()) {
    const found = await lookUp(telling.incidentId, ports.incidents);
    if (found === 'unreadable') continue;
    if (found !== 'absent') {
      await queueAlert(alertOf(found, telling), new Date(now).toISOString(), desk, ports, now);
    }
    await ports.incidents.told([telling]);
    told++;
  }
  return told;
}

async function lookUp(id: string, incidents: IncidentRepository): Promise<Incident | 'absent' | 'unreadable'> {
  try {
    return (await incidents.exclusively((session) => session.load(id)))?.incident ?? 'absent';
  } catch (error) {
    if (error instanceof UnreadableRecord) return 'unreadable';
    throw error;
  }
}

/** The alert as it was owed, also where the incident went on since. */
function alertOf(incident: Incident, { revision, change }: Telling): Alert {
  const changes = incident.history.filter((one) => one.revision === revision);
  return { incident: { ...incident, revision }, change, changes };
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
