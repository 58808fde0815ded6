import { describe, expect, it } from 'vitest';
import { isWithin, nextTime } from './local-time.ts';

describe('nextTime', () => {
  const rows: [string, string, string, string, string][] = [
    ['later today', '2026-11-21T03:00:00Z', '08:00', 'Asia/Yerevan', '2026-11-21T04:00:00.000Z'],
    ['tomorrow when it has passed', '2026-11-21T05:00:00Z', '08:00', 'Asia/Yerevan', '2026-11-22T04:00:00.000Z'],
    ['a day later at the very minute', '2026-11-21T04:00:00Z', '08:00', 'Asia/Yerevan', '2026-11-22T04:00:00.000Z'],
    ['over the end of summer time', '2026-10-24T20:00:00Z', '08:00', 'Europe/Berlin', '2026-10-25T07:00:00.000Z'],
    ['over its beginning', '2026-03-28T20:00:00Z', '08:00', 'Europe/Berlin', '2026-03-29T06:00:00.000Z'],
  ];
  it.each(rows)('%s', (_name, now, time, zone, wanted) => {
    expect(new Date(nextTime(Date.parse(now), time, zone)).toISOString()).toBe(wanted);
  });

  it('never stands still where a clock change skips the time', () => {
    const now = Date.parse('2026-03-29T00:30:00Z');
    expect(nextTime(now, '02:30', 'Europe/Berlin')).toBeGreaterThan(now);
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
