import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestRedis, type TestRedis } from '../../tests/support/redis.ts';
import { readMessage } from '../discord/stored.ts';
import type { DeliveryJob, Subscription } from '../domain/alert.ts';
import { connectStore, type Store } from '../store/connect.ts';
import { createLostChannels } from '../store/lost-channels.ts';
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

const NOW = Date.parse('2026-11-21T12:00:00Z');
const WEEK_MS = 7 * 86_400_000;

/** The service's side of a lost channel; `isConfigured` says whether routes lead to it. */
function world(isConfigured: boolean) {
  const outbox = createOutbox(store);
  const subscriptions = createSubscriptionStore(store);
  const lostChannels = createLostChannels(store);
  const notices: string[] = [];
  const letters: string[] = [];
  const lost = createChannelLost({
    state: { outbox, subscriptions, lostChannels },
    sender: {
      direct: async (userId) => {
        letters.push(userId);
        return { kind: 'sent', value: readMessage({ id: 'm', channel_id: 'dm' }) };
      },
    },
    log,
    notify: (message) => notices.push(message),
    now: () => NOW,
    isConfigured: () => isConfigured,
    waits: () => ({ everyMs: 60_000, keepMs: WEEK_MS }),
  });
  return { outbox, subscriptions, lostChannels, notices, letters, lost };
}

it('switches off what people subscribed, drops what waits, and tells its maker and the operators once', async () => {
  const { outbox, subscriptions, lostChannels, notices, letters, lost } = world(false);
  const mine = { id: 's1', guildId: 'g1', createdBy: 'u1', channelId: 'c1', language: 'en', filter: {} };
  await subscriptions.put(mine as unknown as Subscription);
  await outbox.plan([delivery('d1'), delivery('d2')]);
  expect(await lost(delivery('d1'), 'noPermission', '403')).toEqual({ kind: 'dropped' });
  expect(await lost(delivery('d3'), 'noPermission', '403')).toEqual({ kind: 'dropped' });
  expect(letters).toEqual(['u1']);
  expect(notices).toEqual([expect.stringContaining('2 waiting alerts dropped')]);
  expect((await subscriptions.byChannel('c1'))[0]?.disabled).toMatchObject({ reason: 'noPermission' });
  expect(await outbox.pending('c1')).toEqual([]);
  expect(await lostChannels.list()).toEqual([]);
  await outbox.close();
});

it('keeps the alerts of a configured channel, tells the operators once, and lists it', async () => {
  const { outbox, lostChannels, notices, lost } = world(true);
  await outbox.plan([delivery('r1'), delivery('r2')]);
  expect(await lost(delivery('r1'), 'unknownChannel', '404 10003: Unknown Channel')).toEqual({
    kind: 'waits',
    afterMs: 60_000,
  });
  await lost(delivery('r2'), 'unknownChannel', '404 10003: Unknown Channel');
  expect((await outbox.pending('c1')).map(({ id }) => id)).toEqual(['r1', 'r2']);
  expect(notices).toEqual([expect.stringContaining('nothing is lost')]);
  expect(await lostChannels.list()).toMatchObject([{ channelId: 'c1', detail: '404 10003: Unknown Channel' }]);
  await outbox.close();
});

it('sets aside what waited longer than it is kept', async () => {
  const { outbox, lost } = world(true);
  const arrivedAt = new Date(NOW - WEEK_MS - 1).toISOString();
  expect(await lost({ ...delivery('old'), arrivedAt }, 'noPermission', '403')).toMatchObject({ kind: 'setAside' });
  await outbox.close();
});
