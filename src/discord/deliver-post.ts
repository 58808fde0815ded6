import type { DeliveryJob } from '../domain/alert.ts';
import type { Incident } from '../domain/incident.ts';
import { whereOf } from '../words/headline.ts';
import { wordsOf } from '../words/words.ts';
import { createOnce, type Try } from './create-once.ts';
import { deliverDigest } from './deliver-digest.ts';
import { catchUpOf, isOverdue } from './deliver-late.ts';
import type { DeliverContext, DeliverOutcome } from './deliver-types.ts';
import { LIMITS } from './limits.ts';
import { renderAlert } from './render/alert.ts';
import { plainText } from './render/safe-text.ts';
import type { StoredMessage } from './stored.ts';

/** Names the thread of an incident: what kind, where, and its id. */
export function titleOf(incident: Incident, language: DeliveryJob['language'], attempt: Try): string {
  const words = wordsOf(language);
  const where = whereOf(incident, attempt.ports.names(), words) || words.text.unknownPlace;
  // The id must stand whole: it is what a post is found by again.
  const room = LIMITS.threadName - incident.id.length - 3;
  return `${plainText(`${words.text.label[incident.label]} · ${where}`, room)} · ${incident.id}`;
}

/** The incident's card, new in its channel; one that waited too long goes into the list of late ones. */
export async function deliverPost(
  job: DeliveryJob,
  incident: Incident,
  context: DeliverContext,
  attempt: Try,
): Promise<DeliverOutcome> {
  if (incident.withdrawn !== undefined || incident.status === 'retracted') {
    const alsoDone = context.pending
      .filter((waiting) => waiting.incidentId === incident.id)
      .map((waiting) => waiting.id);
    return { kind: 'done', reason: 'taken back before it was posted', alsoDone };
  }
  const isLate = job.isLate === true || isOverdue(context, attempt);
  const catchUp = isLate ? await catchUpOf(job, incident, context, attempt) : undefined;
  if (catchUp !== undefined) return deliverDigest(catchUp, context, attempt);
  const body = renderAlert(incident, {
    language: job.language,
    names: attempt.ports.names(),
    buttons: audienceOf(job, attempt),
    ...(isLate ? { isLate: true } : {}),
    ...(job.mentionRoleId === undefined ? {} : { mentionRoleId: job.mentionRoleId }),
  });
  const name = titleOf(incident, job.language, attempt);
  const picture = attempt.pictures.of(job, incident);
  const file = picture?.ready();
  const sent = await createOnce(job, `${incident.id} r`, context, attempt, {
    body,
    asPost: { name, incident, language: job.language },
    ...(file === undefined ? {} : { file }),
  });
  if (sent.kind !== 'sent') return attempt.outcomeOf(job, sent);
  const message = sent.value;
  // The message may be one that an earlier try stored: what it shows decides what is done.
  const shown = revisionOf(message, incident.id) ?? incident.revision;
  const alsoDone = context.pending
    .filter((waiting) => waiting.incidentId === incident.id && waiting.kind !== 'digest' && waiting.revision <= shown)
    .map((waiting) => waiting.id);
  attempt.pictures.settle(job, attempt.pictures.of(job, incident), message, incident);
  const threadId = message.threadId ?? (await afterPost(job, message, name, attempt));
  return {
    kind: 'sent',
    messageId: message.id,
    revision: shown,
    ...(threadId === undefined ? {} : { threadId }),
    alsoDone,
  };
}

/** Whose buttons stand below the card. */
export function audienceOf(job: DeliveryJob, attempt: Try): 'moderator' | 'subscriber' {
  return job.channelId === attempt.ports.moderatorsChannel?.() ? 'moderator' : 'subscriber';
}

/** Publishes to the followers of an announcement channel, once the subscription's severity is reached; later edits reach them by themselves. */
export async function publish(job: DeliveryJob, message: StoredMessage, { sender, log }: Try): Promise<void> {
  if (job.crosspost !== true || message.isPublished) return;
  const published = await sender.crosspost(message.channelId, message.id);
  if (published.kind !== 'sent')
    log('warn', 'a message was not published to followers', { channelId: job.channelId, reason: published.message });
}

/** Publishing and threads follow the message; their failing does not undo it. */
async function afterPost(
  job: DeliveryJob,
  message: StoredMessage,
  name: string,
  attempt: Try,
): Promise<string | undefined> {
  const { sender, log } = attempt;
  await publish(job, message, attempt);
  if (job.thread !== true) return undefined;
  const thread = await sender.thread(message.channelId, message.id, name);
  if (thread.kind === 'sent') return thread.value.threadId;
  log('warn', 'no thread was opened', { channelId: job.channelId, reason: thread.message });
  return undefined;
}

function revisionOf(message: StoredMessage, incidentId: string): number | undefined {
  const marker = message.footer ?? '';
  if (!marker.startsWith(`${incidentId} r`)) return undefined;
  const revision = Number.parseInt(marker.slice(incidentId.length + 2), 10);
  return Number.isNaN(revision) ? undefined : revision;
}
