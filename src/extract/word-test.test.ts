import { describe, expect, it } from 'vitest';
import { wordTest } from './word-test.ts';

describe('forms of a grammar', () => {
  it.each([
    ['a word finds itself and nothing longer', ['côté'], 'cote', true],
    ['a word finds itself and nothing longer', ['côté'], 'cotes', false],
    ['a star behind is any ending', ['կողմ*'], 'կողմից', true],
    ['a star behind fixes the beginning', ['կողմ*'], 'անկողմնակալ', false],
    ['a star before is any beginning', ['*ից'], 'կողմից', true],
    ['a star before fixes the ending', ['*ից'], 'իցը', false],
    ['stars on both sides look inside', ['*lar*'], 'əsgərlari', true],
    ['forms are folded as texts are', ['altısı'], 'altisi', true],
    ['a lone star is any word', ['*'], 'said', true],
    ['no forms find no word', [], 'said', false],
  ])('%s: %j, "%s"', (_name, forms, word, wanted) => {
    expect(wordTest(forms)(word)).toBe(wanted);
  });

  it('says no where there is no word', () => {
    expect(wordTest(['*'])(undefined)).toBe(false);
  });
});
