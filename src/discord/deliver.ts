import type { DeliveryJob } from '../domain/alert.ts';
import { createAttacher } from './alert-pictures.ts';
import type { Try } from './create-once.ts';
import { deliverChange, deliverEdit } from './deliver-change.ts';
import { deliverDigest } from './deliver-digest.ts';
import { deliverPost } from './deliver-post.ts';
import { deliverReview } from './deliver-review.ts';
import type { ChannelLost, DeliverContext, DeliverOutcome, DeliverPorts } from './deliver-types.ts';
import { createForgotten } from './forgotten.ts';
import { createForums } from './forums.ts';
import type { Sender } from './send.ts';

const FIRST_WAIT_MS = 1000;
/** After a long outage everything is to be caught up within a minute. */
const LONGEST_WAIT_MS = 30_000;

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
        return {
          kind: 'setAside',
          reason: `Discord refused the message: ${result.message}`,
          ...(result.body === undefined ? {} : { body: result.body }),
        };
      default:
        return reason satisfies never;
    }
  };
  const forgotten = createForgotten(sender, ports);
  const forums = createForums(sender, ports.now, forgotten, (message) =>
    log('info', 'the tags of a forum post stay as they were', { reason: message }),
  );
  const attempt: Try = {
    sender,
    ports,
    log,
    outcomeOf,
    forums,
    forgotten,
    pictures: createAttacher(sender, ports, log),
  };

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
  if (job.kind === 'review') return deliverReview(job, context, attempt);
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
