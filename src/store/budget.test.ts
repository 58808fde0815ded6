import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestRedis, type TestRedis } from '../../tests/support/redis.ts';
import { createRequestBudget } from './budget.ts';
import { connectStore, type Store } from './connect.ts';
import { StoreUnavailable } from './unavailable.ts';

describe('the request budget', () => {
  let server: TestRedis;
  let store: Store;

  beforeAll(async () => {
    server = await startTestRedis({ durable: true });
    store = await connectStore({ address: server.url });
  });
  beforeEach(() => server.flush());
  afterAll(async () => {
    await store.close();
    await server.stop();
  });

  it('lets a full window go at once, and the next one a window later', async () => {
    const budget = createRequestBudget(store, { perSecond: 5, windowMs: 60_000 });
    const waits = [];
    for (let each = 0; each < 11; each += 1) waits.push((await budget.take()).waitMs);
    expect(waits.slice(0, 5)).toEqual([0, 0, 0, 0, 0]);
    for (const waitMs of waits.slice(5, 10)) {
      expect(waitMs).toBeGreaterThan(30_000);
      expect(waitMs).toBeLessThanOrEqual(60_000);
    }
    expect(waits[10]).toBeGreaterThan(90_000);
  });

  it('is one budget for all connections: no window ever holds more than allowed', async () => {
    const other = await connectStore({ address: server.url });
    const budgets = [store, other].map((each) => createRequestBudget(each, { perSecond: 10, windowMs: 200 }));
    const startedAt: number[] = [];
    await Promise.all(
      Array.from({ length: 45 }, async (_each, position) => {
        const { waitMs } = (await budgets[position % 2]?.take()) ?? { waitMs: 0 };
        startedAt.push(performance.now() + waitMs);
      }),
    );
    startedAt.sort((one, two) => one - two);
    // Slots are given by the clock of Redis; our own reading of it is off by the round trip.
    const roundTripMs = 100;
    for (const [position, at] of startedAt.entries()) {
      const tenLater = startedAt[position + 10];
      if (tenLater !== undefined) expect(tenLater - at).toBeGreaterThan(200 - roundTripMs);
    }
    await other.close();
  });

  it('stops everybody for a global 429', async () => {
    const budget = createRequestBudget(store, { perSecond: 50 });
    expect(await budget.blockedForMs()).toBe(0);
    await budget.block(5000);
    await budget.block(100);
    expect(await budget.blockedForMs()).toBeGreaterThan(4000);
    expect((await budget.take()).waitMs).toBeGreaterThan(4000);
  });

  it('makes slots void that were reserved before a block', async () => {
    const budget = createRequestBudget(store, { perSecond: 1, windowMs: 100 });
    await budget.acquire();
    const second = budget.acquire();
    await budget.block(300);
    await second;
    expect(await budget.blockedForMs()).toBe(0);
  });

  it('starts anew when the clock of Redis is set back', async () => {
    const budget = createRequestBudget(store, { perSecond: 1, windowMs: 1000 });
    await budget.take();
    const anHourAhead = Date.now() + 3_600_000;
    await store.ask('step the clock', (redis) => redis.set(store.key('budget-clock'), anHourAhead));
    await store.ask('step the clock', (redis) => redis.lpush(store.key('budget-slots'), anHourAhead));
    expect((await budget.take()).waitMs).toBe(0);
  });

  it('ends the waiting with the reason of its signal', async () => {
    const budget = createRequestBudget(store, { perSecond: 1, windowMs: 60_000 });
    await budget.acquire();
    const stop = new AbortController();
    const waiting = budget.acquire({ signal: stop.signal });
    stop.abort(new Error('shutting down'));
    await expect(waiting).rejects.toThrow();
  });

  it('lets nobody go when Redis cannot answer', async () => {
    const budget = createRequestBudget(store);
    await server.kill();
    await expect(budget.take()).rejects.toThrow(StoreUnavailable);
    await expect(budget.acquire()).rejects.toThrow(StoreUnavailable);
    await server.start();
  });
});
