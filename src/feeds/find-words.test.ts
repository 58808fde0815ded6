import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createWordFinder } from './find-words.ts';

describe('looking for many words at once', () => {
  const find = createWordFinder([
    { name: 'more', needs: ['Read more', 'Read the full'] },
    { name: 'cookie', needs: ['cookies', 'cookie'] },
    { name: 'Armenian', needs: ['Ավելին'] },
  ]);
  const names = (text: string) => find(text).map(({ name }) => name);

  it.each([
    ['Fire near Sotk. Read more', ['more']],
    ['Read the full story', ['more']],
    ['We use cookies. Read more', ['more', 'cookie']],
    ['cookie', ['cookie']],
    ['Ավելին', ['Armenian']],
    ['cooki', []],
    ['Read', []],
    ['', []],
  ])('%s', (text, found) => {
    expect(names(text)).toEqual(found);
  });

  it('finds what looking for one word after the other finds', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'ա', 'բ'), minLength: 2, maxLength: 4 });
    const rows = fc.array(fc.record({ needs: fc.array(word, { minLength: 1, maxLength: 3 }) }), { maxLength: 6 });
    const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'ա', 'բ'), maxLength: 60 });
    fc.assert(
      fc.property(rows, text, (some, within) => {
        expect(createWordFinder(some)(within)).toEqual(
          some.filter(({ needs }) => needs.some((one) => within.includes(one))),
        );
      }),
    );
  });
});
