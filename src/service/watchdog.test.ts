import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestRedis, type TestRedis } from '../../tests/support/redis.ts';
import type { Pulse } from '../ops/readiness.ts';
import { connectStore, type Store } from '../store/connect.ts';
import { startWatchdog } from './watchdog.ts';

const quiet = { debug() {}, info() {}, warn() {}, error() {}, child: () => quiet };
const HOUR = 3_600_000;
let redis: TestRedis;
let store: Store;

beforeAll(async () => {
  redis = await startTestRedis();
  store = await connectStore({ address: redis.url });
});
afterAll(async () => {
  await store?.close();
  await redis?.stop();
});

describe('the watchdog of several processes', () => {
  it('tells once that nothing is polled, and once that it is over', async () => {
    const told: string[] = [];
    let clock = 10 * HOUR;
    let lastPollAt = clock - 2 * HOUR;
    const pulse = async (): Promise<Pulse> => ({
      now: clock,
      storeAnswers: true,
      startedAt: 0,
      lastPollAt,
      isHeld: false,
      watchdogMs: HOUR,
    });
    // Every look sees a minute more on the clock.
    const now = () => (clock += 60_000);
    const dogs = [1, 2, 3].map(() =>
      startWatchdog({ pulse, store, notify: (message) => told.push(message), log: quiet, now, everyMs: 5 }),
    );
    await until(() => told.length > 0);
    lastPollAt = Number.MAX_SAFE_INTEGER;
    await until(() => told.length > 1);
    for (const dog of dogs) dog.stop();
    expect(told).toEqual([
      expect.stringMatching(/^Watchdog: no feed was polled successfully for \d+ min/),
      expect.stringContaining('polls and posts again'),
    ]);
  });
});

async function until(isTrue: () => boolean): Promise<void> {
  const giveUpAt = Date.now() + 10_000;
  while (!isTrue()) {
    if (Date.now() > giveUpAt) throw new Error('it did not happen within 10 s');
    await pause(5);
  }
}
