import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ndjson, runCli } from './support/cli.ts';

let dir = '';
const ITEMS = [
  { id: 'a', title: 'Pakistani troops zero in on posts near Keran, Indian army says', lang: 'en' },
  { id: 'b', title: 'Indian shelling kills a villager in Nakyal, says Pakistan army', lang: 'en' },
  { id: 'c', title: 'India beat Pakistan by six wickets', lang: 'en' },
  { id: 'd', title: 'Pakistani troops zero in on bunkers near Uri, India says', lang: 'en' },
];

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'cm-tuning-'));
  await cp('examples/line-of-control/config', join(dir, 'now'), { recursive: true });
  await cp(join(dir, 'now'), join(dir, 'next'), { recursive: true });
  const lexicon = join(dir, 'next/lexicon/en.yaml');
  const text = await readFile(lexicon, 'utf8');
  await writeFile(
    lexicon,
    text.replace('any: [open* fire,', 'any: [zero in on ..4 post*, zero in on ..4 bunker*, open* fire,'),
  );
  await writeFile(join(dir, 'items.jsonl'), ndjson(ITEMS));
});

afterAll(() => rm(dir, { recursive: true, force: true }));

const cli = (args: readonly string[], input = '') =>
  runCli(args, input, { CONFIG_DIR: join(dir, 'now'), DATA_DIR: join(dir, 'data') });

describe('the tuning loop', () => {
  it('tells before it goes live what an edit would add, with the evidence', async () => {
    const { stdout, exitCode } = await cli(['backtest', '--config', join(dir, 'next'), join(dir, 'items.jsonl')]);
    expect(stdout).toContain(
      '+ adds [en] other -> clash: Pakistani troops zero in on posts near Keran, Indian army says',
    );
    expect(stdout).toMatch(/gained en\/clash\/fire "zero in on posts"/);
    // What was meant to add something also takes an item from another label: this is why one looks first.
    expect(stdout).toContain('~ changes [en] humanitarian -> clash: Pakistani troops zero in on bunkers near Uri');
    expect(stdout).toMatch(/lost en\/humanitarian\/flight "bunkers"/);
    expect(stdout).toMatch(/4 items: adds 1, drops 0, changes 1/);
    expect(exitCode).toBe(0);
  });

  it('says "nothing" when nothing changes', async () => {
    const { stdout } = await cli(['backtest', '--config', join(dir, 'now'), join(dir, 'items.jsonl')]);
    expect(stdout).toMatch(/^4 items: adds 0, drops 0, changes 0/);
  });

  it('asks for the uncertain items, keeps each answer at once, and does not ask again', async () => {
    const first = await cli(['label', join(dir, 'items.jsonl')], 'c\nc\nq\n');
    expect(first.stdout).toMatch(/1 of 4/);
    expect(first.stdout).toContain('2 answers added');
    const second = await cli(['label', join(dir, 'items.jsonl')], 'c\no\n');
    expect(second.stdout).toMatch(/1 of 2/);
    const third = await cli(['label', join(dir, 'items.jsonl')]);
    expect(third.stdout).toContain('Nothing to ask');
    const lines = (await readFile(join(dir, 'data/feedback.jsonl'), 'utf8')).trim().split('\n');
    expect(new Set(lines.map((line) => JSON.parse(line).id))).toEqual(new Set(['a', 'b', 'c', 'd']));
  });

  it("suggests words of the misses and scores the feedback, moderators' verdicts too", async () => {
    const feedback = join(dir, 'feedback.jsonl');
    const rows = ITEMS.map((item) => ({ ...item, label: item.id === 'c' ? 'other' : 'clash', by: 'label' }));
    const verdicts = [
      {
        id: 'e',
        title: 'Indian shelling kills two in Leepa, says Pakistan army',
        lang: 'en',
        verdict: 'wrongPlace',
        by: 'x',
        places: ['keran'],
      },
      {
        id: 'f',
        title: 'Pakistan shells Keran, Indian army says',
        lang: 'en',
        verdict: 'approved',
        label: 'clash',
        by: 'x',
        places: ['wagah'],
      },
    ];
    await writeFile(feedback, ndjson([...rows, ...verdicts]));
    const suggested = await cli(['lexicon', 'suggest', feedback]);
    expect(suggested.stdout).toMatch(/en: 2 missed of 5/);
    expect(suggested.stdout).toMatch(/^zero +/m);
    const scored = await cli(['eval', feedback]);
    expect(scored.stdout).toContain('5 labelled rows');
    // A verdict without a label says nothing about the label, and its places are the incident's, not the text's.
    expect(scored.stdout).not.toContain('rows without label');
  });

  it('names cues that never fire, and those that fire on dropped items only', async () => {
    const { stdout } = await cli(['lexicon', 'coverage', join(dir, 'items.jsonl')]);
    expect(stdout).toMatch(/Never fired on 4 items/);
    expect(stdout).toContain('en/ceasefire/observe');
    expect(stdout).not.toContain('en/clash/shelling\n');
  });

  it('says how to call it when nothing is named', async () => {
    for (const args of [['label'], ['backtest', '--config', dir]]) {
      const { exitCode, stderr } = await cli(args);
      expect([exitCode, stderr]).toEqual([2, expect.stringContaining('--days N')]);
    }
  });
});
