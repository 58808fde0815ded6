import type { DeliveryJob } from '../domain/alert.ts';
import { adopt } from './adopt.ts';
import type { Attacher } from './alert-pictures.ts';
import type { DeliverContext, DeliverOutcome, DeliverPorts } from './deliver-types.ts';
import type { Forgotten, Sought } from './forgotten.ts';
import type { ForumPost, Forums } from './forums.ts';
import type { MessageBody } from './message-body.ts';
import type { MessageFile, Sender } from './send.ts';
import type { SendResult } from './send-result.ts';
import type { StoredMessage } from './stored.ts';

/** How long Discord surely remembers a nonce. Source: "the past few minutes", docs.discord.com, Create Message. */
const NONCE_MEMORY_MS = 120_000;

/** What one try can use. */
export interface Try {
  readonly sender: Sender;
  readonly ports: DeliverPorts;
  readonly forums: Forums;
  readonly forgotten: Forgotten;
  readonly pictures: Attacher;
  readonly log: (level: 'info' | 'warn', message: string, fields: Readonly<Record<string, unknown>>) => void;
  /** The outcome of something Discord did not take. */
  readonly outcomeOf: (
    job: DeliveryJob,
    result: Exclude<SendResult<never>, { kind: 'sent' }>,
  ) => Promise<DeliverOutcome>;
}

/** What goes out: the body, the post it makes where the channel is a forum, and a file that is ready by now. */
export interface Outgoing {
  readonly body: MessageBody;
  readonly asPost: ForumPost;
  readonly file?: MessageFile;
  /** The card that it answers, by its message. */
  readonly answers?: string;
}

/**
 * Creates a message that must not stand twice. Within the nonce's memory Discord itself sees to it; a try that is older, or that takes no nonce, looks for
 * its marker first, and so does one after a restart of Redis, which may have forgotten an earlier one altogether.
 */
export async function createOnce(
  job: DeliveryJob,
  marker: string,
  context: DeliverContext,
  attempt: Try,
  out: Outgoing,
): Promise<SendResult<StoredMessage & { readonly threadId?: string }>> {
  const sent = await tryOnce(job, marker, context, attempt, out);
  // Without the permission to attach files the words may still go: a channel is not lost for want of a picture.
  if (out.file === undefined || sent.kind !== 'reject' || sent.reason !== 'noPermission') return sent;
  const { file: _, ...words } = out;
  const plain = await tryOnce(job, marker, context, attempt, words);
  if (plain.kind === 'sent') attempt.pictures.refuse(job.channelId);
  return plain;
}

async function tryOnce(
  job: DeliveryJob,
  marker: string,
  context: DeliverContext,
  attempt: Try,
  { body, asPost, file, answers }: Outgoing,
): Promise<SendResult<StoredMessage & { readonly threadId?: string }>> {
  const { sender, ports, forums, forgotten } = attempt;
  const sought: Sought = {
    marker,
    body,
    ...(answers !== undefined && { answers }),
    ...(answers === undefined && asPost.incident !== undefined && { cardOf: asPost.incident }),
  };
  const files = file === undefined ? [] : [file];
  const inForum = { isInDoubt: context.sendingSince !== undefined, files };
  const known = forums.known(job.channelId);
  if (known !== undefined) return forums.post(known, asPost, sought, inForum);
  const left = await forgotten.find(job.channelId, sought);
  if (left.kind !== 'sent') return left;
  const kept = left.value === undefined ? left : await adopt(left.value, sought, sender);
  if (kept.kind !== 'sent') return kept;
  if (kept.value !== undefined) return { kind: 'sent', value: kept.value };
  const since = context.sendingSince === undefined ? undefined : Date.parse(context.sendingSince);
  const ageMs = since === undefined ? undefined : ports.now() - since;
  // Begun in the future: the clock was set back, and nobody knows how long ago it was.
  if (ageMs !== undefined && (ageMs > NONCE_MEMORY_MS || ageMs < 0)) {
    const found = await sender.findByMarker(job.channelId, marker);
    const isForum = found.kind === 'reject' && found.reason === 'notAMessageChannel';
    if (found.kind !== 'sent' && !isForum) return found;
    if (found.kind === 'sent' && found.value !== undefined) return { kind: 'sent', value: found.value };
  }
  const sent = await sender.post(job.channelId, body, { nonce: job.id, signal: context.signal, files });
  if (sent.kind !== 'reject' || sent.reason !== 'notAMessageChannel') return sent;
  const forum = await forums.look(job.channelId);
  return forum === undefined ? sent : forums.post(forum, asPost, sought, inForum);
}
