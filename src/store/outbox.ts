import type { DeliveryJob } from '../domain/alert.ts';
import type { Store } from './connect.ts';
import type { PendingDelivery } from './outbox-entries.ts';
import { createOutboxLines, type DeliveryState } from './outbox-lines.ts';
import { createSetAside } from './set-aside.ts';
import { createWakeUps } from './wake-ups.ts';

export type { PendingDelivery } from './outbox-entries.ts';
export type { DeliveryState } from './outbox-lines.ts';

/** Deliveries on their way to Discord: durable, each once, in order per channel. */
export interface Outbox {
  /**
   * Durable when it resolves, and idempotent: an id that was ever planned is only reported as known.
   * The order of one channel is the order of planning; `notBefore` is honoured.
   */
  plan(
    deliveries: readonly DeliveryJob[],
  ): Promise<{ readonly planned: readonly string[]; readonly known: readonly string[] }>;
  /** What waits for a channel, next one first; default limit 200. */
  pending(channelId: string, limit?: number): Promise<readonly PendingDelivery[]>;
  /** Wakes a worker for every channel with deliveries. Call it at start, after a release of the hold, and on every tick: it heals wake-ups lost in a crash. */
  wakeAll(): Promise<number>;
  /** Tries at once what waits for a later try: for a clock that was set back. What is planned for later waits on. */
  hasten(): Promise<void>;
  stateOf(deliveryId: string): Promise<DeliveryState>;
  /** Sends a delivery that was set aside after all; false when there is none of that id. */
  retry(deliveryId: string): Promise<boolean>;
  /** `ready` wait for a worker, `later` for their time. */
  counts(): Promise<{ readonly ready: number; readonly later: number; readonly channels: number }>;
  /** How many deliveries of a channel wait for a worker. */
  readyIn(channelId: string): Promise<number>;
  /** Channels with deliveries that wait. */
  channels(): Promise<readonly string[]>;
  /** Drops what waits for a channel that is gone; the number dropped. */
  dropChannel(channelId: string, reason: string): Promise<number>;
  close(): Promise<void>;
}

export function createOutbox(
  store: Store,
  options: {
    readonly clock?: () => number;
    readonly retentionMs?: number;
    readonly onError?: (error: Error) => void;
  } = {},
): Outbox {
  const { clock = Date.now, onError = () => undefined } = options;
  const lines = createOutboxLines(store, options);
  const setAside = createSetAside(store, { clock });
  const wakeUps = createWakeUps(store, onError);

  return {
    async plan(deliveries) {
      const answer = await lines.plan(deliveries);
      const nowMs = clock();
      const dueNow = new Set<string>();
      const dueLater = deliveries.flatMap(({ channelId, notBefore }) => {
        const delayMs = notBefore === undefined ? 0 : Date.parse(notBefore) - nowMs;
        if (notBefore !== undefined && delayMs > 0) return { channelId, at: notBefore, delayMs };
        dueNow.add(channelId);
        return [];
      });
      await wakeUps.now([...dueNow]);
      await wakeUps.at(dueLater);
      return answer;
    },
    pending: (channelId, limit) => lines.line(channelId, limit),
    async wakeAll() {
      const channels = await lines.channels();
      await wakeUps.now(channels);
      return channels.length;
    },
    hasten: () => wakeUps.hasten(),
    stateOf: (deliveryId) => lines.stateOf(deliveryId),
    async retry(deliveryId) {
      const channelId = await lines.retry(deliveryId);
      if (channelId === undefined) return false;
      await setAside.take('delivery', deliveryId);
      await wakeUps.now([channelId]);
      return true;
    },
    counts: () => lines.counts(),
    readyIn: (channelId) => lines.readyIn(channelId),
    channels: () => lines.channels(),
    dropChannel: (channelId, reason) => lines.dropChannel(channelId, reason),
    close: () => wakeUps.close(),
  };
}
