import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldedWords, WordBuffer, writeWords } from './words.ts';

const buffer = new WordBuffer();

/** The words as bytes, behind something that stands there already. */
function wordsOf(text: string): string {
  buffer.clear();
  buffer.add('before');
  writeWords(text, buffer);
  return Buffer.from(buffer.written()).toString().slice('before'.length);
}

describe('the words by which an item is known', () => {
  it.each([
    ['case, spaces and punctuation go', '  Fire — near SOTK!  ', 'fire near sotk'],
    ['an Armenian ligature is two letters', 'Երևան', 'երեւան'],
    ['an Azerbaijani capital with its dot', 'İlham Əliyev', 'ilham əliyev'],
    ['a mark joins its letter', 'ceasefire u\u0308ber', 'ceasefire über'],
    ['a stress mark goes', 'за́мок', 'замок'],
    ['an emoji parts words', 'Sotk🔥Fire 🔥', 'sotk fire'],
    ['styled letters are letters', '𝐅𝐢𝐫𝐞 1', 'fire 1'],
    ['half an emoji is a sign', 'a\ud83db', 'a b'],
    ['a phrase in one letter', 'ﷺ ﷲ', foldedWords('ﷺ ﷲ')],
    ['nothing but signs', ' … !', ''],
    ['nothing', '', ''],
  ])('%s', (_name, text, words) => {
    expect(wordsOf(text)).toBe(words);
  });

  it('every unit of the basic plane comes out as folding and parting words say', () => {
    const wrong: string[] = [];
    for (let code = 0; code <= 0xffff; code++) {
      const letter = String.fromCharCode(code);
      const text = `a${letter}b ${letter} c${letter}`;
      if (wordsOf(text) !== foldedWords(text)) wrong.push(code.toString(16));
    }
    expect(wrong).toEqual([]);
  });

  it('any text comes out as folding and parting words say', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        expect(wordsOf(text)).toBe(foldedWords(text));
      }),
    );
  });

  it('grows with long texts', () => {
    const long = 'կրակոցներ '.repeat(100_000);
    expect(wordsOf(long)).toBe(long.trim());
  });
});
