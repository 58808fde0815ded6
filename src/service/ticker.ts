import { schedule, setLogger, validate } from 'node-cron';
import type { Log } from '../ops/log.ts';
import { watchClock } from './clock-steps.ts';

/** A running tick; `stop` waits for a tick under way. */
export interface Ticker {
  stop(): Promise<void>;
}

const LOOK_AT_CLOCK_MS = 1000;

export interface TickerOptions {
  /** The clock was set back: what was planned by the old one should be done now. Called before the tick that follows at once, and again until it succeeds. */
  readonly onSetBack?: (backMs: number) => Promise<void>;
  /** Wall clock, epoch ms. */
  readonly now?: () => number;
}

/**
 * Calls `tick` once now and then by the cron pattern (with seconds), never two at once. Ticks missed while the process slept are not replayed:
 * a tick looks at what is due, so one late tick does the work of all. A clock that is set back does not stop it: the pattern is then
 * reckoned from anew. Throws for a pattern that is none.
 */
export async function startTicker(
  pattern: string,
  tick: () => Promise<void>,
  log: Log,
  options: TickerOptions = {},
): Promise<Ticker> {
  if (!validate(pattern))
    throw new Error(`feeds.tick: "${pattern}" is no cron pattern; write for example "*/30 * * * * *"`);
  const tell = (message: string | Error) => log.debug({ detail: String(message) }, 'cron');
  setLogger({
    info: tell,
    debug: tell,
    warn: tell,
    error: (message) => log.error({ detail: String(message) }, 'cron failed'),
  });
  // Ms by which the clock was set back and that nobody has dealt with yet.
  let owedBackMs = 0;
  const guarded = async () => {
    try {
      if (owedBackMs > 0) await options.onSetBack?.(owedBackMs);
      owedBackMs = 0;
      await tick();
    } catch (err) {
      log.error({ err }, 'tick failed; the next one tries again');
    }
  };
  await guarded();
  let running: Promise<void> | undefined;
  const begin = () =>
    schedule(
      pattern,
      async () => {
        running = guarded();
        await running;
      },
      { noOverlap: true, timezone: 'UTC' },
    );
  let task = begin();
  const clockStep = watchClock(options.now ?? Date.now);
  async function startAnew(backMs: number): Promise<void> {
    owedBackMs += backMs;
    log.warn({ backMs }, 'the clock was set back; what was to come later is done now');
    // It sleeps until a moment of the old clock.
    await task.destroy();
    if (isStopped) return;
    task = begin();
    await running;
    running = guarded();
  }
  let isStopped = false;
  const looking = setInterval(() => {
    const backMs = clockStep();
    if (backMs > 0) void startAnew(backMs);
  }, LOOK_AT_CLOCK_MS);
  looking.unref();
  return {
    async stop() {
      isStopped = true;
      clearInterval(looking);
      await task.destroy();
      await running;
    },
  };
}
