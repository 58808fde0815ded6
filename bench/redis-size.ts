import { performance } from 'node:perf_hooks';
import { loadConfig } from '../src/config/load.ts';
import { acceptReport } from '../src/incidents/accept.ts';
import { createIncidentContext } from '../src/incidents/context.ts';
import { openRuntime } from '../src/service/runtime.ts';
import { sampleReport } from '../tests/support/incidents.ts';
import { startTestRedis } from '../tests/support/redis.ts';

// How many bytes of Redis an item and an incident take: node bench/redis-size.ts [items] [incidents]
const items = Number(process.argv[2] ?? 5000);
const incidents = Number(process.argv[3] ?? 500);
const REPORTS_PER_INCIDENT = 4;

const quiet = { debug() {}, info() {}, warn() {}, error() {}, child: () => quiet };
const redis = await startTestRedis();
const loaded = await loadConfig('config');
if (loaded.kind !== 'ok') throw new Error('the configuration is broken');
const { config } = loaded;
const runtime = await openRuntime({
  environment: { dataDir: redis.dir, redisUrl: redis.url },
  env: {},
  config,
  log: quiet,
});
const { state, store } = runtime;

async function usedBytes(): Promise<number> {
  const info = await store.ask('read memory use', (client) => client.info('memory'));
  return Number(/used_memory:(\d+)/.exec(info)?.[1]);
}

const empty = await usedBytes();
let startedAt = performance.now();
for (let n = 0; n < items; n++) {
  const sample = config.samples[n % config.samples.length];
  const title = `${sample?.title ?? ''} ${n}`;
  const summary = `${title} `.repeat(4).slice(0, 300);
  const url = `https://outlet.example/news/2026/11/${n}`;
  const at = new Date(Date.now() - n * 1000).toISOString();
  await state.seen.mark('outlet', [
    {
      itemId: `item-${n.toString(36)}-abcdefgh`,
      keys: [`g:outlet.example/${n}`, `l:outlet.example/news/2026/11/${n}`],
      textHash: `hash${n.toString(36)}`.padEnd(16, '0'),
      url,
      record: {
        item: {
          id: `item-${n.toString(36)}-abcdefgh`,
          feedId: 'outlet-hy',
          outletId: 'outlet',
          guid: url,
          url,
          title,
          summary,
          publishedAt: at,
          dateBasis: 'stated',
          fetchedAt: at,
          language: sample?.language ?? 'hy',
          languageConfidence: 1,
        },
        decidedAt: at,
        outcome: 'drop',
        reason: 'no cue of any label',
        label: 'other',
        score: 0.12,
        lexiconVersion: '0123456789ab',
      },
    },
  ]);
}
const withItems = await usedBytes();
process.stdout.write(
  `${items} items: ${Math.round((withItems - empty) / items)} bytes each, ${Math.round(performance.now() - startedAt)} ms\n`,
);

startedAt = performance.now();
const context = createIncidentContext(config);
const places = Object.entries(config.places.places).flatMap(([id, place]) => (place.kind === 'village' ? [id] : []));
const ids = new Set<string>();
for (let n = 0; n < incidents; n++) {
  for (let report = 0; report < REPORTS_PER_INCIDENT; report++) {
    const at = new Date(Date.now() - (incidents - n) * 3 * 3_600_000 + report * 600_000).toISOString();
    const accepted = await acceptReport(
      sampleReport({
        arrivedAt: at,
        publishedAt: at,
        places: [places[n % places.length] ?? 'sotk'],
        outletId: `outlet-${report}`,
        ownerId: `owner-${report}`,
        claims: [
          {
            kind: 'accuses',
            speaker: { party: 'ARM', office: 'defenceMinistry' },
            about: { initiator: 'AZE', target: 'ARM' },
            quote: 'The Defence Ministry said that positions came under fire from small arms in the evening.',
            language: 'en',
            itemId: `item-${n}-${report}`,
          },
        ],
      }),
      state.incidents,
      context,
    );
    ids.add(accepted.incident.id);
  }
}
const withIncidents = await usedBytes();
process.stdout.write(
  `${ids.size} incidents of ${REPORTS_PER_INCIDENT} reports: ${Math.round((withIncidents - withItems) / ids.size)} bytes each, indexes included, ${Math.round(performance.now() - startedAt)} ms\n`,
);
await runtime.close();
await redis.stop();
