import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestRedis, type TestRedis } from '../../tests/support/redis.ts';
import { connectStore, type Store } from './connect.ts';
import { createIncidentStore } from './incidents/incident-store.ts';
import { createRestarts } from './restarts.ts';

const NOW = Date.parse('2026-11-21T12:00:00Z');

let redis: TestRedis;
let store: Store;

beforeAll(async () => {
  redis = await startTestRedis({ durable: true });
});
beforeEach(async () => {
  await redis.flush();
  store = await connectStore({ address: redis.url });
});
afterEach(() => store.close());
afterAll(() => redis.stop());

const memory = (nowMs = NOW) => createRestarts(store, () => nowMs).memory();

async function again(): Promise<void> {
  await store.close();
  store = await connectStore({ address: redis.url });
}

function nextNumber(day = '2026-11-21'): Promise<number> {
  const incidents = createIncidentStore(store, {
    prefix: 'AA',
    retentionMs: 90 * 86_400_000,
    ancestorsOf: () => [],
    clock: () => NOW,
  });
  return incidents.exclusively((session) => session.nextNumber(day));
}

describe('the memory of Redis', () => {
  it('is whole at the first start, and doubted after a crash, by everybody alike', async () => {
    const first = await memory();
    expect(first).toEqual({ epoch: '' });
    await redis.rollBack(async () => undefined);
    await again();
    const { epoch, restartedAt } = await memory(NOW + 5000);
    expect(epoch).toMatch(/^\w{10,}$/);
    expect(restartedAt).toBe(NOW + 5000);
    expect(await memory(NOW + 9000)).toEqual({ epoch, restartedAt });
  });

  it('is whole after an end in order', async () => {
    await memory();
    await createRestarts(store).expectEnd();
    await redis.rollBack(async () => undefined);
    await again();
    expect(await memory()).toEqual({ epoch: '' });
  });

  it('is another one after each crash, also where the first was forgotten', async () => {
    await memory();
    const epochs = new Set<string>();
    await redis.rollBack(async () => {
      await redis.rollBack(async () => undefined);
      await again();
      epochs.add((await memory()).epoch);
    });
    await again();
    epochs.add((await memory()).epoch);
    expect(epochs.size).toBe(2);
  });
});

describe('numbers of incidents', () => {
  it('count up one by one, day by day', async () => {
    expect([await nextNumber(), await nextNumber(), await nextNumber('2026-11-22')]).toEqual([1, 2, 1]);
  });

  it('are never handed out twice by a Redis that forgot its last moments', async () => {
    const numbers = [await nextNumber()];
    await redis.rollBack(async () => {
      for (let count = 0; count < 40; count++) numbers.push(await nextNumber());
    });
    await again();
    for (let count = 0; count < 40; count++) numbers.push(await nextNumber());
    expect(new Set(numbers).size).toBe(81);
    expect(numbers.at(-1)).toBe((numbers.at(41) ?? 0) + 39);
  });

  it('are handed out by a server whose runs have ids that are no numbers', async () => {
    await nextNumber();
    await memory();
    await store.ask('be another server', (one) =>
      one.hset(store.key('redis-run'), { epoch: 'zone-west', at: String(NOW) }),
    );
    expect(await nextNumber()).toBe(102);
  });

  it('are not handed out twice where the first of the day were forgotten', async () => {
    await nextNumber('2026-11-20');
    const numbers: number[] = [];
    await redis.rollBack(async () => {
      numbers.push(await nextNumber());
    });
    await again();
    numbers.push(await nextNumber());
    expect(numbers[1]).toBeGreaterThan(numbers[0] ?? 0);
  });
});
