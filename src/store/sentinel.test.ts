import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestSentinel, type TestSentinel } from '../../tests/support/redis-sentinel.ts';
import { connectStore } from './connect.ts';
import { createFeedStates } from './feed-state.ts';
import { createPollQueue, startPollWorker } from './queues.ts';

let sentinel: TestSentinel;

beforeAll(async () => {
  sentinel = await startTestSentinel();
});
afterAll(() => sentinel.stop());

it('finds the master by its sentinels, and follows a fail-over with state and queues', async () => {
  const store = await connectStore({ address: sentinel.url });
  const feeds = createFeedStates(store);
  await feeds.sync(['f1'], 0);
  await feeds.save('f1', { etag: 'one' }, 5);
  const polls = createPollQueue(store);
  const handled: string[] = [];
  const worker = startPollWorker(store, {
    async handle(feedId) {
      handled.push(feedId);
      return { kind: 'done' };
    },
  });
  // The replica must have the write before it becomes the master.
  await store.ask('wait for the replica', (redis) => redis.wait(1, 5000));

  await sentinel.failOver();
  const save = () => feeds.save('f1', { etag: 'two' }, 9).then(() => feeds.get('f1'));
  await expect.poll(() => save().catch(() => 'away'), { timeout: 20_000 }).toEqual({ etag: 'two' });
  await expect.poll(() => polls.add(['f1']).catch(() => 'away'), { timeout: 20_000 }).toBeUndefined();
  await expect.poll(() => handled, { timeout: 20_000 }).toContain('f1');

  await worker.close();
  await polls.close();
  await store.close();
});
