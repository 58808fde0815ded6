import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hoursLater, incidentContext, sampleReport } from '../../tests/support/incidents.ts';
import type { Casualties, Occurred, Report } from '../domain/report.ts';
import { accountOf } from './account.ts';
import { type Candidate, candidateOf } from './candidate.ts';
import { candidateKeys, indexKeys } from './keys.ts';
import { placeReport } from './place.ts';

const context = incidentContext();

function candidate(id: string, ...reports: readonly Report[]): Candidate {
  const accounts = reports.map((report) => accountOf(report, context));
  const [first] = reports;
  return candidateOf(id, first?.label ?? 'clash', accounts, {
    isOver: false,
    ...(first?.ceasefireState === undefined ? {} : { ceasefireState: first.ceasefireState }),
  });
}

function place(report: Report, ...candidates: readonly Candidate[]) {
  return placeReport(accountOf(report, context), candidates, context);
}

const wounded = (side: string, low: number): Casualties => ({ side, kind: 'wounded', low, high: low, claimIds: [] });
const captured = (side: string): Casualties => ({ side, kind: 'captured', low: 1, high: 1, claimIds: [] });
const at = (iso: string): Occurred => ({ from: iso, precision: 'minute', basis: 'stated' });
const talks = { label: 'negotiation', places: [], accusations: [], weapons: [] } as const;
const truce = { label: 'ceasefire', places: [], accusations: [], weapons: [], ceasefireState: 'agreed' } as const;
const aid = { label: 'humanitarian', places: [], accusations: [], weapons: [] } as const;

/** Two accounts, one after the other: do they tell of one incident? */
const ROWS: readonly [what: string, first: Partial<Report>, second: Partial<Report>, hours: number, isSame: boolean][] =
  [
    [
      'one village, another language',
      {},
      { language: 'hy', title: 'Կրակոցներ Սոթքի ուղղությամբ', summary: '' },
      1,
      true,
    ],
    ['the next village of the same district, the same words', {}, { places: ['kut'] }, 1, false],
    [
      'another village, the same words, the same toll',
      { casualties: [wounded('ARM', 2)] },
      { places: ['jermuk'], casualties: [wounded('ARM', 2)] },
      1,
      false,
    ],
    ['the province only, then the village', { places: ['gegharkunik'] }, {}, 1, true],
    [
      'the district across the line, with the accusation turned round',
      {},
      { places: ['kalbajar'], accusations: [['AZE', 'ARM']] },
      1,
      true,
    ],
    [
      'the district across the line, turned round, a day later',
      {},
      { places: ['kalbajar'], accusations: [['AZE', 'ARM']] },
      22,
      false,
    ],
    ['the same village two evenings later', {}, {}, 48, false],
    [
      'a stated time later than the first report',
      { occurred: at(hoursLater(-1)) },
      { occurred: at(hoursLater(10)), title: 'New fire' },
      11,
      false,
    ],
    [
      'the same stated time, told a day later',
      { occurred: at(hoursLater(-1)) },
      { occurred: at(hoursLater(-1)), title: 'What is known of the fire' },
      26,
      true,
    ],
    [
      'a denial without a place, of the same toll',
      { casualties: [wounded('ARM', 2)] },
      { places: [], accusations: [['ARM', 'AZE']], deniers: ['AZE'], casualties: [wounded('ARM', 2)] },
      3,
      true,
    ],
    [
      'a bare accusation without a place',
      {},
      { places: [], weapons: [], title: 'Armenia accuses Azerbaijan', summary: '' },
      30,
      false,
    ],
    [
      'a drone brought down, then a soldier taken, at one place',
      { weapons: ['drone'] },
      { weapons: [], casualties: [captured('ARM')], accusations: [['AZE', 'ARM']] },
      16,
      false,
    ],
    ['a count of violations, then one of them', { isSummary: true, violations: 14 }, {}, 1, false],
    [
      'the same count by another outlet',
      { isSummary: true, violations: 14 },
      { isSummary: true, violations: 14, language: 'ru', places: ['jermuk'] },
      1,
      true,
    ],
    ['another count the same day', { isSummary: true, violations: 14 }, { isSummary: true, violations: 9 }, 1, false],
    [
      'a meeting announced, and held three days later',
      { ...talks, venues: ['almaty'] },
      { ...talks, venues: ['almaty'], talksStage: 'held' },
      72,
      true,
    ],
    ['meetings in two cities on one day', { ...talks, venues: ['almaty'] }, { ...talks, venues: ['moscow'] }, 2, false],
    [
      'a phone call by the same mediator, two languages',
      { ...talks, mediators: ['USA'], title: 'US secretary speaks by phone with leaders' },
      { ...talks, mediators: ['USA'], language: 'az', title: 'Dövlət katibi Prezidentə zəng edib' },
      1,
      true,
    ],
    [
      'phone calls by two mediators',
      { ...talks, mediators: ['USA'], title: 'Secretary speaks by phone' },
      { ...talks, mediators: ['FRA'], title: 'President speaks by phone' },
      1,
      false,
    ],
    [
      'a truce agreed, and holding the next morning',
      truce,
      { ...truce, ceasefireState: 'holding', language: 'ru' },
      14,
      true,
    ],
    ['a truce agreed, another two days later', truce, { ...truce, title: 'A new truce' }, 44, false],
    [
      'prisoners to be handed over, and handed over',
      { ...aid, title: 'Four prisoners to be released' },
      { ...aid, language: 'ru', title: 'Четверо пленных переданы', summary: '' },
      41,
      true,
    ],
    [
      'prisoners and a trial',
      { ...aid, title: 'Four prisoners released' },
      { ...aid, title: 'Court hearing: defendants seek counsel', summary: 'The trial goes on.' },
      1,
      false,
    ],
    [
      'a mine told as an accident and as an attack',
      { ...aid, places: ['aghdam'], weapons: ['mine'] },
      { places: ['aghdam'], weapons: ['mine'], accusations: [], language: 'tr' },
      2,
      true,
    ],
    ['a date of 1970 counts as none', {}, { publishedAt: '1970-01-01T00:00:00.000Z', language: 'ru' }, 2, true],
    ['a date of 2099 counts as none', {}, { publishedAt: '2099-01-01T00:00:00.000Z', language: 'ru' }, 2, true],
  ];

describe('placeReport', () => {
  it.each(ROWS)('%s', (_what, first, second, hours, isSame) => {
    const later = sampleReport({
      outletId: 'other',
      ...second,
      arrivedAt: hoursLater(hours),
      publishedAt: second.publishedAt ?? hoursLater(hours),
    });
    const placing = place(later, candidate('AA-1', sampleReport(first)));
    expect({ kind: placing.kind === 'new' ? 'apart' : 'together', why: placing.reason }).toMatchObject({
      kind: isSame ? 'together' : 'apart',
    });
  });

  it('finds every incident that it would join by its keys', () => {
    for (const [what, first, second, hours, isSame] of ROWS) {
      if (!isSame) continue;
      const published = second.publishedAt ?? hoursLater(hours);
      const later = accountOf(
        sampleReport({ ...second, arrivedAt: hoursLater(hours), publishedAt: published }),
        context,
      );
      const known = candidate('AA-1', sampleReport(first));
      const keys = new Set(indexKeys(known, context));
      const query = candidateKeys(later, context);
      expect(query.keys.some((key) => keys.has(key)) && known.lastMs >= query.sinceMs, what).toBe(true);
    }
  });

  it('calls a text with the same words a copy, and one that differs in a number none', () => {
    const text = {
      title: 'Two soldiers wounded near Sotk',
      summary:
        'The ministry said that two soldiers were wounded late on Friday by fire from the other side, and that their lives are not in danger.',
    };
    const known = candidate('AA-1', sampleReport({ itemId: 'original', ...text }));
    expect(place(sampleReport({ ...text, outletId: 'other', arrivedAt: hoursLater(1) }), known)).toMatchObject({
      kind: 'duplicate',
      duplicateOf: 'original',
    });
    const more = { title: text.title, summary: text.summary.replace('on Friday', 'at 21:40 on Friday') };
    expect(place(sampleReport({ ...more, outletId: 'other', arrivedAt: hoursLater(1) }), known).kind).toBe('join');
  });

  it('keeps a report apart that fits two villages alike, and links both', () => {
    const one = candidate('AA-1', sampleReport({ places: ['kut'] }));
    const two = candidate('AA-2', sampleReport({ places: ['verin-shorzha'] }));
    const placing = place(sampleReport({ places: [], language: 'fr', arrivedAt: hoursLater(1) }), one, two);
    expect(placing).toMatchObject({ kind: 'new', related: expect.arrayContaining(['AA-1', 'AA-2']) as unknown });
  });

  it('does not depend on the order of the candidates', () => {
    const candidates = ['sotk', 'kut', 'jermuk', 'gegharkunik', 'kalbajar'].map((id, n) =>
      candidate(`AA-${n}`, sampleReport({ places: [id], arrivedAt: hoursLater(n / 10) })),
    );
    const report = sampleReport({ places: [], arrivedAt: hoursLater(2) });
    const expected = place(report, ...candidates);
    fc.assert(
      fc.property(fc.shuffledSubarray(candidates, { minLength: candidates.length }), (shuffled) => {
        expect(place(report, ...shuffled)).toEqual(expected);
      }),
    );
  });

  it('treats both sides alike: with sides and places exchanged the same decision falls', () => {
    const mirror: Record<string, string> = { ARM: 'AZE', AZE: 'ARM' };
    const turned = (fields: Partial<Report>): Partial<Report> => ({
      ...fields,
      places: ['lachin'],
      accusations: (fields.accusations ?? [['ARM', 'AZE']]).map(([a, b]) => [mirror[a] ?? a, mirror[b] ?? b] as const),
      deniers: (fields.deniers ?? []).map((side) => mirror[side] ?? side),
      casualties: (fields.casualties ?? []).map((one) => ({ ...one, side: mirror[one.side] ?? one.side })),
    });
    for (const deniers of [[], ['AZE']]) {
      for (const casualties of [[], [wounded('ARM', 2)]]) {
        const fields = { places: ['tegh'], deniers, casualties };
        const here = place(
          sampleReport({ ...fields, arrivedAt: hoursLater(3) }),
          candidate('AA-1', sampleReport({ places: ['tegh'] })),
        );
        const there = place(
          sampleReport({ ...turned(fields), arrivedAt: hoursLater(3) }),
          candidate('AA-1', sampleReport(turned({}))),
        );
        expect(there.kind).toBe(here.kind);
      }
    }
  });
});
