import { expect, it } from 'vitest';
import type { Language } from '../domain/language.ts';
import { placeName } from './place-name.ts';

const SOTK = { names: { en: 'Sotk', ru: 'Сотк', az: 'Zod' }, sideNames: { ARM: 'Sotk', AZE: 'Zod' } };

it.each([
  ['both names', SOTK, 'en', 'Sotk / Zod'],
  ['the same two names for the other side', SOTK, 'az', 'Sotk / Zod'],
  ['the reader’s own script in front', SOTK, 'ru', 'Сотк (Sotk / Zod)'],
  ['English where the language has no name', SOTK, 'ka', 'Sotk / Zod'],
  [
    'one name where both sides agree',
    { names: { en: 'Ganja' }, sideNames: { ARM: 'Ganja', AZE: 'Ganja' } },
    'en',
    'Ganja',
  ],
  ['the plain name where no side has its own', { names: { en: 'Washington' }, sideNames: {} }, 'en', 'Washington'],
  [
    'the plain name and the one side name',
    { names: { en: 'Lachin' }, sideNames: { ARM: 'Berdzor' } },
    'en',
    'Lachin / Berdzor',
  ],
  ['nothing where nothing is known', { names: { en: '' }, sideNames: {} }, 'en', ''],
] as const)('shows %s', (_, place, language, expected) => {
  expect(placeName(place, language as Language, ['ARM', 'AZE'])).toBe(expected);
});

it('orders the names alphabetically, whichever side the configuration names first', () => {
  expect(placeName(SOTK, 'en', ['AZE', 'ARM'])).toBe(placeName(SOTK, 'en', ['ARM', 'AZE']));
});
