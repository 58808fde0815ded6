import type { Store } from './connect.ts';
import { createJobQueue } from './job-worker.ts';

/** Name of the queue whose jobs wake workers for channels. */
export const DELIVER_QUEUE = 'deliver';

export interface WakeUpJob {
  readonly channelId: string;
}

/** `drain`: work through the channel's line now; `due`: a moment has come, ask for a drain. */
export type WakeUpName = 'drain' | 'due';

/** Durable wake-ups for channels: they carry no delivery, so that a lost one costs time only. */
export interface WakeUps {
  now(channelIds: readonly string[]): Promise<void>;
  /** `at`: ISO 8601 UTC. The same moment of a channel is kept once. */
  at(wakeUps: readonly { readonly channelId: string; readonly at: string; readonly delayMs: number }[]): Promise<void>;
  /** Runs what waits for a later moment at once: a channel whose moment has not come is left as it is. */
  hasten(): Promise<void>;
  close(): Promise<void>;
}

export function createWakeUps(store: Store, onError: (error: Error) => void): WakeUps {
  const queue = createJobQueue<WakeUpJob>(store, DELIVER_QUEUE, onError);
  const drain: WakeUpName = 'drain';
  const due: WakeUpName = 'due';
  return {
    async now(channelIds) {
      if (channelIds.length === 0) return;
      const jobs = channelIds.map((channelId) => ({
        name: drain,
        data: { channelId },
        // One drain of a channel at a time; a wake-up in its last moment is kept and runs after it.
        opts: { deduplication: { id: channelId, keepLastIfActive: true } },
      }));
      await store.ask('wake deliveries', () => queue.addBulk(jobs));
    },
    async at(wakeUps) {
      if (wakeUps.length === 0) return;
      const jobs = wakeUps.map(({ channelId, at, delayMs }) => ({
        name: due,
        data: { channelId },
        // BullMQ takes no colon in an id.
        opts: { jobId: `due-${channelId}-${at}`.replaceAll(':', '.'), delay: delayMs },
      }));
      await store.ask('wake deliveries later', () => queue.addBulk(jobs));
    },
    async hasten() {
      await store.ask('hasten wake-ups', () => queue.promoteJobs());
    },
    close: () => queue.close(),
  };
}
