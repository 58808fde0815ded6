import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isWithin, minuteOfDay, nextTime } from './local-time.ts';

describe('nextTime', () => {
  const rows: [string, string, string, string, string][] = [
    ['later today', '2026-11-21T03:00:00Z', '08:00', 'Asia/Yerevan', '2026-11-21T04:00:00.000Z'],
    ['tomorrow when it has passed', '2026-11-21T05:00:00Z', '08:00', 'Asia/Yerevan', '2026-11-22T04:00:00.000Z'],
    ['a day later at the very minute', '2026-11-21T04:00:00Z', '08:00', 'Asia/Yerevan', '2026-11-22T04:00:00.000Z'],
    ['over the end of summer time', '2026-10-24T20:00:00Z', '08:00', 'Europe/Berlin', '2026-10-25T07:00:00.000Z'],
    [
      'at the first shown minute when it is skipped',
      '2026-03-28T20:00:00Z',
      '02:30',
      'Europe/Berlin',
      '2026-03-29T01:00:00.000Z',
    ],
    ['the same from shortly before', '2026-03-29T00:59:30Z', '02:30', 'Europe/Berlin', '2026-03-29T01:00:00.000Z'],
    [
      'a day later right after it was skipped',
      '2026-03-29T01:00:00Z',
      '02:30',
      'Europe/Berlin',
      '2026-03-30T00:30:00.000Z',
    ],
    ['the first of two', '2026-10-25T00:00:00Z', '02:30', 'Europe/Berlin', '2026-10-25T00:30:00.000Z'],
    [
      'where half an hour is skipped',
      '2026-10-03T15:00:00Z',
      '02:15',
      'Australia/Lord_Howe',
      '2026-10-03T15:30:00.000Z',
    ],
    ['over its beginning', '2026-03-28T20:00:00Z', '08:00', 'Europe/Berlin', '2026-03-29T06:00:00.000Z'],
  ];
  it.each(rows)('%s', (_name, now, time, zone, wanted) => {
    expect(new Date(nextTime(Date.parse(now), time, zone)).toISOString()).toBe(wanted);
  });

  it('comes within 25 hours, at the time or at the first shown minute after it, at any minute around a clock change', () => {
    const changes = ['2026-03-29T01:00:00Z', '2026-10-25T01:00:00Z'].map((change) => Date.parse(change));
    fc.assert(
      fc.property(
        fc.constantFrom(...changes),
        fc.integer({ min: -1600, max: 1600 }),
        fc.integer({ min: 0, max: 1439 }),
        (change, minutes, wanted) => {
          const now = change + minutes * 60_000 + 30_000;
          const time = `${String(Math.floor(wanted / 60)).padStart(2, '0')}:${String(wanted % 60).padStart(2, '0')}`;
          const at = nextTime(now, time, 'Europe/Berlin');
          expect(at).toBeGreaterThan(now);
          expect(at - now).toBeLessThanOrEqual(25 * 3_600_000);
          if (minuteOfDay(at, 'Europe/Berlin') !== wanted)
            expect([at, wanted >= 120 && wanted < 180]).toEqual([changes[0], true]);
        },
      ),
    );
  });
});

describe('isWithin', () => {
  const rows: [string, string, string, boolean][] = [
    ['22:00', '07:00', '2026-11-21T20:00:00Z', true],
    ['22:00', '07:00', '2026-11-21T02:59:00Z', true],
    ['22:00', '07:00', '2026-11-21T03:00:00Z', false],
    ['09:00', '17:00', '2026-11-21T12:00:00Z', true],
    ['09:00', '09:00', '2026-11-21T05:00:00Z', false],
  ];
  it.each(rows)('%s to %s at %s in Yerevan: %s', (from, to, now, wanted) => {
    expect(isWithin(Date.parse(now), { from, to }, 'Asia/Yerevan')).toBe(wanted);
  });
});
