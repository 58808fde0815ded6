import { describeStoreAddress, parseStoreAddress, type StoreAddress, WrongStoreAddress } from './address.ts';
import { type ConnectionMode, createClient, type RedisClient } from './client.ts';
import { sayOncePerMinute } from './notices.ts';
import { runScript, runScripts, type Script, type ScriptCall } from './script.ts';
import { StoreRefused, StoreUnavailable, toStoreError, withDeadline } from './unavailable.ts';

/** How long a server may take to get ready before anything is said. */
const QUIET_START_MS = 3000;

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
  /** A connection that owes an answer for so long is given up and made anew; default 30,000. Longer than any command may block. */
  readonly silenceMs?: number;
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
  const { deadlineMs = 5000, silenceMs = 30_000 } = options;
  const notice = options.onNotice ?? (() => undefined);
  const clients = new Set<RedisClient>();

  const voice = sayOncePerMinute((message) => notice({ kind: 'unreachable', message }));
  let isClosing = false;
  let lastError: Error | undefined;

  function open(mode: Omit<ConnectionMode, 'socketTimeout'>): RedisClient {
    const client = createClient(address, { ...mode, socketTimeout: silenceMs });
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

  async function waitUntilReady(signal: AbortSignal | undefined): Promise<void> {
    const startedAtMs = performance.now();
    for (;;) {
      signal?.throwIfAborted();
      const failure = await store.ping().then(() => undefined, toError);
      if (failure === undefined) return;
      // A refused login never becomes ready: the command says only "not connected", the connection says why.
      const refusal = [failure, lastError].map((error) => toStoreError('log in', error)).find(isRefusal);
      if (refusal !== undefined) throw new WrongStoreAddress(`REDIS_URL: ${refusal.message}`, { cause: refusal });
      // A server that loads a large file, or does not speak Redis, gives no error of its own.
      if (performance.now() - startedAtMs > QUIET_START_MS)
        voice.say(unreachableLine(place, lastError?.message ?? failure.message));
      await nextChance(main, signal);
    }
  }

  try {
    await waitUntilReady(options.signal);
    await checkServer(store, place, notice);
  } catch (error) {
    await store.close();
    throw error;
  }
  return store;
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

function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
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

/** Refuses a server that lacks what we need; warns of one that may lose keys. A server that hides its facts is taken as it is. */
async function checkServer(store: Store, place: string, notice: (notice: StoreNotice) => void): Promise<void> {
  const info = await store.ask('read the facts of Redis', (redis) => redis.info()).catch(() => '');
  const [major, minor] = /^redis_version:(\d+)\.(\d+)/m.exec(info)?.slice(1).map(Number) ?? [];
  if (major !== undefined && minor !== undefined && (major < 6 || (major === 6 && minor < 2))) {
    throw new WrongStoreAddress(`REDIS_URL: ${place} has version ${major}.${minor}; 6.2 or newer is needed.`);
  }
  const policy = /^maxmemory_policy:(\S+)/m.exec(info)?.[1];
  if (policy !== undefined && policy !== 'noeviction') {
    const message = `Redis may throw our keys away: set maxmemory-policy to noeviction (it is ${policy}).`;
    notice({ kind: 'warning', message });
  }
}

function unreachableLine(place: string, error: string): string {
  return `Redis at ${place} cannot be reached (${error}); nothing is posted or marked until it answers. Trying again.`;
}
