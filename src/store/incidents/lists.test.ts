import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inEveryGroup, readList } from './lists.ts';

function bytesOf(numbers: readonly number[]): Buffer {
  const bytes = Buffer.alloc(numbers.length * 4);
  for (const [index, number] of numbers.entries()) bytes.writeUInt32BE(number, index * 4);
  return bytes;
}

const numbers = fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 40 });

describe('lists of incidents', () => {
  it('are read whole, in order, whatever order they were written in', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 2 ** 32 - 1 })), (written) => {
        expect([...readList(bytesOf(written))]).toEqual([...written].sort((a, b) => a - b));
      }),
    );
  });

  it('are empty where there is none, and lose no whole number to a torn end', () => {
    expect([...readList(undefined)]).toEqual([]);
    expect([...readList(Buffer.concat([bytesOf([7]), Buffer.of(1, 2)]))]).toEqual([7]);
  });

  it('meet as sets do, from the highest number down', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(numbers, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 }),
        numbers,
        (groups, [newest = 50, oldest = 5]) => {
          const sets = groups.map((group) => new Set(group.flat()));
          const expected = [...(sets[0] ?? [])]
            .filter((one) => one <= newest && one >= oldest && sets.every((set) => set.has(one)))
            .sort((a, b) => b - a);
          const lists = groups.map((group) => group.map((list) => readList(bytesOf(list))));
          expect([...inEveryGroup(lists, newest, oldest)]).toEqual(expected);
        },
      ),
    );
  });
});
