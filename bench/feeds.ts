import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { feedsSettings } from '../src/config/schema/settings-feeds.ts';
import { parseFeedDate } from '../src/feeds/dates.ts';
import { ENCODING_CASES } from '../src/feeds/fixtures/encodings.ts';
import { HOSTILE_CASES } from '../src/feeds/fixtures/hostile.ts';
import { scoreReal, scoreSuite } from '../src/feeds/fixtures/suites.ts';
import { createParsePool } from '../src/feeds/parse-pool.ts';
import { readFeed } from '../src/feeds/read.ts';
import { speed } from './feeds-speed.ts';
import { print } from './print.ts';

const CORPUS = join(import.meta.dirname, '../../shared/corpus/feeds');
const NOW = Date.UTC(2026, 10, 21);
const settings = feedsSettings.parse({});

/** Prints the figures by which reading and polling feeds are judged. `node bench/feeds.ts [part…]`: corpus, encodings, dates, hostile, speed, polling. */
const PARTS = { corpus, encodings, dates, hostile, speed, polling };
const chosen = process.argv.slice(2);
for (const [name, part] of Object.entries(PARTS)) if (chosen.length === 0 || chosen.includes(name)) await part();
process.exit(0);

function share(part: number, whole: number): string {
  return `${part}/${whole} (${((100 * part) / whole).toFixed(1)} %)`;
}

async function corpus(): Promise<void> {
  if (!existsSync(join(CORPUS, 'real/expected.json'))) return console.log(`corpus: skipped, nothing at ${CORPUS}`);
  for (const set of ['core', 'gofeed'] as const) {
    const figures = await scoreSuite(join(CORPUS, 'suites'), set, NOW);
    print(`${set}: documents parsed`, share(figures.parsed, figures.documents), set === 'core' ? '100 %' : '-');
    print(`${set}: item values right`, share(figures.right, figures.values), '>= 90 %');
  }
  const real = await scoreReal(join(CORPUS, 'real'), NOW);
  print('real feeds: documents parsed', share(real.parsed, real.documents), '100 %');
  print('real feeds: title, link and date right', share(real.right, real.items), '>= 98.7 %');
}

async function encodings(): Promise<void> {
  let [right, silent, helped] = [0, 0, 0];
  for (const { bytes, contentType, override, title, without } of ENCODING_CASES) {
    const bare = await readFeed(bytes, { contentType, now: NOW });
    const read = bare.kind === 'items' ? bare.items[0]?.title : undefined;
    if (read === title) right++;
    else if (read !== undefined || without === 'title') silent++;
    const fixed = await readFeed(bytes, { contentType, encoding: override, now: NOW });
    if (fixed.kind === 'items' && fixed.items[0]?.title === title) helped++;
  }
  print('encodings: right without help', share(right, ENCODING_CASES.length), '-');
  print('encodings: right with the override', share(helped, ENCODING_CASES.length), '100 %');
  print('encodings: garbled silently', String(silent), '0');
}

function dates(): void {
  const file = join(CORPUS, 'dates_regional.json');
  if (!existsSync(file)) {
    console.log(`dates: skipped, nothing at ${file}`);
    return;
  }
  const rows = JSON.parse(readFileSync(file, 'utf8')) as { s: string; v: number | null }[];
  for (const zone of ['UTC', 'Asia/Yerevan', 'America/New_York']) {
    process.env['TZ'] = zone;
    const right = rows.filter(({ s, v }) => (parseFeedDate(s) ?? null) === v).length;
    print(`regional dates under TZ=${zone}`, share(right, rows.length), '49');
  }
  delete process.env['TZ'];
}

async function hostile(): Promise<void> {
  const pool = createParsePool({
    timeoutMs: settings.parseTimeout,
    memoryMb: settings.parseMemoryMb,
    itemsPerCall: 500,
    threads: 1,
  });
  await pool.warm();
  let [busiest, busiestName] = [0, ''];
  let [slowest, slowestName, worst, worstName, wrong] = [0, '', 0, '', 0];
  for (const { name, document, titles, failed } of HOSTILE_CASES) {
    const bytes = Buffer.from(document());
    await new Promise((resolve) => setTimeout(resolve, 20));
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    const start = performance.now();
    const cpu = process.threadCpuUsage();
    const result = await pool.read(bytes, { now: NOW });
    const used = process.threadCpuUsage(cpu);
    const work = (used.user + used.system) / 1000;
    if (work > busiest) [busiest, busiestName] = [work, name];
    const took = performance.now() - start;
    delay.disable();
    const blocked = delay.max / 1e6;
    if (took > slowest) [slowest, slowestName] = [took, name];
    if (blocked > worst) [worst, worstName] = [blocked, name];
    const got = result.kind === 'items' ? result.items.map((item) => item.title) : result.reason;
    if (titles !== undefined && JSON.stringify(got) !== JSON.stringify(titles)) wrong++;
    if (failed !== undefined && got !== failed) wrong++;
  }
  await pool.close();
  print('hostile cases as wanted', share(HOSTILE_CASES.length - wrong, HOSTILE_CASES.length), '100 %');
  print(`hostile: slowest (${slowestName})`, `${slowest.toFixed(0)} ms`, '< 2500 ms');
  print(`hostile: main thread works (${busiestName})`, `${busiest.toFixed(0)} ms`, '< 50 ms');
  print(`hostile: loop delay seen (${worstName})`, `${worst.toFixed(0)} ms`, '< 50 ms on an idle machine');
}

/** In a process of its own, so that its memory is its own. */
async function polling(): Promise<void> {
  const child = fork(join(import.meta.dirname, 'feed-polling.ts'), {
    // Garbage that nobody needs to keep is collected sooner: without a ceiling V8 lets it grow as long as the machine has memory.
    execArgv: ['--max-old-space-size=128', '--max-semi-space-size=4'],
    // As the command line does: compiled modules are kept, which saves the memory of the compiler.
    env: { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), 'ceasefire-monitor-bench') },
  });
  await once(child, 'exit');
}
