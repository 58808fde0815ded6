import { schedule, setLogger, validate } from 'node-cron';
import type { Log } from '../ops/log.ts';

/** A running tick; `stop` waits for a tick under way. */
export interface Ticker {
  stop(): Promise<void>;
}

/**
 * Calls `tick` once now and then by the cron pattern (with seconds), never two at once. Ticks missed while the process slept are not replayed:
 * a tick looks at what is due, so one late tick does the work of all. Throws for a pattern that is none.
 */
export async function startTicker(pattern: string, tick: () => Promise<void>, log: Log): Promise<Ticker> {
  if (!validate(pattern))
    throw new Error(`feeds.tick: "${pattern}" is no cron pattern; write for example "*/30 * * * * *"`);
  const tell = (message: string | Error) => log.debug({ detail: String(message) }, 'cron');
  setLogger({
    info: tell,
    debug: tell,
    warn: tell,
    error: (message) => log.error({ detail: String(message) }, 'cron failed'),
  });
  const guarded = async () => {
    try {
      await tick();
    } catch (err) {
      log.error({ err }, 'tick failed; the next one tries again');
    }
  };
  await guarded();
  let running: Promise<void> | undefined;
  const task = schedule(
    pattern,
    async () => {
      running = guarded();
      await running;
    },
    { noOverlap: true, timezone: 'UTC' },
  );
  return {
    async stop() {
      await task.destroy();
      await running;
    },
  };
}
