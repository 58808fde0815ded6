import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestRedis, type TestRedis } from '../../tests/support/redis.ts';
import type { Silence, Subscription } from '../domain/alert.ts';
import { connectStore, type Store } from './connect.ts';
import { createGuildData } from './guild-data.ts';
import { createLanguageSettings } from './interface-settings.ts';
import { createSilenceStore } from './silences.ts';
import { createSubscriptionStore, type SubscriptionStore } from './subscriptions.ts';
import { StoreUnavailable } from './unavailable.ts';

function subscription(id: string, overrides: Partial<Subscription> = {}): Subscription {
  return {
    id,
    origin: 'user',
    channelId: 'c1',
    guildId: 'g1',
    createdAt: '2026-11-21T10:00:00Z',
    filter: { labels: ['clash'] },
    delivery: { mode: 'now', zone: 'Asia/Yerevan' },
    language: 'hy',
    threads: false,
    ...overrides,
  };
}

function silence(id: string, overrides: Partial<Silence> = {}): Silence {
  return { id, guildId: 'g1', expiresAt: '2026-11-21T12:00:00Z', author: 'u1', reason: 'known', ...overrides };
}

async function collect(all: AsyncIterable<Subscription>): Promise<readonly Subscription[]> {
  const found: Subscription[] = [];
  for await (const each of all) found.push(each);
  return found;
}

const NOON = Date.parse('2026-11-21T12:00:00Z');

describe('what servers and users chose', () => {
  let server: TestRedis;
  let store: Store;
  let subscriptions: SubscriptionStore;

  beforeAll(async () => {
    server = await startTestRedis({ durable: true });
    store = await connectStore({ address: server.url });
    subscriptions = createSubscriptionStore(store);
  });
  beforeEach(() => server.flush());
  afterAll(async () => {
    await store.close();
    await server.stop();
  });

  const ids = (found: readonly { readonly id: string }[]) => found.map(({ id }) => id);

  it('finds subscriptions by id, server and channel', async () => {
    await subscriptions.put(subscription('s1'));
    await subscriptions.put(subscription('s2', { channelId: 'c2' }));
    await subscriptions.put(subscription('s3', { guildId: 'g2', channelId: 'c3' }));
    expect(await subscriptions.get('s1')).toEqual(subscription('s1'));
    expect(await subscriptions.get('none')).toBeUndefined();
    expect(ids(await subscriptions.byGuild('g1'))).toEqual(['s1', 's2']);
    expect(ids(await subscriptions.byChannel('c3'))).toEqual(['s3']);
    expect(await subscriptions.countByGuild('g1')).toBe(2);
    expect(await subscriptions.count()).toBe(3);
  });

  it('moves a subscription to another channel with its index', async () => {
    await subscriptions.put(subscription('s1'));
    await subscriptions.put(subscription('s1', { channelId: 'c9' }));
    expect(ids(await subscriptions.byChannel('c1'))).toEqual([]);
    expect(ids(await subscriptions.byChannel('c9'))).toEqual(['s1']);
    expect(await subscriptions.remove('s1')).toBe(true);
    expect(await subscriptions.remove('s1')).toBe(false);
    expect(ids(await subscriptions.byChannel('c9'))).toEqual([]);
  });

  it('tells what changed, so that a copy in memory stays true', async () => {
    await subscriptions.put(subscription('s1'));
    await subscriptions.put(subscription('s2'));
    const first = await subscriptions.changesSince(0);
    expect(ids(first.changed)).toEqual(['s1', 's2']);
    expect(await subscriptions.changesSince(first.version)).toEqual({
      version: first.version,
      changed: [],
      removed: [],
    });
    await subscriptions.remove('s1');
    await subscriptions.put(subscription('s2', { threads: true }));
    const second = await subscriptions.changesSince(first.version);
    expect(second).toMatchObject({ changed: [{ id: 's2', threads: true }], removed: ['s1'] });
    expect(second.version).toBe(await subscriptions.version());
  });

  it('forgets removals only after every copy had time to see them', async () => {
    await subscriptions.put(subscription('s1'));
    await subscriptions.put(subscription('s2'));
    await subscriptions.remove('s1');
    expect(await subscriptions.prune()).toBe(0);
    expect((await subscriptions.changesSince(0)).removed).toEqual(['s1']);
    expect(await subscriptions.prune()).toBe(1);
    expect(await subscriptions.changesSince(0)).toMatchObject({ changed: [{ id: 's2' }], removed: [] });
  });

  it('gives all of many subscriptions, each once', async () => {
    const many = Array.from({ length: 1203 }, (_each, position) =>
      subscription(`s${position}`, { guildId: `g${position % 50}` }),
    );
    await Promise.all(many.map((each) => subscriptions.put(each)));
    const found = await collect(subscriptions.all());
    expect(new Set(ids(found)).size).toBe(1203);
    expect(found).toHaveLength(1203);
  });

  it('lets silences end by themselves', async () => {
    const silences = createSilenceStore(store);
    await silences.put(silence('x1'));
    await silences.put(silence('x2', { expiresAt: '2026-11-21T13:00:00Z', guildId: 'g2' }));
    expect(ids(await silences.active(NOON - 1))).toEqual(['x1', 'x2']);
    expect(ids(await silences.active(NOON))).toEqual(['x2']);
    expect(ids(await silences.byGuild('g2', NOON))).toEqual(['x2']);
    expect(await silences.prune(NOON)).toBe(1);
    expect(await silences.remove('x2')).toBe(true);
    expect(await silences.remove('x2')).toBe(false);
  });

  it('keeps the language of servers and users', async () => {
    const settings = createLanguageSettings(store);
    await settings.setGuild('g1', { language: 'hy' });
    await settings.setUser('u1', { language: 'az' });
    expect(await settings.guild('g1')).toEqual({ language: 'hy' });
    expect(await settings.user('u1')).toEqual({ language: 'az' });
    expect(await settings.user('u2')).toBeUndefined();
  });

  it('forgets a server altogether, and only that one', async () => {
    const guilds = createGuildData(store);
    const silences = createSilenceStore(store);
    const settings = createLanguageSettings(store);
    await subscriptions.put(subscription('s1'));
    await subscriptions.put(subscription('s2', { channelId: 'c2' }));
    await subscriptions.put(subscription('s3', { guildId: 'g2', channelId: 'c3' }));
    await silences.put(silence('x1'));
    await silences.put(silence('x2', { guildId: 'g2' }));
    await settings.setGuild('g1', { language: 'fa' });

    const answer = await guilds.forget('g1');
    expect(answer.subscriptions).toBe(2);
    expect(new Set(answer.channelIds)).toEqual(new Set(['c1', 'c2']));
    expect(ids(await collect(subscriptions.all()))).toEqual(['s3']);
    expect(ids(await silences.active(0))).toEqual(['x2']);
    expect(await settings.guild('g1')).toBeUndefined();
  });

  it('forgets at a set time, unless the server comes back', async () => {
    const guilds = createGuildData(store);
    await guilds.forgetAt('g1', 1000);
    await guilds.forgetAt('g1', 9000);
    await guilds.forgetAt('g2', 1000);
    await guilds.keep('g2');
    expect(await guilds.dueToForget(999)).toEqual([]);
    expect(await guilds.dueToForget(1000)).toEqual(['g1']);
  });

  it('never says "no subscriptions" when Redis cannot answer', async () => {
    await subscriptions.put(subscription('s1'));
    await server.kill();
    await expect(subscriptions.byChannel('c1')).rejects.toThrow(StoreUnavailable);
    await expect(collect(subscriptions.all())).rejects.toThrow(StoreUnavailable);
    await expect(subscriptions.changesSince(0)).rejects.toThrow(StoreUnavailable);
    await expect(createSilenceStore(store).active(0)).rejects.toThrow(StoreUnavailable);
    await server.start();
  });
});
