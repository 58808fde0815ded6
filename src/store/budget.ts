import { setTimeout as pause } from 'node:timers/promises';
import type { Store } from './connect.ts';
import { defineScript } from './script.ts';

/** Discord's global limit as one budget for all processes of a bot. Source: Discord documentation, "Rate Limits": 50 requests a second. */
export interface RequestBudget {
  /** Reserves the next slot; the request may go after `waitMs`. A slot that is not used is lost. */
  take(): Promise<{ readonly waitMs: number }>;
  /** A global 429 came: nobody sends for so long, and slots reserved before are void. */
  block(forMs: number): Promise<void>;
  /** 0 when nothing is blocked. */
  blockedForMs(): Promise<number>;
  /** Resolves when a request may go; throws the signal's reason. */
  acquire(options?: { readonly signal?: AbortSignal }): Promise<void>;
}

/**
 * KEYS: slots (start times of the last N requests, newest first), block, clock. ARGV: N, window ms.
 * The N-th request before this one must lie a whole window back: no second ever holds more than N, wherever it begins.
 */
const TAKE = defineScript(
  'reserve a request slot',
  `local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + tonumber(time[2]) / 1000
-- A clock that was set back would leave all slots far ahead: then the line starts anew.
if now < tonumber(redis.call('GET', KEYS[3]) or '0') - 1000 then redis.call('DEL', KEYS[1], KEYS[2]) end
redis.call('SET', KEYS[3], string.format('%.3f', now), 'PX', 3600000)
local slot = now
local blocked = tonumber(redis.call('GET', KEYS[2]) or '0')
if blocked > slot then slot = blocked end
local oldest = redis.call('LINDEX', KEYS[1], tonumber(ARGV[1]) - 1)
if oldest then
  local free = tonumber(oldest) + tonumber(ARGV[2])
  if free > slot then slot = free end
end
local newest = tonumber(redis.call('LINDEX', KEYS[1], 0) or '0')
if newest > slot then slot = newest end
redis.call('LPUSH', KEYS[1], string.format('%.3f', slot))
redis.call('LTRIM', KEYS[1], 0, tonumber(ARGV[1]) - 1)
redis.call('PEXPIRE', KEYS[1], 3600000)
return string.format('%.3f', slot - now)`,
);

/** KEYS: slots, block. ARGV: for ms. Reservations made before are void: the line starts anew after the block. */
const BLOCK = defineScript(
  'block requests',
  `local time = redis.call('TIME')
local till = tonumber(time[1]) * 1000 + tonumber(time[2]) / 1000 + tonumber(ARGV[1])
local before = tonumber(redis.call('GET', KEYS[2]) or '0')
if till > before then redis.call('SET', KEYS[2], string.format('%.3f', till), 'PX', math.ceil(tonumber(ARGV[1])) + 1000) end
redis.call('DEL', KEYS[1])
return 1`,
);

const BLOCKED_FOR = defineScript(
  'ask whether requests are blocked',
  `local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + tonumber(time[2]) / 1000
return string.format('%.3f', tonumber(redis.call('GET', KEYS[1]) or '0') - now)`,
);

/** `windowMs`: 1 % longer than a second by default, because requests do not all travel equally fast. */
export function createRequestBudget(
  store: Store,
  options: { readonly perSecond?: number; readonly windowMs?: number } = {},
): RequestBudget {
  const { perSecond = 50, windowMs = 1010 } = options;
  const slotsKey = store.key('budget-slots');
  const blockKey = store.key('budget-block');

  async function take(): Promise<{ readonly waitMs: number }> {
    const reply = await store.run(TAKE, [slotsKey, blockKey, store.key('budget-clock')], [perSecond, windowMs]);
    return { waitMs: Math.max(0, Number(reply)) };
  }

  async function blockedForMs(): Promise<number> {
    return Math.max(0, Number(await store.run(BLOCKED_FOR, [blockKey], [])));
  }

  return {
    take,
    blockedForMs,
    async block(forMs) {
      await store.run(BLOCK, [slotsKey, blockKey], [forMs]);
    },
    async acquire({ signal } = {}) {
      for (;;) {
        signal?.throwIfAborted();
        const { waitMs } = await take();
        if (waitMs === 0) return;
        await pause(Math.ceil(waitMs), undefined, signal === undefined ? {} : { signal });
        // A block that came while we waited made the slot void.
        if ((await blockedForMs()) === 0) return;
      }
    },
  };
}
