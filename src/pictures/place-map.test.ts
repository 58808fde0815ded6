import { Resvg } from '@resvg/resvg-js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryIncident } from '../../tests/support/arbitrary-incident.ts';
import type { Incident } from '../domain/incident.ts';
import { LANGUAGES } from '../domain/language.ts';
import { PICTURE_WORDS } from '../words/picture-words.ts';
import { SAMPLE_INCIDENTS } from '../words/sample-incidents.ts';
import { SAMPLE_NAMES } from '../words/sample-names.ts';
import { FRAME } from './map-plot.ts';
import { placeMapSvg } from './place-map.ts';
import { plotPlaceMap } from './place-map-plot.ts';
import { loadRegion } from './region.ts';

const REGION = loadRegion();
const NEIGHBOURS = [
  { id: 'jermuk', lat: 40.3, lon: 45.9, kind: 'village' },
  { id: 'berd', lat: 40.1, lon: 45.7, kind: 'city' },
  { id: 'shusha', lat: 39.758, lon: 46.749, kind: 'city' },
  { id: 'tegh', lat: 40.2, lon: 45.86, kind: 'district' },
];

function clash(place: Partial<Incident['place']> = {}, more: Partial<Incident> = {}): Incident {
  const base = SAMPLE_INCIDENTS['confirmed'];
  if (base === undefined) throw new Error('there is no sample');
  return { ...base, ...more, place: { ...base.place, lat: 40.203, lon: 45.866, precision: 1, ...place } };
}

describe('the small map of an alert', () => {
  it('shows the place among those around, towns first, none from far away', () => {
    const plot = plotPlaceMap(clash(), SAMPLE_NAMES, 'en', NEIGHBOURS);
    expect(plot?.neighbours.map(({ lat }) => lat)).toEqual([40.1, 40.3]);
    expect(plot?.caption).toMatchObject({ title: 'Sotk / Zod', subtitle: 'Clash · High · Nov 21, 2026' });
    expect(plot?.description).toMatch(/^Map: Sotk \/ Zod · Nearby: Berd.* and .*Jermuk/);
  });

  it('says that only the area is known, in a ring and in words, and looks wider', () => {
    const plot = plotPlaceMap(clash({ precision: 3 }), SAMPLE_NAMES, 'en', NEIGHBOURS);
    expect(plot?.point.isArea).toBe(true);
    expect(plot?.description).toContain(PICTURE_WORDS.en.area);
    expect(plot?.reachKm).toBeGreaterThan(plotPlaceMap(clash(), SAMPLE_NAMES, 'en', [])?.reachKm ?? 0);
  });

  it.each([
    ['a whole country', clash({ precision: 6 })],
    ['outside the region', clash({ lat: 55.7, lon: 37.6 })],
    ['retracted', clash({}, { status: 'retracted' })],
    ['withdrawn', clash({}, { withdrawn: { at: '2026-11-21T12:00:00.000Z', by: 'x', reason: 'y' } })],
  ])('is not made for what is %s', (_, incident) => {
    expect(plotPlaceMap(incident, SAMPLE_NAMES, 'en', NEIGHBOURS)).toBeUndefined();
  });

  it('draws no border beside the place: ours is too rough to say on which side a village lies', () => {
    const plot = plotPlaceMap(clash(), SAMPLE_NAMES, 'en', NEIGHBOURS);
    if (plot === undefined) throw new Error('no map');
    const [beside = '', inset = ''] = placeMapSvg(plot, REGION).split('<g transform="translate(544');
    expect(beside).not.toContain('<path');
    expect(inset).toContain('<path');
    expect(inset).toContain('no position is taken');
  });

  it('is well-formed and described whatever the incident, in every language', () => {
    const anywhere = fc.tuple(
      arbitraryIncident,
      fc.double({ min: FRAME.south - 1, max: FRAME.north + 1, noNaN: true }),
      fc.double({ min: FRAME.west - 1, max: FRAME.east + 1, noNaN: true }),
    );
    fc.assert(
      fc.property(anywhere, fc.constantFrom(...LANGUAGES), ([incident, lat, lon], language) => {
        const plot = plotPlaceMap(
          { ...incident, place: { ...incident.place, lat, lon } },
          SAMPLE_NAMES,
          language,
          NEIGHBOURS,
        );
        if (plot === undefined) return;
        expect(plot.description.length).toBeGreaterThan(5);
        expect(plot.description.length).toBeLessThanOrEqual(1024);
        expect(new Resvg(placeMapSvg(plot, REGION), { font: { loadSystemFonts: false } }).width).toBe(800);
      }),
      { numRuns: 40 },
    );
  });
});
