import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadConfig } from '../src/config/load.ts';
import { openRuntime, type Runtime } from '../src/service/runtime.ts';
import { ensureRedisServer } from '../src/store/redis-binary.ts';

const run = promisify(execFile);
const quiet = { debug() {}, info() {}, warn() {}, error() {}, child: () => quiet };
const CONFIG = 'examples/line-of-control/config';

let dir = '';
let env: Record<string, string | undefined> = {};
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'cm-backup-'));
  const binary = await ensureRedisServer({ env: process.env });
  // Where Redis was unpacked by the command itself, its tools lie beside it.
  const path = [dirname(binary.command), process.env['PATH']].join(delimiter);
  env = { ...process.env, ...binary.env, PATH: path, CONFIG_DIR: CONFIG, REDIS_URL: '' };
});
afterEach(() => rm(dir, { recursive: true, force: true }));

async function open(dataDir: string): Promise<Runtime> {
  const loaded = await loadConfig(CONFIG);
  if (loaded.kind !== 'ok') throw new Error('the example is broken');
  return openRuntime({ environment: { dataDir }, env: process.env, config: loaded.config, log: quiet });
}

const script = (name: string, args: readonly string[], dataDir: string) =>
  run('sh', [`scripts/${name}.sh`, ...args], { env: { ...env, DATA_DIR: dataDir } });

const ITEM = {
  id: 'kept',
  feedId: 'indian',
  outletId: 'an-indian-outlet',
  url: 'https://indian.example/1',
  title: 'A title that must come back',
  summary: '',
  dateBasis: 'firstSeen' as const,
  fetchedAt: '2026-11-21T10:00:00.000Z',
  language: 'en',
  languageConfidence: 1,
};

describe('back-up and restore', () => {
  it('bring back what a running service kept: decisions, what waits, the hold, the configuration, the feedback', async () => {
    const before = await open(join(dir, 'data'));
    try {
      await before.state.items.save({
        item: ITEM,
        decidedAt: new Date().toISOString(),
        outcome: 'drop',
        reason: 'no cue',
      });
      await before.state.hold.hold({ author: 'test', reason: 'moving house', atMs: Date.now() });
      await before.state.outbox.plan([
        {
          id: 'd1',
          subscriptionIds: ['s'],
          channelId: 'c',
          incidentId: 'LC-1',
          revision: 1,
          kind: 'post',
          language: 'en',
        },
      ]);
      await writeFile(join(dir, 'data/feedback.jsonl'), '{"id":"kept"}\n');
      const { stdout } = await script('backup', [join(dir, 'b.tar.gz')], join(dir, 'data'));
      expect(stdout).toMatch(/b\.tar\.gz: \d+ bytes/);
    } finally {
      await before.close();
    }
    const restored = await script('restore', [join(dir, 'b.tar.gz'), join(dir, 'config')], join(dir, 'new'));
    expect(restored.stdout).toMatch(/[1-9]\d* keys restored/);
    expect(existsSync(join(dir, 'config/parties.yaml'))).toBe(true);
    expect(existsSync(join(dir, 'new/feedback.jsonl'))).toBe(true);
    const after = await open(join(dir, 'new'));
    try {
      expect((await after.state.items.get('kept'))?.item.title).toBe(ITEM.title);
      expect(await after.state.hold.current()).toMatchObject({ kind: 'held', reason: 'moving house' });
      expect((await after.state.outbox.pending('c')).map((one) => one.id)).toEqual(['d1']);
      // Known stays known: nothing is posted twice after a restore.
      expect(
        (
          await after.state.outbox.plan([
            {
              id: 'd1',
              subscriptionIds: ['s'],
              channelId: 'c',
              incidentId: 'LC-1',
              revision: 1,
              kind: 'post',
              language: 'en',
            },
          ])
        ).planned,
      ).toEqual([]);
    } finally {
      await after.close();
    }
  });

  it('say what is wrong, and touch nothing', async () => {
    await expect(script('backup', [join(dir, 'b.tar.gz')], join(dir, 'data'))).rejects.toThrow(/no service runs on/);
    expect(existsSync(join(dir, 'b.tar.gz'))).toBe(false);
    await mkdir(join(dir, 'data/redis'), { recursive: true });
    await writeFile(join(dir, 'b.tar.gz'), 'x');
    await expect(script('restore', [join(dir, 'b.tar.gz')], join(dir, 'data'))).rejects.toThrow(/is there already/);
    await expect(script('restore', [join(dir, 'missing.tar.gz')], join(dir, 'new'))).rejects.toThrow(
      /there is no file/,
    );
    await expect(script('restore', [join(dir, 'b.tar.gz')], join(dir, 'new'))).rejects.toThrow();
    expect(existsSync(join(dir, 'new'))).toBe(false);
  });
});
