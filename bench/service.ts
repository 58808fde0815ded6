/**
 * Measures the real service in processes of its own: time from a feed's answer to Discord's message, processor time, and resident memory with everything
 * in use (all roles, gateway, commands, pictures).
 *
 *   node bench/service.ts [--rate 100] [--seconds 30] [--alerts 2] [--feeds 20] [--by-role]
 *
 * --by-role: three processes, one a role, on one Redis; the figures are their sums.
 *
 * Feeds that grow by --rate items a second in all, and a strict fake of Discord, both on loopback in this process; real Redis on a socket.
 * Resident memory is read from /proc, so on Linux only.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Document } from 'yaml';
import { loadConfig } from '../src/config/load.ts';
import { writeRss } from '../src/feeds/fixtures/feed-text.ts';
import { startFakeDiscord } from '../tests/support/fake-discord/server.ts';
import { startTestRedis } from '../tests/support/redis.ts';
import { print } from './print.ts';

const { values } = parseArgs({
  options: {
    rate: { type: 'string', default: '100' },
    seconds: { type: 'string', default: '30' },
    alerts: { type: 'string', default: '2' },
    feeds: { type: 'string', default: '20' },
    'by-role': { type: 'boolean', default: false },
  },
});
const [RATE, SECONDS, FEEDS] = [Number(values.rate), Number(values.seconds), Number(values.feeds)];
const ALERT_SHARE = Number(values.alerts) / 100;
const WARM_UP_S = 10;
/** Items that one feed shows at once. */
const SHOWN = 50;
const LANGUAGES = ['hy', 'az', 'ru', 'en', 'tr', 'ka', 'fa', 'fr'] as const;

const loaded = await loadConfig('config');
if (loaded.kind !== 'ok') throw new Error('config/ has problems; run the check command');
const { samples, places } = loaded.config;
const dull = LANGUAGES.map((language) => samples.filter((one) => one.label === 'other' && one.language === language));
const spots = Object.values(places.places).flatMap((one) =>
  one.kind === 'village' && one.isTheatre ? [one.name] : [],
);

const feeds = Array.from({ length: FEEDS }, () => [] as ReturnType<typeof itemOf>[]);
/** When each item first stood in an answer, on the clock of the fake. */
const servedAt = new Map<string, number>();
let made = 0;
let alerts = 0;
let startedAt = Number.POSITIVE_INFINITY;
const outlets = createServer((request, response) => {
  grow();
  const shown = feeds[Number(request.url?.slice(1))]?.slice(-SHOWN) ?? [];
  response.writeHead(200, { 'content-type': 'application/rss+xml; charset=utf-8' });
  response.end(writeRss(shown.toReversed()));
  const now = performance.now();
  for (const { guid } of shown) if (!servedAt.has(guid)) servedAt.set(guid, now);
});
await new Promise<void>((resolve) => outlets.listen(0, '127.0.0.1', resolve));
const { port } = outlets.address() as AddressInfo;
for (let feed = 0; feed < FEEDS; feed++) feeds[feed]?.push(itemOf(feed, false));

const redis = await startTestRedis();
const discord = await startFakeDiscord();
const channelId = discord.state.addChannel({}).id;
const dir = await mkdtemp(join(tmpdir(), 'cm-bench-'));
await writeConfig();
const roles = values['by-role'] ? ['poll', 'deliver', 'commands'] : ['poll,deliver,commands,ops'];
const processes = roles.map((role) =>
  spawn(process.execPath, ['--max-semi-space-size=4', 'src/cli.ts', 'run', '--roles', role], {
    env: {
      PATH: process.env['PATH'],
      CONFIG_DIR: join(dir, 'config'),
      DATA_DIR: join(dir, `data-${role}`),
      REDIS_URL: redis.url,
      DISCORD_TOKEN: discord.token,
      DISCORD_API_BASE: discord.apiBase,
      PORT: '0',
      LOG_LEVEL: 'warn',
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  }),
);
await discord.gateway.identified(1);
while (servedAt.size < FEEDS) await pause(50);
await pause(1000);
startedAt = performance.now();
await pause(WARM_UP_S * 1000);
for (const name of ['latest', 'stats', 'map']) {
  await Promise.race([discord.command(name, [], { channelId }), pause(5000)]);
}
const before = await usage();
const measuredFrom = performance.now();
await pause(SECONDS * 1000);
const after = await usage();
await pause(2000);

const latencies: number[] = [];
const told = new Set<string>();
for (const { method, path, body, at } of discord.requests) {
  if (method !== 'POST' || path !== `/channels/${channelId}/messages`) continue;
  const guid = /example\/([\d-]+)/.exec(JSON.stringify(body))?.[1] ?? '';
  const served = servedAt.get(guid);
  if (served === undefined || told.has(guid)) continue;
  told.add(guid);
  if (served >= measuredFrom) latencies.push(at - served);
}
latencies.sort((a, b) => a - b);
const quantile = (share: number) =>
  (latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? 0).toFixed(0);
print('items a second, alerts told', `${RATE}, ${latencies.length}`, '–');
print(
  'feed answer to Discord, median / 95 % / 99 %, ms',
  `${quantile(0.5)} / ${quantile(0.95)} / ${quantile(0.99)}`,
  '95 % <= 300',
);
const cpuS = after.cpuS - before.cpuS;
print('processor used, % of one core', ((cpuS / SECONDS) * 100).toFixed(0), '–');
print('processor time an item, ms', ((cpuS / SECONDS / RATE) * 1000).toFixed(2), '–');
print(
  'resident memory, MB: at the end / highest',
  `${after.rssMb} / ${after.highestMb}`,
  values['by-role'] ? '–' : '<= 350',
);
print('rules of Discord broken', String(discord.faults.length), '0');

for (const child of processes) child.kill('SIGTERM');
await Promise.all(processes.map((child) => once(child, 'exit')));
outlets.closeAllConnections();
outlets.close();
await discord.close();
await redis.stop();
await rm(dir, { recursive: true, force: true });

/** Puts into the feeds what has come up since the last look, spread evenly. */
function grow(): void {
  const due = Math.max(0, ((performance.now() - startedAt) / 1000) * RATE);
  for (; made < due; made++) {
    const feed = made % FEEDS;
    feeds[feed]?.push(itemOf(feed, Math.floor(made * ALERT_SHARE) > Math.floor((made - 1) * ALERT_SHARE)));
  }
}

function itemOf(feed: number, isAlert: boolean) {
  const guid = `${feed}-${made}`;
  const told = dull[feed % dull.length] ?? [];
  const sample = told[made % told.length];
  const spot = spots[alerts % spots.length] ?? 'Sotk';
  if (isAlert) alerts++;
  return {
    guid,
    title: isAlert
      ? `Azerbaijani forces open fire near ${spot}, Armenia says`
      : `${sample?.title ?? 'Weather'} ${made}`,
    link: `https://o${feed}.example/${guid}`,
    date: new Date().toUTCString(),
    summary: isAlert
      ? `The Armenian Defence Ministry said ${2 + (alerts % 20)} soldiers were wounded.`
      : (sample?.summary ?? 'A paragraph about an ordinary day.'),
  };
}

async function writeConfig(): Promise<void> {
  const config = join(dir, 'config');
  await cp('config', config, { recursive: true });
  const put = (name: string, value: unknown) => writeFile(join(config, name), new Document(value).toString());
  const indexes = [...feeds.keys()];
  const outlet = (index: number) => ({
    name: `Outlet ${index}`,
    country: 'AM',
    side: index % 2 === 0 ? 'ARM' : 'AZE',
    owner: `o${index}`,
    alignment: 'private',
    languages: [],
  });
  const feed = (index: number) => ({
    id: `f${index}`,
    outlet: `o${index}`,
    url: `http://127.0.0.1:${port}/${index}`,
    language: LANGUAGES[index % LANGUAGES.length],
    every: '1s',
    allowPrivate: true,
    verified: true,
  });
  await put('outlets.yaml', { outlets: Object.fromEntries(indexes.map((index) => [`o${index}`, outlet(index)])) });
  await put('feeds.yaml', { feeds: indexes.map(feed) });
  await put('routes.yaml', { routes: [{ id: 'all', channel: channelId }] });
  await put('monitor.yaml', { feeds: { tick: '* * * * * *', hostDelay: '0s', jitter: 0, maxInterval: '2s' } });
}

interface Usage {
  readonly cpuS: number;
  readonly rssMb: number;
  readonly highestMb: number;
}

async function usage(): Promise<Usage> {
  const all = await Promise.all(processes.map((child) => usageOf(child.pid ?? 0)));
  const sum = (of: (one: Usage) => number) => all.reduce((total, one) => total + of(one), 0);
  return { cpuS: sum((one) => one.cpuS), rssMb: sum((one) => one.rssMb), highestMb: sum((one) => one.highestMb) };
}

async function usageOf(pid: number): Promise<Usage> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const stat = (await readFile(`/proc/${pid}/stat`, 'utf8')).split(') ')[1]?.split(' ') ?? [];
  const mb = (name: string) => Math.round(Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1]) / 1024);
  return { cpuS: (Number(stat[11]) + Number(stat[12])) / 100, rssMb: mb('VmRSS'), highestMb: mb('VmHWM') };
}
