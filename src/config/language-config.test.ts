import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadLanguageConfig } from './language-config.ts';

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'cm-language-'));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

describe('the configuration of telling languages apart', () => {
  it('names the file that is missing and what to do', async () => {
    const loaded = await loadLanguageConfig(dir);
    if (loaded.kind === 'ok') throw new Error('an empty folder has no languages');
    expect(loaded.problems).toMatchObject([
      { file: join(dir, 'lexicon/languages.yaml'), message: expect.stringContaining('the file is missing') },
    ]);
  });

  it('does not take settings that cannot be read for settings that were not made', async () => {
    await mkdir(join(dir, 'monitor.yaml'));
    await mkdir(join(dir, 'lexicon'));
    await writeFile(join(dir, 'lexicon/languages.yaml'), '');
    const loaded = await loadLanguageConfig(dir);
    if (loaded.kind === 'ok') throw new Error('a folder is no file of settings');
    const own = loaded.problems.filter(({ file }) => file === join(dir, 'monitor.yaml'));
    expect(own.map(({ message }) => message)).toEqual(['cannot be read (EISDIR)']);
  });
});
