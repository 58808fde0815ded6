import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeEscalation } from './escalation.ts';

const NOW = Date.UTC(2026, 10, 21);
const HOUR = 3_600_000;
const ago = (...hours: number[]) => hours.map((hour) => NOW - hour * HOUR);
/** So many clashes a day for thirty days, before the last twelve hours. */
const past = (perDay: number) =>
  Array.from({ length: 30 * perDay }, (_, n) => NOW - 13 * HOUR - (n / perDay) * 24 * HOUR);

describe('judgeEscalation', () => {
  it.each([
    ['nothing at all', [], 'usual'],
    ['one shot in a sector that is always quiet', ago(1), 'usual'],
    ['three clashes in a sector that is always quiet', ago(1, 2, 3), 'burst'],
    ['three clashes where there are six every day', [...past(6), ...ago(1, 2, 3)], 'usual'],
    [
      'twelve clashes where there are six every day',
      [...past(6), ...ago(...Array.from({ length: 12 }, (_, n) => n / 2))],
      'burst',
    ],
    ['three clashes of yesterday', ago(20, 21, 22), 'usual'],
    ['clashes dated in the future', ago(-1, -2, -3, -4), 'usual'],
  ])('%s', (_what, times, kind) => {
    expect(judgeEscalation(times, NOW).kind).toBe(kind);
  });

  it('never turns a burst into the usual by one more clash now, nor by a quieter past', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 700 }), { maxLength: 60 }), (hours) => {
        const times = ago(...hours);
        if (judgeEscalation(times, NOW).kind !== 'burst') return;
        expect(judgeEscalation([...times, NOW - HOUR], NOW).kind).toBe('burst');
        expect(
          judgeEscalation(
            times.filter((at) => at > NOW - 12 * HOUR),
            NOW,
          ).kind,
        ).toBe('burst');
      }),
    );
  });
});
