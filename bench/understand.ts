import { readFileSync } from 'node:fs';
import { type Config, loadConfig } from '../src/config/load.ts';
import { createUnderstanding } from '../src/understanding.ts';
import { createNaive } from './naive/naive.ts';

/**
 * Speed of language + classify + extract against the naive build, on the same texts in one run:
 * `node bench/understand.ts [FILE.jsonl…] [--rounds N]`; without files the operators' samples are read.
 */
interface Item {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
}

const args = process.argv.slice(2);
const roundsAt = args.indexOf('--rounds');
const rounds = roundsAt < 0 ? 3 : Number(args[roundsAt + 1]);
const files = (roundsAt < 0 ? args : args.slice(0, roundsAt)).filter((file) => file !== '');
const loaded = await loadConfig(process.env['CONFIG_DIR'] || 'config');
if (loaded.kind === 'invalid') throw new Error(`the configuration is broken: ${loaded.problems[0]?.message}`);
const items = files.length === 0 ? samples(loaded.config) : files.flatMap(readItems);
const understanding = createUnderstanding(loaded.config);
const naive = createNaive(loaded.config);

function ours(): number {
  for (const { id, title, summary } of items)
    understanding.understand({ itemId: id, title, summary, feedLanguages: [] });
  return items.length;
}

function theirs(): number {
  for (const { title, summary } of items) naive.answer(title, summary);
  return items.length;
}

const results = { ours: Number.POSITIVE_INFINITY, naive: Number.POSITIVE_INFINITY };
for (let round = 0; round <= rounds; round++) {
  const oursMs = timeOf(ours);
  const naiveMs = timeOf(theirs);
  // The first round warms both up.
  if (round === 0) continue;
  results.ours = Math.min(results.ours, oursMs);
  results.naive = Math.min(results.naive, naiveMs);
}
const perSecond = (ms: number) => Math.round((1000 * items.length) / ms);
process.stdout.write(
  `${JSON.stringify({
    items: items.length,
    rounds,
    oursPerSecond: perSecond(results.ours),
    naivePerSecond: perSecond(results.naive),
    times: Math.round((10 * results.naive) / results.ours) / 10,
  })}\n`,
);

function timeOf(work: () => number): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

function readItems(file: string): Item[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line, index) => {
      const row = JSON.parse(line) as { id?: string; title?: string; summary?: string };
      return { id: row.id ?? String(index), title: row.title ?? '', summary: row.summary ?? '' };
    });
}

function samples(config: Config): Item[] {
  return config.samples.map(({ title, summary }, index) => ({ id: String(index), title, summary: summary ?? '' }));
}
