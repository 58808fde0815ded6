import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestRedis, type TestRedis } from '../../tests/support/redis.ts';
import { connectStore, type Store } from './connect.ts';
import { createFeedStates, type FeedStates } from './feed-state.ts';
import { StoreUnavailable } from './unavailable.ts';

describe('feed states', () => {
  let server: TestRedis;
  let store: Store;
  let feeds: FeedStates;

  beforeAll(async () => {
    server = await startTestRedis({ durable: true });
    store = await connectStore({ address: server.url });
    feeds = createFeedStates(store);
  });
  beforeEach(() => server.flush());
  afterAll(async () => {
    await store.close();
    await server.stop();
  });

  it('are due at once when the feed is new, and keep their time when it is known', async () => {
    expect(await feeds.sync(['a', 'b'], 100)).toEqual({ added: ['a', 'b'], removed: [] });
    await feeds.save('a', { etag: '"1"' }, 500);
    expect(await feeds.sync(['a', 'c'], 200)).toEqual({ added: ['c'], removed: ['b'] });
    expect(await feeds.due(200)).toEqual(['c']);
    expect(await feeds.due(500)).toEqual(['c', 'a']);
    expect(await feeds.due(500, 1)).toEqual(['c']);
    expect(await feeds.nextDue()).toEqual({ feedId: 'c', atMs: 200 });
  });

  it('come back with a feed that was removed and configured again', async () => {
    await feeds.sync(['a'], 0);
    await feeds.save('a', { etag: '"1"' }, 500);
    await feeds.sync([], 0);
    expect(await feeds.due(1000)).toEqual([]);
    await feeds.sync(['a'], 600);
    expect(await feeds.get('a')).toEqual({ etag: '"1"' });
    expect(await feeds.due(600)).toEqual(['a']);
  });

  it('do not bring back a feed that was removed while it was polled', async () => {
    await feeds.sync(['a'], 0);
    await feeds.sync([], 0);
    await feeds.save('a', {}, 500);
    await feeds.schedule('a', 500);
    expect(await feeds.due(1000)).toEqual([]);
  });

  it('come forward when the clock was set back; what is due already keeps its place', async () => {
    await feeds.sync(['a', 'b'], 100);
    await feeds.save('a', {}, 90_000);
    await feeds.hasten(200);
    expect(await feeds.due(200)).toEqual(['b', 'a']);
    expect(await feeds.nextDue()).toEqual({ feedId: 'b', atMs: 100 });
  });

  it('are listed and forgotten', async () => {
    await feeds.sync(['a', 'b'], 0);
    await feeds.save('a', { failures: 1 }, 1);
    await feeds.save('b', { failures: 2 }, 2);
    expect(await feeds.all()).toEqual(
      new Map([
        ['a', { failures: 1 }],
        ['b', { failures: 2 }],
      ]),
    );
    await feeds.forget('a');
    expect(await feeds.get('a')).toBeUndefined();
    expect(await feeds.due(10)).toEqual(['b']);
  });

  it('are never reported as absent when Redis cannot answer', async () => {
    await feeds.sync(['a'], 0);
    await server.kill();
    await expect(feeds.get('a')).rejects.toThrow(StoreUnavailable);
    await expect(feeds.due(1)).rejects.toThrow(StoreUnavailable);
    await expect(feeds.all()).rejects.toThrow(StoreUnavailable);
    await expect(feeds.save('a', {}, 1)).rejects.toThrow(StoreUnavailable);
    await server.start();
    await expect.poll(() => feeds.due(1).catch(() => 'away'), { timeout: 5000 }).toEqual(['a']);
  });
});
