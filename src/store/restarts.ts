import type { Store } from './connect.ts';
import { defineScript } from './script.ts';

/** What is known of Redis's own memory. */
export interface Memory {
  /** Another one after every restart that may have cost its last moments; '' = there was none. */
  readonly epoch: string;
  /** When that restart was noticed, epoch ms. */
  readonly restartedAt?: number;
}

/** Notices a Redis that came back and may lack what it was told last: after a loss of power, or as a replica that took over. */
export interface Restarts {
  memory(): Promise<Memory>;
  /** Everything is written and this server is about to be ended: its next start has forgotten nothing. */
  expectEnd(): Promise<void>;
}

/**
 * A Lua function `epoch_of(key, now)`: the epoch of the server that runs it, and when it began. Each run of a server has an id; one that the key does not name
 * is a restart or another server, unless the last run was ended in order.
 * Source: redis.io/docs/latest/commands/info, run_id. A server that hides its facts is taken as one that never restarts.
 */
export const EPOCH_OF = `local function epoch_of(key, now)
  local info = redis.pcall('INFO', 'server')
  local run = type(info) == 'string' and string.match(info, 'run_id:(%w+)')
  local known = redis.call('HGET', key, 'run')
  if run and run ~= known then
    redis.call('HSET', key, 'run', run)
    if known and known ~= 'ended' then redis.call('HSET', key, 'epoch', run, 'at', now) end
  end
  local epoch = redis.call('HMGET', key, 'epoch', 'at')
  return epoch[1] or '', epoch[2] or ''
end
`;

/** KEYS: run of the server. ARGV: now. */
const LOOK = defineScript('look whether Redis came back', `${EPOCH_OF}return {epoch_of(KEYS[1], ARGV[1])}`);

/** The hash that names the server's run. */
export function runKey(store: Pick<Store, 'key'>): string {
  return store.key('redis-run');
}

/** Watches the Redis of a store; `memory` rejects with StoreUnavailable when it cannot answer. */
export function createRestarts(store: Store, clock: () => number = Date.now): Restarts {
  return {
    async memory() {
      const reply = await store.run(LOOK, [runKey(store)], [clock()]);
      const [epoch = '', at = ''] = Array.isArray(reply) ? reply.map(String) : [];
      return at === '' ? { epoch } : { epoch, restartedAt: Number(at) };
    },
    async expectEnd() {
      await store.ask('note the end of Redis', (redis) => redis.hset(runKey(store), 'run', 'ended'));
    },
  };
}
