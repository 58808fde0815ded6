import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { around, contains, overlap, placeLabels } from './placement.ts';

const BOUNDS = { x: 0, y: 0, width: 800, height: 500 };
const label = fc.record({
  x: fc.integer({ min: 0, max: 800 }),
  y: fc.integer({ min: 0, max: 500 }),
  radius: fc.integer({ min: 3, max: 21 }),
  width: fc.integer({ min: 1, max: 260 }),
  height: fc.integer({ min: 8, max: 48 }),
});

describe('labels', () => {
  it('never touch each other or a sign, and never leave the map', () => {
    fc.assert(
      fc.property(fc.array(label, { maxLength: 40 }), (wanted) => {
        const signs = wanted.map((one) => around(one.x, one.y, one.radius));
        const boxes = placeLabels(wanted, signs, BOUNDS).flatMap((placed) =>
          placed === undefined ? [] : [placed.box],
        );
        for (const [index, box] of boxes.entries()) {
          expect(contains(BOUNDS, box)).toBe(true);
          for (const sign of signs) expect(overlap(box, sign)).toBe(false);
          for (const other of boxes.slice(index + 1)) expect(overlap(box, other)).toBe(false);
        }
      }),
    );
  });

  it('stand to the right of a lonely sign', () => {
    const [placed] = placeLabels([{ x: 400, y: 250, radius: 10, width: 80, height: 16 }], [], BOUNDS);
    expect(placed).toEqual({ box: { x: 415, y: 242, width: 80, height: 16 }, anchor: 'start' });
  });

  it('stand to the left at the right edge', () => {
    const [placed] = placeLabels([{ x: 790, y: 250, radius: 10, width: 80, height: 16 }], [], BOUNDS);
    expect(placed?.anchor).toBe('end');
  });

  it('are tied to their sign by a line where they had to move away', () => {
    const sign = { x: 400, y: 250, radius: 10, width: 80, height: 16 };
    const beside = [300, 412].map((x) => ({ x, y: 240, width: 88, height: 20 }));
    const aboveAndBelow = [200, 262].map((y) => ({ x: 385, y, width: 23, height: 38 }));
    const [placed] = placeLabels([sign], [...beside, ...aboveAndBelow], BOUNDS);
    expect(placed?.leader).toBeDefined();
  });

  it('are left out where there is no room', () => {
    expect(placeLabels([{ x: 5, y: 5, radius: 3, width: 900, height: 16 }], [], BOUNDS)).toEqual([undefined]);
  });
});
