/**
 * Measures planning one alert over many subscriptions, as in `/subscribe` by many servers: filters by place, side, label and words.
 *
 *   node bench/routing.ts [--subscriptions 100000] [--runs 50]
 *
 * Prints median and slowest of the runs and, for many channels, of what is planned without a pause; and what the index costs. Pure: no Redis, no Discord.
 */
import { parseArgs } from 'node:util';
import { factsOf } from '../src/alerts/filter.ts';
import { planDeliveries } from '../src/alerts/plan.ts';
import { createRouteIndex, type RoutedChannel } from '../src/alerts/route-index.ts';
import { loadConfig } from '../src/config/load.ts';
import { createDesk } from '../src/desk.ts';
import type { Subscription } from '../src/domain/alert.ts';
import { fold } from '../src/language/fold.ts';
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
/** As many as the pipeline plans before it waits for Redis. */
const CHANNELS_AT_ONCE = 500;
const loaded = await loadConfig('config');
if (loaded.kind !== 'ok') throw new Error('config/ has problems; run the check command');
const places = Object.keys(loaded.config.places.places);
const outlets = Object.keys(loaded.config.outlets);
const [incident] = Object.values(SAMPLE_INCIDENTS);
if (incident === undefined) throw new Error('there is no sample incident');
const facts = factsOf(incident, createDesk(loaded.config), fold);
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
  const stretches: number[] = [];
  let planned = 0;
  const alert = { incident, change: 'new', changes: [] } as const;
  for (let run = 0; run < RUNS; run++) {
    planned = 0;
    let inAll = 0;
    const channels = index.channels(facts)[Symbol.iterator]();
    for (let isDone = false; !isDone; ) {
      const startedAt = process.cpuUsage();
      const batch: RoutedChannel[] = [];
      while (batch.length < CHANNELS_AT_ONCE && !isDone) {
        const next = channels.next();
        if (next.done === true) isDone = true;
        else batch.push(next.value);
      }
      const plans = planDeliveries(alert, facts, batch, {
        silences: [],
        fold,
        now,
        arrivedAt: incident.updatedAt,
        lateAfterMs: 1_800_000,
        minSeverity: 0,
        plannedLastHour: () => 0,
      });
      const { user, system } = process.cpuUsage(startedAt);
      inAll += (user + system) / 1000;
      stretches.push((user + system) / 1000);
      for (const plan of plans) if (plan.kind !== 'skip') planned++;
    }
    times.push(inAll);
  }
  const what = `one alert over ${COUNT} subscriptions, ${planned} of which want it`;
  const wanted = planned <= COUNT / 100 ? '<= 20' : '–';
  print(`${what}: median / slowest, ms of CPU`, `${at(times, 0.5)} / ${at(times, 1)}`, wanted);
  print(
    `  without a pause (${CHANNELS_AT_ONCE} channels): median / 99 %, ms`,
    `${at(stretches, 0.5)} / ${at(stretches, 0.99)}`,
    '<= 20',
  );
  const changedAt = performance.now();
  for (const one of subscriptions.slice(0, 1000)) index.put(one);
  print('  filing all of them at the start, ms', buildMs.toFixed(0), '–');
  print('  filing one that changed, ms', ((performance.now() - changedAt) / 1000).toFixed(4), '–');
}

function at(numbers: readonly number[], share: number): string {
  const sorted = [...numbers].sort((a, b) => a - b);
  return (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(2);
}
