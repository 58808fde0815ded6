import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestRedis, type TestRedis } from '../../tests/support/redis.ts';
import type { DeliveryJob, Subscription } from '../domain/alert.ts';
import { connectStore, type Store } from '../store/connect.ts';
import { createGuildData } from '../store/guild-data.ts';
import { createOutbox } from '../store/outbox.ts';
import { createSubscriptionStore } from '../store/subscriptions.ts';
import { forgetDueGuilds } from './forget-guilds.ts';

const WEEK_MS = 7 * 86_400_000;
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

function subscription(id: string, guildId: string, channelId: string): Subscription {
  const createdAt = '2026-11-21T10:00:00.000Z';
  const delivery = { mode: 'now', zone: 'UTC' } as const;
  return { id, origin: 'user', guildId, channelId, createdAt, filter: {}, delivery, language: 'en', threads: false };
}

function waiting(channelId: string): DeliveryJob {
  const incidentId = 'AA-2026-11-21-01';
  const base = { incidentId, revision: 1, kind: 'post', language: 'en' } as const;
  return { id: `d-${channelId}`, subscriptionIds: [], channelId, ...base };
}

it('a week after the bot left, everything of that server is gone, and what waited for it; a configured channel keeps its line', async () => {
  const state = { guilds: createGuildData(store), outbox: createOutbox(store, {}) };
  const subscriptions = createSubscriptionStore(store);
  await subscriptions.put(subscription('s1', 'left', 'c1'));
  await subscriptions.put(subscription('s2', 'left', 'configured'));
  await subscriptions.put(subscription('s3', 'stays', 'c3'));
  await state.outbox.plan(['c1', 'configured', 'c3'].map(waiting));
  await state.guilds.forgetAt('left', WEEK_MS);
  const routes = [{ channelId: 'configured' }];

  expect(await forgetDueGuilds(state, WEEK_MS - 1, routes)).toEqual([]);
  expect((await subscriptions.byGuild('left')).length).toBe(2);
  expect(await forgetDueGuilds(state, WEEK_MS, routes)).toEqual(['left']);
  expect(await subscriptions.byGuild('left')).toEqual([]);
  expect((await subscriptions.byGuild('stays')).length).toBe(1);
  expect((await state.outbox.counts()).ready).toBe(2);
  expect(await forgetDueGuilds(state, 2 * WEEK_MS, routes)).toEqual([]);
  await state.outbox.close();
});
