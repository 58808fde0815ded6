import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { createDeliverer } from '../src/discord/deliver.ts';
import { createSender } from '../src/discord/send.ts';
import { createRequestBudget } from '../src/store/budget.ts';
import { connectStore } from '../src/store/connect.ts';
import { SAMPLE_INCIDENTS } from '../src/words/sample-incidents.ts';
import { SAMPLE_NAMES } from '../src/words/sample-names.ts';
import { startTestRedis } from '../tests/support/redis.ts';

/**
 * One alert to many channels against a fake that allows 50 requests in any second: how busy the line is kept, and how often it says 429.
 * `node bench/fan-out.ts [channels]`
 */
const CHANNELS = Number(process.argv[2] ?? 1000);
const WORKERS = 20;
const PER_SECOND = 50;

// In a thread of its own: Discord does not share our event loop either.
const fake = new Worker(new URL('fan-out-discord.ts', import.meta.url), {
  workerData: { channels: CHANNELS, perSecond: PER_SECOND },
});
const [{ apiBase, token, channelIds }] = (await once(fake, 'message')) as [
  { apiBase: string; token: string; channelIds: string[] },
];
const redis = await startTestRedis();
const store = await connectStore({ address: redis.url });
const incident = SAMPLE_INCIDENTS['denied'];
if (incident === undefined) throw new Error('the samples lack "denied"');
const deliver = createDeliverer({
  sender: createSender({
    token,
    apiBase,
    budget: createRequestBudget(store, { perSecond: PER_SECOND }),
  }),
  ports: {
    incidentOf: () => Promise.resolve(incident),
    postOf: () => Promise.resolve(undefined),
    names: () => SAMPLE_NAMES,
    channelLost: () => Promise.resolve({ kind: 'dropped' }),
    now: Date.now,
  },
});
const waiting = [...channelIds];
const startedAt = performance.now();
await Promise.all(
  Array.from({ length: WORKERS }, async () => {
    for (let channelId = waiting.pop(); channelId !== undefined; channelId = waiting.pop()) {
      const job = {
        id: `bench-${channelId}`.slice(-25),
        subscriptionIds: [],
        channelId,
        incidentId: incident.id,
        revision: 2,
        kind: 'post' as const,
        language: 'en' as const,
      };
      const outcome = await deliver(job, {
        plannedAt: new Date().toISOString(),
        pending: [],
        signal: new AbortController().signal,
      });
      if (outcome.kind !== 'sent') process.stdout.write(`${channelId}: ${outcome.kind} ${outcome.reason}\n`);
    }
  }),
);
const seconds = (performance.now() - startedAt) / 1000;
fake.postMessage('count');
const [count] = (await once(fake, 'message')) as [
  { requests: number; refused: number; messages: number; faults: number },
];
// The first 50 may go at once, so the least possible time counts from the second lot on.
const least = Math.max(1, CHANNELS / PER_SECOND - 1);
process.stdout.write(
  `${CHANNELS} channels, ${count.requests} requests in ${seconds.toFixed(1)} s; least possible ${least.toFixed(1)} s, busy ${((100 * least) / seconds).toFixed(1)} %; ` +
    `429: ${count.refused}; messages ${count.messages}; faults ${count.faults}\n`,
);
await store.close();
await redis.stop();
await fake.terminate();
