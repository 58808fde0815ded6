import { expect, test } from 'vitest';
import { pattern } from '../config/schema/common.ts';
import { asciiForm, parsePattern } from './pattern.ts';

test.each(['a*b', '..3 a', 'a ..3', '*', '"" a', '—'])(
  '%j is refused by the schema and by the parser alike',
  (source) => {
    expect(pattern.safeParse(source).success).toBe(false);
    expect(parsePattern(source).kind).toBe('error');
  },
);

test.each([
  ['fire', [{ literal: 'fire', match: 'exact', gap: 0 }]],
  ['=МО', [{ literal: 'мо', match: 'exact', isMarked: true, isCapitals: true }]],
  ['=US*', [{ literal: 'us', match: 'prefix', isMarked: true, isCapitals: true }]],
  [
    'ceasefire* ..3 violat*',
    [
      { literal: 'ceasefire', match: 'prefix' },
      { literal: 'violat', match: 'prefix', gap: 3 },
    ],
  ],
  ['cessez-le-feu*', [{ literal: 'cessez' }, { literal: 'le' }, { literal: 'feu', match: 'prefix' }]],
  ['*ակոծ*', [{ literal: 'ակոծ', match: 'inside' }]],
])('reads %j', (source, words) => {
  const parsed = parsePattern(source);
  expect(parsed).toMatchObject({ kind: 'pattern', alternatives: [words] });
});

test('a Persian joiner gives the word joined and as two words', () => {
  expect(parsePattern('آتش\u200cبس')).toMatchObject({
    alternatives: [[{ literal: 'اتشبس' }], [{ literal: 'اتش' }, { literal: 'بس' }]],
  });
});

test('writes a word as a keyboard without national letters does', () => {
  expect(asciiForm('şəhidlər öldü güğ')).toBe('sehidler oldu gug');
});
