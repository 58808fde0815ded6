import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { ensureRedisServer } from '../../src/store/redis-binary.ts';

export interface TestRedis {
  readonly socketPath: string;
  /** `unix:///…/redis.sock`, as `REDIS_URL` and `connectStore` take it. */
  readonly url: string;
  readonly dir: string;
  /** A client of its own, closed by `stop()`. */
  connect(): Redis;
  /** Empties everything, for a fresh start between tests of one file. */
  flush(): Promise<void>;
  /** Kills the server as a crash would (SIGKILL), and resolves once it is gone. */
  kill(): Promise<void>;
  /** Starts it again on the same folder and socket. */
  start(): Promise<void>;
  /** The server crashes and comes back with what it had written before `work`: needs `durable`. */
  rollBack(work: () => Promise<void>): Promise<void>;
  /** Stops answering without closing any connection, until `thaw()`. */
  freeze(): void;
  thaw(): void;
  stop(): Promise<void>;
}

/** A real Redis server on a socket of its own; call `stop()` in `afterAll`. `durable`: append-only file, synced at every write. */
export async function startTestRedis(
  options: { readonly durable?: boolean; readonly extraArgs?: readonly string[] } = {},
): Promise<TestRedis> {
  const binary = await ensureRedisServer({ env: process.env });
  const dir = await mkdtemp(join(tmpdir(), 'cm-redis-'));
  const socketPath = join(dir, 'redis.sock');
  const persistence = options.durable ? ['--appendonly', 'yes', '--appendfsync', 'always'] : ['--appendonly', 'no'];
  const args = ['--port', '0', '--unixsocket', socketPath, '--dir', dir, '--save', '', ...persistence];
  const clients = new Set<Redis>();
  let child: ChildProcess | undefined;

  const killOnExit = (): void => void child?.kill('SIGKILL');
  process.once('exit', killOnExit);

  async function start(): Promise<void> {
    child = spawnBound(binary.command, [...args, ...(options.extraArgs ?? [])], { ...process.env, ...binary.env });
    let output = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      output += chunk.toString('utf8');
    });
    await waitForPong(socketPath, () => (child?.exitCode === null ? undefined : output));
  }

  async function kill(): Promise<void> {
    const running = child;
    child = undefined;
    if (running === undefined || running.exitCode !== null || running.signalCode !== null) return;
    const gone = once(running, 'exit');
    running.kill('SIGKILL');
    await gone;
  }

  function connect(): Redis {
    const client = new Redis(socketPath, { maxRetriesPerRequest: null });
    // The server is killed on purpose in some tests; the client reconnects by itself.
    client.on('error', () => undefined);
    clients.add(client);
    return client;
  }

  async function rollBack(work: () => Promise<void>): Promise<void> {
    const copy = await mkdtemp(join(tmpdir(), 'cm-older-'));
    const files = join(dir, 'appendonlydir');
    try {
      await cp(files, copy, { recursive: true });
      await work();
      await kill();
      await rm(files, { recursive: true });
      await cp(copy, files, { recursive: true });
      await start();
    } finally {
      await rm(copy, { recursive: true, force: true });
    }
  }

  await start();
  return {
    socketPath,
    url: `unix://${socketPath}`,
    dir,
    connect,
    start,
    kill,
    rollBack,
    freeze: () => void child?.kill('SIGSTOP'),
    thaw: () => void child?.kill('SIGCONT'),
    async flush() {
      const client = connect();
      await client.flushall();
      client.disconnect();
    },
    async stop() {
      for (const client of clients) client.disconnect();
      await kill();
      process.removeListener('exit', killOnExit);
      await rm(dir, { recursive: true, force: true });
    },
  };
}

/** Starts a server that dies with this process, where setpriv is there even when this process is killed. */
export function spawnBound(command: string, args: readonly string[], env: NodeJS.ProcessEnv): ChildProcess {
  const setpriv = ['/usr/bin/setpriv', '/bin/setpriv'].find((path) => existsSync(path));
  const stdio = ['ignore', 'pipe', 'ignore'] as const;
  if (setpriv === undefined) return spawn(command, args, { env, stdio: [...stdio] });
  return spawn(setpriv, ['--pdeathsig', 'KILL', '--', command, ...args], { env, stdio: [...stdio] });
}

async function waitForPong(socketPath: string, exitOutput: () => string | undefined): Promise<void> {
  const probe = new Redis(socketPath, { lazyConnect: true, retryStrategy: null, maxRetriesPerRequest: 0 });
  probe.on('error', () => undefined);
  try {
    for (;;) {
      const output = exitOutput();
      if (output !== undefined) throw new Error(`redis-server ended at once:\n${output}`);
      const answer = await probe
        .connect()
        .then(() => probe.ping())
        .catch(() => undefined);
      if (answer === 'PONG') return;
      probe.disconnect();
      await pause(10);
    }
  } finally {
    probe.disconnect();
  }
}
