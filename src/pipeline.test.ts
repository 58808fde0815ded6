import { beforeAll, describe, expect, it } from 'vitest';
import { createRouteIndex } from './alerts/route-index.ts';
import { loadConfig } from './config/load.ts';
import { createDesk, type Desk } from './desk.ts';
import type { DeliveryJob, Subscription } from './domain/alert.ts';
import { createMemoryRepository } from './incidents/memory-repository.ts';
import { type IncomingItem, type PipelinePorts, processItem } from './pipeline.ts';

const NOW = Date.parse('2026-11-21T12:00:00Z');
const EVERYTHING = {
  id: 's1',
  origin: 'config',
  channelId: 'c1',
  language: 'en',
  filter: {},
  delivery: { mode: 'instant', zone: 'UTC' },
} as unknown as Subscription;

let desk: Desk;
beforeAll(async () => {
  const loaded = await loadConfig('config');
  if (loaded.kind !== 'ok') throw new Error('the configuration that ships is broken');
  desk = createDesk(loaded.config);
});

/** Sends an item its way; gives what was planned for the one channel. */
function world(at: Desk = desk) {
  const planned = new Map<string, DeliveryJob>();
  const batches: number[] = [];
  let subscriptions: readonly Subscription[] = [EVERYTHING];
  const ports: PipelinePorts = {
    incidents: createMemoryRepository(),
    outbox: {
      plan: async (jobs) => {
        batches.push(jobs.length);
        for (const job of jobs) if (!planned.has(job.id)) planned.set(job.id, job);
      },
    },
    routes: async () => createRouteIndex(subscriptions),
    silences: async () => [],
    countSince: async () => 0,
    blindSpots: async () => [],
    escalate: async (alert) => alert,
  };
  const item: IncomingItem['item'] = {
    id: 'item-1',
    feedId: desk.config.feeds[0]?.id ?? '',
    outletId: desk.config.feeds[0]?.outlet ?? '',
    url: 'https://a.example/1',
    title: 'Azerbaijani forces open fire on Armenian positions near Sotk, defence ministry says',
    summary: '',
    publishedAt: '2026-11-21T11:00:00.000Z',
    dateBasis: 'stated',
    fetchedAt: new Date(NOW).toISOString(),
  };
  const send = (fields: Partial<IncomingItem> = {}, title = item.title) =>
    processItem({ item: { ...item, title }, itemRevision: 0, isArchive: false, ...fields }, at, ports, NOW);
  const subscribe = (channelId: string) => {
    subscriptions = [...subscriptions, { ...EVERYTHING, id: channelId, channelId }];
  };
  return { planned, batches, send, subscribe, title: item.title };
}

describe('processItem', () => {
  it('tells news at once, and what is overdue in a digest marked late', async () => {
    const fresh = world();
    expect(await fresh.send()).toMatchObject({ outcome: 'alert' });
    expect([...fresh.planned.values()]).toMatchObject([{ kind: 'post' }]);
    const backlog = world();
    await backlog.send({ overdueSince: '2026-11-21T11:00:00.000Z' });
    expect([...backlog.planned.values()]).toMatchObject([{ kind: 'digest', isLate: true }]);
  });

  it('asks the moderators about an item it is unsure of, once, durably with the item, and never about the archive', async () => {
    const channelId = '500000000000000009';
    const unsure = 'Gunfire was heard near the border in Armenia, residents say';
    const { settings } = desk.config;
    const asking = {
      ...desk,
      config: {
        ...desk.config,
        settings: { ...settings, discord: { moderatorsChannel: channelId, moderatorsLanguage: 'hy' } },
      },
    };
    const { planned, send } = world(asking as Desk);
    expect(await send({ isArchive: true }, unsure)).toMatchObject({ outcome: 'review' });
    expect(planned.size).toBe(0);
    for (let times = 0; times < 2; times++) expect(await send({}, unsure)).toMatchObject({ outcome: 'review' });
    expect([...planned.values()]).toMatchObject([
      { kind: 'review', language: 'hy', channelId, incidentId: 'item-1', review: { item: { title: unsure } } },
    ]);
  });

  it('queues an alert for thousands of channels some hundred at a time', async () => {
    const { planned, batches, send, subscribe } = world();
    for (let at = 2; at <= 1200; at++) subscribe(`c${at}`);
    expect((await send()).plans).toHaveLength(1200);
    expect(new Set([...planned.values()].map((job) => job.channelId)).size).toBe(1200);
    expect(Math.max(...batches)).toBeLessThanOrEqual(500);
  });

  it('plans nothing for a channel that came later when an item takes its edit back', async () => {
    const { planned, send, subscribe, title } = world();
    await send();
    await send({ itemRevision: 1 }, `${title}, corrected`);
    subscribe('c2');
    expect(await send({ itemRevision: 2 })).toMatchObject({ outcome: 'merged', plans: [] });
    expect([...planned.values()].map((job) => job.channelId)).not.toContain('c2');
  });
});
