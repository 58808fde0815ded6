import { describe, expect, it } from 'vitest';
import { incidentContext, sampleReport } from '../../tests/support/incidents.ts';
import { createRouteIndex } from '../alerts/route-index.ts';
import type { Desk } from '../desk.ts';
import type { DeliveryJob, Subscription } from '../domain/alert.ts';
import { acceptReport } from '../incidents/accept.ts';
import { createMemoryRepository } from '../incidents/memory-repository.ts';
import { type Correction, type CorrectionPorts, correct } from './corrections.ts';

const NOW = Date.parse('2026-11-20T18:10:00Z');
const AUTHOR = { by: 'operator', reason: 'wrong', at: new Date(NOW).toISOString() };
const DESK = {
  incidents: incidentContext(),
  parentsOf: () => [],
  config: { settings: { alerts: { lateAfter: 1_800_000, minSeverity: 0 } } },
} as unknown as Desk;
const EVERYTHING: Subscription = {
  id: 's1',
  origin: 'config',
  channelId: 'c1',
  language: 'en',
  filter: {},
  delivery: { mode: 'instant', zone: 'UTC' },
} as unknown as Subscription;

/** Two incidents, and an outbox that takes nothing while `isAway`. */
async function world() {
  const incidents = createMemoryRepository();
  const told = [];
  for (const places of [['sotk'], ['jermuk']])
    told.push((await acceptReport(sampleReport({ places }), incidents, DESK.incidents)).incident);
  const planned = new Map<string, DeliveryJob>();
  const outbox = { isAway: false };
  const ports: CorrectionPorts = {
    incidents,
    outbox: {
      plan: async (jobs) => {
        if (outbox.isAway) throw new Error('the process was killed here');
        for (const job of jobs) if (!planned.has(job.id)) planned.set(job.id, job);
      },
    },
    routes: async () => createRouteIndex([EVERYTHING]),
    silences: async () => [],
    countSince: async () => 0,
  };
  const order = (correction: Correction) => correct(correction, AUTHOR, DESK, ports, NOW);
  return { incidents, ids: told.map((one) => one.id), outbox, planned, order };
}

describe('correct', () => {
  it('plans what a killed process had not planned when the same order comes again', async () => {
    const { incidents, ids, outbox, planned, order } = await world();
    const [kept = '', other = ''] = ids;
    const join: Correction = { kind: 'join', keptId: kept, otherId: other };
    outbox.isAway = true;
    await expect(order(join)).rejects.toThrow('killed');
    outbox.isAway = false;
    expect(await order(join)).toMatchObject({ kind: 'refused' });
    expect([...planned.values()].map((job) => [job.incidentId, job.kind])).toEqual([
      [kept, 'edit'],
      [other, 'edit'],
    ]);

    planned.clear();
    const items = incidents.all().find((one) => one.incident.id === kept)?.accounts ?? [];
    const split: Correction = { kind: 'split', id: kept, itemIds: [items.at(-1)?.itemId ?? ''] };
    outbox.isAway = true;
    await expect(order(split)).rejects.toThrow('killed');
    outbox.isAway = false;
    expect(await order(split)).toMatchObject({ kind: 'refused' });
    expect([...planned.values()].map((job) => job.kind)).toEqual(['edit', 'post']);

    planned.clear();
    const withdraw: Correction = { kind: 'withdraw', id: kept };
    outbox.isAway = true;
    await expect(order(withdraw)).rejects.toThrow('killed');
    outbox.isAway = false;
    expect(await order(withdraw)).toMatchObject({ kind: 'refused' });
    expect([...planned.values()].map((job) => [job.incidentId, job.kind])).toEqual([[kept, 'retract']]);
  });

  it('plans nothing for an order that is refused on an incident nobody corrected', async () => {
    const { ids, planned, order } = await world();
    expect(await order({ kind: 'join', keptId: ids[0] ?? '', otherId: 'AA-2026-01-01-01' })).toMatchObject({
      kind: 'refused',
    });
    expect(planned.size).toBe(0);
  });
});
