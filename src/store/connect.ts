import { Cluster, Redis } from 'ioredis';
import { describeStoreAddress, parseStoreAddress, type StoreAddress, WrongStoreAddress } from './address.ts';
import { sayOncePerMinute } from './notices.ts';
import { runScript, runScripts, type Script, type ScriptCall } from './script.ts';
import { StoreRefused, StoreUnavailable, toStoreError, withDeadline } from './unavailable.ts';

export type RedisClient = Redis | Cluster;

/** One line for the log: Redis is away, came back, or is set up in a way that can lose data. */
export interface StoreNotice {
  readonly kind: 'unreachable' | 'reachable' | 'warning';
  readonly message: string;
}

export interface StoreOptions {
  /** As in `REDIS_URL`, or the socket of the private server. */
  readonly address: StoreAddress | string;
  /** Default `{cm}`; the braces keep all keys in one slot of a cluster. */
  readonly prefix?: string;
  /** How long one command may take before the answer counts as unknown; default 5,000. */
  readonly deadlineMs?: number;
  readonly onNotice?: (notice: StoreNotice) => void;
  /** Ends the waiting for a Redis that is not there yet. */
  readonly signal?: AbortSignal;
}

/** A connection to Redis that never turns "cannot answer" into an empty answer. */
export interface Store {
  readonly prefix: string;
  readonly deadlineMs: number;
  /** `key('feed', id)` is `{cm}:feed:<id>`. */
  key(...parts: readonly string[]): string;
  /** Runs commands; throws StoreUnavailable when Redis is away, stalls, is full or read-only. `what` begins the error message. */
  ask<T>(what: string, commands: (redis: RedisClient) => Promise<T>): Promise<T>;
  /** Runs a MULTI block; all of it is done or none, and an error of any command throws. */
  transaction(what: string, fill: (multi: ReturnType<RedisClient['multi']>) => void): Promise<readonly unknown[]>;
  /** Runs independent commands in one round trip; an error of any of them throws. */
  pipeline(what: string, fill: (pipeline: ReturnType<RedisClient['pipeline']>) => void): Promise<readonly unknown[]>;
  /** Runs a script atomically. */
  run(script: Script, keys: readonly string[], args: ScriptCall['args']): Promise<unknown>;
  /** Runs a script many times in one round trip; each run is atomic for itself. */
  runMany(script: Script, calls: readonly ScriptCall[]): Promise<readonly unknown[]>;
  /** A further connection with listeners in place, for queues and workers; closed by `close()`. */
  openConnection(): RedisClient;
  /** Round trip in ms; throws StoreUnavailable. */
  ping(): Promise<number>;
  close(): Promise<void>;
}

/**
 * Connects to Redis, and waits for it with one line a minute while it cannot be reached.
 * Throws WrongStoreAddress for an address or a login that waiting cannot mend, and the signal's reason when that ends the waiting.
 */
export async function connectStore(options: StoreOptions): Promise<Store> {
  const address = typeof options.address === 'string' ? parseStoreAddress(options.address) : options.address;
  const place = describeStoreAddress(address);
  const prefix = options.prefix ?? '{cm}';
  const deadlineMs = options.deadlineMs ?? 5000;
  const notice = options.onNotice ?? (() => undefined);
  const clients = new Set<RedisClient>();

  const voice = sayOncePerMinute((message) => notice({ kind: 'unreachable', message }));
  let isClosing = false;
  let lastError: Error | undefined;

  function open(mode: ConnectionMode): RedisClient {
    const client = createClient(address, mode);
    // Without a listener an error event would end the program; the connection mends itself.
    client.on('error', () => undefined);
    clients.add(client);
    return client;
  }

  function watch(client: RedisClient): void {
    client.on('error', (error: Error) => {
      lastError = error;
      voice.say(unreachableLine(place, error.message));
    });
    client.on('close', () => {
      if (!isClosing) voice.say(unreachableLine(place, lastError?.message ?? 'connection lost'));
    });
    client.on('ready', () => {
      if (voice.wasSaid()) notice({ kind: 'reachable', message: `Redis at ${place} answers again.` });
      voice.reset();
      lastError = undefined;
    });
  }

  // Commands fail at once while the connection is down: a queued one would run later, when its caller has long given up.
  const main = open({ enableOfflineQueue: false, maxRetriesPerRequest: 0 });
  watch(main);

  const store: Store = {
    prefix,
    deadlineMs,
    key: (...parts) => [prefix, ...parts].join(':'),
    ask: (what, commands) =>
      withDeadline(
        what,
        deadlineMs,
        guarded(what, () => commands(main)),
      ),
    async transaction(what, fill) {
      const multi = main.multi();
      fill(multi);
      return results(what, await withDeadline(what, deadlineMs, multi.exec()));
    },
    async pipeline(what, fill) {
      const pipeline = main.pipeline();
      fill(pipeline);
      if (pipeline.length === 0) return [];
      return results(what, await withDeadline(what, deadlineMs, pipeline.exec()));
    },
    run: (script, keys, args) =>
      withDeadline(
        script.name,
        deadlineMs,
        guarded(script.name, () => runScript(main, script, keys, args)),
      ),
    runMany: (script, calls) =>
      withDeadline(
        script.name,
        deadlineMs,
        guarded(script.name, () => runScripts(main, script, calls)),
      ),
    openConnection: () => open({ enableOfflineQueue: true, maxRetriesPerRequest: null }),
    async ping() {
      const startedAt = performance.now();
      await store.ask('ping', (client) => client.ping());
      return performance.now() - startedAt;
    },
    async close() {
      isClosing = true;
      for (const client of clients) client.disconnect();
      clients.clear();
    },
  };

  try {
    await waitUntilReady(store, main, () => lastError, options.signal);
    await warnOfRiskySettings(store, notice);
  } catch (error) {
    await store.close();
    throw error;
  }
  return store;
}

/** Whether commands wait for a lost connection (queues) or fail at once (everything else). */
interface ConnectionMode {
  readonly enableOfflineQueue: boolean;
  readonly maxRetriesPerRequest: number | null;
}

function createClient(address: StoreAddress, mode: ConnectionMode): RedisClient {
  const common = {
    connectTimeout: 5000,
    keepAlive: 10_000,
    replyMapping: 'legacy' as const,
    retryStrategy: retryAfterMs,
    reconnectOnError: reconnectAfterFailover(),
    ...(address.username === undefined ? {} : { username: address.username }),
    ...(address.password === undefined ? {} : { password: address.password }),
    ...(address.db === undefined ? {} : { db: address.db }),
    ...mode,
  };
  switch (address.kind) {
    case 'socket':
      return new Redis(address.path, common);
    case 'server':
      return new Redis(address.port, address.host, { ...common, ...(address.tls ? { tls: {} } : {}) });
    case 'sentinel':
      return new Redis({
        ...common,
        sentinels: [...address.sentinels],
        name: address.master,
        ...(address.tls ? { tls: {}, enableTLSForSentinelMode: true } : {}),
      });
    case 'cluster':
      return new Cluster([...address.nodes], {
        redisOptions: { ...common, ...(address.tls ? { tls: {} } : {}) },
        enableOfflineQueue: mode.enableOfflineQueue,
        clusterRetryStrategy: retryAfterMs,
      });
    default:
      return address satisfies never;
  }
}

/** After a fail-over the old master refuses writes: connect anew, and find the new one. Once a second, as every command in flight brings the same error. */
function reconnectAfterFailover(): (error: Error) => 1 | false {
  let reconnectedAtMs = Number.NEGATIVE_INFINITY;
  return (error) => {
    const nowMs = performance.now();
    if (!error.message.startsWith('READONLY') || nowMs - reconnectedAtMs < 1000) return false;
    reconnectedAtMs = nowMs;
    return 1;
  };
}

/** 0.1 to 2 s: a restarted Redis is found soon, an absent one costs nothing. */
function retryAfterMs(times: number): number {
  return Math.min(50 * 2 ** Math.min(times, 6), 2000);
}

async function guarded<T>(what: string, commands: () => Promise<T>): Promise<T> {
  try {
    return await commands();
  } catch (error) {
    throw toStoreError(what, error);
  }
}

function results(what: string, replies: readonly [Error | null, unknown][] | null): readonly unknown[] {
  if (replies === null) throw new StoreUnavailable(`${what}: Redis gave up the transaction`);
  return replies.map(([error, value]) => {
    if (error !== null) throw toStoreError(what, error);
    return value;
  });
}

async function waitUntilReady(
  store: Store,
  redis: RedisClient,
  lastError: () => Error | undefined,
  signal?: AbortSignal,
): Promise<void> {
  for (;;) {
    signal?.throwIfAborted();
    const failure = await store.ping().then(
      () => undefined,
      (error: unknown) => error,
    );
    if (failure === undefined) return;
    // A refused login never becomes ready: the command says only "not connected", the connection says why.
    const refusal = [failure, lastError()].map((error) => toStoreError('log in', error)).find(isRefusal);
    if (refusal !== undefined) throw new WrongStoreAddress(`REDIS_URL: ${refusal.message}`, { cause: refusal });
    await nextChance(redis, signal);
  }
}

function isRefusal(error: Error): boolean {
  return error instanceof StoreRefused;
}

/** Resolves when the client becomes ready, and after 250 ms at the latest. */
function nextChance(redis: RedisClient, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      redis.off('ready', done);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, 250);
    redis.once('ready', done);
    signal?.addEventListener('abort', done, { once: true });
  });
}

async function warnOfRiskySettings(store: Store, notice: (notice: StoreNotice) => void): Promise<void> {
  const info = await store.ask('read the settings of Redis', (redis) => redis.info()).catch(() => '');
  const policy = /^maxmemory_policy:(\S+)/m.exec(info)?.[1];
  if (policy !== undefined && policy !== 'noeviction') {
    const message = `Redis may throw our keys away: set maxmemory-policy to noeviction (it is ${policy}).`;
    notice({ kind: 'warning', message });
  }
}

function unreachableLine(place: string, error: string): string {
  return `Redis at ${place} cannot be reached (${error}); nothing is posted or marked until it answers. Trying again.`;
}
