import { writeFileSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, realpath, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ConfigWatch, watchFolder } from './watch.ts';

let root = '';
let watch: ConfigWatch | undefined;
let changes = 0;

beforeEach(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), 'cm-watch-')));
  changes = 0;
});

afterEach(async () => {
  watch?.close();
  await rm(root, { recursive: true, force: true });
});

async function begin(dir: string, quietMs = 40): Promise<void> {
  watch = watchFolder(dir, () => changes++, { quietMs });
  // The system may still report what was written just before.
  await pause(120);
  changes = 0;
}

/** Waits for one more call; fails where none comes. */
async function heard(): Promise<void> {
  const giveUpAt = Date.now() + 5000;
  while (changes === 0) {
    if (Date.now() > giveUpAt) throw new Error('the change was not heard');
    await pause(10);
  }
  changes = 0;
}

/** Ways in which editors, mounts and deployments change files. */
const WAYS: [string, (dir: string) => Promise<void>][] = [
  ['writes in place', (dir) => writeFile(join(dir, 'feeds.yaml'), `in place ${Math.random()}`)],
  [
    'replaces the file by a rename, as most editors do',
    async (dir) => {
      await writeFile(join(dir, '.feeds.yaml.swp'), `renamed ${Math.random()}`);
      await rename(join(dir, '.feeds.yaml.swp'), join(dir, 'feeds.yaml'));
    },
  ],
  ['writes a file in a folder inside', (dir) => writeFile(join(dir, 'lexicon/hy.yaml'), `inside ${Math.random()}`)],
  ['adds a file', (dir) => writeFile(join(dir, `samples-${Math.random()}.yaml`), 'new')],
];

describe('watchFolder', () => {
  it.each(WAYS)('hears one that %s, again and again', async (_way, change) => {
    const dir = join(root, 'config');
    await mkdir(join(dir, 'lexicon'), { recursive: true });
    await begin(dir);
    for (let round = 0; round < 3; round++) {
      await change(dir);
      await heard();
    }
  });

  it('tells a burst of changes once', async () => {
    const dir = join(root, 'config');
    await mkdir(dir);
    await begin(dir, 500);
    for (let n = 0; n < 20; n++) writeFileSync(join(dir, `${n}.yaml`), 'x');
    await heard();
    await pause(600);
    expect(changes).toBe(0);
  });

  it('hears a mounted volume whose inner link is swapped, as Kubernetes does', async () => {
    const dir = join(root, 'config');
    await mkdir(join(dir, '..2026_1'), { recursive: true });
    await writeFile(join(dir, '..2026_1/feeds.yaml'), 'one');
    await symlink('..2026_1', join(dir, '..data'));
    await symlink('..data/feeds.yaml', join(dir, 'feeds.yaml'));
    await begin(dir);
    for (const version of ['2', '3']) {
      await mkdir(join(dir, `..2026_${version}`));
      await writeFile(join(dir, `..2026_${version}/feeds.yaml`), version);
      await symlink(`..2026_${version}`, join(dir, '..data_tmp'));
      await rename(join(dir, '..data_tmp'), join(dir, '..data'));
      await heard();
      await pause(120);
      changes = 0;
      expect(await readFile(join(dir, 'feeds.yaml'), 'utf8')).toBe(version);
    }
  });

  it('hears a folder that is a link to a release, when the link is turned to the next one and edits go on there', async () => {
    for (const release of ['1', '2']) {
      await mkdir(join(root, release));
      await writeFile(join(root, release, 'feeds.yaml'), release);
    }
    const dir = join(root, 'current');
    await symlink('1', dir);
    await begin(dir);
    await symlink('2', join(root, 'next'));
    await rename(join(root, 'next'), dir);
    await heard();
    await pause(120);
    changes = 0;
    await writeFile(join(root, '2/feeds.yaml'), 'edited');
    await heard();
  });

  it('hears a folder that is moved away and put back anew, and edits in the new one', async () => {
    const dir = join(root, 'config');
    await mkdir(dir);
    await writeFile(join(dir, 'feeds.yaml'), 'old');
    await begin(dir);
    await cp(dir, join(root, 'new'), { recursive: true });
    await rename(dir, join(root, 'old'));
    await rename(join(root, 'new'), dir);
    await heard();
    await pause(120);
    changes = 0;
    await writeFile(join(dir, 'feeds.yaml'), 'edited');
    await heard();
  });

  it('says when a folder cannot be watched, and does not fall over', async () => {
    const errors: string[] = [];
    watch = watchFolder(join(root, 'nowhere/at/all'), () => changes++, {
      quietMs: 10,
      onError: (error) => errors.push(error.message),
    });
    expect(errors.join()).toContain('ENOENT');
  });
});
