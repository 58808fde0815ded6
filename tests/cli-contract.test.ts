import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ndjson, runCli } from './support/cli.ts';

const CLASH = {
  id: 'a',
  title: 'Azerbaijani forces open fire near Sotk, Armenia says',
  summary:
    'The Armenian Defence Ministry said one Armenian soldier was wounded near Sotk. Azerbaijan denied opening fire.',
};

describe('commands that read NDJSON', () => {
  const bad = 'no json\n[1]\n{"title":"no id"}\n{"id":null}\n';

  it.each(['language', 'classify', 'incidents'])(
    '%s puts an error in the place of each bad line and exits 1',
    async (command) => {
      const row = {
        ...CLASH,
        text: CLASH.title,
        feed: 'f',
        outlet: 'o',
        url: 'https://o.example/1',
        arrivedAt: '2026-11-21T10:00:00Z',
      };
      const result = await runCli([command], `${bad}${ndjson([row])}`);
      expect(result.exitCode).toBe(1);
      expect(
        result.lines.slice(0, 4).map((line) => [line['id'], (line['error'] as { reason: string }).reason]),
      ).toEqual([
        [null, 'notJson'],
        [null, 'notAnObject'],
        [null, 'noId'],
        [null, 'noId'],
      ]);
      expect(result.lines[4]?.['id']).toBe('a');
    },
  );

  it.each(['language', 'classify', 'incidents'])('%s answers nothing for no input, and exits 0', async (command) => {
    const result = await runCli([command], '');
    expect([result.exitCode, result.stdout]).toEqual([0, '']);
  });

  it('language answers with tag, confidence, script and runner-up, and takes empty text', async () => {
    const rows = [
      { id: 1, text: 'Հրադադարը խախտվել է Սոթքի ուղղությամբ' }, // The ceasefire was violated towards Sotk
      { id: 2, text: '' },
      { id: 3, text: null },
    ];
    const { lines, exitCode } = await runCli(['language'], ndjson(rows));
    expect(exitCode).toBe(0);
    expect(lines[0]).toMatchObject({ id: 1, language: 'hy', script: 'Armn' });
    expect(lines.map((line) => line['language'])).toEqual(['hy', 'und', 'und']);
    for (const line of lines) expect(line['confidence']).toBeTypeOf('number');
  });

  it('classify always gives every list, and `other` exactly when it drops', async () => {
    const rows = [
      CLASH,
      { id: 'b', title: 'Qarabag beat Ararat 2-1' },
      { id: 'c', title: '', summary: null },
      { id: 'd', publishedAt: 'soon', title: CLASH.title },
    ];
    const { lines, exitCode } = await runCli(['classify'], ndjson(rows));
    expect(exitCode).toBe(0);
    for (const line of lines) {
      for (const key of [
        'labels2',
        'accusations',
        'deniers',
        'casualties',
        'places',
        'venues',
        'mediators',
        'weapons',
        'evidence',
      ]) {
        expect(Array.isArray(line[key]), `${String(line['id'])} ${key}`).toBe(true);
      }
      expect(line['label'] === 'other').toBe(line['decision'] === 'drop');
      expect(String(line['reason'])).not.toBe('');
    }
    expect(lines[0]).toMatchObject({ label: 'clash', decision: 'alert', deniers: ['AZE'], places: ['Sotk'] });
    expect(lines.slice(1, 3).map((line) => line['label'])).toEqual(['other', 'other']);
  });

  it('incidents gives each item its incident and what would notify', async () => {
    const at = (minute: number) => `2026-11-21T10:${String(minute).padStart(2, '0')}:00Z`;
    const row = (id: string, minute: number, side: string, title: string, summary: string) => ({
      id,
      feed: `${id}-feed`,
      outlet: `${id} outlet`,
      side,
      title,
      summary,
      url: `https://${id}.example/1`,
      publishedAt: at(minute),
      arrivedAt: at(minute),
    });
    const rows = [
      row(
        'arm',
        1,
        'ARM',
        CLASH.title,
        'The Armenian Defence Ministry said one Armenian soldier was wounded near Sotk.',
      ),
      row(
        'aze',
        5,
        'AZE',
        'Azerbaijan denies opening fire near Sotk',
        "Azerbaijan's Defence Ministry denied that its units fired towards Sotk and called the Armenian statement disinformation.",
      ),
      row('no', 6, 'third', 'Qarabag beat Ararat 2-1', ''),
    ];
    const out = join(await mkdtemp(join(tmpdir(), 'cm-cli-')), 'incidents.jsonl');
    const { lines, exitCode } = await runCli(['incidents', '--incidents', out], ndjson(rows));
    expect(exitCode).toBe(0);
    expect(lines.map((line) => line['change'])).toEqual(['new', 'material', 'none']);
    expect(lines[0]?.['incident']).toBe(lines[1]?.['incident']);
    expect(lines[2]?.['incident']).toBeNull();
    const records = (await readFile(out, 'utf8'))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(records).toHaveLength(1);
    expect(records[0]).toMatchObject({ id: lines[0]?.['incident'], label: 'clash', status: 'denied' });
  });
});

describe('parse', () => {
  it('gives items in document order, and one error line for a file that is no feed', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'cm-cli-'));
    const good = join(dir, 'good.xml');
    const bad = join(dir, 'bad.html');
    await writeFile(
      good,
      '<rss version="2.0"><channel><title>t</title><item><title>One</title><link>/1</link><pubDate>Sat, 21 Nov 2026 10:00:00 +0400</pubDate><description>&lt;p&gt;First&lt;/p&gt;</description></item><item><title>Two</title><guid>x</guid></item></channel></rss>',
    );
    await writeFile(bad, '<!doctype html><title>404</title><p>Not here');
    const { lines, exitCode } = await runCli(['parse', '--url', 'https://outlet.example/feed', good, bad]);
    expect(exitCode).toBe(1);
    expect(lines[0]).toEqual({
      file: good,
      guid: lines[0]?.['guid'],
      url: 'https://outlet.example/1',
      title: 'One',
      summary: 'First',
      publishedAt: '2026-11-21T06:00:00.000Z',
      dateBasis: 'stated',
    });
    expect(lines[1]).toMatchObject({ title: 'Two', guid: 'x', dateBasis: 'firstSeen' });
    expect(lines[1]).not.toHaveProperty('publishedAt');
    expect(lines[2]).toMatchObject({ file: bad, error: { reason: 'notAFeed', message: expect.any(String) } });
  });
});

describe('usage', () => {
  it.each([
    [['rnu']],
    [['parse']],
    [['replay', '--at', 'later', 'x']],
    [['run', '--roles', 'poll,dance']],
    [['export']],
  ])('%j is wrong usage: exit 2', async (args) => {
    expect((await runCli(args)).exitCode).toBe(2);
  });

  it('tells its version', async () => {
    const { stdout, exitCode } = await runCli(['--version']);
    const { version } = JSON.parse(await readFile('package.json', 'utf8')) as { version: string };
    expect({ stdout, exitCode }).toEqual({ stdout: `${version}\n`, exitCode: 0 });
  });

  it.each([
    [['explain', ' '], 'there is nothing to explain'],
    [['explain', '--side', 'FOO', 'Fire near Sotk'], '--side FOO: expected one of ARM, AZE'],
    [['explain', '--published', 'yesterday', 'Fire near Sotk'], '--published yesterday: expected a time'],
  ])('%j is refused with the remedy', async (words, answer) => {
    const { stdout, stderr, exitCode } = await runCli(words);
    expect([stdout, exitCode]).toEqual(['', 1]);
    expect(stderr).toContain(answer);
  });

  it('documents every command', async () => {
    const { stdout, exitCode } = await runCli(['--help']);
    expect(exitCode).toBe(0);
    for (const command of 'run demo replay parse language classify incidents explain eval backtest lexicon label check feeds status export join split withdraw deploy-commands'.split(
      ' ',
    )) {
      expect(stdout).toContain(`  ${command} `);
    }
  });

  it('checks the shipped configuration without a warning', async () => {
    const { stdout, exitCode } = await runCli(['check']);
    expect(stdout).toMatch(/\b(\d+) of \1 samples right, 0 warnings\n$/);
    expect(exitCode).toBe(0);
  });

  it('names every problem of a broken configuration with its place, and exits 1', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'cm-cli-'));
    await writeFile(join(dir, 'feeds.yaml'), 'feeds:\n  - id: a\n    evry: 5m\n');
    const { stdout, exitCode } = await runCli(['check', dir]);
    expect(exitCode).toBe(1);
    expect(stdout).toContain(`${dir}/feeds.yaml:3:5 feeds.0.evry: unknown key, did you mean "every"?`);
    expect(stdout).toContain(`${dir}/outlets.yaml:1:1 the file is missing`);
  });
});
