import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connectStore } from './connect.ts';
import { isAlive } from './data-folder.ts';
import { findRunningRedis, type PrivateRedis, startPrivateRedis } from './private-redis.ts';
import { ensureRedisServer, type RedisServerBinary } from './redis-binary.ts';

const OWNER = join(import.meta.dirname, '../../tests/support/owner-process.ts');

describe('the private Redis', () => {
  let dataDir: string;
  let binary: RedisServerBinary;
  const running: PrivateRedis[] = [];
  const owners: ChildProcess[] = [];

  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'cm-private-'));
    binary = await ensureRedisServer({ env: process.env });
  });
  afterEach(async () => {
    for (const redis of running.splice(0)) await redis.stop();
    for (const owner of owners.splice(0)) owner.kill('SIGKILL');
    await rm(dataDir, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  });

  async function start(dir = dataDir, notices: string[] = []): Promise<PrivateRedis> {
    const redis = await startPrivateRedis({
      dataDir: dir,
      binary,
      env: process.env,
      onNotice: (line) => notices.push(line),
    });
    running.push(redis);
    return redis;
  }

  interface Owner {
    readonly process: ChildProcess;
    readonly answer: { readonly socketPath?: string; readonly serverPid?: number; readonly error?: string };
  }

  async function startOwner(env: Readonly<Record<string, string>> = {}): Promise<Owner> {
    const owner = spawn(process.execPath, [OWNER, dataDir], {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    owners.push(owner);
    const [line] = await once(createInterface({ input: owner.stdout }), 'line');
    return { process: owner, answer: JSON.parse(String(line)) as Owner['answer'] };
  }

  async function write({ url }: { readonly url: string }, value: string): Promise<void> {
    const store = await connectStore({ address: url });
    await store.ask('write', (client) => client.set('kept', value));
    await store.close();
  }
  async function read(redis: PrivateRedis): Promise<string | null> {
    const store = await connectStore({ address: redis.url });
    const value = await store.ask('read', (client) => client.get('kept'));
    await store.close();
    return value;
  }

  it('keeps its data over a stop and a start', async () => {
    const first = await start();
    await write(first, 'one');
    await first.stop();
    expect(isAlive(first.pid())).toBe(false);
    expect(await read(await start())).toBe('one');
  });

  it('is started again when it is killed, and has lost nothing', async () => {
    const notices: string[] = [];
    const redis = await start(dataDir, notices);
    await write(redis, 'two');
    const killed = redis.pid();
    process.kill(killed, 'SIGKILL');
    await expect.poll(() => redis.pid(), { timeout: 5000 }).not.toBe(killed);
    expect(await read(redis)).toBe('two');
    expect(notices).toEqual([expect.stringContaining('ended unexpectedly (SIGKILL)')]);
  });

  it('refuses a second instance, and names the process of the first', async () => {
    const first = await startOwner();
    expect(first.answer.error).toBeUndefined();
    await expect(start()).rejects.toThrow(`in use by process ${first.process.pid}`);
    expect(isAlive(first.answer.serverPid ?? 0)).toBe(true);
  });

  it('lets exactly one of several simultaneous starts win', async () => {
    const all = await Promise.all([startOwner(), startOwner(), startOwner()]);
    const winners = all.filter(({ answer }) => answer.error === undefined);
    expect(winners).toHaveLength(1);
    for (const { answer } of all) {
      if (answer.error !== undefined) expect(answer.error).toContain(`process ${winners[0]?.process.pid}`);
    }
  });

  it('does not take the server of another start for its own while its lock is slow to speak', async () => {
    const { stdout: flock } = await promisify(execFile)('/bin/sh', ['-c', 'command -v flock']);
    const slow = `#!/bin/sh\n[ "$1" = --version ] || sleep "$LOCK_SPEAKS_AFTER"\nexec ${flock.trim()} "$@"\n`;
    await writeFile(join(dataDir, 'flock'), slow, { mode: 0o755 });
    const PATH = `${dataDir}:${process.env['PATH']}`;
    const all = await Promise.all(['1', '2', '3'].map((seconds) => startOwner({ PATH, LOCK_SPEAKS_AFTER: seconds })));
    expect(all.filter(({ answer }) => answer.error === undefined)).toHaveLength(1);
  });

  it('leaves no orphan when its owner is killed, and the next owner starts with the data', async () => {
    const first = await startOwner();
    await write({ url: `unix://${first.answer.socketPath}` }, 'three');
    first.process.kill('SIGKILL');
    await expect.poll(() => isAlive(first.answer.serverPid ?? 0), { timeout: 5000 }).toBe(false);
    expect(await read(await start())).toBe('three');
  });

  it('takes over from an orphan where nothing ended it with its owner', async () => {
    // PATH without flock and setpriv, as on other systems than Linux.
    const owner = spawn(process.execPath, [OWNER, dataDir], {
      env: { ...process.env, PATH: await pathWithout(binary) },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    owners.push(owner);
    const [line] = await once(createInterface({ input: owner.stdout }), 'line');
    const { socketPath, serverPid } = JSON.parse(String(line)) as { socketPath: string; serverPid: number };
    await write({ url: `unix://${socketPath}` }, 'four');
    owner.kill('SIGKILL');
    await once(owner, 'exit');
    expect(isAlive(serverPid)).toBe(true);
    expect(await read(await start())).toBe('four');
    expect(isAlive(serverPid)).toBe(false);
  });

  it('is not hindered by the number of a dead owner that another process has now', async () => {
    const first = await start();
    await first.stop();
    await writeFile(join(dataDir, 'redis', 'owner.pid'), `${process.ppid}\n`);
    await expect(start()).resolves.toBeDefined();
  });

  it('finds a shorter place for its socket when the folder has a long name', async () => {
    const long = join(dataDir, 'x'.repeat(120));
    const redis = await start(long);
    expect(Buffer.byteLength(redis.socketPath)).toBeLessThanOrEqual(107);
    expect((await stat(redis.socketPath)).isSocket()).toBe(true);
    await write(redis, 'five');
  });

  it('is found by other commands while it runs, and only then', async () => {
    expect(await findRunningRedis(dataDir)).toBeUndefined();
    const redis = await start();
    expect(await findRunningRedis(dataDir)).toBe(redis.url);
    await redis.stop();
    expect(await findRunningRedis(dataDir)).toBeUndefined();
  });

  it('says what the server said when it cannot start', async () => {
    const broken = { ...binary, command: join(dataDir, 'no-such-server') };
    const attempt = startPrivateRedis({ dataDir, binary: broken, env: process.env });
    await expect(attempt).rejects.toThrow(/no-such-server/);
  });
});

/** A folder with nothing but the server in it. */
async function pathWithout(binary: RedisServerBinary): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'cm-path-'));
  await symlink(binary.command, join(dir, 'redis-server'));
  return dir;
}
