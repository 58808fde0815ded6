import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestRedis, type TestRedis } from '../../tests/support/redis.ts';
import { connectStore, type Store } from './connect.ts';
import { startDeliverWorker } from './deliver-worker.ts';
import { pruneStore } from './maintenance.ts';
import { createOutbox } from './outbox.ts';
import { createSeenStore } from './seen.ts';
import { createSetAside } from './set-aside.ts';

let server: TestRedis;
let store: Store;

beforeAll(async () => {
  server = await startTestRedis();
  store = await connectStore({ address: server.url });
});
afterAll(async () => {
  await store.close();
  await server.stop();
});

it('leaves nothing behind that neither expires nor is pruned', async () => {
  const retentionMs = 60_000;
  await createSeenStore(store, { retentionMs }).mark('o', [
    {
      itemId: 'i1',
      keys: ['guid:1'],
      textHash: 'h',
      url: 'https://a.example/1',
      record: {
        item: {
          id: 'i1',
          feedId: 'f',
          outletId: 'o',
          url: 'https://a.example/1',
          title: 'Title',
          summary: '',
          dateBasis: 'firstSeen',
          fetchedAt: '2026-11-21T10:00:00Z',
          language: 'en',
          languageConfidence: 1,
        },
        decidedAt: '2026-11-21T10:00:00Z',
        outcome: 'drop',
        reason: 'no cue',
      },
    },
  ]);
  const setAside = createSetAside(store, { clock: () => Date.parse('2026-11-21T10:00:00Z') });
  await setAside.strike({ kind: 'item', id: 'i1', error: 'e', payload: {} });
  await setAside.put({ kind: 'item', id: 'i2', error: 'e', payload: {} });
  const outbox = createOutbox(store, { retentionMs });
  await outbox.plan([
    { id: 'd1', subscriptionIds: [], channelId: 'c1', incidentId: 'A', revision: 1, kind: 'post', language: 'en' },
  ]);
  const worker = startDeliverWorker(store, { retentionMs, handle: async () => ({ kind: 'sent', messageId: 'm1' }) });
  await expect.poll(() => outbox.stateOf('d1')).toMatchObject({ kind: 'sent' });
  await worker.close();
  await outbox.close();

  const pruned = await pruneStore(store, { nowMs: Date.parse('2027-03-01T00:00:00Z'), retentionMs });
  expect(pruned).toEqual({ items: 1, silences: 0, setAside: 1, subscriptionRemovals: 0 });

  const names = await store.ask('list keys', (redis) => redis.keys('*'));
  const lasting: string[] = [];
  for (const name of names) if ((await store.ask('ttl', (redis) => redis.pttl(name))) === -1) lasting.push(name);
  // Of fixed size: the queues' own books, the names of outcomes, the last deliveries, a version number.
  const fixed = /^\{cm\}:(?:poll|deliver):|^\{cm\}:(?:items:|sent-recent|subscriptions-pruned)$/;
  expect(lasting.filter((name) => !fixed.test(name))).toEqual([]);
});
