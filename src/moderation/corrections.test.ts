import { describe, expect, it } from 'vitest';
import { incidentContext, sampleReport } from '../../tests/support/incidents.ts';
import { createRouteIndex } from '../alerts/route-index.ts';
import type { Desk } from '../desk.ts';
import type { DeliveryJob, Subscription } from '../domain/alert.ts';
import { acceptReport } from '../incidents/accept.ts';
import { createMemoryRepository } from '../incidents/memory-repository.ts';
import { UnreadableRecord } from '../incidents/repository.ts';
import { type Correction, type CorrectionPorts, correct, tellCorrections } from './corrections.ts';

const NOW = Date.parse('2026-11-20T18:10:00Z');
const AUTHOR = { by: 'operator', reason: 'wrong', at: new Date(NOW).toISOString() };
const DESK = {
  incidents: incidentContext(),
  parentsOf: () => [],
  alignmentOf: () => 'private',
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
  /** Incidents whose records cannot be read. */
  const broken = new Set<string>();
  const ports: CorrectionPorts = {
    incidents: {
      ...incidents,
      exclusively: (work) =>
        incidents.exclusively((session) =>
          work({
            ...session,
            async load(id) {
              if (broken.has(id)) throw new UnreadableRecord(`incident ${id} cannot be read`);
              return session.load(id);
            },
          }),
        ),
    },
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
  const tell = () => tellCorrections(DESK, ports, NOW);
  return { incidents, ids: told.map((one) => one.id), broken, outbox, planned, order, tell };
}

describe('correct', () => {
  it('leaves to any other process what a killed one had corrected and not told, an undoing as well, each once', async () => {
    const { incidents, ids, outbox, planned, order, tell } = await world();
    const [kept = '', other = ''] = ids;
    /** Orders, is killed between writing and planning, and another process comes by; gives what that one plans. */
    const killed = async (correction: Correction) => {
      planned.clear();
      outbox.isAway = true;
      await expect(order(correction)).rejects.toThrow('killed');
      outbox.isAway = false;
      expect(planned.size).toBe(0);
      await tell();
      const told = [...planned.values()].map((job) => [job.incidentId, job.kind]);
      planned.clear();
      await tell();
      expect(planned.size).toBe(0);
      return told;
    };
    expect(await killed({ kind: 'join', keptId: kept, otherId: other })).toEqual([
      [kept, 'edit'],
      [other, 'edit'],
    ]);
    const [joined] = incidents.operations();
    expect(await killed({ kind: 'undo', operationId: joined?.id ?? '' })).toEqual([
      [kept, 'edit'],
      [other, 'edit'],
    ]);
    await order({ kind: 'join', keptId: kept, otherId: other });
    const items = incidents.all().find((one) => one.incident.id === kept)?.accounts ?? [];
    const split: Correction = { kind: 'split', id: kept, itemIds: [items.at(-1)?.itemId ?? ''] };
    expect((await killed(split)).map(([, kind]) => kind)).toEqual(['edit', 'post']);
    expect(await killed({ kind: 'withdraw', id: kept })).toEqual([[kept, 'retract']]);
  });

  it('owes what it cannot read until it can be read, and tells the others meanwhile', async () => {
    const { ids, broken, outbox, planned, order, tell } = await world();
    const [first = '', second = ''] = ids;
    outbox.isAway = true;
    await expect(order({ kind: 'withdraw', id: first })).rejects.toThrow('killed');
    await expect(order({ kind: 'withdraw', id: second })).rejects.toThrow('killed');
    outbox.isAway = false;
    const toldOf = () => [...planned.values()].map((job) => job.incidentId);
    broken.add(first);
    expect(await tell()).toBe(1);
    expect(await tell()).toBe(0);
    expect(toldOf()).toEqual([second]);
    broken.clear();
    expect(await tell()).toBe(1);
    expect(toldOf()).toEqual([second, first]);
  });

  it('tells what is owed with the next order, whatever becomes of that', async () => {
    const { ids, outbox, planned, order } = await world();
    const withdraw: Correction = { kind: 'withdraw', id: ids[0] ?? '' };
    outbox.isAway = true;
    await expect(order(withdraw)).rejects.toThrow('killed');
    outbox.isAway = false;
    expect(await order(withdraw)).toMatchObject({ kind: 'refused' });
    expect([...planned.values()].map((job) => job.kind)).toEqual(['retract']);
  });

  it('plans nothing for an order that is refused on an incident nobody corrected', async () => {
    const { ids, planned, order } = await world();
    expect(await order({ kind: 'join', keptId: ids[0] ?? '', otherId: 'AA-2026-01-01-01' })).toMatchObject({
      kind: 'refused',
    });
    expect(planned.size).toBe(0);
  });
});
