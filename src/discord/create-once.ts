import type { DeliveryJob } from '../domain/alert.ts';
import type { DeliverContext, DeliverOutcome, DeliverPorts } from './deliver-types.ts';
import type { MessageBody } from './message-body.ts';
import type { Sender, StoredMessage } from './send.ts';
import type { SendResult } from './send-result.ts';

/** How long Discord surely remembers a nonce. Source: "the past few minutes", docs.discord.com, Create Message. */
const NONCE_MEMORY_MS = 120_000;

/** What one try can use. */
export interface Try {
  readonly sender: Sender;
  readonly ports: DeliverPorts;
  readonly log: (level: 'info' | 'warn', message: string, fields: Readonly<Record<string, unknown>>) => void;
  /** The outcome of something Discord did not take. */
  readonly outcomeOf: (
    job: DeliveryJob,
    result: Exclude<SendResult<never>, { kind: 'sent' }>,
  ) => Promise<DeliverOutcome>;
}

/**
 * Creates a message that must not stand twice. Within the nonce's memory Discord itself sees to it; a try that is older, or that takes no nonce, looks for
 * its marker first.
 */
export async function createOnce(
  job: DeliveryJob,
  marker: string,
  context: DeliverContext,
  attempt: Try,
  body: MessageBody,
  forumPostName?: string,
): Promise<SendResult<StoredMessage & { readonly threadId?: string }>> {
  const { sender, ports } = attempt;
  const since = context.sendingSince === undefined ? undefined : Date.parse(context.sendingSince);
  const ageMs = since === undefined ? undefined : ports.now() - since;
  // Begun in the future: the clock was set back, and nobody knows how long ago it was.
  if (ageMs !== undefined && (ageMs > NONCE_MEMORY_MS || ageMs < 0)) {
    const found = await sender.findByMarker(job.channelId, marker);
    if (found.kind !== 'sent') return found;
    if (found.value !== undefined) return { kind: 'sent', value: found.value };
  }
  const sent = await sender.post(job.channelId, body, { nonce: job.id, signal: context.signal });
  if (sent.kind !== 'reject' || sent.reason !== 'notAMessageChannel' || forumPostName === undefined) return sent;
  return sender.forumPost(job.channelId, forumPostName, body);
}
