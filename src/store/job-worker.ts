import { DelayedError, type Job, Queue, Worker } from 'bullmq';
import type { Store } from './connect.ts';
import { StoreUnavailable } from './unavailable.ts';

/** More tries than any outage takes. */
const ENDLESS = 1_000_000_000;

/** How a job ended: done, or once more after a while. A throw means that it could not find out (StoreUnavailable) or is broken. */
export type JobOutcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'retry'; readonly afterMs: number; readonly reason: string };

/** A worker that runs until it is closed. */
export interface RunningWorker {
  /** How many jobs it works on at this moment. */
  running(): number;
  /** Takes no new job, tells the running ones to stop, and waits for them at most so long; default 4,000 ms. What is unfinished is done by the next process. */
  close(timeoutMs?: number): Promise<void>;
}

export interface WorkerTimes {
  /** How long a silent worker keeps its job before another may take it; default 15,000. */
  readonly lockMs?: number;
  /** How often the workers look for such jobs; default 5,000. */
  readonly stalledCheckMs?: number;
}

export interface JobWorkerOptions<T> extends WorkerTimes {
  readonly queueName: string;
  readonly concurrency: number;
  readonly work: (job: Job<T>, signal: AbortSignal) => Promise<JobOutcome>;
  readonly onError: (error: Error) => void;
}

/** A queue of ours: durable jobs under the store's hash-tagged prefix. */
export function createJobQueue<T>(store: Store, queueName: string, onError: (error: Error) => void): Queue<T> {
  const queue = new Queue<T>(queueName, {
    connection: store.openConnection(),
    prefix: store.prefix,
    defaultJobOptions: {
      // Only "Redis cannot answer" ends an attempt with an error, and that must never end the job.
      attempts: ENDLESS,
      backoff: { type: 'custom' },
      removeOnComplete: true,
      removeOnFail: { count: 100 },
    },
  });
  queue.on('error', onError);
  return queue;
}

/** Works on a queue's jobs until closed; a job of a killed process is taken over after `lockMs` + `stalledCheckMs` at most. */
export function startJobWorker<T>(store: Store, options: JobWorkerOptions<T>): RunningWorker {
  const { queueName, concurrency, work, onError, lockMs = 15_000, stalledCheckMs = 5000 } = options;
  const stopping = new AbortController();
  const runningJobs = new Set<Job<T>>();
  const connection = store.openConnection();

  const worker = new Worker<T>(
    queueName,
    async (job, token) => {
      runningJobs.add(job);
      try {
        const outcome = await work(job, stopping.signal);
        if (outcome.kind === 'done') return;
        await job.moveToDelayed(Date.now() + outcome.afterMs, token);
        throw new DelayedError(outcome.reason);
      } finally {
        runningJobs.delete(job);
      }
    },
    {
      connection,
      prefix: store.prefix,
      concurrency,
      lockDuration: lockMs,
      stalledInterval: stalledCheckMs,
      // Jobs are idempotent, and poison is counted where it lies: a restart must never use up a job's lives.
      maxStalledCount: ENDLESS,
      settings: { backoffStrategy: (attempts) => Math.min(250 * 2 ** Math.min(attempts, 6), 5000) },
    },
  );
  worker.on('error', onError);
  worker.on('failed', (_job, error) => {
    if (!(error instanceof StoreUnavailable)) onError(error);
  });

  return {
    running: () => runningJobs.size,
    async close(timeoutMs = 4000) {
      stopping.abort(new Error('shutting down'));
      let timer: NodeJS.Timeout | undefined;
      const tooLong = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, timeoutMs);
      });
      await Promise.race([worker.close(), tooLong]);
      clearTimeout(timer);
      connection.disconnect();
    },
  };
}
