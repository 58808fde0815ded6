import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { answers, socketPathFor } from './private-redis.ts';

/** Address of the private Redis of a service that runs on a data folder; `undefined` when none answers there. */
export async function findRunningRedis(dataDir: string): Promise<string | undefined> {
  const dir = await realpath(join(dataDir, 'redis')).catch(() => undefined);
  if (dir === undefined) return undefined;
  const socketPath = await socketPathFor(dir);
  return (await answers(socketPath)) ? `unix://${socketPath}` : undefined;
}
