/**
 * Measures the whole way from feed bytes to deliveries: items a second, latency, memory.
 *
 *   node bench/end-to-end.ts [--feeds 20] [--items 250] [--alerts 2] [--rounds 3]
 *
 * Serves invented feeds on loopback, each in one language, of which --alerts percent of the items are clashes at places of the gazetteer; real Redis on a socket, deliveries to nowhere.
 * One process: everything shares one core, as in a small installation. Prints one line a figure.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { loadConfig } from '../src/config/load.ts';
import { createDesk } from '../src/desk.ts';
import { consoleSubscription } from '../src/links/console-sink.ts';
import { openRuntime } from '../src/service/runtime.ts';
import { startService } from '../src/service/service.ts';
import { startTestRedis } from '../tests/support/redis.ts';
import { print } from './print.ts';

const { values } = parseArgs({
  options: {
    feeds: { type: 'string', default: '20' },
    items: { type: 'string', default: '250' },
    alerts: { type: 'string', default: '2' },
    rounds: { type: 'string', default: '3' },
  },
});
const LANGUAGES = ['hy', 'az', 'ru', 'en', 'tr', 'ka', 'fa', 'fr'] as const;
const FEEDS = Number(values.feeds);
const ITEMS = Number(values.items);
const ROUNDS = Number(values.rounds);
const ALERT_SHARE = Number(values.alerts) / 100;

const WEAPONS = ['small arms', 'mortars', 'artillery', 'drones', 'tanks'];

const quiet = { debug() {}, info() {}, warn() {}, error() {}, child: () => quiet };
const loaded = await loadConfig('config');
if (loaded.kind !== 'ok') throw new Error('config/ has problems; run the check command');
const base = loaded.config;
const languageOf = (feed: number) => LANGUAGES[feed % LANGUAGES.length] ?? 'en';
const dull = LANGUAGES.map((language) =>
  base.samples.filter((sample) => sample.label === 'other' && sample.language === language),
);
const spots = Object.values(base.places.places)
  .filter((place) => place.kind === 'village' && place.isTheatre)
  .map((place) => place.name);

let round = 0;
const server = createServer((request, response) => {
  const feed = Number(request.url?.slice(1) ?? 0);
  response.writeHead(200, { 'Content-Type': 'application/rss+xml; charset=utf-8' });
  response.end(feedOf(feed, round));
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const { port } = server.address() as AddressInfo;

const redis = await startTestRedis();
const config = {
  ...base,
  settings: { ...base.settings, feeds: { ...base.settings.feeds, hostDelay: 0, jitter: 0, itemsPerCall: 500 } },
  routes: [],
  outlets: Object.fromEntries(
    Array.from({ length: FEEDS }, (_, index) => [
      `o${index}`,
      {
        name: `Outlet ${index}`,
        names: {},
        country: 'AM',
        side: index % 2 === 0 ? 'ARM' : 'AZE',
        owner: `o${index}`,
        alignment: 'private' as const,
        languages: [],
        aliases: [],
      },
    ]),
  ),
  feeds: Array.from({ length: FEEDS }, (_, index) => ({
    id: `f${index}`,
    outlet: `o${index}`,
    url: `http://127.0.0.1:${port}/${index}`,
    kind: 'feed' as const,
    every: 1000,
    language: languageOf(index),
    enabled: true,
    verified: true,
    timezone: 'UTC',
    headers: {},
    allowPrivate: true,
    retryAfterScope: 'host' as const,
  })),
};
const runtime = await openRuntime({
  environment: { dataDir: redis.dir, redisUrl: redis.url },
  env: {},
  config,
  log: quiet,
});
const desk = createDesk(config);
const latencies: number[] = [];
let delivered = 0;
const service = await startService({
  desk: () => desk,
  state: runtime.state,
  incidents: runtime.state.incidents,
  incidentById: runtime.incidentById,
  roles: new Set(['poll', 'deliver']),
  builtIn: [consoleSubscription('en')],
  deliver: async () => ({ kind: 'sent', messageId: '1' }),
  log: quiet,
  now: Date.now,
  random: Math.random,
  hasTicker: false,
  onDelivery: (_delivery, _outcome, plannedAt) => {
    delivered++;
    latencies.push(Date.now() - Date.parse(plannedAt));
  },
});
const ids = config.feeds.map((feed) => feed.id);
// The first round fills the archive, the second one warms everything up: what is measured is a service that runs.
for (; round < 2; round++) await pollOnce();
delivered = 0;
latencies.length = 0;
const perWallSecond: number[] = [];
const perCpuSecond: number[] = [];
const total = FEEDS * ITEMS;
for (; round < 2 + ROUNDS; round++) {
  const cpuBefore = process.cpuUsage();
  const started = performance.now();
  await pollOnce();
  const { user, system } = process.cpuUsage(cpuBefore);
  perWallSecond.push((1000 * total) / (performance.now() - started));
  perCpuSecond.push((1_000_000 * total) / (user + system));
}
latencies.sort((a, b) => a - b);
const at = (share: number) => latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? 0;
print('items in each of the rounds', `${total} x ${ROUNDS}`, '–');
print('items a second, wall clock, median round', medianOf(perWallSecond), '–');
print('items a second of one core (CPU time), median round', medianOf(perCpuSecond), '>= 2,000');
print('deliveries', String(delivered), '–');
print('planned to delivered, median / 95 % / 99 %, ms', `${at(0.5)} / ${at(0.95)} / ${at(0.99)}`, '–');
print('resident memory, MB', String(Math.round(process.memoryUsage.rss() / 1_048_576)), '<= 350');
await service.stop();
await runtime.close();
server.closeAllConnections();
server.close();
await redis.stop();

async function pollOnce(): Promise<void> {
  await service.pollNow(ids);
  for (let quietTimes = 0; quietTimes < 2; await pause(5)) quietTimes = (await service.isIdle()) ? quietTimes + 1 : 0;
}

function feedOf(feed: number, at: number): string {
  const items = Array.from({ length: at === 0 ? 1 : ITEMS }, (_, index) => {
    const id = `${feed}-${at}-${index}`;
    const isAlert = at > 0 && (index * 7919 + feed * 104_729) % 10_000 < ALERT_SHARE * 10_000;
    const spot = spots[(at * 37 + feed * 31 + index) % spots.length] ?? 'Sotk';
    const told = dull[feed % dull.length] ?? [];
    const sample = told[index % told.length];
    const title = isAlert
      ? `Azerbaijani forces open fire near ${spot} with ${WEAPONS[(at + index) % WEAPONS.length]}, Armenia says`
      : `${sample?.title ?? 'Weather'} ${id}`;
    const summary = isAlert
      ? `The Armenian Defence Ministry said ${2 + ((at * 7 + index) % 20)} Armenian soldiers were wounded.`
      : (sample?.summary ?? 'A paragraph of ordinary text about an ordinary day.');
    return `<item><guid>${id}</guid><link>https://o${feed}.example/${id}</link><title>${escapeXml(title)}</title><pubDate>${new Date().toUTCString()}</pubDate><description>${escapeXml(summary)}</description></item>`;
  });
  return `<rss version="2.0"><channel><title>t</title>${items.join('')}</channel></rss>`;
}

function medianOf(numbers: readonly number[]): string {
  const sorted = [...numbers].sort((a, b) => a - b);
  return String(Math.round(sorted[Math.floor(sorted.length / 2)] ?? 0));
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
