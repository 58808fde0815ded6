import { setTimeout as pause } from 'node:timers/promises';
import type { DeliveryJob } from '../domain/alert.ts';
import type { Store } from './connect.ts';
import { createHold } from './hold.ts';
import { type JobOutcome, type RunningWorker, startJobWorker, type WorkerTimes } from './job-worker.ts';
import type { PendingDelivery } from './outbox-entries.ts';
import { createOutboxLines, MAX_FAILURES, MAX_STARTS, type StartedDelivery } from './outbox-lines.ts';
import { StoreUnavailable } from './unavailable.ts';
import { createWakeUps, DELIVER_QUEUE, type WakeUpJob } from './wake-ups.ts';

export type DeliverOutcome =
  /**
   * Discord has it. `messageId`: the incident's card; `alsoDone`: ids of deliveries of this channel folded into it; `revision`: the newest that it shows,
   * where that is not the delivery's own; `listed`: the message is a list, of these incidents.
   */
  | {
      readonly kind: 'sent';
      readonly messageId: string;
      readonly threadId?: string;
      readonly alsoDone?: readonly string[];
      readonly revision?: number;
      readonly listed?: readonly { readonly incidentId: string; readonly revision: number }[];
    }
  /** Nothing had to be sent. */
  | { readonly kind: 'done'; readonly reason: string; readonly alsoDone?: readonly string[] }
  /** Not now: the channel waits, and nothing is counted. `unsent`: Discord surely did not store it. */
  | { readonly kind: 'retry'; readonly afterMs: number; readonly reason: string; readonly unsent?: true }
  /** Never: listed for the operators. `body`: what was refused. */
  | { readonly kind: 'setAside'; readonly reason: string; readonly body?: unknown }
  /** Nothing can be sent at all (a revoked token): holds all alerts, and keeps this delivery. */
  | { readonly kind: 'stop'; readonly reason: string; readonly author?: string };

export interface DeliverContext {
  /** 1 for the first try; tries that ended in order are not counted. */
  readonly attempt: number;
  /** ISO 8601 UTC. */
  readonly plannedAt: string;
  /** An earlier try began then, and nobody knows how it ended. */
  readonly sendingSince?: string;
  /** What stands behind it in this channel's line, at most 200. */
  readonly pending: readonly PendingDelivery[];
  /** Aborted when the process is to stop. */
  readonly signal: AbortSignal;
}

export interface DeliverWorkerOptions extends WorkerTimes {
  /** Never runs twice at once for one channel. A throw counts as a failure of this delivery, unless it is StoreUnavailable. */
  readonly handle: (delivery: DeliveryJob, context: DeliverContext) => Promise<DeliverOutcome>;
  /** Channels worked on at once; default 20. */
  readonly concurrency?: number;
  readonly onError?: (error: Error) => void;
  /** A channel that was lost took an alert. */
  readonly onChannelBack?: (channelId: string) => void;
  /** First wait after a failure, four times as long after each further one; default 1 second. */
  readonly retryAfterMs?: number;
  readonly clock?: () => number;
  readonly retentionMs?: number;
}

/** Works through the channels' lines, one delivery of a channel after the other. */
export function startDeliverWorker(store: Store, options: DeliverWorkerOptions): RunningWorker {
  const { handle, concurrency = 20, onError = () => undefined, retryAfterMs = 1000, clock = Date.now } = options;
  const lines = createOutboxLines(store, options);
  const hold = createHold(store);
  const wakeUps = createWakeUps(store, onError);

  /** Drains under way in this process, by channel. */
  const draining = new Map<string, Promise<unknown>>();

  /** A Redis that forgot its last moments may have the channel drained again while a message of the first drain is still on its way. */
  async function inTurn(channelId: string, drained: () => Promise<JobOutcome>): Promise<JobOutcome> {
    const before = draining.get(channelId);
    const mine = before === undefined ? drained() : before.then(drained, drained);
    draining.set(channelId, mine);
    try {
      return await mine;
    } finally {
      if (draining.get(channelId) === mine) draining.delete(channelId);
    }
  }

  /** Empties one channel's line, until something says wait. */
  async function drain(channelId: string, signal: AbortSignal): Promise<JobOutcome> {
    for (;;) {
      if (signal.aborted) return { kind: 'retry', afterMs: 0, reason: 'shutting down' };
      const [next, ...pending] = await lines.line(channelId);
      if (next === undefined) return { kind: 'done' };
      // While alerts are held the line stays as it is; the release wakes every channel.
      if ((await hold.current()).kind === 'held') return { kind: 'done' };
      const outcome = await deliverOne(channelId, next, pending, signal);
      if (outcome !== undefined) return outcome;
    }
  }

  /** One delivery to its end; an outcome means that the channel has to wait. */
  async function deliverOne(
    channelId: string,
    next: PendingDelivery,
    pending: readonly PendingDelivery[],
    signal: AbortSignal,
  ): Promise<JobOutcome | undefined> {
    const started = await lines.start(next.id);
    if (started === undefined) {
      await lines.discard(channelId, next);
      return undefined;
    }
    const { delivery } = started;
    if (started.starts > MAX_STARTS) {
      await lines.end(delivery, { kind: 'setAside', reason: `began ${MAX_STARTS} times and never came to an end` });
      return undefined;
    }
    let outcome: DeliverOutcome;
    try {
      outcome = await handle(delivery, contextOf(started, pending, signal));
    } catch (error) {
      return failed(delivery, error, signal);
    }
    return settle(started, outcome, signal);
  }

  async function settle(
    { delivery, sendingSince }: StartedDelivery,
    outcome: DeliverOutcome,
    signal: AbortSignal,
  ): Promise<JobOutcome | undefined> {
    // That this try stored nothing says nothing of an earlier one whose end nobody knows.
    const isInDoubt = sendingSince !== undefined;
    switch (outcome.kind) {
      case 'sent':
      case 'done':
        await insist(signal, async () => {
          const { isBack } = await lines.end(delivery, outcome, outcome.alsoDone);
          if (isBack) options.onChannelBack?.(delivery.channelId);
        });
        return undefined;
      case 'setAside':
        await lines.end(delivery, outcome);
        return undefined;
      case 'retry':
        await lines.postpone(delivery.id, { unsent: outcome.unsent === true && !isInDoubt });
        return { kind: 'retry', afterMs: outcome.afterMs, reason: outcome.reason };
      case 'stop':
        await lines.postpone(delivery.id, { unsent: !isInDoubt });
        await hold.hold({ author: outcome.author ?? 'the monitor', reason: outcome.reason, atMs: clock() });
        return { kind: 'done' };
      default:
        return outcome satisfies never;
    }
  }

  async function failed(delivery: DeliveryJob, error: unknown, signal: AbortSignal): Promise<JobOutcome | undefined> {
    if (error instanceof StoreUnavailable) throw error;
    if (signal.aborted) return { kind: 'retry', afterMs: 0, reason: 'shutting down' };
    const reason = error instanceof Error ? error.message : String(error);
    onError(error instanceof Error ? error : new Error(reason));
    const failures = await lines.fail(delivery.id, reason);
    if (failures < MAX_FAILURES) return { kind: 'retry', afterMs: retryAfterMs * 4 ** (failures - 1), reason };
    await lines.end(delivery, { kind: 'setAside', reason: `failed ${failures} times: ${reason}` });
    return undefined;
  }

  const worker = startJobWorker<WakeUpJob>(store, {
    ...options,
    queueName: DELIVER_QUEUE,
    concurrency,
    onError,
    async work({ name, data }, signal) {
      if (name !== 'due') return inTurn(data.channelId, () => drain(data.channelId, signal));
      // Not drained here: a drain of this channel may be under way.
      await wakeUps.now([data.channelId]);
      return { kind: 'done' };
    },
  });

  return {
    running: () => worker.running(),
    async close(timeoutMs) {
      await worker.close(timeoutMs);
      await wakeUps.close();
    },
  };
}

function contextOf(started: StartedDelivery, pending: readonly PendingDelivery[], signal: AbortSignal): DeliverContext {
  const { starts, failures, plannedAt, sendingSince } = started;
  return {
    attempt: starts + failures,
    plannedAt,
    pending,
    signal,
    ...(sendingSince === undefined ? {} : { sendingSince }),
  };
}

/** What Discord has must be noted, and Redis may come back any moment: better late than sent twice. */
async function insist(signal: AbortSignal, note: () => Promise<void>): Promise<void> {
  for (;;) {
    try {
      await note();
      return;
    } catch (error) {
      if (!(error instanceof StoreUnavailable) || signal.aborted) throw error;
      await pause(250);
    }
  }
}
