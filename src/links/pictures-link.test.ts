import { describe, expect, it } from 'vitest';
import { loadConfig } from '../config/load.ts';
import type { Incident } from '../domain/incident.ts';
import type { Picture } from '../pictures/render-pool.ts';
import type { DeskHolder } from '../service/desk-holder.ts';
import { parentsOf } from '../service/parents.ts';
import { SAMPLE_INCIDENTS } from '../words/sample-incidents.ts';
import { areaOf, createPictures } from './pictures-link.ts';

const loaded = await loadConfig('config');
if (loaded.kind === 'invalid') throw new Error('the configuration is broken');
const { config } = loaded;
const desks = {
  current: () => ({ config, parentsOf: parentsOf(config.places) }),
} as unknown as Pick<DeskHolder, 'current'>;

function incidentAt(gazetteerId: string | undefined): Incident {
  const [incident] = Object.values(SAMPLE_INCIDENTS);
  if (incident === undefined) throw new Error('there are no samples');
  const { gazetteerId: _, ...place } = incident.place;
  return { ...incident, place: gazetteerId === undefined ? place : { ...place, gazetteerId } };
}

describe('the area of an incident', () => {
  it.each([
    ['sotk', 'gegharkunik'],
    ['sotk-mine', 'gegharkunik'],
    ['sarsang', 'nagorno-karabakh'],
    ['sadarak', 'nakhchivan'],
    // Districts of Azerbaijan stand right below the country.
    ['hakari-bridge', 'lachin'],
    ['tovuz', 'tovuz'],
    ['yerevan', 'yerevan'],
    // A whole country is no area.
    ['armenia', undefined],
    ['nowhere-at-all', undefined],
    [undefined, undefined],
  ])('%s lies in %s', (place, area) => {
    expect(areaOf(desks)(incidentAt(place))).toBe(area);
  });
});

describe('pictures for the commands', () => {
  const caption = { language: 'en', title: 'T', subtitle: 'S' } as const;

  it('hand on what was drawn', async () => {
    const bytes = new Uint8Array([1]);
    const pictures = createPictures({ render: () => Promise.resolve({ kind: 'png', bytes }) }, desks, () => undefined);
    expect(await pictures.map([incidentAt('sotk')], caption)).toBe(bytes);
    expect(await pictures.timeline([], { until: 0, days: 7 }, caption)).toBe(bytes);
    expect(await pictures.chart({ days: [], before: [], areas: [] }, caption)).toBe(bytes);
  });

  it('leave a failed one out and report why', async () => {
    const failed: Picture = { kind: 'failed', reason: 'timeout', message: 'too long' };
    const told: unknown[] = [];
    const pictures = createPictures({ render: () => Promise.resolve(failed) }, desks, (_, fields) => told.push(fields));
    expect(await pictures.map([], caption)).toBeUndefined();
    expect(told).toEqual([{ picture: 'map', reason: 'timeout', detail: 'too long' }]);
  });
});
