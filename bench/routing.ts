/**
 * Measures planning one alert over many subscriptions, as in `/subscribe` by many servers: filters by place, side, label and words.
 *
 *   node bench/routing.ts [--subscriptions 100000] [--runs 50]
 *
 * Prints median and slowest of the runs, and what building the index costs after a change. Pure: no Redis, no Discord.
 */
import { parseArgs } from 'node:util';
import { factsOf } from '../src/alerts/filter.ts';
import { planDeliveries } from '../src/alerts/plan.ts';
import { createRouteIndex } from '../src/alerts/route-index.ts';
import { loadConfig } from '../src/config/load.ts';
import type { Subscription } from '../src/domain/alert.ts';
import { fold } from '../src/language/fold.ts';
import { parentsOf } from '../src/service/parents.ts';
import { SAMPLE_INCIDENTS } from '../src/words/sample-incidents.ts';
import { sampleSubscription } from '../tests/support/records.ts';
import { print } from './print.ts';

const { values } = parseArgs({
  options: {
    subscriptions: { type: 'string', default: '100000' },
    runs: { type: 'string', default: '50' },
  },
});
const COUNT = Number(values.subscriptions);
const RUNS = Number(values.runs);
const loaded = await loadConfig('config');
if (loaded.kind !== 'ok') throw new Error('config/ has problems; run the check command');
const places = Object.keys(loaded.config.places.places);
const outlets = Object.keys(loaded.config.outlets);
const [incident] = Object.values(SAMPLE_INCIDENTS);
if (incident === undefined) throw new Error('there is no sample incident');
const facts = factsOf(incident, parentsOf(loaded.config.places), fold);
const now = Date.parse(incident.updatedAt);

/** `share`: how many of the subscriptions want every clash; the rest ask for a place, an outlet or words. */
function subscriptionsOf(share: number): Subscription[] {
  return Array.from({ length: COUNT }, (_, index) => {
    const base = { id: `s${index}`, channelId: `c${index}` };
    if (index < COUNT * share) return sampleSubscription({ ...base, filter: { labels: ['clash'] } });
    const place = places[index % places.length] ?? 'sotk';
    const outlet = outlets[index % outlets.length] ?? 'x';
    if (index % 3 === 0) return sampleSubscription({ ...base, filter: { places: [place] } });
    if (index % 3 === 1) return sampleSubscription({ ...base, filter: { outlets: [outlet], includeWords: ['mine'] } });
    return sampleSubscription({ ...base, filter: { labels: ['negotiation'], minSeverity: 2 } });
  });
}

for (const share of [0, 0.01, 0.1, 1]) {
  const subscriptions = subscriptionsOf(share);
  const builtAt = performance.now();
  const index = createRouteIndex(subscriptions);
  const buildMs = performance.now() - builtAt;
  const times: number[] = [];
  let planned = 0;
  const alert = { incident, change: 'new', changes: [] } as const;
  for (let run = 0; run < RUNS; run++) {
    const startedAt = process.cpuUsage();
    const plans = planDeliveries(alert, facts, {
      index,
      silences: [],
      fold,
      now,
      arrivedAt: incident.updatedAt,
      lateAfterMs: 1_800_000,
      minSeverity: 0,
      plannedLastHour: () => 0,
    });
    const { user, system } = process.cpuUsage(startedAt);
    times.push((user + system) / 1000);
    planned = plans.filter((plan) => plan.kind !== 'skip').length;
  }
  times.sort((a, b) => a - b);
  const median = times[Math.floor(times.length / 2)] ?? 0;
  print(
    `one alert over ${COUNT} subscriptions, ${planned} of which want it: median / slowest, ms of CPU`,
    `${median.toFixed(2)} / ${(times.at(-1) ?? 0).toFixed(2)}`,
    planned <= COUNT / 100 ? '<= 20' : '–',
  );
  print('  building the index after a change, ms', buildMs.toFixed(0), '–');
}
