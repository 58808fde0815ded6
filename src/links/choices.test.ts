import { describe, expect, it } from 'vitest';
import type { Language } from '../domain/language.ts';
import { SAMPLE_PLACES } from '../words/sample-places.ts';
import { placeChoices } from './choices.ts';

describe('places to choose from', () => {
  it.each<[string, Language, string]>([
    ['jermuk', 'en', 'Istisu / Jermuk'],
    ['ISTISU', 'en', 'Istisu / Jermuk'],
    ['Ջերմ', 'en', 'Istisu / Jermuk'],
    ['джерм', 'fa', 'ایستی‌سو / جرموک'],
    ['جرموک', 'ru', 'Джермук / Истису'],
    ['ჯერმ', 'az', 'Cermuk / İstisu'],
    ['djermouk', 'tr', 'Cermuk / İstisu'],
    [' ıstısu ', 'az', 'Cermuk / İstisu'],
  ])('are found by the name in any language, and shown in the reader’s: %s', (typed, language, shown) => {
    expect(placeChoices(SAMPLE_PLACES, typed, language)).toEqual([{ name: shown, value: 'jermuk' }]);
  });

  it('show both sides’ names to everyone, and nothing for what is no place', () => {
    expect(placeChoices(SAMPLE_PLACES, 'zod', 'hy')).toEqual([{ name: 'Զոդ / Սոթք', value: 'sotk' }]);
    expect(placeChoices(SAMPLE_PLACES, 'qwerty', 'hy')).toEqual([]);
  });

  it('are found without the letters that a keyboard lacks', () => {
    expect(placeChoices(SAMPLE_PLACES, 'arazdeyen', 'az')).toEqual([{ name: 'Arazdəyən / Yerasx', value: 'yeraskh' }]);
  });

  it('put what begins with the typed letters before what holds them', () => {
    const values = placeChoices(SAMPLE_PLACES, 'sh', 'en').map((choice) => choice.value);
    expect(values.slice(0, 1)).toEqual(['shusha']);
    expect(values).toContain('washington');
  });
});
