import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestRedis, type TestRedis } from '../../tests/support/redis.ts';
import type { DeliveryJob } from '../domain/alert.ts';
import { connectStore, type Store } from './connect.ts';
import { type DeliverContext, type DeliverOutcome, startDeliverWorker } from './deliver-worker.ts';
import { createDeliveryLog } from './deliveries.ts';
import { createHold } from './hold.ts';
import type { RunningWorker } from './job-worker.ts';
import { createLostChannels } from './lost-channels.ts';
import { createOutbox, type Outbox } from './outbox.ts';
import { createSetAside } from './set-aside.ts';
import { StoreUnavailable } from './unavailable.ts';

const DELIVER_PROCESS = join(import.meta.dirname, '../../tests/support/deliver-process.ts');

function delivery(id: string, overrides: Partial<DeliveryJob> = {}): DeliveryJob {
  return {
    id,
    subscriptionIds: ['s1'],
    channelId: 'c1',
    incidentId: 'AA-2026-11-21-01',
    revision: 1,
    kind: 'post',
    language: 'hy',
    ...overrides,
  };
}

describe('the outbox', () => {
  let server: TestRedis;
  let store: Store;
  let outbox: Outbox;
  const workers: RunningWorker[] = [];

  beforeAll(async () => {
    server = await startTestRedis({ durable: true });
  });
  beforeEach(async () => {
    await server.flush();
    store = await connectStore({ address: server.url, deadlineMs: 2000 });
    outbox = createOutbox(store);
  });
  afterEach(async () => {
    await Promise.all(workers.splice(0).map((worker) => worker.close()));
    await outbox.close();
    await store.close();
  });
  afterAll(() => server.stop());

  type Handle = (delivery: DeliveryJob, context: DeliverContext) => Promise<DeliverOutcome>;

  /** Starts a worker; without a handler every delivery is sent as message `m-<id>`. Gives the ids in the order of handling. */
  function work(handle: Handle = async ({ id }) => ({ kind: 'sent', messageId: `m-${id}` }), lockMs = 1000): string[] {
    const handled: string[] = [];
    const worker = startDeliverWorker(store, {
      lockMs,
      stalledCheckMs: 500,
      retryAfterMs: 1,
      handle(each, context) {
        handled.push(each.id);
        return handle(each, context);
      },
    });
    workers.push(worker);
    return handled;
  }

  const settled = async () => {
    const { ready, later } = await outbox.counts();
    return ready + later;
  };

  it('hands over each delivery once, in order of planning within a channel', async () => {
    const ids = Array.from({ length: 30 }, (_each, position) => `d${position}`);
    const planned = ids.map((id, position) => delivery(id, { channelId: `c${position % 3}` }));
    expect(await outbox.plan(planned)).toEqual({ planned: ids, known: [] });
    const handled = work();
    await expect.poll(settled).toBe(0);
    for (const channel of [0, 1, 2]) {
      const own = ids.filter((_id, position) => position % 3 === channel);
      expect(handled.filter((id) => own.includes(id))).toEqual(own);
    }
    expect(handled).toHaveLength(30);
  });

  it('never plans an id twice, neither while it waits nor after it was sent', async () => {
    await outbox.plan([delivery('d1')]);
    expect(await outbox.plan([delivery('d1'), delivery('d2')])).toEqual({ planned: ['d2'], known: ['d1'] });
    const handled = work();
    await expect.poll(settled).toBe(0);
    expect(await outbox.plan([delivery('d1')])).toEqual({ planned: [], known: ['d1'] });
    expect(await settled()).toBe(0);
    expect(handled).toEqual(['d1', 'd2']);
  });

  it('runs one delivery of a channel at a time, also with several workers', async () => {
    const atWork = new Set<string>();
    const overlaps: string[] = [];
    const handle: Handle = async ({ id, channelId }) => {
      if (atWork.has(channelId)) overlaps.push(id);
      atWork.add(channelId);
      await store.ping();
      atWork.delete(channelId);
      return { kind: 'sent', messageId: id };
    };
    const handled = [work(handle), work(handle), work(handle)];
    // Planned one by one while the workers run: each wake-up may meet a drain in its last moment.
    for (let each = 0; each < 60; each += 1) await outbox.plan([delivery(`d${each}`, { channelId: `c${each % 2}` })]);
    await expect.poll(settled, { timeout: 5000 }).toBe(0);
    expect(overlaps).toEqual([]);
    expect(handled.flat()).toHaveLength(60);
  });

  it('keeps a delivery back until its time, without holding up the others', async () => {
    const soon = new Date(Date.now() + 400).toISOString();
    await outbox.plan([delivery('later', { notBefore: soon }), delivery('now')]);
    expect(await outbox.counts()).toEqual({ ready: 1, later: 1, channels: 1 });
    const handled = work();
    await expect.poll(settled, { timeout: 5000 }).toBe(0);
    expect(handled).toEqual(['now', 'later']);
  });

  it('shows a handler what stands behind its delivery, and lets it answer for them', async () => {
    await outbox.plan([
      delivery('d1'),
      delivery('d2', { kind: 'edit', revision: 2 }),
      delivery('d3', { kind: 'edit', revision: 3 }),
      delivery('d4', { incidentId: 'AA-2026-11-21-02' }),
    ]);
    const handled = work(async ({ id, incidentId }, { pending }) => {
      const same = pending.filter((behind) => behind.incidentId === incidentId);
      return { kind: 'sent', messageId: `m-${id}`, alsoDone: same.map((behind) => behind.id) };
    });
    await expect.poll(settled).toBe(0);
    expect(handled).toEqual(['d1', 'd4']);
    expect(await outbox.stateOf('d3')).toMatchObject({ kind: 'done', reason: 'in d1' });
  });

  it('waits and tries again when told to, with the channel behind it, and without counting', async () => {
    await outbox.plan([delivery('d1'), delivery('d2')]);
    let refusals = 0;
    const seen: DeliverContext[] = [];
    const handled = work(async ({ id }, context) => {
      if (id === 'd1') seen.push(context);
      if (id === 'd1' && ++refusals <= 12) return { kind: 'retry', afterMs: 1, reason: '503', unsent: true };
      return { kind: 'sent', messageId: id };
    });
    await expect.poll(settled, { timeout: 10_000 }).toBe(0);
    expect(handled).toEqual([...Array.from({ length: 13 }, () => 'd1'), 'd2']);
    expect(seen.every(({ attempt, sendingSince }) => attempt === 1 && sendingSince === undefined)).toBe(true);
  });

  it('tries at once what waits for a later try when the clock was set back, and leaves what is planned for later', async () => {
    await outbox.plan([delivery('d1'), delivery('evening', { channelId: 'c2', notBefore: '2999-01-01T00:00:00Z' })]);
    let isRefused = true;
    const handled = work(async ({ id }) => {
      if (isRefused) return { kind: 'retry', afterMs: 3_600_000, reason: '503', unsent: true };
      return { kind: 'sent', messageId: id };
    });
    await expect.poll(() => handled.length).toBe(1);
    isRefused = false;
    // The try may still be on its way to bed.
    await expect
      .poll(async () => {
        await outbox.hasten();
        return outbox.counts();
      })
      .toMatchObject({ ready: 0, later: 1 });
    expect(handled).toEqual(['d1', 'd1']);
  });

  it('tells the next try since when a message may stand in the channel', async () => {
    await outbox.plan([delivery('d1')]);
    const seen: (string | undefined)[] = [];
    work(async (_delivery, { sendingSince }) => {
      seen.push(sendingSince);
      return seen.length < 3 ? { kind: 'retry', afterMs: 1, reason: 'lost answer' } : { kind: 'sent', messageId: 'm' };
    });
    await expect.poll(settled).toBe(0);
    expect(seen[0]).toBeUndefined();
    expect(seen[1]).toBeDefined();
    expect(seen[2]).toBe(seen[1]);
  });

  it('keeps in mind a lost answer though a later try surely stored nothing', async () => {
    await outbox.plan([delivery('d1')]);
    const seen: (string | undefined)[] = [];
    work(async (_delivery, { sendingSince }) => {
      seen.push(sendingSince);
      if (seen.length === 1) return { kind: 'retry', afterMs: 1, reason: 'lost answer' };
      if (seen.length === 2) return { kind: 'retry', afterMs: 1, reason: 'rate limit', unsent: true };
      return { kind: 'sent', messageId: 'm' };
    });
    await expect.poll(settled).toBe(0);
    expect(seen[1]).toBeDefined();
    expect(seen[2]).toBe(seen[1]);
  });

  it('sets a delivery aside after three failures, goes on with the next, and sends it after all on request', async () => {
    await outbox.plan([delivery('poison'), delivery('d2')]);
    let isMended = false;
    const handled = work(async ({ id }) => {
      if (id === 'poison' && !isMended) throw new Error('cannot be rendered');
      return { kind: 'sent', messageId: id };
    });
    await expect.poll(settled).toBe(0);
    expect(handled).toEqual(['poison', 'poison', 'poison', 'd2']);
    const aside = createSetAside(store);
    expect(await aside.list()).toMatchObject([
      { kind: 'delivery', id: 'poison', error: 'failed 3 times: cannot be rendered', payload: { channelId: 'c1' } },
    ]);
    expect(await outbox.stateOf('poison')).toMatchObject({ kind: 'setAside' });

    isMended = true;
    expect(await outbox.retry('poison')).toBe(true);
    await expect.poll(() => outbox.stateOf('poison')).toMatchObject({ kind: 'sent' });
    expect(await aside.list()).toEqual([]);
    expect(await outbox.retry('poison')).toBe(false);
  });

  it('sets aside at once what the handler gives up', async () => {
    await outbox.plan([delivery('d1')]);
    work(async () => ({ kind: 'setAside', reason: '400: embed too long' }));
    await expect.poll(settled).toBe(0);
    expect(await createSetAside(store).list({ kind: 'delivery' })).toMatchObject([{ error: '400: embed too long' }]);
  });

  it('holds everything while alerts are held, and loses nothing by it', async () => {
    const hold = createHold(store);
    await hold.hold({ author: 'moderator', reason: 'false alarm suspected', atMs: 0 });
    const handled = work();
    await outbox.plan([delivery('d1'), delivery('d2', { channelId: 'c2' })]);
    await outbox.wakeAll();
    await expect.poll(() => workers[0]?.running()).toBe(0);
    expect(handled).toEqual([]);
    expect(await hold.release()).toMatchObject({ kind: 'held', author: 'moderator' });
    expect(await outbox.wakeAll()).toBe(2);
    await expect.poll(settled).toBe(0);
    expect(handled.sort()).toEqual(['d1', 'd2']);
  });

  it('holds everything when a handler says stop, and keeps the delivery', async () => {
    await outbox.plan([delivery('d1'), delivery('d2')]);
    const handled = work(async () => ({ kind: 'stop', reason: 'Discord refuses the token' }));
    await expect
      .poll(() => createHold(store).current())
      .toMatchObject({ kind: 'held', reason: 'Discord refuses the token' });
    expect(handled).toEqual(['d1']);
    expect(await settled()).toBe(2);
  });

  it('keeps a log of what stands where', async () => {
    const log = createDeliveryLog(store);
    await outbox.plan([
      delivery('d1'),
      delivery('d2', { kind: 'edit', revision: 2 }),
      delivery('d3', { channelId: 'c2' }),
    ]);
    work(async ({ channelId, kind }) => ({
      kind: 'sent',
      messageId: `card-${channelId}`,
      ...(kind === 'post' && channelId === 'c1' ? { threadId: 't1' } : {}),
    }));
    await expect.poll(settled).toBe(0);
    const posts = await log.postsOf('AA-2026-11-21-01');
    expect(new Map(posts.map(({ channelId, revision }) => [channelId, revision]))).toEqual(
      new Map([
        ['c1', 2],
        ['c2', 1],
      ]),
    );
    const post = await log.postOf('AA-2026-11-21-01', 'c1');
    expect(post).toMatchObject({ messageId: 'card-c1', threadId: 't1', kind: 'own' });
    expect(await log.postByMessage('card-c1')).toEqual(post);
    expect(await log.recent(2)).toHaveLength(2);
    expect(await log.countSince('c1', 0)).toBe(2);
    expect(await log.lastSentAt()).toBeDefined();
    await log.remove('AA-2026-11-21-01', 'c1');
    expect(await log.postByMessage('card-c1')).toBeUndefined();
  });

  it('notes for a digest which incidents it told, but leaves their own cards as they are', async () => {
    const log = createDeliveryLog(store);
    await outbox.plan([
      delivery('own', { incidentId: 'A-1' }),
      delivery('digest', { kind: 'digest', incidentId: 'digest-1', digest: ['A-1', 'A-2'] }),
    ]);
    work();
    await expect.poll(settled).toBe(0);
    expect(await log.postOf('A-1', 'c1')).toMatchObject({ kind: 'own', messageId: 'm-own' });
    expect(await log.postOf('A-2', 'c1')).toMatchObject({ kind: 'digest', messageId: 'm-digest' });
  });

  it('drops what waits for a channel that is gone', async () => {
    await outbox.plan([
      delivery('d1'),
      delivery('d2', { notBefore: '2999-01-01T00:00:00Z' }),
      delivery('d3', { channelId: 'c2' }),
    ]);
    expect(await outbox.dropChannel('c1', 'channel deleted')).toBe(2);
    expect(await outbox.counts()).toEqual({ ready: 1, later: 0, channels: 1 });
    expect(await outbox.stateOf('d2')).toMatchObject({ kind: 'done', reason: 'channel deleted' });
  });

  it('takes a lost channel off the list in the step that ends a delivery there, and says so once', async () => {
    const lost = createLostChannels(store);
    const entry = {
      channelId: 'c1',
      reason: 'noPermission' as const,
      detail: '403',
      since: '2026-11-21T00:00:00.000Z',
    };
    expect([await lost.note(entry), await lost.note(entry)]).toEqual([true, false]);
    const back: string[] = [];
    await outbox.plan([delivery('d1'), delivery('d2')]);
    expect(await outbox.readyIn('c1')).toBe(2);
    workers.push(
      startDeliverWorker(store, {
        handle: async ({ id }) => ({ kind: 'sent', messageId: id }),
        onChannelBack: (channelId) => back.push(channelId),
      }),
    );
    await expect.poll(settled).toBe(0);
    expect(back).toEqual(['c1']);
    expect(await lost.list()).toEqual([]);
  });

  it('takes over the delivery of a process that was killed, and says since when it may stand there', async () => {
    const victim = spawn(process.execPath, [DELIVER_PROCESS, server.url], { stdio: ['ignore', 'pipe', 'inherit'] });
    await outbox.plan([delivery('d1'), delivery('d2')]);
    const [begun] = await once(createInterface({ input: victim.stdout }), 'line');
    expect(begun).toBe('d1');
    victim.kill('SIGKILL');
    await once(victim, 'exit');
    const contexts = new Map<string, DeliverContext>();
    work(async ({ id }, context) => {
      contexts.set(id, context);
      return { kind: 'sent', messageId: id };
    });
    await expect.poll(settled, { timeout: 10_000 }).toBe(0);
    expect(contexts.get('d1')).toMatchObject({ attempt: 2, sendingSince: expect.any(String) });
    expect(contexts.get('d2')?.sendingSince).toBeUndefined();
  });

  it('finds every delivery again when Redis is killed and comes back', async () => {
    await outbox.plan(
      Array.from({ length: 20 }, (_each, position) => delivery(`d${position}`, { channelId: `c${position}` })),
    );
    let isKilled = false;
    const sent: string[] = [];
    work(async ({ id }) => {
      if (!isKilled) {
        isKilled = true;
        await server.kill();
        await server.start();
      }
      sent.push(id);
      return { kind: 'sent', messageId: id };
      // Longer than the server is away, also on a busy machine: a job whose lock runs out meanwhile is rightly begun again.
    }, 10_000);
    await expect.poll(() => settled().catch(() => 'away'), { timeout: 40_000 }).toBe(0);
    expect(new Set(sent).size).toBe(20);
    // What Discord has was noted once Redis was back: nothing was handed over twice.
    expect(sent).toHaveLength(20);
  });

  it('neither works on a channel twice at once nor logs what Redis forgot while it was on its way', async () => {
    const started: string[] = [];
    let answer: (outcome: DeliverOutcome) => void = () => undefined;
    work(async ({ id }) => {
      started.push(id);
      if (id !== 'lost') return { kind: 'sent', messageId: `m-${id}` };
      return new Promise((resolve) => {
        answer = resolve;
      });
    });
    await outbox.plan([delivery('lost')]);
    await expect.poll(() => started).toEqual(['lost']);
    // As with a server that comes back without its last moments: its number is another incident's delivery now.
    await server.flush();
    await outbox.plan([delivery('anew', { incidentId: 'AA-2026-11-21-501' })]);
    await outbox.plan([delivery('elsewhere', { channelId: 'c2' })]);
    await expect.poll(() => started).toEqual(['lost', 'elsewhere']);
    answer({ kind: 'sent', messageId: 'm-lost' });
    await expect.poll(settled).toBe(0);
    expect(started).toEqual(['lost', 'elsewhere', 'anew']);
    const log = createDeliveryLog(store);
    expect(await log.postByMessage('m-lost')).toBeUndefined();
    expect(await log.postByMessage('m-anew')).toMatchObject({ incidentId: 'AA-2026-11-21-501' });
  });

  it('plans nothing and says so when Redis cannot answer', async () => {
    await server.kill();
    await expect(outbox.plan([delivery('d1')])).rejects.toThrow(StoreUnavailable);
    await expect(outbox.counts()).rejects.toThrow(StoreUnavailable);
    await expect(createHold(store).current()).rejects.toThrow(StoreUnavailable);
    await expect(createDeliveryLog(store).postOf('A', 'c')).rejects.toThrow(StoreUnavailable);
    await server.start();
  });

  it('closes within its time although a handler does not listen, and leaves the delivery to the next', async () => {
    await outbox.plan([delivery('d1')]);
    const handled = work(() => new Promise(() => undefined));
    await expect.poll(() => handled).toEqual(['d1']);
    await workers.splice(0)[0]?.close(300);
    const later = work();
    await expect.poll(settled, { timeout: 10_000 }).toBe(0);
    expect(later).toEqual(['d1']);
  });
});
