import type { Occurred, Span, TimePrecision } from '../domain/report.ts';
import type { Hit } from '../lexicon/hit.ts';
import { spanOf } from './found.ts';
import type { Reading, Sentence } from './reading.ts';

/** When it is said to have happened, and the words that say it. */
export interface Timing {
  readonly occurred: Occurred;
  readonly spans: readonly Span[];
}

interface Day {
  /** Start of the local day, epoch ms UTC. */
  readonly startMs: number;
  readonly hit: Hit;
  readonly part?: 'lastNight' | 'morning' | 'evening';
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Hours of the local day that a word means: from, to. "Last night" begins on the evening before. */
const PARTS: Readonly<Record<'lastNight' | 'morning' | 'evening', readonly [number, number]>> = {
  lastNight: [-4, 8],
  morning: [4, 12],
  evening: [17, 24],
};

/** A stated date this much older than the item is history, not the incident. */
const OLDEST_MS = 370 * DAY_MS;

/** Reads the stated time of the incident; without one, the item's own date with unknown precision. */
export function extractOccurred(reading: Reading): Timing {
  const publishedMs = parseTime(reading.input.publishedAt);
  if (publishedMs === undefined) return { occurred: { precision: 'unknown', basis: 'published' }, spans: [] };
  const offsetMs = reading.gazetteer.parties.theatre.utcOffsetHours * HOUR_MS;
  for (const sentence of reading.sentences) {
    if (sentence.isBackground) continue;
    const day = dayIn(reading, sentence, publishedMs, offsetMs);
    const clock = clockIn(sentence) ?? hourIn(reading, sentence);
    if (day === undefined && clock === undefined) continue;
    const timing = toTiming(reading, sentence, day, clock, publishedMs, offsetMs);
    if (timing !== undefined) return timing;
  }
  const published = new Date(publishedMs).toISOString();
  return { occurred: { from: published, to: published, precision: 'unknown', basis: 'published' }, spans: [] };
}

function parseTime(text: string | undefined): number | undefined {
  const ms = text === undefined ? Number.NaN : Date.parse(text);
  return Number.isNaN(ms) ? undefined : ms;
}

function dayIn(reading: Reading, sentence: Sentence, publishedMs: number, offsetMs: number): Day | undefined {
  const today = startOfDay(publishedMs, offsetMs);
  return (
    dateIn(reading, sentence, publishedMs, offsetMs) ??
    dayWordIn(sentence, today) ??
    weekdayIn(reading, sentence, publishedMs, today, offsetMs) ??
    partIn(sentence, today)
  );
}

/** Start of the local day that holds a moment. */
function startOfDay(ms: number, offsetMs: number): number {
  return Math.floor((ms + offsetMs) / DAY_MS) * DAY_MS - offsetMs;
}

/** "12 November", "նոյեմբերի 12-ին", "November 12, 2024". */
function dateIn(reading: Reading, sentence: Sentence, publishedMs: number, offsetMs: number): Day | undefined {
  const months = sentence.hits.filter((hit) => hit.kind === 'month');
  const isNight = sentence.hits.some((hit) => hit.kind === 'day' && hit.id === 'lastNight');
  // "In the night from 11 March to 12 March" is the night that the second day ends.
  for (const hit of isNight ? months.toReversed() : months) {
    // "1 aprel, 18:05": what stands before the month is the day; what stands behind it may be the hour.
    const number = dayNumberAt(reading, sentence, hit.from - 1) ?? dayNumberAt(reading, sentence, hit.to);
    if (number === undefined) continue;
    const year = yearBeside(sentence, hit);
    const local = new Date(publishedMs + offsetMs);
    const startIn = (whole: number): number => startOfDate(hit.id, number, whole) - offsetMs;
    let startMs = startIn(year ?? local.getUTCFullYear());
    // In January "28 December" is of the year before.
    if (year === undefined && startMs - publishedMs > 180 * DAY_MS) startMs = startIn(local.getUTCFullYear() - 1);
    if (publishedMs - startMs > OLDEST_MS) continue;
    return withPart(sentence, { startMs, hit });
  }
  return undefined;
}

/** Midnight UTC of a day of a month; the id is a month 1-12, or the date on which a month of another calendar begins: `03-21`. */
function startOfDate(month: string, day: number, year: number): number {
  const [, first, start] = /^(\d\d)-(\d\d)$/u.exec(month) ?? [];
  return first === undefined || start === undefined
    ? Date.UTC(year, Number(month) - 1, day)
    : Date.UTC(year, Number(first) - 1, Number(start) + day - 1);
}

/** A number that can be a day of the month, not the minutes of a clock; or the word for the first. */
function dayNumberAt({ grammar }: Reading, sentence: Sentence, at: number): number | undefined {
  const { tokens, text } = sentence.scan;
  const token = at < sentence.from || at >= sentence.to ? undefined : tokens[at];
  if (token === undefined) return undefined;
  if (grammar.firstDay(token.text)) return 1;
  const isClock =
    /\d[:.]$/u.test(text.slice(Math.max(0, token.start - 2), token.start)) ||
    /^[:.]\d/u.test(text.slice(token.end, token.end + 2));
  const value = Number(/^(\d{1,2})(?!\d)/u.exec(token.text)?.[1]);
  return !isClock && value >= 1 && value <= 31 ? value : undefined;
}

function yearBeside(sentence: Sentence, hit: Hit): number | undefined {
  const { tokens } = sentence.scan;
  for (let i = Math.max(sentence.from, hit.from - 4); i < Math.min(sentence.to, hit.to + 3); i++) {
    const year = /^((?:19|20)\d\d)(?!\d)/u.exec(tokens[i]?.text ?? '')?.[1];
    if (year !== undefined) return Number(year);
  }
  return undefined;
}

/** Days by which a word shifts today. */
const SHIFTS: Readonly<Record<string, number>> = { dayBefore: -2, yesterday: -1, today: 0, tomorrow: 1 };

/** "Yesterday", "today", with its part: "yesterday evening", in whichever order. */
function dayWordIn(sentence: Sentence, today: number): Day | undefined {
  const hit = sentence.hits.find((one) => one.kind === 'day' && SHIFTS[one.id] !== undefined);
  if (hit === undefined) return undefined;
  const day = { startMs: today + (SHIFTS[hit.id] ?? 0) * DAY_MS, hit };
  return hit.id === 'tomorrow' ? day : withPart(sentence, day);
}

/** "This morning", "last night": a part of today when no day is named. */
function partIn(sentence: Sentence, today: number): Day | undefined {
  for (const hit of sentence.hits) {
    if (hit.kind !== 'day') continue;
    if (hit.id === 'lastNight' || hit.id === 'morning' || hit.id === 'evening')
      return { startMs: today, hit, part: hit.id };
  }
  return undefined;
}

function withPart(sentence: Sentence, day: Day): Day {
  const part = sentence.hits.find(
    (hit) => hit.kind === 'day' && (hit.id === 'morning' || hit.id === 'evening' || hit.id === 'lastNight'),
  )?.id;
  return part === 'morning' || part === 'evening' || part === 'lastNight' ? { ...day, part } : day;
}

/** The last such weekday; for talks that are announced, the next one. */
function weekdayIn(
  reading: Reading,
  sentence: Sentence,
  publishedMs: number,
  today: number,
  offsetMs: number,
): Day | undefined {
  const named = sentence.hits.filter((one) => one.kind === 'weekday');
  const isNight = sentence.hits.some((one) => one.kind === 'day' && one.id === 'lastNight');
  // "In the night from Tuesday to Wednesday" is the night that Wednesday ends.
  const hit = isNight ? named.at(-1) : named[0];
  if (hit === undefined) return undefined;
  // Sunday is 7 in the lexicon and 0 in JavaScript.
  const now = new Date(publishedMs + offsetMs).getUTCDay() || 7;
  const back = (now - Number(hit.id) + 7) % 7;
  const isAhead = reading.input.label === 'negotiation' && sentence.hits.some((one) => one.group === 'talksAnnounced');
  const days = isAhead ? -((7 - back) % 7) : back;
  return withPart(sentence, { startMs: today - days * DAY_MS, hit });
}

interface Clock {
  readonly minutes: number;
  readonly start: number;
  readonly end: number;
  readonly isExact: boolean;
}

/** "21:40", "13.00", "20:00-ից", "18 h 30": the first time of day of a sentence. */
function clockIn(sentence: Sentence): Clock | undefined {
  const { text, tokens } = sentence.scan;
  const start = tokens[sentence.from]?.start ?? 0;
  const end = tokens[sentence.to - 1]?.end ?? start;
  const match = /(?<![\d.:])([01]?\d|2[0-3])\s?[:.h]\s?([0-5]\d)(?![\d.]|\s?(?:%|мм|mm|million|млн))/u.exec(
    foldDigits(text.slice(start, end)),
  );
  if (match === null) return undefined;
  const after = text.slice(start + match.index + match[0].length);
  return {
    minutes: hourOf(Number(match[1]), after) * 60 + Number(match[2]),
    start: start + match.index,
    end: start + match.index + match[0].length,
    isExact: true,
  };
}

/** The hour of "9:40 p.m." on a clock of 24 hours. */
function hourOf(hour: number, after: string): number {
  const half = /^\s?([ap])\.?\s?m\b/iu.exec(after)?.[1]?.toLowerCase();
  if (half === undefined || hour > 12) return hour;
  return (hour % 12) + (half === 'p' ? 12 : 0);
}

/** "Vers 21 heures", "saat 21-də", "9 p.m.": an hour without minutes. */
function hourIn({ grammar }: Reading, sentence: Sentence): Clock | undefined {
  const { text, tokens } = sentence.scan;
  for (let at = sentence.from; at < sentence.to; at++) {
    const token = tokens[at];
    const hour = Number(/^(\d{1,2})h?$/u.exec(token?.text ?? '')?.[1]);
    if (token === undefined || Number.isNaN(hour) || hour > 24) continue;
    const before = at > sentence.from ? tokens[at - 1]?.text : undefined;
    const next = at + 1 < sentence.to ? tokens[at + 1]?.text : undefined;
    const isGlued = token.text.endsWith('h');
    const isHour = grammar.hours.some(
      (rule) =>
        (rule.before === undefined || rule.before(before)) && (rule.after === undefined || isGlued || rule.after(next)),
    );
    const after = text.slice(token.end, token.end + 6);
    const isHalf = /^\s?[ap]\.?\s?m\b/iu.test(after);
    if (!isHour && !isHalf) continue;
    return { minutes: hourOf(hour, after) * 60, start: token.start, end: token.end, isExact: false };
  }
  return undefined;
}

/** Persian and Arabic digits as plain ones, one for one. */
function foldDigits(text: string): string {
  return text.replace(/[۰-۹٠-٩]/gu, (digit) => String((digit.codePointAt(0) ?? 0) & 0xf));
}

function toTiming(
  reading: Reading,
  sentence: Sentence,
  day: Day | undefined,
  clock: Clock | undefined,
  publishedMs: number,
  offsetMs: number,
): Timing | undefined {
  let startMs = day?.startMs ?? startOfDay(publishedMs, offsetMs);
  const spans = [
    ...(day === undefined ? [] : [spanOf(sentence, day.hit, day.hit.kind)]),
    ...(clock === undefined ? [] : [spanOf(sentence, clock, 'clock')]),
  ];
  if (clock !== undefined) {
    let at = startMs + clock.minutes * 60_000;
    if (day === undefined || day.part === 'lastNight') {
      // "At 23:10" told in the morning was last night.
      if (at > publishedMs + HOUR_MS && reading.input.label !== 'negotiation' && reading.input.label !== 'ceasefire')
        at -= DAY_MS;
    }
    return { occurred: made(at, at, clock.isExact ? 'minute' : 'hour'), spans };
  }
  if (day?.part !== undefined) {
    const [from, to] = PARTS[day.part];
    return { occurred: made(startMs + from * HOUR_MS, startMs + to * HOUR_MS, 'partOfDay'), spans };
  }
  if (day === undefined) return undefined;
  startMs = day.startMs;
  return { occurred: made(startMs, startMs + DAY_MS - 1, 'day'), spans };
}

function made(fromMs: number, toMs: number, precision: TimePrecision): Occurred {
  return { from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString(), precision, basis: 'stated' };
}
