import { readEnvironment } from '../config/environment.ts';
import type { Config } from '../config/load.ts';
import { createLog } from '../ops/log.ts';
import { openRuntime, type Runtime } from '../service/runtime.ts';
import { findRunningRedis } from '../store/running-redis.ts';
import { configOf } from './config.ts';
import type { CommandIo } from './io.ts';

/** The configuration or the settings are wrong; what is wrong was already printed. */
export class NotStarted extends Error {
  override readonly name = 'NotStarted';
}

/**
 * Opens the state that a service keeps, for one command: the Redis of REDIS_URL, the private one of a service that runs on the data folder,
 * else the private one started for this command. Throws NotStarted when settings are wrong.
 */
export async function withState<T>(io: CommandIo, work: (runtime: Runtime, config: Config) => Promise<T>): Promise<T> {
  const config = await configOf(io);
  const read = readEnvironment(io.env);
  if (read.kind === 'invalid') io.stderr.write(`${read.problems.join('\n')}\n`);
  if (config === undefined || read.kind === 'invalid') throw new NotStarted('settings are wrong: see above');
  const { environment, secrets } = read;
  const log = await createLog({
    level: 'warn',
    secrets,
    stream: io.stderr,
    isPretty: (io.stderr as NodeJS.WriteStream).isTTY === true,
  });
  const redisUrl = environment.redisUrl ?? (await findRunningRedis(environment.dataDir));
  const runtime = await openRuntime({
    environment: { dataDir: environment.dataDir, ...(redisUrl !== undefined && { redisUrl }) },
    env: io.env,
    config,
    log,
  });
  try {
    return await work(runtime, config);
  } finally {
    await runtime.close();
  }
}
