import type { Log } from '../ops/log.ts';
import { judgeReadiness, type Pulse } from '../ops/readiness.ts';
import { type WatchdogState, watchdog } from '../ops/watchdog.ts';
import type { Store } from '../store/connect.ts';

const LOOK_EVERY_MS = 60_000;
/** Of several processes one tells. */
const ONE_TELLS_FOR_MS = 10 * 60_000;

export interface WatchdogOptions {
  readonly pulse: () => Promise<Pulse>;
  readonly store: Pick<Store, 'ask' | 'key'>;
  readonly notify: (message: string) => void;
  readonly log: Log;
  readonly now: () => number;
  /** Default a minute. */
  readonly everyMs?: number;
}

/** Looks every minute whether the service still polls and posts, and tells the operators' channel when it no longer does. */
export function startWatchdog(options: WatchdogOptions): { stop(): void } {
  const { pulse, store, notify, log, now, everyMs = LOOK_EVERY_MS } = options;
  let state: WatchdogState = { kind: 'calm' };

  async function look(): Promise<void> {
    const seen = watchdog(state, judgeReadiness(await pulse()), now());
    state = seen.state;
    if (seen.notice === undefined) return;
    const key = store.key('watchdog', state.kind);
    const isOurs = await store
      .ask('claim a watchdog notice', (redis) => redis.set(key, '1', 'PX', ONE_TELLS_FOR_MS, 'NX'))
      // Without Redis nobody can agree who tells: better twice than never.
      .catch(() => 'OK');
    if (isOurs !== null) notify(seen.notice);
  }

  const timer = setInterval(() => {
    look().catch((err: unknown) => log.warn({ err }, 'the watchdog could not look'));
  }, everyMs);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}
