import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Redis } from 'ioredis';
import { expect, it } from 'vitest';
import { loadConfig } from '../src/config/load.ts';
import { createDesk } from '../src/desk.ts';
import { consoleSubscription } from '../src/links/console-sink.ts';
import { openRuntime } from '../src/service/runtime.ts';
import { startService } from '../src/service/service.ts';
import { pruneStore } from '../src/store/maintenance.ts';
import { startTestRedis } from './support/redis.ts';

const HOUR_MS = 3_600_000;
const STEP_HOURS = 2;
const DAYS = 7;
/** In these simulated days everything that may grow has grown, and only flat days follow. */
const RETENTION_DAYS = 2;
const PLACES = ['Sotk', 'Jermuk', 'Tegh', 'Yeraskh', 'Movses', 'Berkaber'] as const;
const quiet = { debug() {}, info() {}, warn() {}, error() {}, child: () => quiet };

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as (options: object) => void;

/** Keys without an expiry, with how much each holds; keys with one go by themselves. */
async function lasting(client: Redis): Promise<{ readonly keys: number; readonly entries: number }> {
  const sizes = { zset: 'zcard', hash: 'hlen', set: 'scard', list: 'llen' } as const;
  let keys = 0;
  let entries = 0;
  for (const key of await client.keys('*')) {
    // Streams of the queues' own events are cut at ten thousand by the queues.
    if ((await client.pttl(key)) >= 0 || key.endsWith(':events')) continue;
    keys++;
    const type = await client.type(key);
    entries += type in sizes ? Number(await client.call(sizes[type as keyof typeof sizes], key)) : 1;
  }
  return { keys, entries };
}

it('a simulated week of news leaves memory and lasting keys as they were after the first days', async () => {
  const loaded = await loadConfig('config');
  if (loaded.kind !== 'ok') throw new Error('config/ has problems; run the check command');
  const startedAt = Date.now() - DAYS * 24 * HOUR_MS;
  let clock = startedAt;
  const hours = () => Math.round((clock - startedAt) / HOUR_MS);
  const server = createServer((request, response) => {
    response.writeHead(200, { 'Content-Type': 'application/rss+xml; charset=utf-8' });
    response.end(feedAt(request.url ?? '', hours(), startedAt));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const { settings } = loaded.config;
  const outlet = (side: string) => ({
    name: side,
    names: {},
    country: 'AM',
    side,
    owner: side,
    alignment: 'private' as const,
    languages: [],
    aliases: [],
  });
  const config = {
    ...loaded.config,
    routes: [],
    settings: {
      ...settings,
      feeds: { ...settings.feeds, hostDelay: 0, jitter: 0 },
      incidents: { ...settings.incidents, retention: RETENTION_DAYS * 24 * HOUR_MS },
    },
    outlets: { arm: outlet('ARM'), aze: outlet('AZE') },
    feeds: ['arm', 'aze'].map((id) => ({
      id: `${id}-feed`,
      outlet: id,
      url: `http://127.0.0.1:${port}/${id}`,
      kind: 'feed' as const,
      every: 1000,
      enabled: true,
      verified: true,
      timezone: 'UTC',
      headers: {},
      allowPrivate: true,
      retryAfterScope: 'host' as const,
    })),
  };
  const redis = await startTestRedis();
  const runtime = await openRuntime({
    environment: { dataDir: redis.dir, redisUrl: redis.url },
    env: {},
    config,
    log: quiet,
  });
  const desk = createDesk(config);
  let delivered = 0;
  let judged = 0;
  const service = await startService({
    desk: () => desk,
    state: runtime.state,
    incidents: runtime.state.incidents,
    incidentById: runtime.incidentById,
    roles: new Set(['poll', 'deliver']),
    builtIn: [consoleSubscription('en')],
    deliver: async () => ({ kind: 'sent', messageId: '1' }),
    log: quiet,
    now: () => clock,
    random: Math.random,
    hasTicker: false,
    onPoll: (report) => {
      judged += report.results.length;
    },
    onDelivery: () => {
      delivered++;
    },
  });
  const client = redis.connect();
  const days: { readonly keys: number; readonly entries: number; readonly heapMb: number }[] = [];
  for (let step = 0; step <= (DAYS * 24) / STEP_HOURS; step++) {
    clock = startedAt + step * STEP_HOURS * HOUR_MS;
    await service.pollNow(config.feeds.map((feed) => feed.id));
    for (let idle = 0; idle < 2; await pause(5)) idle = (await service.isIdle()) ? idle + 1 : 0;
    await pruneStore(runtime.store, { nowMs: clock, retentionMs: config.settings.incidents.retention });
    if (hours() === 0 || hours() % 24 !== 0) continue;
    // The thorough kind: what only caches and compiled code hold on to is no leak.
    collectGarbage({ type: 'major', execution: 'sync', flavor: 'last-resort' });
    days.push({ ...(await lasting(client)), heapMb: process.memoryUsage().heapUsed / 1_048_576 });
  }
  await service.stop();
  await runtime.close();
  server.closeAllConnections();
  server.close();
  await redis.stop();
  const [, , third, , , , last] = days;
  const shown = JSON.stringify(days);
  expect(judged, shown).toBeGreaterThan(1000);
  expect(delivered, shown).toBeGreaterThan(5);
  expect(last?.keys, shown).toBeLessThanOrEqual((third?.keys ?? 0) * 1.2 + 5);
  expect(last?.entries, shown).toBeLessThanOrEqual((third?.entries ?? 0) * 1.2 + 20);
  expect(last?.heapMb, shown).toBeLessThan((third?.heapMb ?? 0) + 5);
}, 180_000);

/** The newest thirty items of an outlet: each hour some talk of the weather and, now and then, a clash. */
function feedAt(path: string, hour: number, startedAt: number): string {
  const perHour = 4;
  const newest = (hour + 1) * perHour;
  const items = Array.from({ length: Math.min(30, newest) }, (_, index) => {
    const number = newest - index;
    const at = new Date(startedAt + (number / perHour - 1) * HOUR_MS).toUTCString();
    const place = PLACES[number % PLACES.length] ?? 'Sotk';
    const isClash = number % 9 === 0;
    const title = isClash
      ? `Azerbaijani forces open fire near ${place}, Armenia says`
      : `Weather report number ${number}`;
    const summary = isClash
      ? 'The Armenian Defence Ministry said one Armenian soldier was wounded.'
      : 'Sunny spells in the morning, with light wind from the south.';
    const id = `https://outlet.example${path}/${number}`;
    return `<item><guid>${id}</guid><link>${id}</link><title>${title}</title><pubDate>${at}</pubDate><description>${summary}</description></item>`;
  });
  return `<rss version="2.0"><channel><title>t</title>${items.join('')}</channel></rss>`;
}
