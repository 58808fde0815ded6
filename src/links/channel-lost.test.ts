import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestRedis, type TestRedis } from '../../tests/support/redis.ts';
import type { DeliveryJob, Subscription } from '../domain/alert.ts';
import { connectStore, type Store } from '../store/connect.ts';
import { createOutbox } from '../store/outbox.ts';
import { createSubscriptionStore } from '../store/subscriptions.ts';
import { createChannelLost } from './channel-lost.ts';

const log = { debug() {}, info() {}, warn() {}, error() {}, child: () => log };
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

function delivery(id: string): DeliveryJob {
  return {
    id,
    subscriptionIds: ['route'],
    channelId: 'c1',
    incidentId: 'AA-2026-11-21-01',
    revision: 1,
    kind: 'post',
    language: 'en',
  };
}

it('tells the operators of a lost channel once while a route goes on planning for it, and again when a subscription is lost', async () => {
  const outbox = createOutbox(store);
  const subscriptions = createSubscriptionStore(store);
  const notices: string[] = [];
  const letters: string[] = [];
  const lost = createChannelLost({
    state: { store, outbox, subscriptions },
    sender: {
      direct: async (userId) => {
        letters.push(userId);
        return { kind: 'sent', value: { id: 'm', channelId: 'dm' } };
      },
    },
    log,
    notify: (message) => notices.push(message),
    now: () => Date.parse('2026-11-21T12:00:00Z'),
  });
  for (const id of ['d1', 'd2']) {
    await outbox.plan([delivery(id)]);
    await lost(delivery(id), 'noPermission', '403');
  }
  expect(notices).toHaveLength(1);
  expect(await outbox.pending('c1')).toEqual([]);

  const mine = { id: 's1', guildId: 'g1', createdBy: 'u1', channelId: 'c1', language: 'en', filter: {} };
  await subscriptions.put(mine as unknown as Subscription);
  await lost(delivery('d3'), 'noPermission', '403');
  await lost(delivery('d4'), 'noPermission', '403');
  expect(letters).toEqual(['u1']);
  expect(notices).toHaveLength(2);
  expect((await subscriptions.byChannel('c1'))[0]?.disabled).toMatchObject({ reason: 'noPermission' });
  await outbox.close();
});
