import type { DeliveryJob } from '../domain/alert.ts';
import type { Change, Incident } from '../domain/incident.ts';
import { markerOf } from '../words/card.ts';
import { createOnce, type Outgoing, type Try } from './create-once.ts';
import { audienceOf, deliverPost, publish, titleOf } from './deliver-post.ts';
import type { DeliverContext, DeliverOutcome, Posted } from './deliver-types.ts';
import type { MessageBody } from './message-body.ts';
import { renderAlert } from './render/alert.ts';
import { renderChange } from './render/change.ts';
import type { SendResult } from './send-result.ts';
import type { StoredMessage } from './stored.ts';

const THREAD_SHUT = new Set<string>(['archivedThread', 'unknownChannel', 'noPermission']);
/** Told even where the incident's own rules do not call them material. */
const TAKING_BACK = new Set<Change['kind']>(['retraction', 'withdrawn']);

/** Shows the newest revision in place; a phone stays silent. */
export async function deliverEdit(
  job: DeliveryJob,
  incident: Incident,
  posted: Posted | undefined,
  context: DeliverContext,
  attempt: Try,
): Promise<DeliverOutcome> {
  if (posted === undefined) return { kind: 'done', reason: 'nothing stands in this channel to be edited' };
  if (posted.kind === 'digest') return { kind: 'done', reason: 'it was told in a digest, which is not edited' };
  // Edits are coalesced: the newest revision is shown, so those that wait are done with it.
  const isFollowed = context.pending.some((waiting) => waiting.incidentId === incident.id && waiting.kind !== 'digest');
  if (isFollowed) return { kind: 'done', reason: 'a newer change of it follows at once' };
  const edited = await edit(job, incident, posted, attempt, []);
  if (edited.kind !== 'sent') return attempt.outcomeOf(job, edited);
  return sentAs(posted);
}

/** Shows the newest revision in place and answers with what changed, which rings. */
export async function deliverChange(
  job: DeliveryJob,
  incident: Incident,
  posted: Posted | undefined,
  context: DeliverContext,
  attempt: Try,
): Promise<DeliverOutcome> {
  if (posted === undefined) {
    return job.kind === 'retract'
      ? { kind: 'done', reason: 'it was never posted here, so there is nothing to take back' }
      : deliverPost(job, incident, context, attempt);
  }
  const changes = changesSince(posted.revision, job, incident);
  if (posted.kind === 'own') {
    const edited = await edit(job, incident, posted, attempt, changes);
    const isReplyStillDue =
      edited.kind === 'reject' && (edited.reason === 'unknownMessage' || edited.reason === 'editLimit');
    if (edited.kind !== 'sent' && !isReplyStillDue) return attempt.outcomeOf(job, edited);
    if (edited.kind === 'sent') await publish(job, edited.value, attempt);
  }
  const marker = `update ${markerOf(incident.id, job.revision)}`;
  const body = renderChange(incident, changes, {
    language: job.language,
    names: attempt.ports.names(),
    replyTo: posted.messageId,
    marker,
    ...(job.mentionRoleId === undefined ? {} : { mentionRoleId: job.mentionRoleId }),
  });
  const name = titleOf(incident, job.language, attempt);
  const out: Outgoing = { body, asPost: { name, incident, language: job.language }, answers: posted.messageId };
  const replied = await reply(job, marker, posted, context, attempt, out);
  if (replied.kind !== 'sent') return attempt.outcomeOf(job, replied);
  // The answer told all that changed so far: what waits of it would say it again. An answer of an earlier try may have told less.
  if (context.sendingSince !== undefined) return sentAs(posted);
  const isTold = (waiting: DeliverContext['pending'][number]) =>
    waiting.incidentId === incident.id && waiting.kind !== 'digest' && waiting.revision <= incident.revision;
  const alsoDone = context.pending.filter(isTold).map((waiting) => waiting.id);
  return { ...sentAs(posted), revision: incident.revision, alsoDone };
}

/** Into the incident's thread where there is one, else as an answer to its card. */
async function reply(
  job: DeliveryJob,
  marker: string,
  posted: Posted,
  context: DeliverContext,
  attempt: Try,
  out: Outgoing,
): Promise<SendResult<StoredMessage>> {
  if (posted.threadId !== undefined) {
    const { message_reference: _, ...plain } = out.body;
    const thread = { ...job, channelId: posted.threadId };
    const inThread = await createOnce(thread, marker, context, attempt, { ...out, body: plain });
    // A thread that is closed, gone or shut to us says nothing about its channel: there the answer goes instead.
    const isShut = inThread.kind === 'reject' && THREAD_SHUT.has(inThread.reason);
    if (!isShut) return inThread;
  }
  return createOnce(job, marker, context, attempt, out);
}

async function edit(
  job: DeliveryJob,
  incident: Incident,
  posted: Posted,
  attempt: Try,
  changes: readonly Change[],
): Promise<SendResult<StoredMessage>> {
  const body = renderAlert(incident, {
    language: job.language,
    names: attempt.ports.names(),
    changes,
    buttons: audienceOf(job, attempt),
  });
  const forum = posted.threadId === undefined ? undefined : await attempt.forums.look(job.channelId);
  const edited =
    forum === undefined || posted.threadId === undefined
      ? await attempt.sender.edit(job.channelId, posted.messageId, body)
      : await editPost(posted.threadId, posted.messageId, body, attempt);
  if (edited.kind !== 'sent') return edited;
  attempt.pictures.settle(job, attempt.pictures.of(job, incident), edited.value, incident);
  if (forum !== undefined && posted.threadId !== undefined)
    await attempt.forums.retag(forum, posted.threadId, incident, job.language);
  return edited;
}

/** A post in a forum lives in its thread: an archived one is opened for the edit, a deleted one says nothing about the forum. */
async function editPost(
  threadId: string,
  messageId: string,
  body: MessageBody,
  { sender }: Try,
): Promise<SendResult<StoredMessage>> {
  let edited = await sender.edit(threadId, messageId, body);
  if (edited.kind === 'reject' && edited.reason === 'archivedThread') {
    const opened = await sender.changeThread(threadId, { archived: false });
    if (opened.kind === 'retry') return opened;
    if (opened.kind === 'sent') edited = await sender.edit(threadId, messageId, body);
  }
  const isGone = edited.kind === 'reject' && THREAD_SHUT.has(edited.reason);
  return isGone ? { kind: 'reject', reason: 'unknownMessage', message: 'the post is deleted or closed' } : edited;
}

/** Material changes that this channel was not told yet. */
function changesSince(revision: number, job: DeliveryJob, incident: Incident): readonly Change[] {
  const news = incident.history.filter(
    (change) => change.revision > revision && (change.material || TAKING_BACK.has(change.kind)),
  );
  return news.length > 0 ? news : incident.history.filter((change) => change.revision === job.revision);
}

/** The card stays the incident's message, whatever was said below it. */
function sentAs(posted: Posted): Extract<DeliverOutcome, { kind: 'sent' }> {
  const { messageId, threadId } = posted;
  return { kind: 'sent', messageId, ...(threadId === undefined ? {} : { threadId }) };
}
