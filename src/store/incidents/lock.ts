import { randomBytes, randomInt } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Store } from '../connect.ts';
import { defineScript } from '../script.ts';
import { StoreUnavailable } from '../unavailable.ts';

/** Longest time one placing may hold the lock; a dead worker's lock is free after it. Its writes are refused from then on. */
const HOLD_MS = 10_000;
const WAIT_MS = 60_000;

const RELEASE = defineScript(
  'release the placing lock',
  `if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
return 0`,
);

/** Takes the lock, waiting for it; the token proves ownership to every write. */
export async function takeLock(store: Store, key: string): Promise<string> {
  const token = randomBytes(9).toString('base64url');
  const startedAt = performance.now();
  for (let attempt = 0; ; attempt++) {
    const answer = await store.ask('take the placing lock', (redis) => redis.set(key, token, 'PX', HOLD_MS, 'NX'));
    if (answer === 'OK') return token;
    if (performance.now() - startedAt > WAIT_MS) {
      throw new StoreUnavailable(`take the placing lock: other workers held it for ${WAIT_MS / 1000} s`);
    }
    await pause(randomInt(1, Math.min(3 + attempt, 12)));
  }
}

/** Gives the lock back if it is still ours. */
export async function releaseLock(store: Store, key: string, token: string): Promise<void> {
  await store.run(RELEASE, [key], [token]);
}
