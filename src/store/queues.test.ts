import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestRedis, type TestRedis } from '../../tests/support/redis.ts';
import { connectStore, type Store } from './connect.ts';
import { createFeedStates } from './feed-state.ts';
import { createPollQueue, type JobOutcome, type PollQueue, type RunningWorker, startPollWorker } from './queues.ts';
import { createSetAside } from './set-aside.ts';
import { StoreUnavailable } from './unavailable.ts';

describe('polls', () => {
  let server: TestRedis;
  let store: Store;
  let queue: PollQueue;
  const workers: RunningWorker[] = [];

  beforeAll(async () => {
    server = await startTestRedis({ durable: true });
  });
  beforeEach(async () => {
    await server.flush();
    store = await connectStore({ address: server.url, deadlineMs: 2000 });
    queue = createPollQueue(store);
  });
  afterEach(async () => {
    await Promise.all(workers.splice(0).map((worker) => worker.close()));
    await queue.close();
    await store.close();
  });
  afterAll(() => server.stop());

  function work(handle: (feedId: string) => Promise<JobOutcome>): string[] {
    const handled: string[] = [];
    const times = { lockMs: 1000, stalledCheckMs: 500, retryAfterMs: 1, restMs: 60_000, clock: () => 1_000_000 };
    workers.push(
      startPollWorker(store, {
        ...times,
        handle(feedId) {
          handled.push(feedId);
          return handle(feedId);
        },
      }),
    );
    return handled;
  }

  const idle = async () => Object.values(await queue.counts()).reduce((sum, count) => sum + count, 0);
  const done = async (): Promise<JobOutcome> => ({ kind: 'done' });

  it('are queued once per feed, however many processes ask', async () => {
    const other = createPollQueue(store);
    await Promise.all([queue.add(['a', 'b']), other.add(['b', 'a']), queue.add(['a'])]);
    expect(await queue.counts()).toEqual({ waiting: 2, active: 0, delayed: 0 });
    const handled = work(done);
    await expect.poll(idle).toBe(0);
    expect(handled.sort()).toEqual(['a', 'b']);
    await queue.add(['a']);
    await expect.poll(() => handled.length).toBe(3);
    await other.close();
  });

  it('come again when told to', async () => {
    await queue.add(['a']);
    let tries = 0;
    const handled = work(async () => (++tries < 3 ? { kind: 'retry', afterMs: 1, reason: 'busy' } : { kind: 'done' }));
    await expect.poll(idle).toBe(0);
    expect(handled).toEqual(['a', 'a', 'a']);
  });

  it('come at once when the clock was set back', async () => {
    let isFirst = true;
    const handled = work(async () => {
      if (!isFirst) return { kind: 'done' };
      isFirst = false;
      return { kind: 'retry', afterMs: 3_600_000, reason: 'busy' };
    });
    await queue.add(['a']);
    await expect.poll(async () => (await queue.counts()).delayed).toBe(1);
    await queue.hasten();
    await expect.poll(idle).toBe(0);
    expect(handled).toEqual(['a', 'a']);
  });

  it('that throw three times are listed, and the feed rests while the others go on', async () => {
    await createFeedStates(store).sync(['bad', 'good'], 0);
    await queue.add(['bad', 'good']);
    const handled = work(async (feedId) => {
      if (feedId === 'bad') throw new Error('a defect in the parser');
      return { kind: 'done' };
    });
    await expect.poll(idle).toBe(0);
    expect(handled.filter((feedId) => feedId === 'bad')).toHaveLength(3);
    expect(handled).toContain('good');
    expect(await createSetAside(store).list()).toMatchObject([
      { kind: 'poll', id: 'bad', error: 'a defect in the parser' },
    ]);
    expect(await createFeedStates(store).due(1_000_000)).toEqual(['good']);
    expect(await createFeedStates(store).due(1_060_000)).toEqual(['good', 'bad']);
  });

  it('count no failure when only Redis could not answer', async () => {
    await queue.add(['a']);
    let tries = 0;
    work(async () => {
      tries += 1;
      if (tries < 3) throw new StoreUnavailable('look up seen items: Redis cannot answer');
      return { kind: 'done' };
    });
    await expect.poll(idle, { timeout: 15_000 }).toBe(0);
    expect(tries).toBe(3);
    expect(await createSetAside(store).list()).toEqual([]);
  });

  it('are not lost when Redis is killed under them', async () => {
    const feeds = Array.from({ length: 20 }, (_each, position) => `f${position}`);
    await queue.add(feeds);
    let isKilled = false;
    const finished = new Set<string>();
    work(async (feedId) => {
      if (!isKilled) {
        isKilled = true;
        await server.kill();
        await server.start();
      }
      finished.add(feedId);
      return { kind: 'done' };
    });
    await expect.poll(() => finished.size, { timeout: 20_000 }).toBe(20);
    await expect.poll(() => idle().catch(() => 'away'), { timeout: 20_000 }).toBe(0);
  });

  it('say so when Redis cannot answer', async () => {
    await server.kill();
    await expect(queue.add(['a'])).rejects.toThrow(StoreUnavailable);
    await server.start();
  });
});
