import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Store } from '../connect.ts';
import { defineScript, runScriptRaw, type Script } from '../script.ts';
import { StoreUnavailable } from '../unavailable.ts';

/** Longest time one placing may hold the lock; a dead worker's lock is free after it. Its writes are refused from then on. */
const HOLD_MS = 10_000;
const WAIT_MS = 60_000;
/** A waiter that has not asked for so long is gone, and loses its place. */
const GONE_MS = 1000;
const ASK_EVERY_MS = 2;

/**
 * First come, first served: reports are placed in the order in which workers took them up, so that eight workers make the same incidents as one.
 * KEYS: lock, waiters by turn, when each asked last, turns given. ARGV: token, hold ms, gone ms.
 */
const TAKE_LUA = `local function take()
  local token, hold, gone = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3])
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local isFree = redis.call('EXISTS', KEYS[1]) == 0
if isFree and redis.call('ZCARD', KEYS[2]) == 0 then
  redis.call('SET', KEYS[1], token, 'PX', hold)
  return 1
end
if not redis.call('ZSCORE', KEYS[2], token) then redis.call('ZADD', KEYS[2], redis.call('INCR', KEYS[4]), token) end
redis.call('HSET', KEYS[3], token, now)
for i = 2, 4 do redis.call('PEXPIRE', KEYS[i], 60000) end
if not isFree then return 0 end
while true do
  local first = redis.call('ZRANGE', KEYS[2], 0, 0)[1]
  if first ~= token then
    local asked = tonumber(redis.call('HGET', KEYS[3], first) or '0')
    if now - asked < gone then return 0 end
  end
  redis.call('ZREM', KEYS[2], first)
  redis.call('HDEL', KEYS[3], first)
  if first == token then
    redis.call('SET', KEYS[1], token, 'PX', hold)
    return 1
  end
end
end
`;

const TAKE = defineScript('take the placing lock', `${TAKE_LUA}return take()`);

/** What is read in the same step in which the lock is taken: `lua` may define functions, and ends in `return`. Its own keys begin at KEYS[5], its arguments at ARGV[4]. */
export interface Along {
  readonly script: Script;
  readonly keys: readonly string[];
  readonly args: readonly (string | number)[];
}

/** A script that takes the lock, and runs the given Lua once it has it. */
export function defineAlong(name: string, lua: string): Script {
  return defineScript(name, `${TAKE_LUA}if take() == 0 then return 0 end\n${lua}`);
}

/** The lock, held until its writes or its release. */
export interface TakenLock {
  readonly token: string;
  /** What was read along with it. */
  readonly answer: unknown;
}

const RELEASE = defineScript(
  'release the placing lock',
  `if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
return 0`,
);

/** Takes the lock, waiting for its turn; the token proves ownership to every write. */
export async function takeLock(store: Store, key: string, along?: Along): Promise<TakenLock> {
  const token = randomUUID();
  const startedAt = performance.now();
  const script = along?.script ?? TAKE;
  const keys = [key, `${key}-waiters`, `${key}-asked`, `${key}-turns`, ...(along?.keys ?? [])];
  const args = [token, HOLD_MS, GONE_MS, ...(along?.args ?? [])];
  for (;;) {
    const answer = await store.ask(script.name, (redis) => runScriptRaw(redis, script, keys, args));
    if (answer !== 0) return { token, answer };
    if (performance.now() - startedAt > WAIT_MS) {
      throw new StoreUnavailable(`take the placing lock: other workers held it for ${WAIT_MS / 1000} s`);
    }
    await pause(ASK_EVERY_MS);
  }
}

/** Gives the lock back if it is still ours. */
export async function releaseLock(store: Store, key: string, token: string): Promise<void> {
  await store.run(RELEASE, [key], [token]);
}
