import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const POLICY_FILE = '/usr/sbin/policy-rc.d';

type Environment = Readonly<Record<string, string | undefined>>;

/** Installs Debian's redis-server without starting it as a service; needs root. Gives the failure as text, `undefined` when it worked. */
export async function installWithApt(env: Environment): Promise<string | undefined> {
  const aptEnv = { ...env, DEBIAN_FRONTEND: 'noninteractive' };
  const policy = await forbidServices();
  try {
    if (!(await hasPackageLists('/var/lib/apt/lists'))) await apt(['update'], aptEnv);
    await apt(['install', '-y', '--no-install-recommends', 'redis-server'], aptEnv);
    return undefined;
  } catch (error) {
    return shortFailure(error);
  } finally {
    if (policy) await rm(POLICY_FILE, { force: true });
  }
}

/**
 * Downloads the packages of redis-server that this machine lacks and unpacks them under `<cacheDir>/root`; needs no root.
 * Gives the failure as text, `undefined` when it worked.
 */
export async function unpackFromPackages(cacheDir: string, env: Environment): Promise<string | undefined> {
  const work = await mkdtemp(join(cacheDir, 'work-'));
  try {
    const options = await privateApt(work, env);
    const packages = await missingPackages(options, env);
    await apt([...options, 'download', ...packages], env, work);
    const root = join(work, 'root');
    await mkdir(root);
    for (const file of (await readdir(work)).filter((name) => name.endsWith('.deb'))) {
      await run('dpkg-deb', ['-x', join(work, file), root], { env: { ...env } });
    }
    await putInPlace(root, join(cacheDir, 'root'));
    return undefined;
  } catch (error) {
    return shortFailure(error);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** Debian's maintainer scripts ask this file whether they may start a service; an operator's own file stays in force. */
async function forbidServices(): Promise<boolean> {
  try {
    await writeFile(POLICY_FILE, '#!/bin/sh\nexit 101\n', { mode: 0o755, flag: 'wx' });
    return true;
  } catch {
    return false;
  }
}

/** Package lists of our own, updated once, where the system's are missing: only root may fill those. */
async function privateApt(work: string, env: Environment): Promise<readonly string[]> {
  const cache = join(work, 'apt');
  await mkdir(join(cache, 'archives', 'partial'), { recursive: true });
  const options = ['-o', `Dir::Cache=${cache}`, '-o', 'Debug::NoLocking=1', '-o', 'APT::Sandbox::User='];
  if (await hasPackageLists('/var/lib/apt/lists')) return options;
  const lists = join(work, 'lists');
  await mkdir(join(lists, 'partial'), { recursive: true });
  const withLists = [...options, '-o', `Dir::State::lists=${lists}`];
  await apt([...withLists, 'update'], env);
  return withLists;
}

/** What apt would install, so that libraries of this very system are used where it has them. */
async function missingPackages(options: readonly string[], env: Environment): Promise<readonly string[]> {
  const simulated = [...options, 'install', '-y', '--no-install-recommends', '--print-uris', 'redis-server'];
  const listing = await apt(simulated, env);
  const names = [...listing.matchAll(/^'\S+' ([^_\s]+)_\S+\.deb /gm)].flatMap((match) => match[1] ?? []);
  return [...new Set(['redis-server', 'redis-tools', ...names])];
}

async function hasPackageLists(folder: string): Promise<boolean> {
  try {
    return (await readdir(folder)).some((name) => name.includes('_Packages'));
  } catch {
    return false;
  }
}

async function apt(args: readonly string[], env: Environment, cwd?: string): Promise<string> {
  const { stdout } = await run('apt-get', ['-q', '-o', 'DPkg::Lock::Timeout=60', ...args], {
    env: { ...env, LC_ALL: 'C' },
    timeout: 300_000,
    maxBuffer: 16 * 1024 * 1024,
    ...(cwd === undefined ? {} : { cwd }),
  });
  return stdout;
}

/** Two processes may unpack at once: the first to rename wins, and both use its folder. */
async function putInPlace(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code !== 'ENOTEMPTY' && code !== 'EEXIST') throw error;
    // Something is there that did not start, or another process was faster: replace it.
    const aside = `${from}-old`;
    await rename(to, aside);
    await rename(from, to);
  }
}

function shortFailure(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ('code' in error && error.code === 'ENOENT')
    return `${'path' in error ? String(error.path) : 'apt-get'} is not there`;
  const stderr = 'stderr' in error ? String(error.stderr) : '';
  const lines = stderr.split('\n').filter((line) => line.startsWith('E: '));
  return lines[0] ?? error.message.split('\n')[0] ?? error.message;
}
