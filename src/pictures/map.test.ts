import { Resvg } from '@resvg/resvg-js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryIncident } from '../../tests/support/arbitrary-incident.ts';
import type { Incident } from '../domain/incident.ts';
import { LANGUAGES } from '../domain/language.ts';
import { PICTURE_WORDS } from '../words/picture-words.ts';
import { SAMPLE_INCIDENTS } from '../words/sample-incidents.ts';
import { SAMPLE_NAMES } from '../words/sample-names.ts';
import { wordsOf } from '../words/words.ts';
import { MAP_HEIGHT, mapSvg, project } from './map.ts';
import { layOutMap } from './map-layout.ts';
import { FRAME, plotMap } from './map-plot.ts';
import { contains, overlap } from './placement.ts';
import { loadRegion } from './region.ts';

const REGION = loadRegion();
const BOUNDS = { x: 6, y: 6, width: 788, height: MAP_HEIGHT - 12 };
const caption = (language: (typeof LANGUAGES)[number]) => ({ language, title: 'The last 7 days', subtitle: '<&">' });
const SOTK = sample('claimed');

/** An incident anywhere in the frame, or somewhat outside. */
const placedIncident = fc
  .tuple(
    arbitraryIncident,
    fc.double({ min: FRAME.south - 1, max: FRAME.north + 1, noNaN: true }),
    fc.double({ min: FRAME.west - 1, max: FRAME.east + 1, noNaN: true }),
    fc.nat(400),
  )
  .map(([incident, lat, lon, place]) => ({
    ...incident,
    place: { ...incident.place, lat, lon, gazetteerId: `place-${place}` },
  }));

describe('the map', () => {
  it('keeps every label on the map and apart from every other, whatever the incidents', () => {
    fc.assert(
      fc.property(fc.array(placedIncident, { maxLength: 60 }), fc.constantFrom(...LANGUAGES), (incidents, language) => {
        const plot = plotMap(incidents, SAMPLE_NAMES, caption(language));
        const drawn = plot.points.reduce((sum, point) => sum + point.count, 0);
        expect(drawn + plot.notShown).toBe(incidents.length);
        const layout = layOutMap(plot, project, BOUNDS);
        const labels = [...layout.labels, ...layout.towns.map((town) => town.label), ...layout.texts];
        for (const [index, { box }] of labels.entries()) {
          expect(contains(BOUNDS, box)).toBe(true);
          for (const other of labels.slice(index + 1)) expect(overlap(box, other.box)).toBe(false);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('is well-formed whatever the incidents', () => {
    fc.assert(
      fc.property(fc.array(placedIncident, { maxLength: 20 }), fc.constantFrom(...LANGUAGES), (incidents, language) => {
        const svg = mapSvg(plotMap(incidents, SAMPLE_NAMES, caption(language)), REGION);
        // The drawing library reads XML strictly and throws on anything that is none.
        expect(new Resvg(svg, { font: { loadSystemFonts: false } }).width).toBe(800);
      }),
      { numRuns: 20 },
    );
  });

  it.each(LANGUAGES)('says in the reader’s language whose borders it shows and how to read it: %s', (language) => {
    const texts = textsOf(mapSvg(plotMap([SOTK], SAMPLE_NAMES, caption(language)), REGION));
    for (const word of [...wordsOf(language).text.severity, PICTURE_WORDS[language].unsettled]) {
      expect(texts).toContain(word);
    }
    expect(texts).toContain(PICTURE_WORDS[language].borders.split(' ').slice(0, 4).join(' '));
  });

  it('draws the border that is not agreed dashed', () => {
    expect(REGION.lines.some((line) => line.kind === 'unsettled')).toBe(true);
    expect(mapSvg(plotMap([], SAMPLE_NAMES, caption('en')), REGION)).toMatch(/<path[^>]+stroke-dasharray/);
  });

  it('names a place under both names, in the reader’s script', () => {
    const labels = (language: 'en' | 'hy') =>
      layOutMap(plotMap([SOTK], SAMPLE_NAMES, caption(language)), project, BOUNDS).labels.map((label) => label.lines);
    expect(labels('en')).toEqual([['Sotk / Zod']]);
    expect(labels('hy')).toEqual([['Զոդ / Սոթք']]);
  });

  it('gives a long pair of names two lines and cuts neither', () => {
    const sideNames = { ARM: 'Nerkin Karmiraghbyur', AZE: 'Ashaghi Gizilbulag' };
    const place = { ...SOTK.place, gazetteerId: 'karmiraghbyur', names: { en: sideNames.ARM }, sideNames };
    const layout = layOutMap(plotMap([{ ...SOTK, place }], SAMPLE_NAMES, caption('en')), project, BOUNDS);
    expect(layout.labels[0]?.lines).toEqual(['Ashaghi Gizilbulag /', 'Nerkin Karmiraghbyur']);
  });

  it('counts incidents of one place, and joins places that would hide each other', () => {
    const near = { ...SOTK, place: { ...SOTK.place, gazetteerId: 'kut', lat: 40.22 } };
    const layout = layOutMap(plotMap([SOTK, SOTK, near], SAMPLE_NAMES, caption('en')), project, BOUNDS);
    expect(layout.signs.map((sign) => sign.lines)).toEqual([['Sotk / Zod ×3 +1']]);
  });

  it.each<[string, Partial<Incident>]>([
    ['of a country, not a place', { place: { ...SOTK.place, precision: 6 } }],
    ['outside the frame', { place: { ...SOTK.place, lat: 38.9, lon: -77 } }],
    ['whose place nobody knows', { place: { names: { en: '' }, sideNames: {}, precision: 6 } }],
    ['that was retracted', { status: 'retracted' }],
    ['that the operators withdrew', { withdrawn: { by: 'x', reason: 'y', at: '2026-11-21T10:00:00.000Z' } }],
    ['that is talks held elsewhere', { label: 'negotiation', venues: ['washington'] }],
  ])('counts an incident %s without drawing it', (_, change) => {
    expect(plotMap([{ ...SOTK, ...change }], SAMPLE_NAMES, caption('en'))).toMatchObject({ points: [], notShown: 1 });
  });

  it('shows a district with a ring, for its spot is not known', () => {
    const district = { ...SOTK, place: { ...SOTK.place, precision: 3 as const } };
    expect(plotMap([district], SAMPLE_NAMES, caption('en')).points[0]?.isArea).toBe(true);
    expect(plotMap([district, SOTK], SAMPLE_NAMES, caption('en')).points[0]?.isArea).toBe(false);
  });
});

function textsOf(svg: string): string {
  return [...svg.matchAll(/<text[^>]*>([^<]*)</g)]
    .map((match) => (match[1] ?? '').replace(/[\u2067\u2069]/g, ''))
    .join('\n');
}

function sample(name: string): Incident {
  const incident = SAMPLE_INCIDENTS[name];
  if (incident === undefined) throw new Error(`there is no sample incident ${name}`);
  return incident;
}
