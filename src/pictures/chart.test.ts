import { createRequire } from 'node:module';
import { Resvg } from '@resvg/resvg-js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryIncident } from '../../tests/support/arbitrary-incident.ts';
import { LANGUAGES } from '../domain/language.ts';
import { SAMPLE_INCIDENTS } from '../words/sample-incidents.ts';
import { SAMPLE_NAMES } from '../words/sample-names.ts';
import { chartSvg } from './chart.ts';
import { type DayFigures, plotChart, type StatsFigures } from './chart-plot.ts';
import { timelineSvg } from './timeline.ts';
import { plotTimeline } from './timeline-plot.ts';

const font = {
  fontFiles: [createRequire(import.meta.url).resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf')],
  loadSystemFonts: false,
  defaultFontFamily: 'DejaVu Sans',
};
const UNTIL = Date.parse('2026-11-21T12:00:00.000Z');
const captionIn = (language: (typeof LANGUAGES)[number]) => ({ language, title: 'Sotk / Zod', subtitle: '<&">' });
const day = (date: string, clash = 0, negotiation = 0): DayFigures => ({
  day: date,
  counts: { clash, ceasefire: 0, negotiation, humanitarian: 0 },
});

/** Everything drawn, text with it, must lie on the page. */
function expectOnPage(svg: string): void {
  const picture = new Resvg(svg, { font });
  const box = picture.getBBox();
  expect(box).toBeDefined();
  if (box === undefined) return;
  expect(box.x).toBeGreaterThanOrEqual(-0.5);
  expect(box.y).toBeGreaterThanOrEqual(-0.5);
  expect(box.x + box.width).toBeLessThanOrEqual(picture.width + 0.5);
  expect(box.y + box.height).toBeLessThanOrEqual(picture.height + 0.5);
}

const counts = fc.record({
  clash: fc.nat(5000),
  ceasefire: fc.nat(9),
  negotiation: fc.nat(9),
  humanitarian: fc.nat(9),
});
const figures: fc.Arbitrary<StatsFigures> = fc
  .tuple(
    fc.array(fc.tuple(counts, counts), { minLength: 1, maxLength: 31 }),
    fc.array(fc.tuple(fc.nat(500), fc.nat(500)), { maxLength: 12 }),
  )
  .map(([days, areas]) => ({
    days: days.map(([now], index) => ({ day: dayAt(index), counts: now })),
    before: days.map(([, then], index) => ({ day: dayAt(index - 31), counts: then })),
    areas: areas.map(([now, before], index) => (index === 0 ? { now, before } : { placeId: 'sotk', now, before })),
  }));

function dayAt(index: number): string {
  return new Date(UNTIL + (index - 30) * 86_400_000).toISOString().slice(0, 10);
}

describe('the chart', () => {
  it('stays on its page for any numbers in any language', () => {
    fc.assert(
      fc.property(figures, fc.constantFrom(...LANGUAGES), (any, language) => {
        expectOnPage(chartSvg(plotChart(any, SAMPLE_NAMES, captionIn(language))));
      }),
      { numRuns: 30 },
    );
  });

  it('writes a zero over a quiet day', () => {
    const quiet = { days: [day('2026-11-20', 3), day('2026-11-21')], before: [], areas: [] };
    const svg = chartSvg(plotChart(quiet, SAMPLE_NAMES, captionIn('en')));
    expect(svg).toMatch(/>0<\/text>/);
    expect(svg).toContain('Nov 21');
  });

  it('sets the numbers of the period before beside those of this one', () => {
    const any = {
      days: [day('2026-11-21', 3, 1)],
      before: [day('2026-11-20', 5)],
      areas: [{ placeId: 'sotk', now: 3, before: 5 }],
    };
    const svg = chartSvg(plotChart(any, SAMPLE_NAMES, captionIn('en')));
    expect(svg).toContain('▼ 5');
    expect(svg).toContain('▲ 0');
    expect(svg).toContain('Sotk / Zod');
  });

  it('tells the labels apart by pattern, not by colour alone', () => {
    const svg = chartSvg(
      plotChart({ days: [day('2026-11-21', 3, 1)], before: [], areas: [] }, SAMPLE_NAMES, captionIn('en')),
    );
    for (const label of ['ceasefire', 'negotiation', 'humanitarian']) expect(svg).toContain(`url(#fill-${label})`);
  });

  it('adds up areas that have no bar of their own', () => {
    const many = Array.from({ length: 10 }, (_, index) => ({ placeId: `p${index}`, now: 20 - index, before: 1 }));
    const { areas } = plotChart(
      { days: [], before: [], areas: [...many, { now: 2, before: 3 }] },
      SAMPLE_NAMES,
      captionIn('en'),
    );
    expect(areas).toHaveLength(9);
    expect(areas.at(-1)).toEqual({ name: 'Elsewhere or not stated', now: 12 + 11 + 2, before: 5 });
  });
});

describe('the timeline', () => {
  it('stays on its page for any incidents in any language', () => {
    fc.assert(
      fc.property(
        fc.array(arbitraryIncident, { maxLength: 30 }),
        fc.integer({ min: 1, max: 90 }),
        fc.constantFrom(...LANGUAGES),
        (incidents, days, language) => {
          expectOnPage(timelineSvg(plotTimeline(incidents, { until: UNTIL, days }, SAMPLE_NAMES, captionIn(language))));
        },
      ),
      { numRuns: 30 },
    );
  });

  it.each([
    [1, 1, 1],
    [7, 7, 1],
    [22, 22, 1],
    [30, 15, 2],
    [90, 18, 5],
  ])('gives %i days %i columns of %i', (days, columns, daysPerColumn) => {
    const plot = plotTimeline([], { until: UNTIL, days }, SAMPLE_NAMES, captionIn('en'));
    expect({ columns: plot.columns.length, daysPerColumn: plot.daysPerColumn }).toEqual({ columns, daysPerColumn });
    expect(plot.columns.at(-1)?.day).toBe(
      new Date(UNTIL - (daysPerColumn - 1) * 86_400_000).toISOString().slice(0, 10),
    );
  });

  it('shows the highest severity of a day and how many there were', () => {
    const incidents = [SAMPLE_INCIDENTS['claimed'], SAMPLE_INCIDENTS['summary'], SAMPLE_INCIDENTS['talks']].flatMap(
      (one) => one ?? [],
    );
    const plot = plotTimeline(incidents, { until: UNTIL, days: 2 }, SAMPLE_NAMES, captionIn('en'));
    expect(plot.columns.map((column) => column.cells)).toEqual([
      {},
      { clash: { count: 2, severity: 3 }, negotiation: { count: 1, severity: 0 } },
    ]);
    expect(plot.headlines[0]).toEqual({
      day: '2026-11-21',
      severity: 3,
      text: 'Sotk / Zod · shelling · Claimed by one side',
    });
  });
});
