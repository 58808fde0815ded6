import type { DeliveryJob } from '../domain/alert.ts';
import type { Change, Incident } from '../domain/incident.ts';
import { markerOf } from '../words/card.ts';
import { whereOf } from '../words/headline.ts';
import { wordsOf } from '../words/words.ts';
import { createOnce, type Try } from './create-once.ts';
import { deliverDigest } from './deliver-digest.ts';
import { catchUpOf, isOverdue } from './deliver-late.ts';
import type { ChannelLost, DeliverContext, DeliverOutcome, DeliverPorts, Posted } from './deliver-types.ts';
import type { MessageBody } from './message-body.ts';
import { renderAlert } from './render/alert.ts';
import { renderChange } from './render/change.ts';
import { plainText } from './render/safe-text.ts';
import type { Sender, StoredMessage } from './send.ts';
import type { SendResult } from './send-result.ts';

const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 60_000;
const THREAD_SHUT = new Set<string>(['archivedThread', 'unknownChannel', 'noPermission']);
/** Told even where the incident's own rules do not call them material. */
const TAKING_BACK = new Set<Change['kind']>(['retraction', 'withdrawn']);

export interface DelivererOptions {
  readonly sender: Sender;
  readonly ports: DeliverPorts;
  readonly log?: (level: 'info' | 'warn', message: string, fields: Readonly<Record<string, unknown>>) => void;
}

export type Deliver = (job: DeliveryJob, context: DeliverContext) => Promise<DeliverOutcome>;

/** Brings deliveries to Discord: safe to repeat at any point, always showing the incident's newest revision. */
export function createDeliverer(options: DelivererOptions): Deliver {
  const { sender, ports, log = () => undefined } = options;
  const failuresByChannel = new Map<string, number>();

  const outcomeOf: Try['outcomeOf'] = async (job, result) => {
    if (result.kind === 'retry') {
      const failures = failuresByChannel.get(job.channelId) ?? 0;
      failuresByChannel.set(job.channelId, failures + 1);
      const afterMs = result.afterMs ?? Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** failures);
      return { kind: 'retry', afterMs, reason: result.message, ...(result.unsent ? { unsent: true as const } : {}) };
    }
    const { reason } = result;
    switch (reason) {
      case 'badToken':
        return {
          kind: 'stop',
          reason: `Discord refuses the token (${result.message}); set DISCORD_TOKEN anew and restart`,
        };
      case 'noPermission':
      case 'unknownChannel':
        return lostOutcome(await ports.channelLost(job, reason, result.message), result.message);
      case 'unknownMessage':
        return { kind: 'done', reason: 'its message was deleted' };
      case 'editLimit':
        return { kind: 'done', reason: 'Discord limits edits of old messages' };
      case 'badRequest':
      case 'notAMessageChannel':
      case 'archivedThread':
        return { kind: 'setAside', reason: `Discord refused the message: ${result.message}` };
      default:
        return reason satisfies never;
    }
  };
  const attempt: Try = { sender, ports, log, outcomeOf };

  return async (job, context) => {
    const outcome = await deliverOne(job, context, attempt);
    if (outcome.kind !== 'retry') failuresByChannel.delete(job.channelId);
    return outcome;
  };
}

function lostOutcome(lost: ChannelLost, message: string): DeliverOutcome {
  switch (lost.kind) {
    case 'dropped':
      return { kind: 'done', reason: `the channel takes nothing: ${message}` };
    case 'waits':
      return { kind: 'retry', afterMs: lost.afterMs, reason: `the channel takes nothing: ${message}`, unsent: true };
    case 'setAside':
      return { kind: 'setAside', reason: `${lost.reason}: ${message}` };
    default:
      return lost satisfies never;
  }
}

async function deliverOne(job: DeliveryJob, context: DeliverContext, attempt: Try): Promise<DeliverOutcome> {
  if (job.kind === 'digest') return deliverDigest(job, context, attempt);
  const { ports } = attempt;
  const incident = await ports.incidentOf(job.incidentId);
  if (incident === undefined) return { kind: 'setAside', reason: `no incident ${job.incidentId} is known` };
  if (incident.joinedInto !== undefined && job.kind === 'post') {
    return { kind: 'done', reason: `was joined into ${incident.joinedInto}` };
  }
  const posted = await ports.postOf(job.incidentId, job.channelId);
  switch (job.kind) {
    case 'post':
      return posted === undefined
        ? deliverPost(job, incident, context, attempt)
        : { kind: 'done', reason: `stands in the channel since revision ${posted.revision}` };
    case 'edit':
      return deliverEdit(job, incident, posted, context, attempt);
    case 'editAndReply':
    case 'retract':
      return deliverChange(job, incident, posted, context, attempt);
    default:
      return job.kind satisfies never;
  }
}

/** Names the thread of an incident: where, and its id. */
function titleOf(incident: Incident, language: DeliveryJob['language'], attempt: Try): string {
  const words = wordsOf(language);
  const where = whereOf(incident, attempt.ports.names(), words) || words.text.unknownPlace;
  return plainText(`${where} · ${incident.id}`, 100);
}

async function deliverPost(
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
  const sent = await createOnce(job, `${incident.id} r`, context, attempt, body, name);
  if (sent.kind !== 'sent') return attempt.outcomeOf(job, sent);
  const message = sent.value;
  // The message may be one that an earlier try stored: what it shows decides what is done.
  const shown = revisionOf(message, incident.id) ?? incident.revision;
  const alsoDone = context.pending
    .filter((waiting) => waiting.incidentId === incident.id && waiting.kind !== 'digest' && waiting.revision <= shown)
    .map((waiting) => waiting.id);
  const threadId = message.threadId ?? (await afterPost(job, message, name, attempt));
  return {
    kind: 'sent',
    messageId: message.id,
    revision: shown,
    ...(threadId === undefined ? {} : { threadId }),
    alsoDone,
  };
}

function audienceOf(job: DeliveryJob, attempt: Try): 'moderator' | 'subscriber' {
  return job.channelId === attempt.ports.moderatorsChannel?.() ? 'moderator' : 'subscriber';
}

/** Publishing and threads follow the message; their failing does not undo it. */
async function afterPost(
  job: DeliveryJob,
  message: StoredMessage,
  name: string,
  attempt: Try,
): Promise<string | undefined> {
  const { sender, log } = attempt;
  if (job.crosspost === true) {
    const published = await sender.crosspost(message.channelId, message.id);
    if (published.kind !== 'sent')
      log('warn', 'a message was not published to followers', { channelId: job.channelId, reason: published.message });
  }
  if (job.thread !== true) return undefined;
  const thread = await sender.thread(message.channelId, message.id, name);
  if (thread.kind === 'sent') return thread.value.threadId;
  log('warn', 'no thread was opened', { channelId: job.channelId, reason: thread.message });
  return undefined;
}

async function deliverEdit(
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

async function deliverChange(
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
  }
  const marker = `update ${markerOf(incident.id, job.revision)}`;
  const body = renderChange(incident, changes, {
    language: job.language,
    names: attempt.ports.names(),
    replyTo: posted.messageId,
    marker,
    ...(job.mentionRoleId === undefined ? {} : { mentionRoleId: job.mentionRoleId }),
  });
  const replied = await reply(job, marker, posted, context, attempt, body);
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
  body: MessageBody,
): Promise<SendResult<StoredMessage>> {
  if (posted.threadId !== undefined) {
    const { message_reference: _, ...plain } = body;
    const inThread = await createOnce({ ...job, channelId: posted.threadId }, marker, context, attempt, plain);
    // A thread that is closed, gone or shut to us says nothing about its channel: there the answer goes instead.
    const isShut = inThread.kind === 'reject' && THREAD_SHUT.has(inThread.reason);
    if (!isShut) return inThread;
  }
  return createOnce(job, marker, context, attempt, body);
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
  const edited = await attempt.sender.edit(job.channelId, posted.messageId, body);
  // A post in a forum lives in its thread, not in the forum's own channel.
  const isElsewhere = edited.kind === 'reject' && edited.reason === 'unknownMessage' && posted.threadId !== undefined;
  return isElsewhere ? attempt.sender.edit(posted.threadId, posted.messageId, body) : edited;
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

function revisionOf(message: StoredMessage, incidentId: string): number | undefined {
  const marker = message.footer ?? '';
  if (!marker.startsWith(`${incidentId} r`)) return undefined;
  const revision = Number.parseInt(marker.slice(incidentId.length + 2), 10);
  return Number.isNaN(revision) ? undefined : revision;
}
