import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fold, lowerCase, tokenize } from './fold.ts';

function words(text: string): string {
  return tokenize(text)
    .map((token) => token.text)
    .join(' ');
}

describe('fold', () => {
  test.each([
    ['Turkish and Azerbaijani i are one letter in either case', 'İRAN IRAN ıran iran', 'iran iran iran iran'],
    ['a dotted i made of two characters is one letter', 'i\u0307zmir', 'izmir'],
    ['Cyrillic schwa and the old turned e are the Azerbaijani letter', 'Mәmmǝdov', 'məmmədov'],
    ['Russian yo is ye, a stress mark is gone', 'ещё ИЮ\u0301НЬ', 'еще июнь'],
    ['letters made of two characters are composed', 'и\u0306 u\u0308', 'й ü'],
    ['Armenian marks inside a word are gone', 'խախտե՞լ', 'խախտել'],
    ['the Armenian ligature is two letters', 'և', 'եւ'],
    ['Arabic letters become Persian ones, vowel signs and joiners go', 'كِرد آتش\u200cبس يک', 'کرد اتشبس یک'],
    ['digits of other scripts become plain', '۱۲ ٣', '12 3'],
    ['French accents are optional, Turkish umlauts are not', 'ÉTÉ öldü oldu', 'ete öldü oldu'],
    ['styled letters become plain', '𝐀rmenia', 'armenia'],
    ['Georgian capitals become small', 'ᲥᲐᲠᲗᲣᲚᲘ', 'ქართული'],
  ])('%s', (_, text, expected) => {
    expect(fold(text)).toBe(expected);
  });

  test('folding twice changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        const once = fold(text);
        expect(fold(once)).toBe(once);
      }),
    );
  });

  test('small letters for language detection keep every other letter', () => {
    expect(lowerCase('İSTANBUL Şuşa ƏLİYEV')).toBe('istanbul şuşa əliyev');
  });
});

describe('tokenize', () => {
  test.each([
    ['Turkish endings after an apostrophe are no words', "Türkiye’nin Ermenistan'daki", 'türkiye ermenistan'],
    ['French elisions are no words', "l’Azerbaïdjan d'un jusqu’à aujourd’hui", 'azerbaidjan un a aujourd hui'],
    ['an English genitive is no word', "Armenia's troops'", 'armenia troops'],
    ['thousands in groups are one number', '1,200 1.200.300 12\u00a0500 ۱۲٬۵۰۰', '1200 1200300 12500 12500'],
    ['dates and decimals stay apart', '20.11.2020 3.5 13:00', '20 11 2020 3 5 13 00'],
    ['hyphens and dashes separate', 'cease-fire — 2017-ci', 'cease fire 2017 ci'],
    ['the Armenian comma separates even without a blank', 'Այսօր՝այս', 'այսօր այս'],
    ['a word typed in two alphabets is mended', 'Aзербайджан hոսպիտալ', 'азербайджан հոսպիտալ'],
    ['emoji and control characters separate', 'a\u0000b😀c', 'a b c'],
  ])('%s', (_, text, expected) => {
    expect(words(text)).toBe(expected);
  });

  test('offsets always hold the word and go forward', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
        let end = 0;
        for (const token of tokenize(text)) {
          expect(token.start).toBeGreaterThanOrEqual(end);
          expect(token.end).toBeGreaterThan(token.start);
          expect(token.text).not.toBe('');
          end = token.end;
        }
        expect(end).toBeLessThanOrEqual(text.length);
      }),
    );
  });

  test('a word of a million letters is one short token', () => {
    const [token, ...rest] = tokenize('ա'.repeat(1_000_000));
    expect(rest).toEqual([]);
    expect(token).toMatchObject({ start: 0, end: 1_000_000 });
    expect(token?.text.length).toBe(64);
  });
});
