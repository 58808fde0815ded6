import type { Store } from '../connect.ts';
import { defineScript } from '../script.ts';

/** One Redis command with its arguments, the key left out. */
export type Command = readonly [name: string, ...rest: (string | number | Buffer)[]];

/** Commands that are run on each of some keys. */
export interface Step {
  readonly keys: readonly string[];
  readonly commands: readonly Command[];
}

/** The lock was lost before the writes: nothing was written, and the work must be done again. */
export class LockLost extends Error {
  override readonly name = 'LockLost';
}

/** A record was not what this process remembered of it: nothing was written, and the work must be done again. */
export class StaleRead extends Error {
  override readonly name = 'StaleRead';
}

/** A record that was taken from memory, and the SHA-1 of the bytes that it must still have. */
export interface Assumption {
  readonly key: string;
  readonly sha: string;
}

/**
 * Runs the steps as one if the lock is still ours and every assumption holds, and gives the lock back. KEYS: lock, records assumed. ARGV: token; the SHA-1 of each record; of each step the number of its keys, the keys, the number of its commands,
 * and of each command the number of its parts, and the parts.
 */
const COMMIT = defineScript(
  'write incidents',
  `if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
for record = 2, #KEYS do
  if redis.sha1hex(redis.call('GET', KEYS[record]) or '') ~= ARGV[record] then
    redis.call('DEL', KEYS[1])
    return 2
  end
end
local at = #KEYS + 1
while at <= #ARGV do
  local first, last = at + 1, at + tonumber(ARGV[at])
  local commands = tonumber(ARGV[last + 1])
  at = last + 2
  for _ = 1, commands do
    local parts = tonumber(ARGV[at])
    local name = ARGV[at + 1]
    for key = first, last do redis.call(name, ARGV[key], unpack(ARGV, at + 2, at + parts)) end
    at = at + parts + 1
  end
end
redis.call('DEL', KEYS[1])
return 1`,
);

/** Writes all or nothing; throws LockLost when the lock had expired, and StaleRead when an assumption does not hold. */
export async function commit(
  store: Store,
  lockKey: string,
  token: string,
  steps: readonly Step[],
  assumptions: readonly Assumption[],
): Promise<void> {
  const args: (string | number | Buffer)[] = [token, ...assumptions.map((one) => one.sha)];
  for (const { keys, commands } of steps) {
    if (keys.length === 0) continue;
    args.push(keys.length, ...keys, commands.length);
    for (const command of commands) args.push(command.length, ...command);
  }
  const answer = await store.run(COMMIT, [lockKey, ...assumptions.map((one) => one.key)], args);
  if (answer === 2) throw new StaleRead('a record was changed from outside; nothing was written');
  if (answer !== 1) throw new LockLost('the placing took longer than its lock holds; nothing was written');
}
