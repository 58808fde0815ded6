/**
 * Measures the incidents in Redis: placing one report, every kind of look-up, memory, eight workers on one stream, and ten thousand reports of one incident.
 *
 *   node bench/incidents.ts [--incidents 100000] [--samples 2000] [--only memory,placing,look-ups,workers,long]
 *
 * Prints one line a figure. Runs a Redis of its own on a socket; takes minutes and about a gigabyte at 100,000 incidents.
 */
import { parseArgs } from 'node:util';
import { loadConfig } from '../src/config/load.ts';
import type { Report } from '../src/domain/report.ts';
import { acceptReport } from '../src/incidents/accept.ts';
import { accountOf } from '../src/incidents/account.ts';
import { createIncidentContext } from '../src/incidents/context.ts';
import { composeWrite } from '../src/incidents/writes.ts';
import { connectStore } from '../src/store/connect.ts';
import { createIncidentStore, type IncidentStore } from '../src/store/incidents/incident-store.ts';
import { startTestRedis } from '../tests/support/redis.ts';
import { inventReport, pick, random, WORDS } from './invented-reports.ts';

const { values } = parseArgs({
  options: {
    incidents: { type: 'string', default: '100000' },
    samples: { type: 'string', default: '2000' },
    only: { type: 'string', default: 'memory,placing,look-ups,workers,long' },
  },
});
const TOTAL = Number(values.incidents);
const SAMPLES = Number(values.samples);
const PARTS = values.only.split(',');
const DAY_MS = 86_400_000;
const NOW = Date.UTC(2026, 10, 21, 12);

const loaded = await loadConfig('config');
if (loaded.kind !== 'ok') throw new Error('config/ has problems; run the check command');
const context = createIncidentContext(loaded.config);
const spots = Object.keys(loaded.config.places.places).filter((id) => context.geography.breadthOf(id) === 'spot');

/** What the store takes for now: incidents are filled in at their own time, for copies are sought among the last days only. */
let clockMs = NOW;

const redis = await startTestRedis();
const store = await connectStore({ address: redis.url });
const incidents = open(store);

const emptyBytes = await memory();
if (PARTS.includes('memory')) await memoryPerIncident();
if (PARTS.includes('placing') || PARTS.includes('look-ups')) await fill(TOTAL);
if (PARTS.includes('placing')) await measurePlacing();
if (PARTS.includes('look-ups')) await measureLookUps();
if (PARTS.includes('workers')) await eightWorkers();
if (PARTS.includes('long')) await oneLongIncident();
await store.close();
await redis.stop();

function reportAt(atMs: number, next: () => number, story: number, teller: number): Report {
  return inventReport(atMs, next, story, teller, spots);
}

function open(over: typeof store): IncidentStore {
  return createIncidentStore(over, {
    prefix: context.prefix,
    retentionMs: 90 * DAY_MS,
    ancestorsOf: (place) => context.geography.ancestorsOf(place),
    clock: () => clockMs,
  });
}

/** Memory of an incident of five reports, with all it is found by. */
async function memoryPerIncident(): Promise<void> {
  const next = random(1);
  const count = 2000;
  const ids = new Set<string>();
  for (let story = 0; story < count; story++) {
    const startMs = NOW - 80 * DAY_MS + story * 600_000;
    const writes = Array.from({ length: 5 }, (_, teller) =>
      accountOf(reportAt(startMs + teller * 60_000, next, story, teller), context),
    );
    await incidents.exclusively(async (session) => {
      const day = new Date(startMs).toISOString().slice(0, 10);
      const id = `AA-${day}-${await session.nextNumber(day)}`;
      ids.add(id);
      session.write([composeWrite(id, writes, undefined, context)]);
    });
  }
  const bytes = (await memory()) - emptyBytes;
  say(
    'memory per incident of 5 reports',
    bytes / ids.size,
    'bytes while reports can still join it, all indexes and items included',
  );
  // What placing needs expires after the longest window; the record and its look-ups stay for the retention.
  const passing = await store.ask('list keys', (client) => client.keys('*:inc-[gbc]:*'));
  for (let at = 0; at < passing.length; at += 500) {
    await store.ask('forget', (client) => client.del(...passing.slice(at, at + 500)));
  }
  say('the same after 16 days', ((await memory()) - emptyBytes) / ids.size, 'bytes');
  await store.ask('empty', (client) => client.flushall());
}

async function memory(): Promise<number> {
  const info = await store.ask('memory', (client) => client.info('memory'));
  return Number(/used_memory:(\d+)/.exec(info)?.[1]);
}

/** Incidents over 90 days, written in blocks: placing them one by one would measure the same thing a hundred thousand times. */
async function fill(total: number): Promise<void> {
  const next = random(2);
  const block = 200;
  const startedAt = performance.now();
  for (let from = 0; from < total; from += block) {
    await incidents.exclusively(async (session) => {
      const writes = [];
      for (let story = from; story < Math.min(total, from + block); story++) {
        const atMs = NOW - 90 * DAY_MS + (story / total) * 90 * DAY_MS - 60_000;
        clockMs = atMs;
        const day = new Date(atMs).toISOString().slice(0, 10);
        const id = `${context.prefix}-${day}-${String(await session.nextNumber(day)).padStart(2, '0')}`;
        writes.push(composeWrite(id, [accountOf(reportAt(atMs, next, story, 0), context)], undefined, context));
      }
      session.write(writes);
    });
  }
  clockMs = NOW;
  say(
    'filled',
    total,
    `incidents in ${Math.round((performance.now() - startedAt) / 1000)} s, ${Math.round((await memory()) / 1e6)} MB`,
  );
}

async function measurePlacing(): Promise<void> {
  const next = random(3);
  let joined = 0;
  const effort = await measure(SAMPLES, async (at) => {
    // Half open a story, half continue one of the latest hundred, however many incidents there are; one in eight names no place.
    const story = TOTAL + (at % 2 === 0 ? at : Math.max(0, at - 1 - 2 * Math.floor(next() * 100)));
    const report = reportAt(NOW + at, next, story, 1 + (at % 5));
    const placed = { ...report, itemId: `p${at}`, ...(at % 8 === 7 ? { places: [] } : {}) };
    const accepted = await acceptReport(placed, incidents, context);
    if (accepted.placing !== 'new') joined++;
  });
  sayTimes(`placing one report among ${TOTAL}`, effort, `${joined} of ${SAMPLES} joined`);
}

async function measureLookUps(): Promise<void> {
  const next = random(4);
  const someId = (await incidents.find({}, { limit: 50 })).incidents.map((one) => one.id);
  const kinds: Record<string, () => Promise<unknown>> = {
    latest: () => incidents.find({}, { limit: 20 }),
    'by id': () => incidents.get(pick(someId, next)),
    label: () => incidents.find({ labels: ['clash'] }, { limit: 20 }),
    party: () => incidents.find({ parties: ['AZE'] }, { limit: 20 }),
    'place with children': () =>
      incidents.find({ places: [pick(['syunik', 'gegharkunik', 'tavush', 'sotk'], next)] }, { limit: 20 }),
    'day range': () => incidents.find({ from: dayBack(60, next), to: dayBack(30, next) }, { limit: 20 }),
    'status and severity': () => incidents.find({ statuses: ['claimed'], minSeverity: 2 }, { limit: 20 }),
    'nothing fits': () => incidents.find({ statuses: ['retracted'], minSeverity: 4 }, { limit: 20 }),
    words: () => incidents.find({ words: pick(WORDS['en'] ?? [], next) }, { limit: 20 }),
    'words, label and place': () =>
      incidents.find({ words: pick(WORDS['hy'] ?? [], next), labels: ['clash'], places: ['syunik'] }, { limit: 20 }),
  };
  for (const [name, lookUp] of Object.entries(kinds)) {
    sayTimes(`look-up: ${name}`, await measure(SAMPLES / 5, lookUp), '');
  }
}

function dayBack(days: number, next: () => number): string {
  return new Date(NOW - (days - next() * 10) * DAY_MS).toISOString().slice(0, 10);
}

/** Ten thousand reports of one incident by forty outlets, no two alike; its cost must not grow with them. */
async function oneLongIncident(): Promise<void> {
  await store.ask('empty', (client) => client.flushall());
  const next = random(5);
  const total = 10_000;
  const block = total / 5;
  const ids = new Set<string>();
  let story = 0;
  while (reportAt(NOW, random(6), story, 0).label !== 'clash') story++;
  for (let from = 0; from < total; from += block) {
    const effort = await measure(block, async (at) => {
      const report = reportAt(NOW - DAY_MS / 2 + from + at, next, story, (from + at) % 40);
      const placed = { ...report, itemId: `l${from + at}` };
      ids.add((await acceptReport(placed, incidents, context)).incident.id);
    });
    sayTimes(`report ${from + 1} to ${from + block} of one incident`, effort, '');
  }
  const found = await incidents.get([...ids][0] ?? '');
  const articles = found.kind === 'found' ? found.incident.sources.articles : 0;
  say('articles of that incident', articles, `of ${total} reports, in ${ids.size} incident(s)`);
}

/** Eight connections share one stream; the partition is compared with that of one worker. */
async function eightWorkers(): Promise<void> {
  const scores: number[] = [];
  for (let run = 0; run < 20; run++) {
    const next = random(100 + run);
    const reports = Array.from({ length: 200 }, (_, at) =>
      reportAt(NOW - DAY_MS + at * 60_000, next, 900_000 + run * 1000 + (at % 40), 1000 + at),
    );
    await store.ask('empty', (client) => client.flushall());
    const alone = await place(reports, 1);
    await store.ask('empty', (client) => client.flushall());
    const together = await place(reports, 8);
    scores.push(bCubed(alone, together));
  }
  say('eight workers against one, B-cubed, worst of 20 runs', Math.min(...scores), '');
}

async function place(reports: readonly Report[], workers: number): Promise<Map<string, string>> {
  const queue = [...reports];
  const placed = new Map<string, string>();
  const stores = await Promise.all(Array.from({ length: workers }, () => connectStore({ address: redis.url })));
  await Promise.all(
    stores.map(async (worker) => {
      const own = open(worker);
      for (let report = queue.shift(); report !== undefined; report = queue.shift()) {
        placed.set(report.itemId, (await acceptReport(report, own, context)).incident.id);
      }
    }),
  );
  await Promise.all(stores.map((worker) => worker.close()));
  const { incidents: all } = await incidents.find({}, { limit: 1000 });
  const told = all.reduce((sum, one) => sum + one.sources.articles, 0);
  if (told !== reports.length) say('LOST REPORTS', reports.length - told, '');
  return placed;
}

function bCubed(gold: ReadonlyMap<string, string>, answer: ReadonlyMap<string, string>): number {
  const items = [...gold.keys()];
  let sum = 0;
  for (const item of items) {
    const a = items.filter((one) => gold.get(one) === gold.get(item));
    const b = items.filter((one) => answer.get(one) === answer.get(item));
    const both = a.filter((one) => b.includes(one)).length;
    sum += (2 * both) / (a.length + b.length);
  }
  return sum / items.length;
}

interface Effort {
  readonly timesMs: number[];
  /** Processor time of this process, helper threads included, and of Redis. */
  cpuMs: number;
  redisCpuMs: number;
}

/** Runs a task so many times; the first twentieth only warms up. */
async function measure(count: number, task: (at: number) => Promise<unknown>): Promise<Effort> {
  const effort: Effort = { timesMs: [], cpuMs: 0, redisCpuMs: 0 };
  const warmUp = Math.ceil(count / 20);
  for (let at = 0; at < warmUp; at++) await task(at);
  const redisBefore = await redisCpuMs();
  const before = process.cpuUsage();
  for (let at = warmUp; at < count; at++) {
    const startedAt = performance.now();
    await task(at);
    effort.timesMs.push(performance.now() - startedAt);
  }
  const { user, system } = process.cpuUsage(before);
  effort.cpuMs = (user + system) / 1000 / effort.timesMs.length;
  effort.redisCpuMs = ((await redisCpuMs()) - redisBefore) / effort.timesMs.length;
  return effort;
}

async function redisCpuMs(): Promise<number> {
  const info = await store.ask('processor time', (client) => client.info('cpu'));
  const seconds = (name: string) => Number(new RegExp(`^${name}:([0-9.]+)`, 'm').exec(info)?.[1]);
  return 1000 * (seconds('used_cpu_user') + seconds('used_cpu_sys'));
}

function sayTimes(what: string, { timesMs, cpuMs, redisCpuMs }: Effort, note: string): void {
  const sorted = [...timesMs].sort((a, b) => a - b);
  const at = (share: number) => (sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(2);
  const cpu = `processor ${cpuMs.toFixed(2)} + Redis ${redisCpuMs.toFixed(2)} ms`;
  process.stdout.write(`${what.padEnd(52)} p50 ${at(0.5)} p99 ${at(0.99)} ms, ${cpu} ${note}\n`);
}

function say(what: string, value: number, note: string): void {
  process.stdout.write(`${what.padEnd(52)} ${Math.round(value * 1000) / 1000} ${note}\n`);
}
