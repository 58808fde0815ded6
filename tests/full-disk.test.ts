import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Item } from '../src/domain/item.ts';
import { noteItemFeedback } from '../src/moderation/feedback.ts';
import { connectStore } from '../src/store/connect.ts';
import { startPrivateRedis } from '../src/store/private-redis.ts';
import { ensureRedisServer } from '../src/store/redis-binary.ts';
import { StoreUnavailable } from '../src/store/unavailable.ts';

const ROOM = '8m';
const ITEM = {
  id: 'i1',
  language: 'en',
  title: 'A title',
  summary: 'A summary.',
  url: 'https://a.example/1',
  outletId: 'a',
} as Item;

/** A small file system of its own; only an administrator may make one. */
const folder = await mkdtemp(join(tmpdir(), 'cm-full-'));
const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${ROOM}`, 'none', folder], { encoding: 'utf8' });
const canMount = mounted.status === 0;
if (!canMount) console.log(`skipped: no small disk can be mounted here (${(mounted.stderr ?? 'no mount').trim()})`);

afterAll(async () => {
  if (canMount) spawnSync('umount', ['-l', folder]);
  await rm(folder, { recursive: true, force: true });
});

describe.skipIf(!canMount)('a data folder without room', () => {
  const filler = join(folder, 'filler');
  let dataDir: string;

  beforeEach(async () => {
    dataDir = await mkdtemp(join(folder, 'data-'));
  });
  afterEach(async () => {
    await rm(filler, { force: true });
    await rm(dataDir, { recursive: true, force: true });
  });

  /** Leaves so many bytes at most; whole pages are taken. */
  async function fill(): Promise<void> {
    const { bavail, bsize } = await statfs(folder);
    await writeFile(filler, Buffer.alloc(bavail * bsize, 1));
    expect((await statfs(folder)).bavail).toBe(0);
  }

  it('refuses feedback, and what is noted once there is room again can be read', async () => {
    const note = (by: string) => noteItemFeedback(dataDir, ITEM, 'other', { by, at: '2026-11-21T12:00:00Z' });
    await note('first');
    await fill();
    // The last page of the file still has room for a part.
    const tries = Array.from({ length: 60 }, (_, at) => note(`${at}`.padStart(200, 'x')));
    const refused = (await Promise.allSettled(tries)).filter(({ status }) => status === 'rejected');
    expect(refused.length).toBeGreaterThan(0);
    await rm(filler);
    await note('last');
    const lines = (await readFile(join(dataDir, 'feedback.jsonl'), 'utf8')).trimEnd().split('\n');
    expect(JSON.parse(lines.at(0) ?? '')).toMatchObject({ by: 'first' });
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ by: 'last' });
  });

  it('makes the private Redis refuse writes for as long as it lasts, and everything it took is there after a restart', async () => {
    const options = { dataDir, binary: await ensureRedisServer({ env: process.env }), env: process.env };
    let redis = await startPrivateRedis(options);
    let store = await connectStore({ address: redis.url });
    const write = (name: string) => store.ask('write', (client) => client.set(name, 'x'.repeat(5000)));
    try {
      await write('before');
      await fill();
      const answers: unknown[] = [];
      const refusal = async () => {
        answers.push(await write(`full-${answers.length}`).catch((error: unknown) => error));
        return answers.at(-1);
      };
      await expect.poll(refusal, { timeout: 20_000 }).toBeInstanceOf(StoreUnavailable);
      // Reading goes on: not knowing and not writing are two things.
      expect(await store.ask('read', (client) => client.exists('before'))).toBe(1);
      await rm(filler);
      await expect.poll(() => write('after').catch(() => undefined), { timeout: 20_000 }).toBe('OK');
      await store.close();
      await redis.stop();
      redis = await startPrivateRedis(options);
      store = await connectStore({ address: redis.url });
      const taken = answers.flatMap((answer, at) => (answer === 'OK' ? [`full-${at}`] : []));
      const names = ['before', ...taken, 'after'];
      expect(await store.ask('read', (client) => client.exists(...names))).toBe(names.length);
    } finally {
      await store.close();
      await redis.stop();
    }
  }, 120_000);
});

describe('a feedback file whose last line was cut', () => {
  let dataDir: string;
  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'cm-cut-'));
    await mkdir(dataDir, { recursive: true });
  });
  afterAll(() => rm(dataDir, { recursive: true, force: true }));

  it('gets its next line on a line of its own', async () => {
    const file = join(dataDir, 'feedback.jsonl');
    await writeFile(file, '{"id":"cut');
    for (const by of ['a', 'b']) await noteItemFeedback(dataDir, ITEM, 'clash', { by, at: '2026-11-21T12:00:00Z' });
    const [cut, ...lines] = (await readFile(file, 'utf8')).trimEnd().split('\n');
    expect(cut).toBe('{"id":"cut');
    expect(lines.map((line) => JSON.parse(line).by)).toEqual(['a', 'b']);
  });
});
