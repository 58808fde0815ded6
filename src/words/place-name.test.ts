import { expect, it } from 'vitest';
import { LANGUAGES } from '../domain/language.ts';
import type { PlaceNames } from './card-types.ts';
import { keptPlaceName, placeName } from './place-name.ts';

const SOTK: PlaceNames = {
  name: 'Sotk',
  names: { en: ['Sotk', 'Zod'], hy: ['Սոթք', 'Զոդ'], ru: ['Сотк', 'Зод'], fa: ['سوتک', 'زود'] },
  sideNames: { ARM: 'Sotk', AZE: 'Zod' },
};

it.each([
  ['both names', SOTK, 'en', 'Sotk / Zod'],
  ['both names in the reader’s script and alphabet', SOTK, 'ru', 'Зод / Сотк'],
  ['Armenian order', SOTK, 'hy', 'Զոդ / Սոթք'],
  ['Persian order', SOTK, 'fa', 'زود / سوتک'],
  ['the English names where the language has none', SOTK, 'ka', 'Sotk / Zod'],
  [
    'one name where both sides use one',
    { name: 'Ganja', names: { en: ['Ganja', 'Ganja'] }, sideNames: {} },
    'en',
    'Ganja',
  ],
  [
    'the sides’ names where nobody wrote others',
    { name: 'X', names: {}, sideNames: { B: 'Zod', A: 'Sotk' } },
    'en',
    'Sotk / Zod',
  ],
  ['the plain name where nothing else is known', { name: 'Washington', names: {}, sideNames: {} }, 'fr', 'Washington'],
  ['the plain name for blank ones', { name: 'Berd', names: { en: [' '] }, sideNames: {} }, 'en', 'Berd'],
] as const)('shows %s', (_, place, language, expected) => {
  expect(placeName(place, language)).toBe(expected);
});

it.each(LANGUAGES)('orders the names alike in %s, whichever is written first', (language) => {
  const mirrored = Object.fromEntries(
    Object.entries(SOTK.names).map(([one, names]) => [one, [...(names ?? [])].reverse()]),
  );
  expect(placeName({ ...SOTK, names: mirrored }, language)).toBe(placeName(SOTK, language));
});

it('names a place that left the gazetteer as its incident knew it', () => {
  expect(keptPlaceName({ names: { en: 'Sotk' }, sideNames: SOTK.sideNames }, 'fa')).toBe('Sotk / Zod');
  expect(keptPlaceName({ names: { en: 'Berd' }, sideNames: {} }, 'fa')).toBe('Berd');
});
