import { cp, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { loadConfig, loadConfigAgain } from './load.ts';
import { describeProblem } from './problem.ts';
import { duration } from './schema/common.ts';
import { parseYamlFile } from './yaml-file.ts';

const schema = z.strictObject({
  feeds: z.array(z.strictObject({ id: z.string(), every: duration.default(1), language: z.string().optional() })),
});

describe('parseYamlFile', () => {
  it('calls a file that is nested without end a problem of the file', () => {
    for (const levels of [500, 5000])
      expect(parseYamlFile('f.yaml', '? '.repeat(levels), z.strictObject({}))).toMatchObject({ kind: 'invalid' });
  });

  const rows: [string, string, string[]][] = [
    [
      'an unknown key names the nearest known one',
      'feeds:\n  - id: a\n    evry: 5m\n',
      ['f.yaml:3:5 feeds.0.evry: unknown key, did you mean "every"?'],
    ],
    [
      'an unknown key far from all lists them',
      'feeds: []\ncolour: red\n',
      ['f.yaml:2:1 colour: unknown key, known keys are feeds'],
    ],
    [
      'a wrong value points at the value',
      'feeds:\n  - {id: a, every: soon}\n',
      ['f.yaml:2:20 feeds.0.every: expected a duration such as 30s, 5m, 2h or 90d'],
    ],
    [
      'a missing key points at the map that lacks it',
      'feeds:\n  - every: 5m\n',
      ['f.yaml:2:5 feeds.0.id: Invalid input: expected string, received undefined'],
    ],
    [
      'all problems come at once',
      'feeds:\n  - {every: soon, x: 1}\n',
      ['f.yaml:2:5 feeds.0.id', 'f.yaml:2:13 feeds.0.every', 'f.yaml:2:19 feeds.0.x'],
    ],
    ['a key written twice is an error', 'feeds: []\nfeeds: []\n', ['f.yaml:2:1 is not valid YAML']],
    ['broken YAML is an error with its place', 'feeds: [a\n', ['f.yaml:2:1 is not valid YAML']],
  ];
  it.each(rows)('%s', (_name, text, wanted) => {
    const parsed = parseYamlFile('f.yaml', text, schema);
    const lines = parsed.kind === 'invalid' ? parsed.problems.map(describeProblem).sort() : [];
    expect(lines).toHaveLength(wanted.length);
    for (const [index, start] of [...wanted].sort().entries())
      expect(lines[index]?.startsWith(start), lines[index]).toBe(true);
  });

  it('reads durations as milliseconds', () => {
    const parsed = parseYamlFile('f.yaml', 'feeds: [{id: a, every: 5m}]', schema);
    expect(parsed).toMatchObject({ kind: 'ok', value: { feeds: [{ every: 300_000 }] } });
  });
});

describe('loadConfig', () => {
  let dir = '';
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'cm-config-'));
    await cp('config', dir, { recursive: true });
  });
  afterEach(() => rm(dir, { recursive: true, force: true }));

  async function edit(file: string, change: (text: string) => string): Promise<void> {
    await writeFile(join(dir, file), change(await readFile(join(dir, file), 'utf8')));
  }

  it('accepts the configuration that comes with the project, and freezes it', async () => {
    const loaded = await loadConfig(dir);
    expect(loaded.kind === 'invalid' ? loaded.problems.map(describeProblem) : []).toEqual([]);
    if (loaded.kind !== 'ok') return;
    expect(Object.isFrozen(loaded.config.feeds)).toBe(true);
    expect(loaded.config.lexica.map((one) => one.language).sort()).toEqual([
      'az',
      'en',
      'fa',
      'fr',
      'hy',
      'ka',
      'ru',
      'tr',
    ]);
  });

  it('names a feed whose outlet nobody described, with the nearest one', async () => {
    await edit('feeds.yaml', (text) => text.replace(/outlet: ([a-z0-9-]+)/, 'outlet: $1x'));
    const loaded = await loadConfig(dir);
    expect(loaded.kind).toBe('invalid');
    expect(loaded.kind === 'invalid' && loaded.problems.map(describeProblem).join('\n')).toMatch(
      /feeds\.yaml:8:13 feeds\.\d+\.outlet: no outlet ".*x" in outlets\.yaml; did you mean/,
    );
  });

  it('names every place of a province that was renamed, each on its own line', async () => {
    await edit('places.yaml', (text) => text.replace(/^ {2}syunik:/m, '  syunik-old:'));
    const loaded = await loadConfig(dir);
    const lines = loaded.kind === 'invalid' ? loaded.problems.map(({ line }) => line) : [];
    expect(lines.length).toBeGreaterThan(20);
    expect(new Set(lines).size).toBe(lines.length);
  });

  it.each([
    ['a language without a name', /^ {6}ka: \[.*\n/m, '', /no name in ka; add it there/],
    [
      'Latin letters in an Armenian name',
      /^ {6}hy: \[.*\n/m,
      '      hy: [Hayastan]\n',
      /expected a name in Armenian letters/,
    ],
    [
      'a side’s name that readers would not see',
      /sideNames: \{ ARM: (\S+),/,
      'sideNames: { ARM: $1x,',
      /"\S+x" stands in sideNames/,
    ],
  ])('refuses %s', async (_, was, becomes, complaint) => {
    await edit('places.yaml', (text) => text.replace(was, becomes));
    const loaded = await loadConfig(dir);
    expect(loaded.kind === 'invalid' && loaded.problems.map(describeProblem).join('\n')).toMatch(complaint);
  });

  it('says once that a folder is no configuration', async () => {
    const loaded = await loadConfig(join(dir, 'nowhere'));
    expect(loaded.kind === 'invalid' && loaded.problems.map(describeProblem)).toEqual([
      `${dir}/nowhere:1:1 there is no configuration here; point CONFIG_DIR at a folder such as config/`,
    ]);
  });

  it('does not start with a second opinion that nobody trained', async () => {
    await rm(join(dir, 'second-opinion.json'));
    await writeFile(join(dir, 'monitor.yaml'), 'classify: { secondOpinion: { enabled: true } }\n');
    const loaded = await loadConfig(dir);
    expect(loaded.kind === 'invalid' && loaded.problems.map(describeProblem)).toEqual([
      `${dir}/monitor.yaml:1:39 classify.secondOpinion.enabled: there is no second-opinion.json; train it (npm run train:second-opinion), or switch it off`,
    ]);
  });

  it('says what is wrong with a trained model that was cut', async () => {
    await edit('second-opinion.json', (text) => text.replace(/"weights":"..../, '"weights":"'));
    const loaded = await loadConfig(dir);
    expect(loaded.kind === 'invalid' && loaded.problems.map((one) => one.message)).toEqual([
      'weights do not fit buckets and labels; train it anew',
    ]);
  });

  it('says which file is missing', async () => {
    await rm(join(dir, 'parties.yaml'));
    const loaded = await loadConfig(dir);
    expect(loaded.kind === 'invalid' && loaded.problems.map((one) => one.message)).toEqual([
      'the file is missing; restore it, or point CONFIG_DIR at a complete folder',
    ]);
  });

  it('changes its version with any byte of any file', async () => {
    const before = await loadConfig(dir);
    await edit('weapons.yaml', (text) => `${text}\n# a comment\n`);
    const after = await loadConfig(dir);
    expect(before.kind === 'ok' && after.kind === 'ok' && before.config.version !== after.config.version).toBe(true);
  });
});

describe('loadConfigAgain', () => {
  let dir = '';
  let memory = '';
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'cm-config-'));
    memory = join(dir, 'memory');
    await cp('config', join(dir, 'config'), { recursive: true });
  });
  afterEach(() => rm(dir, { recursive: true, force: true }));

  const load = () => loadConfigAgain(join(dir, 'config'), memory);
  const remembered = async () => join(memory, (await readdir(memory))[0] ?? '');

  it('remembers exactly what was read, frozen', async () => {
    const first = await load();
    const second = await load();
    expect(second).toEqual(first);
    expect(second.kind === 'ok' && Object.isFrozen(second.config.feeds)).toBe(true);
  });

  it('answers from memory while no byte has changed', async () => {
    await load();
    const file = await remembered();
    await writeFile(file, (await readFile(file, 'utf8')).replace('"isTheatre":true', '"isTheatre":"remembered"'));
    expect(JSON.stringify(await load())).toContain('"isTheatre":"remembered"');
  });

  it('reads anew what was edited, and says what is wrong with it', async () => {
    await load();
    const weapons = join(dir, 'config/weapons.yaml');
    await writeFile(weapons, `${await readFile(weapons, 'utf8')}\nwrong: 1\n`);
    const loaded = await load();
    expect(loaded.kind === 'invalid' && loaded.problems.map((one) => one.key)).toEqual(['wrong']);
  });

  it.each(['', 'no key', '\n{}'])('checks anew when the memory holds %j', async (spoiled) => {
    await load();
    await writeFile(await remembered(), spoiled);
    expect((await load()).kind).toBe('ok');
  });

  it('keeps the last few folders only', async () => {
    for (const name of ['a', 'b', 'c', 'd', 'e', 'f']) {
      await symlink(join(dir, 'config'), join(dir, name));
      await loadConfigAgain(join(dir, name), memory);
    }
    expect(await readdir(memory)).toHaveLength(4);
  });

  it('works without a folder to remember in', async () => {
    await writeFile(memory, 'a file is in the way');
    expect((await load()).kind).toBe('ok');
  });
});
