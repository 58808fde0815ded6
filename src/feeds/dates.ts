import { ALSO_WEEKDAY, foldDateWord, MONTHS, ZONE_MINUTES } from './date-words.ts';
import { type Fields, instant, isZone, type Zone } from './instant.ts';

/** Longer texts are no dates; they would only cost time. */
const MAX_LENGTH = 100;

/**
 * Reads a date as feeds write it, strictly: milliseconds since 1970, or `undefined` for anything that is no full date (no year, 31 September, "now").
 * Numeric dates are day first. A date without a zone is in `timezone` (IANA name, UTC when absent); the server's own zone never matters.
 */
export function parseFeedDate(stated: string, timezone = 'UTC'): number | undefined {
  const usual = USUAL.exec(stated);
  if (usual !== null) return parseUsual(usual);
  const text = normalise(stated);
  if (text === '' || text.length > MAX_LENGTH) return undefined;
  return parseIso(text, timezone) ?? parseEpoch(text) ?? parseWritten(text, timezone);
}

/** How most feeds write a date, and quick to read. Source: RFC 822 section 5.1 with years of four digits. */
const USUAL =
  /^\s*(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), )?(\d\d?) (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) (\d{4}) (\d\d):(\d\d):(\d\d) (GMT|[+-]\d{4})\s*$/;
const USUAL_MONTHS = 'JanFebMarAprMayJunJulAugSepOctNovDec';

function parseUsual(parts: RegExpExecArray): number | undefined {
  const [, day = '', month = '', year = '', hour = '', minute = '', second = '', stated = ''] = parts;
  const zone = stated === 'GMT' ? 0 : zoneOf(stated, 'UTC');
  if (zone === undefined) return undefined;
  const fields = {
    year: Number(year),
    month: USUAL_MONTHS.indexOf(month) / 3 + 1,
    day: Number(day),
    hour: Number(hour),
    minute: Number(minute),
    second: Number(second),
    millisecond: 0,
  };
  return instant(fields, zone);
}

/** Visible ASCII with single blanks and without brackets. */
const PLAIN = /^[!-'*-~]+(?: [!-'*-~]+)*$/;

function normalise(stated: string): string {
  if (stated.length > MAX_LENGTH * 4) return '';
  const text = stated.trim();
  if (PLAIN.test(text)) return text;
  return text
    .replace(/[\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) - 0x6f0))
    .replace(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
    .replace(/[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, '')
    .replace(/\([^()]*\)/g, ' ')
    .replace(/[\s\u00a0\u202f،]+/g, ' ')
    .trim();
}

const ISO =
  /^(\d{4})-(\d{1,2})(?:-(\d{1,2})(?:[T ] ?(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?)?(?: ?(Z|[+-]\d{2}(?::?\d{2})?)Z?| ([A-Za-z]{2,5}))?$/i;
const BASIC_ISO = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})?)?(Z|[+-]\d{2}:?\d{2})?$/i;

function parseIso(text: string, timezone: string): number | undefined {
  const [, year, month, day, hour, minute, second, fraction, offset, name] = ISO.exec(text) ?? [];
  if (year !== undefined) {
    if (hour === undefined && offset !== undefined && /^[+-]\d{2}$/.test(offset)) return undefined;
    const zone = zoneOf(offset ?? name ?? '', timezone);
    return zone === undefined ? undefined : instant(fieldsOf([year, month, day, hour, minute, second], fraction), zone);
  }
  const [, y, mo, d, h, mi, s, basicOffset] = BASIC_ISO.exec(text) ?? [];
  if (y === undefined) return undefined;
  const zone = zoneOf(basicOffset ?? '', timezone);
  return zone === undefined ? undefined : instant(fieldsOf([y, mo, d, h, mi, s]), zone);
}

function fieldsOf(parts: readonly (string | undefined)[], fraction?: string): Fields {
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = parts.map((part) =>
    part === undefined ? undefined : Number.parseInt(part, 10),
  );
  return { year, month, day, hour, minute, second, millisecond: milliseconds(fraction) };
}

function milliseconds(fraction: string | undefined): number {
  return fraction === undefined ? 0 : Number.parseInt(fraction.slice(0, 3).padEnd(3, '0'), 10);
}

/** Seconds (9 or 10 digits) or milliseconds (12 or 13 digits) since 1970. */
function parseEpoch(text: string): number | undefined {
  if (/^\d{9,10}$/.test(text)) return Number.parseInt(text, 10) * 1000;
  if (/^\d{12,13}$/.test(text)) return Number.parseInt(text, 10);
  return undefined;
}

const TIME = /(?:^|[\s,T-])(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:[.,](\d{1,6}))?)?(?: ?([ap])\.? ?m\b\.?)?(?![\d:.]\d)/i;
const HOUR_ONLY = /(?:^|\s)(\d{1,2}) ?([ap])\.?m\b\.?/i;

/** Dates in words or in numbers with a separate time: "вторник, 29 сентября 2020 г. 14:05 +0300", "29/09/2020 14:05", "Sep 29, 2020 2:05 PM". */
function parseWritten(stated: string, timezone: string): number | undefined {
  const text = stated
    // "14h05", "14 h": French.
    .replace(/(?<![\d:.])(\d{1,2}) ?h ?(\d{2})?(?![\p{L}\d])/u, (_, hour: string, minute = '00') => `${hour}:${minute}`)
    // "29. 9. 2020"
    .replace(/(?<!\d)(\d{1,2})\. (\d{1,2})\. (?=\d{4}(?!\d))/, '$1.$2.');
  const found = findTime(text);
  if (found === undefined) return undefined;
  const zoneText = found.after.replace(/^[\s,]*(?:-\s)?/, '').trim();
  const trailing = splitTrailingYear(zoneText);
  const zone = zoneOf(trailing.zone, timezone);
  if (zone === undefined) return undefined;
  const day = parseDay(`${found.before} ${trailing.rest}`);
  return day === undefined ? undefined : instant({ ...day, ...found.time }, zone);
}

type Time = Pick<Fields, 'hour' | 'minute' | 'second' | 'millisecond'>;
type Day = Pick<Fields, 'year' | 'month' | 'day'>;
const MIDNIGHT: Time = { hour: 0, minute: 0, second: 0, millisecond: 0 };

function findTime(text: string): { before: string; time: Time; after: string } | undefined {
  const numeric = NUMERIC_DAY.exec(text);
  // "29.09.2020 14.05": a numeric day must not be taken for a time with full stops.
  const from = numeric === null ? 0 : numeric.index + numeric[0].length;
  const rest = text.slice(from);
  const match = TIME.exec(rest) ?? HOUR_ONLY.exec(rest);
  if (match !== null) {
    const time = timeOf(match);
    const after = rest.slice(match.index + match[0].length);
    return time === undefined ? undefined : { before: text.slice(0, from + match.index), time, after };
  }
  const early = numeric === null ? null : TIME.exec(text.slice(0, numeric.index));
  if (numeric !== null && early !== null) {
    // "14:05 | 29.09.2020"
    const time = timeOf(early);
    const between = text.slice(early.index + early[0].length, numeric.index).replace(/[|,–—-]/g, ' ');
    return time === undefined ? undefined : { before: numeric[0], time, after: `${between} ${rest}` };
  }
  return text.includes(':') ? undefined : { before: text, time: MIDNIGHT, after: '' };
}

/** The time that TIME or HOUR_ONLY found. */
function timeOf(match: RegExpExecArray): Time | undefined {
  const isHourOnly = match.length === 3;
  const half = (isHourOnly ? match[2] : match[5])?.toLowerCase();
  const stated = Number.parseInt(match[1] ?? '', 10);
  if (half !== undefined && (stated < 1 || stated > 12)) return undefined;
  const hour = half === undefined ? stated : (stated % 12) + (half === 'p' ? 12 : 0);
  if (isHourOnly) return { ...MIDNIGHT, hour };
  const [, , minute = '', second = '0', fraction] = match;
  return {
    hour,
    minute: Number.parseInt(minute, 10),
    second: Number.parseInt(second, 10),
    millisecond: milliseconds(fraction),
  };
}

/** asctime puts the year behind the time, with the zone before or after it: "14:05:00 2020", "14:05:00 +0000 2012", "14:05 EST, 29 Sep 2020". */
function splitTrailingYear(after: string): { zone: string; rest: string } {
  const year = /(?:^|\s)((?:19|20|21)\d{2})(?=\s|$)/.exec(after);
  if (year === null) return { zone: after, rest: '' };
  const zone = `${after.slice(0, year.index)} ${after.slice(year.index + year[0].length)}`.trim();
  const words = zone.split(' ').filter((word) => MONTHS.has(foldDateWord(word)) || /^\d{1,2},?$/.test(word));
  const rest = [...words, year[1] ?? ''].join(' ');
  return {
    zone: zone
      .split(' ')
      .filter((word) => !words.includes(word))
      .join(' '),
    rest,
  };
}

const NUMERIC_DAY = /(?<!\d)(\d{4}|\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{1,2})(?!\d|-\d)/;
const SPACED_NUMERIC_DAY = /(?<!\d)(\d{1,2}) (\d{1,2}) (\d{4})(?!\d)/;

function parseDay(text: string): Day | undefined {
  const worded = parseWordedDay(text);
  if (worded !== undefined) return worded;
  const numeric = NUMERIC_DAY.exec(text);
  if (numeric !== null) {
    const [, first = '', separator, middle = '', last = ''] = numeric;
    if (first.length === 4) return dayOf(first, middle, last);
    // "03-12-31" may be any of three days.
    if (last.length === 4 || (last.length === 2 && separator !== '-')) return dayFirst(first, middle, last);
    return undefined;
  }
  const [, day, month, year] = SPACED_NUMERIC_DAY.exec(text) ?? [];
  return day === undefined || month === undefined || year === undefined ? undefined : dayFirst(day, month, year);
}

/** Day first, as everywhere in the region; an American order is believed only when it is the only possible one. */
function dayFirst(first: string, middle: string, year: string): Day {
  return Number(middle) > 12 && Number(first) <= 12 ? dayOf(year, first, middle) : dayOf(year, middle, first);
}

function dayOf(year: string, month: string, day: string): Day {
  return { year: fullYear(year), month: Number.parseInt(month, 10), day: Number.parseInt(day, 10) };
}

/** Source: RFC 2822 section 4.3 for years of two digits. */
function fullYear(year: string): number {
  const number = Number.parseInt(year, 10);
  if (year.length > 2) return number;
  return number < 50 ? 2000 + number : 1900 + number;
}

const WORDS = /[\p{L}\p{M}]+/gu;

function parseWordedDay(text: string): Day | undefined {
  const months = [...text.matchAll(WORDS)]
    .map((match) => ({ word: foldDateWord(match[0]), at: match.index, length: match[0].length }))
    .filter(({ word }) => MONTHS.has(word));
  const sure = months.filter(({ word }) => !ALSO_WEEKDAY.has(word));
  const chosen = sure.length > 0 ? sure : months.slice(-1);
  const [month, second] = chosen;
  if (month === undefined || (second !== undefined && MONTHS.get(second.word) !== MONTHS.get(month.word))) {
    return undefined;
  }
  const before = numbersIn(text.slice(0, month.at));
  const after = numbersIn(text.slice(month.at + month.length));
  const number = String(MONTHS.get(month.word));
  return orderedDay(before, after, number, /^[\p{L}\p{M}]+\.?,? \d{4}$/u.test(text.trim()));
}

function orderedDay(
  before: readonly string[],
  after: readonly string[],
  month: string,
  isMonthOnly: boolean,
): Day | undefined {
  const [first, second] = before;
  const [next, later] = after;
  // 2020 September 29
  if (first?.length === 4 && second === undefined && next !== undefined) return dayOf(first, month, next);
  // 29 September 2020
  if (first !== undefined && second === undefined && next !== undefined) return dayOf(next, month, first);
  // 2020-ci il 29 sentyabr
  if (first?.length === 4 && second !== undefined && before.length === 2 && next === undefined) {
    return dayOf(first, month, second);
  }
  // September 29 2020
  if (first === undefined && next !== undefined && later !== undefined) return dayOf(later, month, next);
  // September 2020: all that some magazines state.
  if (first === undefined && next?.length === 4 && isMonthOnly) return dayOf(next, month, '1');
  return undefined;
}

function numbersIn(text: string): string[] {
  // A hyphen joins ("29-Sep-2020") unless it follows a blank: "30 Nov -0001" is an empty database field.
  return [...text.matchAll(/(?<!\d|\s-)\d+/g)].map(([number]) => number);
}

const OFFSET = /^(?:GMT|UTC|UT)? ?([+-])(\d{1,2})(?::?(\d{2}))?(?:Z)?$/i;

/** The zone a date states, the feed's when it states none, `undefined` when it states one that nobody knows: guessing would give a wrong instant. */
function zoneOf(stated: string, timezone: string): Zone | undefined {
  const text = stated.trim().replace(/^[,-] ?(?=[A-Za-z])/, '');
  if (text === '' || text === 'г' || text === 'г.') return timezone;
  const offset = OFFSET.exec(text);
  if (offset !== null) {
    const hours = Number.parseInt(offset[2] ?? '', 10);
    const minutes = Number.parseInt(offset[3] ?? '0', 10);
    if (hours > 15 || minutes > 59) return undefined;
    return (offset[1] === '-' ? -1 : 1) * (hours * 60 + minutes);
  }
  // "+0400 AMT": the name adds nothing.
  const doubled = /^([+-]\d{2}:?\d{2}) [A-Za-z]{2,5}$/.exec(text);
  if (doubled !== null) return zoneOf(doubled[1] ?? '', timezone);
  const known = ZONE_MINUTES.get(text.toUpperCase());
  if (known !== undefined) return known;
  return /^[A-Za-z]+\/[A-Za-z_/+-]+\d*$/.test(text) && isZone(text) ? text : undefined;
}
