import { join } from 'node:path';
import type { Environment } from '../config/environment.ts';
import type { Config } from '../config/load.ts';
import type { Incident } from '../domain/incident.ts';
import { UnreadableRecord } from '../incidents/repository.ts';
import type { Log } from '../ops/log.ts';
import { connectStore, type Store } from '../store/connect.ts';
import { type PrivateRedis, startPrivateRedis } from '../store/private-redis.ts';
import { ensureRedisServer } from '../store/redis-binary.ts';
import { parentsOf } from './parents.ts';
import { openState, type State } from './state.ts';

/** Redis and everything on it, opened for one process. */
export interface Runtime {
  readonly store: Store;
  readonly state: State;
  /** Follows incidents that were joined into another by hand. */
  readonly incidentById: (id: string) => Promise<Incident | undefined>;
  close(): Promise<void>;
}

export interface RuntimeOptions {
  readonly environment: Pick<Environment, 'redisUrl' | 'dataDir'>;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly config: Config;
  readonly log: Log;
  /** What a dry run would have sent must not count as sent: it keeps everything apart. */
  readonly isDryRun?: boolean;
  readonly signal?: AbortSignal;
}

/** Opens the Redis of `REDIS_URL`, or starts a private one in the data folder. Throws what a user can mend, in words. */
export async function openRuntime(options: RuntimeOptions): Promise<Runtime> {
  const { environment, env, config, log, signal } = options;
  const { settings } = config;
  let privateRedis: PrivateRedis | undefined;
  let address = environment.redisUrl;
  if (address === undefined) {
    const binary = await ensureRedisServer({ env, onStep: (step) => log.info({ step }, 'looking for Redis') });
    privateRedis = await startPrivateRedis({
      dataDir: environment.dataDir,
      binary,
      env,
      onNotice: (notice) => log.warn({ notice }, 'private Redis'),
    });
    address = privateRedis.url;
    log.info({ dataDir: join(environment.dataDir, 'redis'), version: binary.version }, 'private Redis is up');
  }
  try {
    const store = await connectStore({
      address,
      prefix: options.isDryRun === true ? settings.store.prefix.replace('}', '-dry}') : settings.store.prefix,
      deadlineMs: settings.store.deadline,
      onNotice: ({ message }) => log.warn({}, message),
      ...(signal !== undefined && { signal }),
    });
    const state = openState(store, {
      retentionMs: settings.incidents.retention,
      requestsPerSecond: settings.discord.requestsPerSecond,
      keepSummary: settings.store.keepSummary,
      setAsideRetentionMs: settings.store.setAsideRetention,
      prefix: config.parties.theatre.prefix,
      ancestorsOf: parentsOf(config.places),
    });
    // What it forgets from now on is noticed. One that takes no writes now is asked again with the first poll.
    await state.restarts.memory().catch(() => undefined);
    return {
      store,
      state,
      incidentById: (id) => incidentOf(state, id),
      async close() {
        await Promise.all([state.polls.close(), state.outbox.close()]);
        // A Redis that does not answer any more has not ended in order.
        if (privateRedis !== undefined) await state.restarts.expectEnd().catch(() => undefined);
        await store.close();
        await privateRedis?.stop();
      },
    };
  } catch (error) {
    await privateRedis?.stop();
    throw error;
  }
}

async function incidentOf(state: State, id: string): Promise<Incident | undefined> {
  const found = await state.incidents.get(id);
  switch (found.kind) {
    case 'found':
      return found.incident;
    case 'absent':
      return undefined;
    case 'unreadable':
      throw new UnreadableRecord(`incident ${id}: ${found.reason}`);
    default:
      return found satisfies never;
  }
}
