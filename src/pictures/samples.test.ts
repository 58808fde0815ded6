import { expect, it } from 'vitest';
import { LANGUAGES } from '../domain/language.ts';
import { samplePlots } from './samples.ts';

it.each(LANGUAGES)('the gallery has each kind of picture, with every sample placed or counted: %s', (language) => {
  const plots = samplePlots(language);
  expect(plots.map((plot) => plot.kind)).toEqual(['map', 'chart', 'timeline', 'placeMap', 'placeMap']);
  const [map] = plots;
  if (map?.kind !== 'map') throw new Error('the first is the map');
  expect(map.points.reduce((sum, point) => sum + point.count, map.notShown)).toBe(11);
  expect(map.notShown).toBe(1);
});
