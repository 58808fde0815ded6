import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hoursLater, incidentContext, sampleReport } from '../../tests/support/incidents.ts';
import type { Casualties, Claim, Report } from '../domain/report.ts';
import { reduceIncident } from './reduce.ts';

const context = incidentContext();
const ID = 'AA-2026-11-20-01';

const reduce = (...reports: readonly Report[]) => reduceIncident(ID, reports, undefined, context);

const lost = (side: string, kind: Casualties['kind'], low: number, high?: number): Casualties => ({
  side,
  kind,
  low,
  ...(high === undefined ? {} : { high }),
  claimIds: [],
});

const claim = (kind: Claim['kind'], party: string, office = 'defenceMinistry'): Claim => ({
  kind,
  speaker: { party, office },
  about: {},
  quote: 'said so',
  language: 'en',
  itemId: 'x',
});

const anyReport = fc
  .record({
    hours: fc.integer({ min: 0, max: 30 }),
    item: fc.integer({ min: 1, max: 9 }),
    revision: fc.integer({ min: 0, max: 2 }),
    side: fc.constantFrom('ARM', 'AZE', 'third', 'IRN'),
    language: fc.constantFrom('en', 'hy', 'az'),
    label: fc.constantFrom('clash' as const, 'humanitarian' as const, 'negotiation' as const),
    accusations: fc.subarray([
      ['ARM', 'AZE'],
      ['AZE', 'ARM'],
      ['EU', 'AZE'],
    ] as [string, string][]),
    deniers: fc.subarray(['ARM', 'AZE']),
    casualties: fc.array(
      fc.record({
        side: fc.constantFrom('ARM', 'AZE', 'unknown'),
        kind: fc.constantFrom('killed' as const, 'wounded' as const),
        low: fc.integer({ min: 0, max: 9 }),
        isOfWounds: fc.boolean(),
      }),
      { maxLength: 3 },
    ),
    places: fc.subarray(['sotk', 'gegharkunik', 'kalbajar']),
    speaker: fc.constantFrom('ARM', 'AZE', 'RUS'),
    kind: fc.constantFrom('accuses' as const, 'denies' as const, 'observes' as const, 'acknowledges' as const),
    isRetraction: fc.boolean(),
  })
  .map(({ hours, item, revision, side, speaker, kind, isRetraction, casualties, ...rest }) =>
    sampleReport({
      ...rest,
      itemId: `item-${item}`,
      itemRevision: revision,
      outletSide: side,
      outletId: `outlet-${side}`,
      arrivedAt: hoursLater(hours),
      summary: `text ${item} ${revision}`,
      claims: [claim(kind, speaker)],
      casualties: casualties.map(({ isOfWounds, ...one }) => ({
        ...one,
        high: one.low,
        ...(isOfWounds && one.kind === 'killed' ? { ofWounds: true as const } : {}),
        claimIds: [],
      })),
      ...(isRetraction ? { isRetraction: true as const } : {}),
    }),
  );

describe('reduceIncident', () => {
  it('does not depend on the order or the repetition of the reports', () => {
    fc.assert(
      fc.property(
        fc
          .array(anyReport, { minLength: 1, maxLength: 8 })
          .chain((reports) =>
            fc.tuple(
              fc.constant(reports),
              fc.shuffledSubarray([...reports, ...reports], { minLength: reports.length * 2 }),
            ),
          ),
        ([reports, shuffled]) => {
          // One revision of an item has one text: the first of equals stands for all.
          const unique = [...new Map(reports.map((one) => [`${one.itemId}|${one.itemRevision}`, one])).values()];
          const again = shuffled.filter((one) => unique.includes(one));
          expect(reduce(...again)).toEqual(reduce(...unique));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('never lowers a range, and never takes a claim back, when a report is added', () => {
    fc.assert(
      fc.property(fc.array(anyReport, { minLength: 2, maxLength: 7 }), (reports) => {
        const inTime = reports
          .map((report, index) => ({ ...report, itemId: `item-${index}`, arrivedAt: hoursLater(index) }))
          .map(({ isRetraction: _retraction, ...report }) => ({ ...report, deniers: [] }));
        const before = reduce(...inTime.slice(0, -1));
        const after = reduce(...inTime);
        expect(after.claims.slice(0, before.claims.length)).toEqual(before.claims);
        for (const range of before.casualties.filter((one) => one.side !== 'unknown')) {
          const same = after.casualties.filter((one) => one.side === range.side && one.kind === range.kind);
          expect(Math.min(...same.map((one) => one.low))).toBeLessThanOrEqual(range.low);
          expect(Math.max(...same.map((one) => one.high ?? Number.POSITIVE_INFINITY))).toBeGreaterThanOrEqual(
            range.high ?? 0,
          );
        }
      }),
    );
  });

  it.each([
    ['one side accuses', [sampleReport()], 'claimed'],
    [
      'ten outlets relay one ministry',
      Array.from({ length: 10 }, (_, n) => sampleReport({ outletId: `o${n}` })),
      'claimed',
    ],
    ['the accused denies', [sampleReport({ deniers: ['AZE'] })], 'denied'],
    [
      'both accuse',
      [
        sampleReport({
          accusations: [
            ['ARM', 'AZE'],
            ['AZE', 'ARM'],
          ],
          deniers: ['AZE'],
        }),
      ],
      'counterClaimed',
    ],
    [
      'an authority that stands with one side accuses',
      [sampleReport({ accusations: [['ART', 'AZE']], deniers: ['AZE'] })],
      'denied',
    ],
    ['a third party observes it', [sampleReport({ claims: [claim('observes', 'RUS')] })], 'thirdPartyConfirmed'],
    ['the accused admits it', [sampleReport({ claims: [claim('acknowledges', 'AZE')] })], 'acknowledged'],
    [
      'the accuser says that nothing happened',
      [sampleReport(), sampleReport({ accusations: [], deniers: ['ARM'], arrivedAt: hoursLater(2) })],
      'retracted',
    ],
    ['talks told by one side', [sampleReport({ label: 'negotiation', accusations: [] })], 'claimed'],
    [
      'talks told by outlets of both sides',
      [
        sampleReport({ label: 'negotiation', accusations: [] }),
        sampleReport({ label: 'negotiation', accusations: [], outletSide: 'AZE' }),
      ],
      'acknowledged',
    ],
    [
      'a shooting told by outlets of both sides, admitted by neither',
      [sampleReport({ accusations: [] }), sampleReport({ accusations: [], outletSide: 'AZE' })],
      'claimed',
    ],
    [
      'an offer to mediate, told by the mediator',
      [sampleReport({ label: 'negotiation', accusations: [], outletSide: 'IRN', mediators: ['IRN'] })],
      'thirdPartyConfirmed',
    ],
  ] as const)('computes the status from claims: %s', (_what, reports, status) => {
    expect(reduce(...reports).status).toBe(status);
  });

  it('spans what was said, and takes as best what the harmed side says last', () => {
    const incident = reduce(
      sampleReport({ casualties: [lost('ARM', 'wounded', 2, 2)] }),
      sampleReport({ arrivedAt: hoursLater(1), outletSide: 'AZE', casualties: [lost('ARM', 'wounded', 7, 7)] }),
      sampleReport({ arrivedAt: hoursLater(2), casualties: [lost('ARM', 'wounded', 3, 3)] }),
    );
    expect(incident.casualties).toMatchObject([{ side: 'ARM', kind: 'wounded', low: 2, best: 3, high: 7 }]);
  });

  it('leaves a range open until the harmed side names a number', () => {
    const atLeast = sampleReport({ outletSide: 'third', casualties: [lost('ARM', 'killed', 5)] });
    expect(reduce(atLeast).casualties[0]).not.toHaveProperty('high');
    expect(reduce(atLeast).casualties[0]).not.toHaveProperty('best');
    const named = sampleReport({ arrivedAt: hoursLater(1), casualties: [lost('ARM', 'killed', 6, 6)] });
    expect(reduce(atLeast, named).casualties).toMatchObject([{ low: 5, best: 6, high: 6 }]);
  });

  it('moves a wounded man who dies from the wounded to the killed', () => {
    const wounded = sampleReport({ outletSide: 'ARM', casualties: [lost('ARM', 'wounded', 3, 3)] });
    const died = sampleReport({
      itemId: 'died',
      outletSide: 'ARM',
      arrivedAt: hoursLater(2),
      summary: 'one of them has died',
      casualties: [{ ...lost('ARM', 'killed', 1, 1), ofWounds: true }],
    });
    expect(reduce(wounded, died).casualties).toMatchObject([
      { kind: 'killed', low: 1, best: 1, high: 1 },
      { kind: 'wounded', low: 2, best: 2, high: 3 },
    ]);
    const counted = sampleReport({
      itemId: 'counted',
      outletSide: 'ARM',
      arrivedAt: hoursLater(3),
      summary: 'two are still in hospital',
      casualties: [lost('ARM', 'wounded', 2, 2)],
    });
    const told = reduce(counted, wounded, died).casualties.find((one) => one.kind === 'wounded');
    expect(told).toMatchObject({ low: 2, best: 2, high: 3 });
  });

  it('keeps no number apart from zero', () => {
    expect(reduce(sampleReport()).casualties).toEqual([]);
    expect(reduce(sampleReport({ casualties: [lost('ARM', 'killed', 0, 0)] })).casualties).toMatchObject([
      { side: 'ARM', low: 0, high: 0, best: 0 },
    ]);
  });

  it('counts who is quoted, not who prints', () => {
    const incident = reduce(
      sampleReport({ outletId: 'a', claims: [claim('accuses', 'ARM')] }),
      sampleReport({ outletId: 'b', claims: [claim('accuses', 'ARM')] }),
      sampleReport({ outletId: 'c', claims: [claim('denies', 'AZE')] }),
    );
    expect(incident.sources).toMatchObject({ articles: 3, outlets: 3, origins: 2 });
  });

  it('takes a vague speaker for one of those that are named', () => {
    const by = (speaker: Claim['speaker']) => sampleReport({ claims: [{ ...claim('accuses', 'ARM'), speaker }] });
    const named = [by({ party: 'ARM', office: 'defenceMinistry' }), by({ party: 'ARM', office: 'foreignMinistry' })];
    const vague = [
      by({ party: 'ARM' }),
      by({ party: 'ARM', office: 'ministry' }),
      by({ party: 'ARM', office: 'officials' }),
    ];
    expect(reduce(...named, ...vague).sources.origins).toBe(2);
    expect(reduce(...vague).sources.origins).toBe(1);
  });

  it('notes the first denial as material and the second as minor', () => {
    const incident = reduce(
      sampleReport(),
      sampleReport({ arrivedAt: hoursLater(1), deniers: ['AZE'], outletId: 'x' }),
      sampleReport({ arrivedAt: hoursLater(2), deniers: ['AZE'], outletId: 'y' }),
    );
    const material = incident.history.filter((change) => change.material).map((change) => change.kind);
    expect(material).toEqual(['created', 'status']);
  });

  it('notes more deaths as material, and a toll without a side not twice', () => {
    const incident = reduce(
      sampleReport({ casualties: [lost('unknown', 'killed', 2, 2)] }),
      sampleReport({ arrivedAt: hoursLater(1), casualties: [lost('ARM', 'killed', 2, 2)] }),
      sampleReport({ arrivedAt: hoursLater(2), casualties: [lost('ARM', 'killed', 4, 4)] }),
    );
    expect(incident.history.filter((change) => change.kind === 'deaths')).toMatchObject([
      { detail: 'ARM killed 2->4', material: true },
    ]);
  });

  it.each([
    [{}, 1],
    [{ casualties: [lost('ARM', 'wounded', 1, 1)] }, 2],
    [{ casualties: [lost('ARM', 'killed', 1, 1)] }, 3],
    [{ casualties: [lost('ARM', 'killed', 3, 3), lost('AZE', 'killed', 2, 2)] }, 4],
    [{ label: 'negotiation' as const, accusations: [], weapons: [], talksStage: 'outcome' as const }, 2],
    [{ label: 'negotiation' as const, accusations: [], weapons: [] }, 0],
    [{ isRetraction: true as const, casualties: [lost('ARM', 'killed', 9, 9)] }, 0],
  ])('rates %j with severity %i', (fields: Partial<Report>, severity) => {
    expect(reduce(sampleReport(fields)).severity).toBe(severity);
  });

  it('keeps what was done by hand when it is reduced again', () => {
    const first = reduce(sampleReport());
    const previous = {
      ...first,
      revision: 2,
      history: [
        ...first.history,
        { revision: 2, at: hoursLater(1), kind: 'withdrawn' as const, detail: 'by hand', material: false },
      ],
      withdrawn: { by: 'ops', reason: 'wrong', at: hoursLater(1) },
    };
    const again = reduceIncident(
      ID,
      [sampleReport({ itemId: 'a' }), sampleReport({ itemId: 'b', arrivedAt: hoursLater(2) })],
      previous,
      context,
    );
    expect(again.withdrawn).toEqual(previous.withdrawn);
    expect(again.history.map((change) => change.kind)).toContain('withdrawn');
    expect(again.revision).toBeGreaterThanOrEqual(2);
  });
});
