import type { DeliveryJob } from '../domain/alert.ts';
import type { Incident } from '../domain/incident.ts';
import { createOnce, type Try } from './create-once.ts';
import { isLeftBehind } from './deliver-late.ts';
import type { DeliverContext, DeliverOutcome } from './deliver-types.ts';
import { digestTitle, incidentIdsOf, renderDigest } from './render/digest.ts';

/** Several incidents in one message: this delivery and every digest of the channel that waits behind it, as many as fit. */
export async function deliverDigest(job: DeliveryJob, context: DeliverContext, attempt: Try): Promise<DeliverOutcome> {
  const { ports } = attempt;
  const listed = context.pending.filter((delivery) => delivery.kind === 'digest');
  const ids = [...new Set([...(job.digest ?? [job.incidentId]), ...listed.map((delivery) => delivery.incidentId)])];
  // A catch-up digest shows each incident as it stands: whatever waits about it is done.
  const waiting = context.pending.filter(
    (delivery) => delivery.kind === 'digest' || (job.isLate === true && ids.includes(delivery.incidentId)),
  );
  const incidents: Incident[] = [];
  for (const id of ids) {
    const incident = await ports.incidentOf(id);
    if (incident === undefined || !isStanding(incident) || (await isLeftBehind(incident, job, attempt))) continue;
    incidents.push(incident);
  }
  if (incidents.length === 0) {
    return {
      kind: 'done',
      reason: 'all of it was taken back meanwhile, or stands in the channel already',
      alsoDone: waiting.map((delivery) => delivery.id),
    };
  }
  incidents.sort((a, b) => a.firstSeenAt.localeCompare(b.firstSeenAt));
  const marker = `digest ${job.id}`;
  const options = {
    language: job.language,
    names: ports.names(),
    kind: job.isLate === true ? ('late' as const) : ('now' as const),
    marker,
    ...(job.mentionRoleId === undefined ? {} : { mentionRoleId: job.mentionRoleId }),
  };
  // What does not fit stays in the line and makes the next message.
  const fitting = new Set(incidentIdsOf(renderDigest(incidents, options).embeds?.[0]?.description ?? ''));
  const shown = incidents.filter((incident) => fitting.has(incident.id));
  const body = renderDigest(shown, options);
  const name = digestTitle(shown, options);
  const sent = await createOnce(job, marker, context, attempt, { body, asPost: { name, language: job.language } });
  if (sent.kind !== 'sent') return attempt.outcomeOf(job, sent);
  // An earlier try may have stored it with fewer incidents: only what the message shows is done.
  const told = new Set(incidentIdsOf(sent.value.description ?? ''));
  const takenBack = new Set(ids.filter((id) => !incidents.some((incident) => incident.id === id)));
  const listing = incidents.filter((incident) => told.has(incident.id));
  const revisions = new Map(listing.map((incident) => [incident.id, incident.revision]));
  const isTold = ({ incidentId, revision }: (typeof waiting)[number]) => revision <= (revisions.get(incidentId) ?? -1);
  const alsoDone = waiting.filter((one) => isTold(one) || takenBack.has(one.incidentId));
  return {
    kind: 'sent',
    messageId: sent.value.id,
    alsoDone: alsoDone.map((delivery) => delivery.id),
    ...(listing.length > 0 && {
      listed: listing.map(({ id, revision }) => ({ incidentId: id, revision })),
    }),
  };
}

function isStanding(incident: Incident): boolean {
  return incident.withdrawn === undefined && incident.joinedInto === undefined && incident.status !== 'retracted';
}
