import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestRedis, type TestRedis } from '../../tests/support/redis.ts';
import { connectStore, type Store } from './connect.ts';
import { createHold } from './hold.ts';
import { createSetAside, type SetAside } from './set-aside.ts';

describe('work that failed too often', () => {
  let server: TestRedis;
  let store: Store;
  let setAside: SetAside;
  let nowMs = 0;

  beforeAll(async () => {
    server = await startTestRedis();
    store = await connectStore({ address: server.url });
    setAside = createSetAside(store, { clock: () => nowMs, retentionMs: 1000 });
  });
  beforeEach(() => server.flush());
  afterAll(async () => {
    await store.close();
    await server.stop();
  });

  const failure = (id: string) => ({ kind: 'item', id, error: 'RangeError: date', payload: { feedId: 'f1' } }) as const;

  it('is set aside at the third failure, with its error', async () => {
    expect(await setAside.strike(failure('i1'))).toEqual({ kind: 'again', attempt: 1 });
    expect(await setAside.strike(failure('i1'))).toEqual({ kind: 'again', attempt: 2 });
    expect(await setAside.list()).toEqual([]);
    expect(await setAside.strike(failure('i1'))).toEqual({ kind: 'setAside', attempt: 3 });
    expect(await setAside.list()).toEqual([{ ...failure('i1'), at: '1970-01-01T00:00:00.000Z' }]);
    expect(await setAside.count()).toBe(1);
  });

  it('starts counting anew after a success', async () => {
    await setAside.strike(failure('i1'));
    await setAside.strike(failure('i1'));
    await setAside.clear('item', 'i1');
    expect(await setAside.strike(failure('i1'))).toEqual({ kind: 'again', attempt: 1 });
  });

  it('is listed by kind, newest first, and can be taken out again', async () => {
    nowMs = 1;
    await setAside.put(failure('i1'));
    nowMs = 2;
    await setAside.put({ ...failure('f1'), kind: 'poll' });
    expect((await setAside.list()).map(({ id }) => id)).toEqual(['f1', 'i1']);
    expect(await setAside.list({ kind: 'item' })).toHaveLength(1);
    expect(await setAside.get('poll', 'f1')).toMatchObject({ error: 'RangeError: date' });
    expect(await setAside.take('item', 'i1')).toMatchObject({ payload: { feedId: 'f1' } });
    expect(await setAside.take('item', 'i1')).toBeUndefined();
    expect(await setAside.list({ kind: 'item' })).toEqual([]);
  });

  it('is forgotten after its time', async () => {
    nowMs = 0;
    await setAside.put(failure('old'));
    nowMs = 500;
    await setAside.put(failure('new'));
    expect(await setAside.prune(1000)).toBe(1);
    expect((await setAside.list()).map(({ id }) => id)).toEqual(['new']);
  });
});

describe('the hold switch', () => {
  it('keeps the first author and reason until the release', async () => {
    const server = await startTestRedis();
    const store = await connectStore({ address: server.url });
    const hold = createHold(store);
    expect(await hold.current()).toEqual({ kind: 'open' });
    await hold.hold({ author: 'anna', reason: 'test alert', atMs: 0 });
    const state = await hold.hold({ author: 'bela', reason: 'other', atMs: 5 });
    expect(state).toEqual({ kind: 'held', author: 'anna', reason: 'test alert', since: '1970-01-01T00:00:00.000Z' });
    await hold.release();
    expect(await hold.release()).toEqual({ kind: 'open' });
    await store.close();
    await server.stop();
  });
});
