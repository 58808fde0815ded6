import type { DeliveryJob } from '../domain/alert.ts';
import type { Incident } from '../domain/incident.ts';
import type { Try } from './create-once.ts';
import type { DeliverContext } from './deliver-types.ts';
import { renderAlert } from './render/alert.ts';

/** True for what waited longer than alerts may be late: Discord was away, or alerts were held. */
export function isOverdue(context: Pick<DeliverContext, 'plannedAt'>, { ports }: Pick<Try, 'ports'>): boolean {
  const lateAfterMs = ports.lateAfterMs?.() ?? Number.POSITIVE_INFINITY;
  return ports.now() - Date.parse(context.plannedAt) > lateAfterMs;
}

/**
 * The one catch-up digest that takes this overdue alert and every other that waits in the channel; `undefined` = it is alone, or stands in the channel
 * already as a card that an earlier try left behind.
 */
export async function catchUpOf(
  job: DeliveryJob,
  incident: Incident,
  context: DeliverContext,
  attempt: Try,
): Promise<DeliveryJob | undefined> {
  const { ports, sender } = attempt;
  const lateAfterMs = ports.lateAfterMs?.() ?? Number.POSITIVE_INFINITY;
  const others = new Set<string>();
  for (const waiting of context.pending) {
    if (waiting.kind === 'edit' || waiting.kind === 'retract' || waiting.incidentId === incident.id) continue;
    const other = await ports.incidentOf(waiting.incidentId);
    const isOld = other !== undefined && ports.now() - Date.parse(other.firstSeenAt) > lateAfterMs;
    if (isOld && (await ports.postOf(waiting.incidentId, job.channelId)) === undefined) others.add(waiting.incidentId);
  }
  if (others.size === 0 || (await isLeftBehind(incident, job, attempt))) return undefined;
  if (context.sendingSince !== undefined) {
    const card = await sender.findByMarker(job.channelId, `${incident.id} r`);
    if (card.kind === 'sent' && card.value !== undefined) return undefined;
  }
  return { ...job, kind: 'digest', isLate: true, digest: [incident.id, ...others] };
}

/** Whether its card stands in the channel though Redis, which came back without its last moments, knows nothing of it. */
export async function isLeftBehind(
  incident: Incident,
  { channelId, language }: DeliveryJob,
  { forgotten, ports }: Pick<Try, 'forgotten' | 'ports'>,
): Promise<boolean> {
  const body = renderAlert(incident, { language, names: ports.names() });
  const left = await forgotten.find(channelId, { marker: `${incident.id} r`, body, cardOf: incident });
  return left.kind === 'sent' && left.value !== undefined;
}
