import { fork } from 'node:child_process';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { feedsSettings } from '../src/config/schema/settings-feeds.ts';
import { type FeedState, newFeedState } from '../src/feeds/feed-state.ts';
import { createIntake } from '../src/feeds/intake.ts';
import { type PolledFeed, pollFeed } from '../src/feeds/poll.ts';
import { print } from './print.ts';

/** One process polls many feeds on loopback; the first round fills the archive, the second is measured. */
const feedCount = Number(process.argv[2] ?? 5_000);
const hostCount = Math.ceil(feedCount / 5);
/** As many polls at a time as a poll worker has. */
const CONCURRENCY = 24;
const settings = feedsSettings.parse({});
const server = fork(join(import.meta.dirname, 'feed-server.ts'));
const port = await new Promise<number>((resolve) => server.once('message', (message) => resolve(message as number)));
const intake = createIntake({ ...settings, hostDelay: 1_000 }, { now: Date.now, random: Math.random });
const feeds = Array.from({ length: feedCount }, (_, i) => feedAt(i, hostCount, port));
// The service keeps states in Redis, as text.
const states = new Map(feeds.map((feed) => [feed.id, JSON.stringify(newFeedState(0))]));
const counts = new Map<string, number>();
const round = async () => {
  counts.clear();
  const queue = [...feeds];
  const worker = async () => {
    for (let feed = queue.shift(); feed !== undefined; feed = queue.shift()) {
      const state = JSON.parse(states.get(feed.id) ?? '') as FeedState;
      const result = await pollFeed(feed, state, intake);
      states.set(feed.id, JSON.stringify(result.nextState));
      counts.set(result.kind, (counts.get(result.kind) ?? 0) + 1);
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, worker));
};
await round();
const start = performance.now();
let peak = 0;
const watch = setInterval(() => {
  peak = Math.max(peak, process.memoryUsage().rss);
}, 100);
await round();
clearInterval(watch);
const seconds = (performance.now() - start) / 1000;
await intake.close();
server.kill();
const answers = [...counts].map(([kind, count]) => `${count} ${kind}`).join(', ');
print(`polling ${feedCount} feeds on ${hostCount} hosts`, `${seconds.toFixed(1)} s (${answers})`, '< 60 s');
print('polling: memory of the process', `${(peak / 1e6).toFixed(0)} MB`, '< 300 MB');
process.exit(0);

function feedAt(index: number, hostCount: number, port: number): PolledFeed {
  const host = index % hostCount;
  return {
    id: `feed-${index}`,
    outlet: `outlet-${host}`,
    url: `http://127.0.${Math.floor(host / 250) + 1}.${(host % 250) + 1}:${port}/${index}`,
    kind: 'feed',
    every: 300_000,
    timezone: 'UTC',
    headers: {},
    allowPrivate: true,
    retryAfterScope: 'host',
  };
}
