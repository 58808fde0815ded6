import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { chmod, mkdir, realpath, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { claimFolder, isAlive, readOwner, releaseFolder } from './data-folder.ts';
import type { Environment, RedisServerBinary } from './redis-binary.ts';

const run = promisify(execFile);

/** Longest path of a Unix socket, in bytes. Source: unix(7), sun_path less its end. */
const LONGEST_SOCKET_PATH = 107;
/** How flock says that another process holds the lock. */
const LOCK_TAKEN = 75;
/** Even under load a taken lock ends the start of a server sooner than this. */
const LOCK_SPEAKS_MS = 10_000;
/** Whoever has just won the lock needs a moment to write his name. */
const NEW_OWNER_SIGNS_MS = 1000;
/** A server whose owner was killed needs a moment to close its files. */
const OLD_SERVER_ENDS_MS = 5000;

/** Another running instance uses the data folder; the message names its process. */
export class PrivateRedisTaken extends Error {
  override readonly name = 'PrivateRedisTaken';
}

/** The server ended at start; the message holds its last words. */
export class PrivateRedisFailed extends Error {
  override readonly name = 'PrivateRedisFailed';
}

export interface PrivateRedisOptions {
  /** Its files lie in the folder `redis` of this one. */
  readonly dataDir: string;
  readonly binary: RedisServerBinary;
  /** The environment that the server and its guards run in; PATH is searched for flock and setpriv. */
  readonly env: Environment;
  /** One line when the server ended unexpectedly and was started again. */
  readonly onNotice?: (message: string) => void;
}

export interface PrivateRedis {
  readonly socketPath: string;
  /** As `connectStore` takes it. */
  readonly url: string;
  /** Process id of the server at this moment. */
  readonly pid: () => number;
  /** Ends the server with everything written; within 3 s, or by force. */
  stop(): Promise<void>;
}

/**
 * Starts a Redis server of our own on a data folder: append-only file, Unix socket, one owner. It ends with this process, even when
 * that is killed (where setpriv is there), and is started again when it ends by itself. Throws PrivateRedisTaken or PrivateRedisFailed.
 */
export async function startPrivateRedis(options: PrivateRedisOptions): Promise<PrivateRedis> {
  const { binary, env, onNotice = () => undefined } = options;
  await mkdir(join(options.dataDir, 'redis'), { recursive: true, mode: 0o700 });
  const dir = await realpath(join(options.dataDir, 'redis'));
  const socketPath = await socketPathFor(dir);
  const command = await guardedCommand(binary, dir, socketPath, env);

  let isStopping = false;
  let child = await startOwned(command, env, binary, dir, socketPath);
  supervise(child);

  function supervise(server: ChildProcess): void {
    server.once('exit', (code, signal) => {
      if (isStopping) return;
      onNotice(`The private Redis ended unexpectedly (${signal ?? `exit code ${code}`}); starting it again.`);
      void restart();
    });
  }

  async function restart(): Promise<void> {
    for (let waitMs = 100; !isStopping; waitMs = Math.min(waitMs * 2, 10_000)) {
      try {
        child = await startOnce(command, env, binary, socketPath);
        // The order to stop may have come while it started.
        if (isStopping) await endProcess(child);
        else supervise(child);
        return;
      } catch (error) {
        onNotice(`The private Redis does not start: ${error instanceof Error ? error.message : String(error)}`);
        await pause(waitMs);
      }
    }
  }

  return {
    socketPath,
    url: socketUrl(socketPath),
    pid: () => child.pid ?? 0,
    async stop() {
      isStopping = true;
      await endProcess(child);
      await releaseFolder(dir);
      if (dirname(socketPath) !== dir) await rm(dirname(socketPath), { recursive: true, force: true });
    },
  };
}

/** The address of the private Redis that another process runs on a data folder; `undefined` when none answers. */
export async function findRunningRedis(dataDir: string): Promise<string | undefined> {
  const dir = await realpath(join(dataDir, 'redis')).catch(() => undefined);
  if (dir === undefined) return undefined;
  const socketPath = await socketPathFor(dir);
  return (await answers(socketPath)) ? socketUrl(socketPath) : undefined;
}

function socketUrl(socketPath: string): string {
  return `unix://${socketPath.split('/').map(encodeURIComponent).join('/')}`;
}

/** Takes the folder and starts the server; what a killed owner left running is ended first. */
async function startOwned(
  command: readonly string[],
  env: Environment,
  binary: RedisServerBinary,
  dir: string,
  socketPath: string,
): Promise<ChildProcess> {
  const startedAt = performance.now();
  for (;;) {
    try {
      const child = await startOnce(command, env, binary, socketPath);
      await claimFolder(dir);
      return child;
    } catch (error) {
      if (!(error instanceof PrivateRedisTaken)) throw error;
    }
    const waitedMs = performance.now() - startedAt;
    const owner = await readOwner(dir);
    const isOwned = owner !== undefined && isAlive(owner.pid);
    if (waitedMs > (isOwned ? NEW_OWNER_SIGNS_MS : OLD_SERVER_ENDS_MS)) throw taken(dir, owner?.pid);
    // Its owner is dead and nothing ended it with him: without setpriv a server outlives him.
    if (owner !== undefined && !isOwned && waitedMs > NEW_OWNER_SIGNS_MS) await askToEnd(socketPath);
    await pause(100);
  }
}

function taken(dir: string, pid: number | undefined): PrivateRedisTaken {
  const who = pid === undefined ? 'another process' : `process ${pid}`;
  return new PrivateRedisTaken(
    `The data folder ${dir} is in use by ${who}. Stop that one first, give this one its own DATA_DIR, or let both share a Redis with REDIS_URL.`,
  );
}

/** One try: resolves once the server takes connections. */
async function startOnce(
  command: readonly string[],
  env: Environment,
  binary: RedisServerBinary,
  socketPath: string,
): Promise<ChildProcess> {
  // Without flock nothing else would keep two servers from writing one file.
  if (await answers(socketPath)) throw new PrivateRedisTaken('a server answers on the socket');
  const [program = '', ...args] = command;
  // Detached: Ctrl-C goes to the whole group, and the server must outlive our own shutting down.
  const child = spawn(program, args, {
    detached: true,
    env: { ...env, ...binary.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const startedAt = performance.now();
  let lastWords = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      lastWords = `${lastWords}${chunk.toString('utf8')}`.slice(-2000);
    });
  }
  let spawnError: Error | undefined;
  child.once('error', (error) => {
    spawnError = error;
  });

  for (;;) {
    if (spawnError !== undefined) throw new PrivateRedisFailed(`${program} cannot be run: ${spawnError.message}`);
    if (child.exitCode === LOCK_TAKEN) throw new PrivateRedisTaken('the lock is held');
    if (child.exitCode !== null || child.signalCode !== null) {
      throw new PrivateRedisFailed(`${binary.command} ended at start:\n${lastWords.trim()}`);
    }
    const answering = await serverPid(socketPath);
    // Until the lock has spoken, it may be another owner's server that answers. One behind a wrapper has a number of its own.
    if (answering === child.pid) return child;
    if (answering !== undefined && performance.now() - startedAt > LOCK_SPEAKS_MS) return child;
    await pause(10);
  }
}

/** Number of the process that answers on the socket, also while it still loads its file; `undefined` when none does. */
function serverPid(socketPath: string): Promise<number | undefined> {
  return new Promise((resolve) => {
    const socket = connect(socketPath);
    let text = '';
    const done = (): void => {
      socket.destroy();
      const [, pid] = /^process_id:(\d+)/m.exec(text) ?? [];
      resolve(pid === undefined ? undefined : Number(pid));
    };
    socket.once('connect', () => socket.write('INFO server\r\n'));
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString('latin1');
      if (/^process_id:\d+\r/m.test(text) || text.startsWith('-')) done();
    });
    socket.once('error', done);
    socket.once('close', done);
  });
}

/** `SHUTDOWN` writes everything out before it ends the server. */
async function askToEnd(socketPath: string): Promise<void> {
  const socket = connect(socketPath);
  socket.on('error', () => undefined);
  socket.end('SHUTDOWN\r\n');
  await once(socket, 'close').catch(() => undefined);
}

/** Whether somebody takes connections there; a server that still loads its file does. */
export function answers(socketPath: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(socketPath);
    const done = (answer: boolean): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => done(true));
    socket.once('error', () => done(false));
  });
}

async function endProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  const force = setTimeout(() => child.kill('SIGKILL'), 3000);
  await gone;
  clearTimeout(force);
}

/** `flock` keeps the folder ours as long as the server lives, `setpriv` ends it with us; neither leaves a process of its own. */
async function guardedCommand(
  binary: RedisServerBinary,
  dir: string,
  socketPath: string,
  env: Environment,
): Promise<readonly string[]> {
  const flock = await utilLinux('flock', env);
  const setpriv = await utilLinux('setpriv', env);
  return [
    ...(flock === undefined ? [] : [flock, '-n', '-E', String(LOCK_TAKEN), '-F', join(dir, 'lock')]),
    ...(setpriv === undefined ? [] : [setpriv, '--pdeathsig', 'TERM', '--']),
    binary.command,
    ...['--port', '0', '--unixsocket', socketPath, '--unixsocketperm', '700', '--dir', dir],
    ...[
      '--appendonly',
      'yes',
      '--save',
      '',
      '--daemonize',
      'no',
      '--maxmemory-policy',
      'noeviction',
      '--loglevel',
      'notice',
    ],
  ];
}

/** A program of util-linux; those of the same name elsewhere lack the options that matter. */
async function utilLinux(program: string, env: Environment): Promise<string | undefined> {
  const folders = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  for (const path of folders.map((folder) => join(folder, program))) {
    const answer = await run(path, ['--version'], { timeout: 5000 }).catch(() => undefined);
    if (answer?.stdout.includes('util-linux') === true) return path;
  }
  return undefined;
}

export async function socketPathFor(dir: string): Promise<string> {
  const inFolder = join(dir, 'redis.sock');
  if (Buffer.byteLength(inFolder) <= LONGEST_SOCKET_PATH) return inFolder;
  const name = createHash('sha256').update(dir).digest('hex').slice(0, 16);
  const short = join(tmpdir(), `cm-${name}`);
  await mkdir(short, { recursive: true, mode: 0o700 });
  // Fails when the folder belongs to somebody else: then the socket is not ours to trust.
  await chmod(short, 0o700);
  return join(short, 'redis.sock');
}
