import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hoursLater, incidentContext, sampleReport } from '../../tests/support/incidents.ts';
import { type NoCluster, startTestCluster, type TestCluster } from '../../tests/support/redis-cluster.ts';
import type { DeliveryJob } from '../domain/alert.ts';
import { acceptReport } from '../incidents/accept.ts';
import { createRequestBudget } from './budget.ts';
import { connectStore, type Store } from './connect.ts';
import { startDeliverWorker } from './deliver-worker.ts';
import { createDeliveryLog } from './deliveries.ts';
import { createFeedStates } from './feed-state.ts';
import { createHold } from './hold.ts';
import { createIncidentStore } from './incidents/incident-store.ts';
import { createOutbox } from './outbox.ts';
import { createPollQueue, startPollWorker } from './queues.ts';
import { createRestarts } from './restarts.ts';
import { createSeenStore } from './seen.ts';
import { createSetAside } from './set-aside.ts';
import { createSubscriptionStore } from './subscriptions.ts';

const NOW = Date.parse(hoursLater(1));

describe('on a Redis Cluster of three nodes', () => {
  let cluster: TestCluster | NoCluster;
  let store: Store | undefined;

  beforeAll(async () => {
    cluster = await startTestCluster();
    if (cluster.kind === 'running') store = await connectStore({ address: cluster.url });
  });
  afterAll(async () => {
    await store?.close();
    if (cluster.kind === 'running') await cluster.stop();
  });

  function skipReason(): string {
    const reason = cluster.kind === 'missing' ? cluster.reason : 'no connection';
    console.warn(`Redis Cluster is not tested: ${reason}`);
    return reason;
  }

  it('every part works, because all keys lie in one slot', async ({ skip }) => {
    if (store === undefined) return skip(skipReason());
    const seen = createSeenStore(store, { retentionMs: 60_000 });
    await seen.mark('o', [{ itemId: 'i1', keys: ['guid:1', 'link:1'], textHash: 'h', url: 'https://a.example/1' }]);
    expect(await seen.lookUp('o', [{ keys: ['link:1'] }])).toMatchObject([{ kind: 'known', itemId: 'i1' }]);

    const feeds = createFeedStates(store);
    await feeds.sync(['f1'], 0);
    await feeds.save('f1', { etag: 'x' }, 5);
    expect(await feeds.due(5)).toEqual(['f1']);

    const setAside = createSetAside(store);
    for (let each = 0; each < 3; each += 1) await setAside.strike({ kind: 'item', id: 'i1', error: 'e', payload: {} });
    expect(await setAside.count()).toBe(1);

    const subscriptions = createSubscriptionStore(store);
    await subscriptions.put({
      id: 's1',
      origin: 'user',
      channelId: 'c1',
      guildId: 'g1',
      createdAt: '',
      filter: {},
      delivery: { mode: 'now', zone: 'UTC' },
      language: 'en',
      threads: false,
    });
    expect(await subscriptions.countByGuild('g1')).toBe(1);
    expect((await createRequestBudget(store).take()).waitMs).toBe(0);
    expect(await createHold(store).current()).toEqual({ kind: 'open' });
  });

  it('reports find their incident, also where another worker changed it', async ({ skip }) => {
    if (store === undefined) return skip(skipReason());
    const context = incidentContext();
    const options = { prefix: 'AA', retentionMs: 86_400_000 * 90, ancestorsOf: () => [], clock: () => NOW };
    const [one, other] = [createIncidentStore(store, options), createIncidentStore(store, options)];
    const ids = new Set<string>();
    for (const [at, incidents] of [one, one, other, one, other].entries()) {
      const report = sampleReport({ itemId: `i${at}`, outletId: `outlet-${at}`, arrivedAt: hoursLater(at / 10) });
      ids.add((await acceptReport(report, incidents, context)).incident.id);
    }
    expect(ids.size).toBe(1);
    const [id = ''] = ids;
    expect(await one.get(id)).toMatchObject({ kind: 'found', incident: { sources: { articles: 5 } } });
    expect((await other.find({}, { limit: 5 })).incidents.map((incident) => incident.id)).toEqual([id]);
    expect(await createRestarts(store).memory()).toEqual({ epoch: '' });
  });

  it('polls and deliveries go through their queues', async ({ skip }) => {
    if (store === undefined) return skip(skipReason());
    const polls = createPollQueue(store);
    const outbox = createOutbox(store);
    const delivery: DeliveryJob = {
      id: 'd1',
      subscriptionIds: [],
      channelId: 'c1',
      incidentId: 'A-1',
      revision: 1,
      kind: 'post',
      language: 'en',
    };
    const pollWorker = startPollWorker(store, {
      async handle() {
        await outbox.plan([delivery]);
        return { kind: 'done' };
      },
    });
    const deliverWorker = startDeliverWorker(store, { handle: async () => ({ kind: 'sent', messageId: 'm1' }) });
    await polls.add(['f1']);
    await expect.poll(() => outbox.stateOf('d1'), { timeout: 10_000 }).toMatchObject({ kind: 'sent' });
    expect(await createDeliveryLog(store).postByMessage('m1')).toMatchObject({ incidentId: 'A-1', channelId: 'c1' });
    await Promise.all([pollWorker.close(), deliverWorker.close()]);
    await polls.close();
    await outbox.close();
  });
});
