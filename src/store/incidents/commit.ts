import type { Store } from '../connect.ts';
import { defineScript } from '../script.ts';

/** One Redis command with its arguments. */
export type Command = readonly (string | number | Buffer)[];

/** The lock was lost before the writes: nothing was written, and the work must be done again. */
export class LockLost extends Error {
  override readonly name = 'LockLost';
}

/**
 * Runs commands as one step if the lock is still ours, and gives the lock back.
 */
const COMMIT = defineScript(
  'write incidents',
  `if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
local at = 2
while at <= #ARGV do
  local count = tonumber(ARGV[at])
  local command = {}
  for i = 1, count do command[i] = ARGV[at + i] end
  at = at + count + 1
  redis.call(unpack(command))
end
redis.call('DEL', KEYS[1])
return 1`,
);

/** Writes all or nothing; throws LockLost when the lock had expired. */
export async function commit(
  store: Store,
  lockKey: string,
  token: string,
  commands: readonly Command[],
): Promise<void> {
  const args = [token, ...commands.flatMap((command) => [command.length, ...command])];
  const answer = await store.run(COMMIT, [lockKey], args);
  if (answer !== 1) throw new LockLost('the placing took longer than its lock holds; nothing was written');
}
