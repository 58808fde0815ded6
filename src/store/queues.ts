import type { Store } from './connect.ts';
import { createFeedStates } from './feed-state.ts';
import { createJobQueue, type JobOutcome, type RunningWorker, startJobWorker, type WorkerTimes } from './job-worker.ts';
import { createSetAside } from './set-aside.ts';
import { StoreUnavailable } from './unavailable.ts';

export type { JobOutcome, RunningWorker } from './job-worker.ts';

export interface QueueCounts {
  readonly waiting: number;
  readonly active: number;
  readonly delayed: number;
}

/** Feeds that are to be fetched: durable, and at most one job per feed at a time. */
export interface PollQueue {
  /** Several processes may add the same feed at once. */
  add(feedIds: readonly string[]): Promise<void>;
  counts(): Promise<QueueCounts>;
  /** Tries at once what waits for a later try. */
  hasten(): Promise<void>;
  close(): Promise<void>;
}

interface PollJob {
  readonly feedId: string;
}

const QUEUE_NAME = 'poll';

export function createPollQueue(store: Store, options: { readonly onError?: (error: Error) => void } = {}): PollQueue {
  const queue = createJobQueue<PollJob>(store, QUEUE_NAME, options.onError ?? (() => undefined));
  return {
    async add(feedIds) {
      if (feedIds.length === 0) return;
      const jobs = feedIds.map((feedId) => ({
        name: 'poll',
        data: { feedId },
        opts: { deduplication: { id: feedId } },
      }));
      await store.ask('queue polls', () => queue.addBulk(jobs));
    },
    async counts() {
      const counts = await store.ask('count polls', () => queue.getJobCounts('waiting', 'active', 'delayed'));
      return { waiting: counts['waiting'] ?? 0, active: counts['active'] ?? 0, delayed: counts['delayed'] ?? 0 };
    },
    async hasten() {
      await store.ask('hasten polls', () => queue.promoteJobs());
    },
    close: () => queue.close(),
  };
}

export interface PollContext {
  /** 1 for the first try of this job. */
  readonly attempt: number;
  /** Aborted when the process is to stop. */
  readonly signal: AbortSignal;
}

export interface PollWorkerOptions extends WorkerTimes {
  /** A throw counts as a failure of this feed, unless it is StoreUnavailable. */
  readonly handle: (feedId: string, context: PollContext) => Promise<JobOutcome>;
  readonly concurrency?: number;
  readonly onError?: (error: Error) => void;
  /** A feed whose poll failed three times rests so long; default 15 minutes. */
  readonly restMs?: number;
  /** First wait after a failure, doubled each time; default 5 seconds. */
  readonly retryAfterMs?: number;
  readonly clock?: () => number;
}

/** Fetches feeds as they are queued. A feed whose poll throws three times is listed as set aside and rests; the others go on. */
export function startPollWorker(store: Store, options: PollWorkerOptions): RunningWorker {
  const {
    handle,
    concurrency = 10,
    onError = () => undefined,
    restMs = 900_000,
    retryAfterMs = 5000,
    clock = Date.now,
  } = options;
  const setAside = createSetAside(store, { clock });
  const feedStates = createFeedStates(store);

  async function work(feedId: string, context: PollContext): Promise<JobOutcome> {
    try {
      const outcome = await handle(feedId, context);
      await setAside.clear('poll', feedId);
      return outcome;
    } catch (error) {
      if (error instanceof StoreUnavailable) throw error;
      if (context.signal.aborted) return { kind: 'retry', afterMs: 0, reason: 'shutting down' };
      const message = error instanceof Error ? error.message : String(error);
      onError(error instanceof Error ? error : new Error(message));
      const strike = await setAside.strike({ kind: 'poll', id: feedId, error: message, payload: { feedId } });
      if (strike.kind === 'again')
        return { kind: 'retry', afterMs: retryAfterMs * 2 ** (strike.attempt - 1), reason: message };
      await feedStates.schedule(feedId, clock() + restMs);
      return { kind: 'done' };
    }
  }

  return startJobWorker<PollJob>(store, {
    ...options,
    queueName: QUEUE_NAME,
    concurrency,
    onError,
    work: (job, signal) => work(job.data.feedId, { attempt: job.attemptsStarted, signal }),
  });
}
