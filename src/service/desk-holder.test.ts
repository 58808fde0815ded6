import { appendFile, cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadConfig } from '../config/load.ts';
import { createDesk } from '../desk.ts';
import { type DeskHolder, holdDesk } from './desk-holder.ts';

const lines: { message: string; fields: object }[] = [];
const note = (fields: object, message: string) => void lines.push({ fields, message });
const log = { debug: note, info: note, warn: note, error: note, child: () => log };

let dir = '';
let holder: DeskHolder;
let refused: (readonly string[])[] = [];

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'cm-reload-'));
  await cp('examples/line-of-control/config', dir, { recursive: true });
  lines.length = 0;
  refused = [];
  const loaded = await loadConfig(dir);
  if (loaded.kind !== 'ok') throw new Error('the example is broken');
  holder = holdDesk(createDesk(loaded.config), log, (problems) => refused.push(problems));
  // These tests reload by hand: what the folder's watch hears is tested beside it.
  holder.close();
});

afterEach(() => rm(dir, { recursive: true, force: true }));

async function edit(file: string, change: (text: string) => string): Promise<void> {
  await writeFile(join(dir, file), change(await readFile(join(dir, file), 'utf8')));
}

describe('a reload', () => {
  it('swaps the whole configuration and names the keys that changed', async () => {
    const before = holder.current();
    await edit('feeds.yaml', (text) => text.replace('id: agency,', 'id: agency, every: 1m,'));
    await edit('lexicon/en.yaml', (text) => text.replace('any: [open* fire,', 'any: [zeroing in, open* fire,'));
    const reload = await holder.reload();
    expect(reload).toMatchObject({ kind: 'swapped', more: 0 });
    expect(holder.lastSwap().keys).toContain('feeds.agency.every');
    expect(holder.lastSwap().keys.some((key) => key.startsWith('lexica.en.groups.clash.fire.any'))).toBe(true);
    expect(holder.current().config.version).not.toBe(before.config.version);
    // Every decision carries the lexicon's version: it must differ from now on.
    expect(holder.current().understanding.lexiconVersion).not.toBe(before.understanding.lexiconVersion);
    expect(lines.map((line) => line.message)).toContain('configuration reloaded');
  });

  it('refuses a folder that cannot be listed, and keeps the old configuration', async () => {
    const before = holder.current();
    await rm(join(dir, 'samples'), { recursive: true });
    await writeFile(join(dir, 'samples'), 'no folder');
    expect(await holder.reload()).toMatchObject({ kind: 'refused', problems: [expect.stringContaining('ENOTDIR')] });
    expect(holder.current()).toBe(before);
  });

  const broken: [string, string, (text: string) => string, RegExp][] = [
    ['broken YAML', 'feeds.yaml', (text) => `${text}\n  - [`, /feeds\.yaml:\d+:\d+ is not valid YAML/],
    [
      'an unknown key',
      'monitor.yaml',
      () => 'ops: { wachdog: 1h }\n',
      /monitor\.yaml:1:8 ops\.wachdog: unknown key, did you mean "watchdog"\?/,
    ],
    [
      'an outlet that nobody described',
      'feeds.yaml',
      (text) => text.replace('outlet: an-agency', 'outlet: the-agency'),
      /no outlet "the-agency" in outlets\.yaml; did you mean "an-agency"\?/,
    ],
    [
      'a sample that gets another label',
      'samples/en.yaml',
      (text) => text.replace('label: humanitarian', 'label: ceasefire'),
      /wanted ceasefire, got humanitarian/,
    ],
    [
      'a pattern that is a regular expression',
      'lexicon/en.yaml',
      (text) => text.replace('open* fire,', '"open(ed)? fire",'),
      /patterns are words, not regular expressions/,
    ],
  ];
  it.each(broken)('keeps the old one in force on %s, and says where it fails', async (_name, file, change, told) => {
    const before = holder.current();
    if (file === 'monitor.yaml') await writeFile(join(dir, file), '');
    await edit(file, change);
    expect((await holder.reload()).kind).toBe('refused');
    expect(holder.current()).toBe(before);
    expect(holder.lastProblems().join('\n')).toMatch(told);
    expect(refused).toHaveLength(1);
    expect(lines.map((line) => line.message)).toContain('configuration refused; the old one stays in force');
  });

  it('forgets the refusal once the files are mended', async () => {
    await appendFile(join(dir, 'feeds.yaml'), '\nnonsense: 1\n');
    await holder.reload();
    expect(holder.lastProblems()).toHaveLength(1);
    await edit('feeds.yaml', (text) => text.replace('\nnonsense: 1\n', ''));
    expect(await holder.reload()).toEqual({ kind: 'unchanged' });
    expect(holder.lastProblems()).toEqual([]);
  });

  it('changes nothing when no byte changed', async () => {
    const before = holder.current();
    expect(await holder.reload()).toEqual({ kind: 'unchanged' });
    expect(holder.current()).toBe(before);
  });

  it('does one at a time when many are asked for, and ends on the last state of the files', async () => {
    const asked = [
      holder.reload(),
      edit('feeds.yaml', (text) => `${text}\n# one\n`).then(() => holder.reload()),
      holder.reload(),
    ];
    await Promise.all(asked);
    await holder.reload();
    const loaded = await loadConfig(dir);
    expect(loaded.kind === 'ok' && loaded.config.version).toBe(holder.current().config.version);
  });

  it('takes feeds, places, routes and thresholds without a restart', async () => {
    await writeFile(join(dir, 'monitor.yaml'), 'classify: { alertScore: 6 }\n');
    await writeFile(
      join(dir, 'routes.yaml'),
      'routes: [{ id: all, channel: "123456789012345678", filter: { places: [keran] } }]\n',
    );
    expect((await holder.reload()).kind).toBe('swapped');
    const { config, routes } = holder.current();
    expect([config.settings.classify.alertScore, routes.map((route) => route.channelId)]).toEqual([
      6,
      ['123456789012345678'],
    ]);
  });
});
