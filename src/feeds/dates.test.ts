import { afterEach, describe, expect, it } from 'vitest';
import { parseFeedDate } from './dates.ts';

// 29 September 2020, 14:05 UTC.
const NOON = Date.UTC(2020, 8, 29, 14, 5);
const h = 3_600_000;

const READ: readonly (readonly [stated: string, instant: number, why?: string])[] = [
  ['Tue, 29 Sep 2020 14:05:00 +0400', NOON - 4 * h],
  ['Tue, 29 Sep 2020 14:05:00 MSK', NOON - 3 * h, 'V8 does not know MSK'],
  ['Tue, 29 Sep 2020 14:05:00 AZT', NOON - 4 * h],
  ['Tue, 29 Sep 2020 14:05:00 AMT', NOON - 4 * h],
  ['Tue, 29 Sep 2020 14:05:00 GET', NOON - 4 * h],
  ['Tue, 29 Sep 2020 14:05:00 TRT', NOON - 3 * h],
  ['Tue, 29 Sep 2020 14:05:00 IRST', NOON - 3.5 * h],
  ['29 Sep 2020 14:05 EEST', NOON - 3 * h],
  ['Tue, 29 Sep 2020 14:05:00 -0500', NOON + 5 * h],
  ['Tue, 29 Sep 2020 14:05:00 Europe/Paris', NOON - 2 * h],
  ['Tue, 29 Sep 2020 14:05:00 GMT+4', NOON - 4 * h],
  ['Вт, 29 Сен 2020 14:05:00 +0300', NOON - 3 * h],
  ['вторник, 29 сентября 2020 г. 14:05:00 +0300', NOON - 3 * h],
  ['29 Eylül 2020 Salı 14:05', NOON],
  ['29 Ağustos 2020 14:05', Date.UTC(2020, 7, 29, 14, 5)],
  ['29 İyul 2020 14:05', Date.UTC(2020, 6, 29, 14, 5), 'dotted capital I'],
  ['29 sentyabr 2020 14:05', NOON],
  ['29 Սեպտեմբեր 2020, 14:05', NOON],
  ['29 სექტემბერი 2020 14:05', NOON],
  ['۲۹ سپتامبر ۲۰۲۰ ۱۴:۰۵', NOON, 'Persian digits'],
  ['29 septembre 2020, 14:05', NOON],
  ['mar., 29 sept. 2020 14:05:00 +0000', NOON, 'French "mar." is Tuesday, not March'],
  ['Di, 29 September 2020 14:05', NOON],
  ['29.09.2020 14:05', NOON],
  ['29.09.2020 14.05', NOON, 'time with a full stop'],
  ['03/10/2020 14:05', Date.UTC(2020, 9, 3, 14, 5), 'day first'],
  ['09/29/2020 14:05', NOON, 'the only possible order'],
  ['2020-09-29T14:05:00.000000+04:00', NOON - 4 * h],
  ['2020-09-29 14:05:00', NOON],
  ['20200929T140500Z', NOON],
  ['Tue Sep 29 14:05:00 +0400 2020', NOON - 4 * h, 'asctime with a zone'],
  ['Sep 29, 2020 2:05 PM', NOON],
  ['1601388300', NOON],
  ['1601388300000', NOON],
  ['29-Sep-2020 14:05 +0400', NOON - 4 * h, 'hyphens that join'],
  ['14:05 | 29.09.2020', NOON, 'time first'],
  ['14:05 29.09.2020 MSK', NOON - 3 * h, 'time first, zone last'],
  ['29 septembre 2020 à 14h05', NOON, 'a French time'],
  ['29/09/2020 - 14 h', NOON - 5 * 60_000, 'a French hour'],
  ['29. 9. 2020 14:05', NOON],
  ['2020-ci il 29 sentyabr, 14:05', NOON, '"in the year 2020"'],
  ['Tue, 29 Sep 2020 14:05:00 +0400 AMT', NOON - 4 * h, 'a zone told twice'],
  ['Tue, 29 Sep 2020 24:00:00 GMT', Date.UTC(2020, 8, 30)],
];

const REFUSED: readonly (readonly [stated: string, why: string])[] = [
  ['29 Sep 14:05', 'no year; V8 says 2001'],
  ['Tue, 31 Sep 2020 14:05:00 GMT', 'no such day; V8 says 1 October'],
  ['29.02.2021', 'no such day'],
  ['12', 'V8 says December 2001'],
  ['now', 'no date'],
  ['', 'nothing'],
  ['0000-00-00 00:00:00', 'an empty database field'],
  ['Mon, 30 Nov -0001 00:00:00 +0000', 'an empty database field through PHP'],
  ['Tue, 29 Sep 2020 14:05:00 XYZ', 'an unknown zone is no zone to guess'],
  ['Tue, 29 Sep 2020 25:05:00 GMT', 'no such hour'],
  ['2020-09-29T14:05:00-06:00Textra', 'something else is stuck to it'],
  ['28-29 Sep 2020 14:05', 'two days'],
  ['25:05 29.09.2020', 'no such hour'],
  ['03-12-31', 'three days are possible'],
];

const zone = process.env['TZ'];
afterEach(() => {
  if (zone === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zone;
});

describe.each(['UTC', 'Asia/Yerevan', 'America/New_York'])('dates of feeds on a server in %s', (server) => {
  it.each(READ.map(([stated, instant]) => [stated, instant] as const))('reads %s', (stated, instant) => {
    process.env['TZ'] = server;
    expect(parseFeedDate(stated)).toBe(instant);
  });

  it.each(REFUSED)('refuses %j: %s', (stated) => {
    process.env['TZ'] = server;
    expect(parseFeedDate(stated)).toBeUndefined();
  });
});

describe('the zone of a feed', () => {
  it('is used for dates that state none', () => {
    expect(parseFeedDate('2026-06-06 03:08:29', 'Asia/Yerevan')).toBe(Date.UTC(2026, 5, 5, 23, 8, 29));
  });

  it('gives way to a zone that is stated', () => {
    expect(parseFeedDate('2026-06-06T03:08:29Z', 'Asia/Yerevan')).toBe(Date.UTC(2026, 5, 6, 3, 8, 29));
  });

  it('knows summer time on both sides of a change of clocks', () => {
    expect(parseFeedDate('29.03.2026 01:30', 'Europe/Paris')).toBe(Date.UTC(2026, 2, 29, 0, 30));
    expect(parseFeedDate('29.03.2026 03:30', 'Europe/Paris')).toBe(Date.UTC(2026, 2, 29, 1, 30));
  });
});
