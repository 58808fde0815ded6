import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ensureRedisServer, findRedisServer, RedisServerMissing } from './redis-binary.ts';

describe('finding a Redis server', () => {
  let dir: string;

  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'cm-binary-'));
  });
  afterEach(() => rm(dir, { recursive: true, force: true }));

  async function fakeServer(name: string, versionLine: string): Promise<string> {
    const path = join(dir, name);
    await writeFile(path, `#!/bin/sh\necho '${versionLine}'\n`);
    await chmod(path, 0o755);
    return path;
  }

  const rows = [
    ['takes redis-server', 'redis-server', 'Redis server v=7.0.15 sha=00000000:0', '7.0.15'],
    ['takes valkey-server', 'valkey-server', 'Valkey server v=8.1.1 sha=00000000:0', '8.1.1'],
    ['takes the oldest version that works', 'redis-server', 'Redis server v=6.2.0 sha=0', '6.2.0'],
    ['takes a version of two digits', 'redis-server', 'Redis server v=10.0.0 sha=0', '10.0.0'],
    ['leaves one that is too old', 'redis-server', 'Redis server v=6.0.16 sha=0', undefined],
    ['leaves a program that says no version', 'redis-server', 'hello', undefined],
  ] as const;

  it.each(rows)('%s', async (_name, file, versionLine, version) => {
    const path = await fakeServer(file, versionLine);
    const found = await findRedisServer({ env: { PATH: `/nowhere:${dir}` }, cacheDir: join(dir, 'cache') });
    if (version === undefined) expect(found?.command).not.toBe(path);
    else expect(found).toMatchObject({ command: path, version, foundIn: 'path' });
  });

  it('names the ways out when there is no server and no package manager', async () => {
    const attempt = ensureRedisServer({ env: { PATH: dir }, cacheDir: dir, mayInstall: false });
    await expect(attempt).rejects.toThrow(RedisServerMissing);
    await expect(attempt).rejects.toThrow(/apt-get is not there[\s\S]*apt install redis-server[\s\S]*REDIS_URL/);
  });
});
