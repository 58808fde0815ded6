import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampleIncident, sampleSubscription } from '../../tests/support/records.ts';
import type { Alert, Subscription } from '../domain/alert.ts';
import { type FactSources, factsOf, matchFilter } from './filter.ts';
import { deliveryId, type Plan, type PlanContext, planDeliveries } from './plan.ts';
import { createRouteIndex, type RouteIndex } from './route-index.ts';

const NOW = Date.parse('2026-11-21T18:00:00Z');
const fold = (text: string) => text.toLowerCase();
const sources: FactSources = {
  parentsOf: (place) => (place === 'sotk' ? ['gegharkunik', 'armenia'] : []),
  alignmentOf: (outlet) => (outlet === 'state-wire' ? 'state' : 'private'),
};

function plan(
  subscriptions: readonly Subscription[],
  alert: Partial<Alert> = {},
  context: Partial<PlanContext> = {},
): Plan[] {
  const whole: Alert = { incident: sampleIncident(), change: 'new', changes: [], ...alert };
  const facts = factsOf(whole.incident, sources, fold);
  return planDeliveries(whole, facts, createRouteIndex(subscriptions).channels(facts), {
    silences: [],
    fold,
    now: NOW,
    arrivedAt: '2026-11-21T17:59:00Z',
    lateAfterMs: 1_800_000,
    minSeverity: 0,
    plannedLastHour: () => 0,
    ...context,
  });
}

describe('planDeliveries', () => {
  const rows: [string, Partial<Subscription>, string, string?][] = [
    ['takes everything by default', {}, 'deliver'],
    ['a wanted label passes', { filter: { labels: ['clash'] } }, 'deliver'],
    ['a place takes its children', { filter: { places: ['gegharkunik'] } }, 'deliver'],
    ['a party passes as accused', { filter: { parties: ['AZE'] } }, 'deliver'],
    ['a word in a title passes', { filter: { includeWords: ['SOTK'] } }, 'deliver'],
    ['who stands behind an outlet passes', { filter: { alignments: ['private', 'state'] } }, 'deliver'],
    [
      'outlets of another kind are told',
      { filter: { alignments: ['state'] } },
      'skip',
      'alignments: outlets are private; wanted state',
    ],
    [
      'severity below the wish is told',
      { filter: { minSeverity: 3 } },
      'skip',
      'minSeverity: severity is 2; wanted at least 3',
    ],
    [
      'not before both sides are heard',
      { filter: { statuses: ['denied', 'counterClaimed'] } },
      'skip',
      'statuses: status is claimed; wanted denied, counterClaimed',
    ],
    [
      'an excluded word keeps it out',
      { filter: { excludeWords: ['sotk'] } },
      'skip',
      'excludeWords: the word "sotk" stands in it',
    ],
    ['a pause holds', { pausedUntil: '2026-11-21T19:00:00Z' }, 'skip', 'paused until 2026-11-21T19:00:00Z'],
    ['a pause ends by itself', { pausedUntil: '2026-11-21T17:00:00Z' }, 'deliver'],
    [
      'a dead channel is told',
      { disabled: { reason: 'unknownChannel', at: '2026-11-20T00:00:00Z' } },
      'skip',
      'disabled: unknownChannel',
    ],
    ['quiet hours wait for their end', { quietHours: { from: '21:00', to: '07:00' } }, 'digest'],
    ['outside quiet hours it goes at once', { quietHours: { from: '23:00', to: '07:00' } }, 'deliver'],
    ['an hourly digest waits', { delivery: { mode: 'hourly', zone: 'UTC' } }, 'digest'],
    ['a daily digest waits', { delivery: { mode: 'daily', at: '08:00', zone: 'Asia/Baku' } }, 'digest'],
  ];
  it.each(rows)('%s', (_name, fields, kind, reason) => {
    const [only] = plan([sampleSubscription(fields)]);
    // A subscription that the index does not even offer is a skip, too.
    expect(only?.kind).toBe(kind);
    if (reason !== undefined) expect(only).toMatchObject({ reason });
  });

  it('gives one message where two subscriptions share a channel', () => {
    const plans = plan([sampleSubscription(), sampleSubscription({ id: 'sub-2', filter: { labels: ['clash'] } })]);
    expect(plans).toHaveLength(1);
    expect(plans[0]).toMatchObject({ kind: 'deliver', job: { subscriptionIds: ['sub-1', 'sub-2'] } });
  });

  it('lets critical alerts pass quiet hours, digests and caps', () => {
    const critical = { incident: sampleIncident({ severity: 4 }) };
    for (const fields of [
      { quietHours: { from: '00:00', to: '23:59' } },
      { delivery: { mode: 'daily', at: '08:00', zone: 'UTC' } as const },
      { maxPerHour: 1 },
    ]) {
      expect(plan([sampleSubscription(fields)], critical, { plannedLastHour: () => 99 })[0]?.kind).toBe('deliver');
    }
  });

  it('lets one clash of a burst pass quiet hours, however small it is', () => {
    const quiet = sampleSubscription({ quietHours: { from: '00:00', to: '23:59' } });
    const escalation = 'Gegharkunik: 5 clashes in 12 h, 0.4 expected from its own past';
    expect(plan([quiet], { escalation })[0]?.kind).toBe('deliver');
    expect(plan([quiet])[0]?.kind).toBe('digest');
  });

  it('merges what is over the cap into one message at the full hour, and drops nothing', () => {
    const [only] = plan([sampleSubscription({ maxPerHour: 3 })], {}, { plannedLastHour: () => 3 });
    expect(only).toMatchObject({ kind: 'digest', job: { notBefore: '2026-11-21T19:00:00.000Z' } });
  });

  it('gathers a backlog into one digest marked late', () => {
    const late = { arrivedAt: '2026-11-21T12:00:00Z' };
    const [only] = plan([sampleSubscription()], {}, late);
    expect(only).toMatchObject({ kind: 'digest', job: { kind: 'digest', isLate: true } });
  });

  it('edits in place on a minor change, even in quiet hours, and mentions nobody', () => {
    const fields = {
      quietHours: { from: '00:00', to: '23:59' },
      mention: { roleId: '300000000000000001', minSeverity: 0 as const },
    };
    const [only] = plan([sampleSubscription(fields)], { change: 'minor' });
    expect(only).toMatchObject({ kind: 'deliver', job: { kind: 'edit' } });
    expect(only?.kind === 'deliver' && only.job.mentionRoleId).toBeUndefined();
  });

  it('mentions the role from its severity on', () => {
    const mention = (minSeverity: 2 | 3) =>
      plan([sampleSubscription({ mention: { roleId: '300000000000000001', minSeverity } })])[0];
    expect(mention(2)).toMatchObject({ job: { mentionRoleId: '300000000000000001' } });
    expect(mention(3)).not.toMatchObject({ job: { mentionRoleId: '300000000000000001' } });
  });

  it('tells a retraction as one', () => {
    const changes = [
      { revision: 2, at: '2026-11-21T18:00:00Z', kind: 'retraction', detail: '', material: true } as const,
    ];
    expect(plan([sampleSubscription()], { change: 'material', changes })[0]).toMatchObject({
      job: { kind: 'retract' },
    });
  });

  it('holds back what a silence in force covers, with its author and reason', () => {
    const silence = {
      id: 's1',
      place: 'gegharkunik',
      expiresAt: '2026-11-21T20:00:00Z',
      author: 'mod',
      reason: 'drill',
    };
    expect(plan([sampleSubscription()], {}, { silences: [silence] })[0]).toMatchObject({
      kind: 'skip',
      reason: 'silenced by mod until 2026-11-21T20:00:00Z: drill',
    });
    const over = { ...silence, expiresAt: '2026-11-21T17:00:00Z' };
    expect(plan([sampleSubscription()], {}, { silences: [over] })[0]?.kind).toBe('deliver');
  });

  it('gives every incident, channel and revision an id of its own that fits a nonce', () => {
    const ids = new Set([
      deliveryId('a', 'b', 1),
      deliveryId('a', 'b', 2),
      deliveryId('a', 'c', 1),
      deliveryId('c', 'b', 1),
    ]);
    expect(ids.size).toBe(4);
    for (const id of ids) expect(id.length).toBeLessThanOrEqual(25);
  });
});

describe('the route index', () => {
  const filters = fc.record(
    {
      labels: fc.subarray(['clash', 'ceasefire', 'negotiation', 'humanitarian'] as const, { minLength: 1 }),
      places: fc.subarray(['sotk', 'gegharkunik', 'shusha', 'lachin'], { minLength: 1 }),
      parties: fc.subarray(['ARM', 'AZE', 'RUS'], { minLength: 1 }),
      outlets: fc.subarray(['araks', 'xezer'], { minLength: 1 }),
    },
    { requiredKeys: [] },
  );

  it('offers every subscription that a scan over all would match', () => {
    fc.assert(
      fc.property(fc.array(filters, { maxLength: 30 }), (all) => {
        const subscriptions = all.map((filter, index) =>
          sampleSubscription({ id: `s${index}`, channelId: `c${index % 7}`, filter }),
        );
        const facts = factsOf(sampleIncident(), sources, fold);
        const byScan = subscriptions
          .filter((one) => matchFilter(one.filter, facts, fold).kind === 'match')
          .map((one) => one.id);
        const channels = [...createRouteIndex(subscriptions).channels(facts)];
        const offered = new Set(channels.flatMap((channel) => channel.subscriptions.map((one) => one.id)));
        expect(new Set(channels).size).toBe(channels.length);
        expect(byScan.filter((id) => !offered.has(id))).toEqual([]);
      }),
    );
  });

  it('offers after changes what an index made anew offers', () => {
    const facts = factsOf(sampleIncident(), sources, fold);
    const offers = (index: RouteIndex) =>
      [...index.channels(facts)]
        .flatMap(({ id, subscriptions }) => subscriptions.map((one) => `${id} ${one.id}`))
        .sort();
    const changes = fc.array(
      fc.record({
        id: fc.constantFrom('s1', 's2', 's3', 's4'),
        channel: fc.constantFrom('c1', 'c2'),
        filter: filters,
        isRemoved: fc.boolean(),
      }),
    );
    fc.assert(
      fc.property(changes, (all) => {
        const index = createRouteIndex([]);
        const kept = new Map<string, Subscription>();
        for (const { id, channel, filter, isRemoved } of all) {
          const subscription = sampleSubscription({ id, channelId: channel, filter });
          if (isRemoved) index.remove(id);
          else index.put(subscription);
          if (isRemoved) kept.delete(id);
          else kept.set(id, subscription);
        }
        expect(offers(index)).toEqual(offers(createRouteIndex(kept.values())));
      }),
    );
  });
});
