import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { access, mkdir, readdir, stat } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { installWithApt, unpackFromPackages } from './redis-packages.ts';

const run = promisify(execFile);

/** Servers that speak Redis' protocol and scripts well enough, in order of preference. */
const SERVER_NAMES = ['redis-server', 'valkey-server', 'keydb-server'] as const;
/** Oldest version with GETEX, ZADD GT and the stream commands that the job queues use. */
const OLDEST_VERSION = [6, 2] as const;

export type Environment = Readonly<Record<string, string | undefined>>;

/** A server program that was tried and answers `--version`. */
export interface RedisServerBinary {
  readonly command: string;
  /** Added to the child's environment: the library path of an unpacked package. */
  readonly env: Readonly<Record<string, string>>;
  readonly version: string;
  readonly foundIn: 'path' | 'cache' | 'installed' | 'unpacked';
}

export interface EnsureRedisOptions {
  readonly env: Environment;
  /** Folder for an unpacked server; by default in the user's cache folder. */
  readonly cacheDir?: string;
  /** Whether the system's package manager may be used; by default when we are root. */
  readonly mayInstall?: boolean;
  /** One line per step that takes time. */
  readonly onStep?: (line: string) => void;
}

/** Nothing was found and nothing could be fetched; the message names the ways out. */
export class RedisServerMissing extends Error {
  override readonly name = 'RedisServerMissing';
}

/** Looks for a server on PATH, then among those unpacked earlier. `undefined`: none that is new enough. */
export async function findRedisServer(
  options: Pick<EnsureRedisOptions, 'env' | 'cacheDir'>,
): Promise<RedisServerBinary | undefined> {
  const onPath = await findOnPath(options.env, 'path');
  if (onPath !== undefined) return onPath;
  for (const folder of cacheFolders(options)) {
    if (!(await isOurs(folder))) continue;
    const unpacked = await findUnpacked(folder, options.env, 'cache');
    if (unpacked !== undefined) return unpacked;
  }
  return undefined;
}

/**
 * Finds a server, or fetches one: with the package manager when allowed, else unpacked from the distribution's packages into the cache folder.
 * Throws RedisServerMissing when every way fails. Takes seconds only when something has to be downloaded.
 */
export async function ensureRedisServer(options: EnsureRedisOptions): Promise<RedisServerBinary> {
  const found = await findRedisServer(options);
  if (found !== undefined) return found;

  const failures: string[] = [];
  const mayInstall = options.mayInstall ?? process.getuid?.() === 0;
  if (mayInstall) {
    options.onStep?.('No redis-server on PATH: installing the package redis-server with apt-get.');
    const failure = await installWithApt(options.env);
    const installed = failure === undefined ? await findOnPath(options.env, 'installed') : undefined;
    if (installed !== undefined) return installed;
    failures.push(`apt-get install: ${failure ?? 'done, but redis-server is still not on PATH'}`);
  }

  const cacheDir = await writableCacheFolder(options);
  options.onStep?.(`No redis-server on PATH: unpacking the package redis-server into ${cacheDir}.`);
  const failure = await unpackFromPackages(cacheDir, options.env);
  const unpacked = failure === undefined ? await findUnpacked(cacheDir, options.env, 'unpacked') : undefined;
  if (unpacked !== undefined) return unpacked;
  failures.push(`unpacking without root: ${failure ?? 'done, but the unpacked server does not start'}`);
  throw new RedisServerMissing(missingMessage(failures));
}

function missingMessage(failures: readonly string[]): string {
  return [
    `No Redis server of version ${OLDEST_VERSION.join('.')} or newer was found (looked for ${SERVER_NAMES.join(', ')} on PATH).`,
    ...failures.map((failure) => `  tried ${failure}`),
    'Ways out: install one (Debian and Ubuntu: apt install redis-server; macOS: brew install redis),',
    'or set REDIS_URL to a running one, for example REDIS_URL=redis://127.0.0.1:6379.',
  ].join('\n');
}

async function findOnPath(env: Environment, foundIn: 'path' | 'installed'): Promise<RedisServerBinary | undefined> {
  const folders = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  for (const name of SERVER_NAMES) {
    for (const folder of folders) {
      const binary = await tryServer(join(folder, name), {}, env, foundIn);
      if (binary !== undefined) return binary;
    }
  }
  return undefined;
}

async function findUnpacked(
  cacheDir: string,
  env: Environment,
  foundIn: 'cache' | 'unpacked',
): Promise<RedisServerBinary | undefined> {
  const root = join(cacheDir, 'root');
  const libraries = await libraryFolders(join(root, 'usr', 'lib'));
  const inherited = env['LD_LIBRARY_PATH'];
  const libraryPath = [...libraries, ...(inherited === undefined ? [] : [inherited])].join(':');
  return tryServer(join(root, 'usr', 'bin', 'redis-server'), { LD_LIBRARY_PATH: libraryPath }, env, foundIn);
}

/** Debian keeps libraries in a folder named after the machine: `usr/lib/x86_64-linux-gnu`. */
async function libraryFolders(folder: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return [folder, ...entries.filter((entry) => entry.isDirectory()).map((entry) => join(folder, entry.name))];
  } catch {
    return [];
  }
}

async function tryServer(
  command: string,
  extraEnv: Readonly<Record<string, string>>,
  env: Environment,
  foundIn: RedisServerBinary['foundIn'],
): Promise<RedisServerBinary | undefined> {
  try {
    await access(command, constants.X_OK);
    const { stdout } = await run(command, ['--version'], { env: { ...env, ...extraEnv }, timeout: 10_000 });
    const version = /\bv=(\d+(?:\.\d+)*)/.exec(stdout)?.[1];
    if (version === undefined || !isNewEnough(version)) return undefined;
    return { command, env: extraEnv, version, foundIn };
  } catch {
    return undefined;
  }
}

function isNewEnough(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [oldestMajor, oldestMinor] = OLDEST_VERSION;
  return major > oldestMajor || (major === oldestMajor && minor >= oldestMinor);
}

type CacheChoice = Pick<EnsureRedisOptions, 'env' | 'cacheDir'>;

/** The user's cache folder; after it one under the temporary folder, for users without a writable home. */
function cacheFolders(options: CacheChoice): readonly string[] {
  if (options.cacheDir !== undefined) return [options.cacheDir];
  const base = options.env['XDG_CACHE_HOME'] ?? join(options.env['HOME'] ?? homedir(), '.cache');
  const user = String(process.getuid?.() ?? 'user');
  return [join(base, 'ceasefire-monitor', 'redis'), join(tmpdir(), `ceasefire-monitor-${user}`)];
}

async function writableCacheFolder(options: CacheChoice): Promise<string> {
  const folders = cacheFolders(options);
  for (const folder of folders) {
    if (await canWrite(folder)) return folder;
  }
  throw new RedisServerMissing(missingMessage([`to write to ${folders.join(' and ')}: no folder is ours to write to`]));
}

async function canWrite(folder: string): Promise<boolean> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await access(folder, constants.W_OK);
    return isOurs(folder);
  } catch {
    return false;
  }
}

/** Anyone may create a name in the temporary folder first: a folder of another user must not lend us a program to run. */
async function isOurs(folder: string): Promise<boolean> {
  try {
    const uid = process.getuid?.();
    return uid === undefined || (await stat(folder)).uid === uid;
  } catch {
    return false;
  }
}
