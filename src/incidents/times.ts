import type { Occurred, Report, TimePrecision } from '../domain/report.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** Feeds with a clock of their own run ahead by minutes; by more, their date says nothing. */
const AHEAD_MS = 10 * MINUTE_MS;
/** No feed is older than the web's feeds: a date before is a missing date written as zero. */
const EARLIEST_MS = Date.UTC(2000, 0, 1);

/** How far the stated time may be off, ms: reading, and one time zone. */
const SLACK_MS: Readonly<Record<TimePrecision, number>> = {
  minute: 1.5 * HOUR_MS,
  hour: 2 * HOUR_MS,
  partOfDay: 3 * HOUR_MS,
  day: 3 * HOUR_MS,
  week: DAY_MS,
  unknown: 14 * DAY_MS,
};
/** How long a stated time lasts where its end is not said, ms. */
const WIDTH_MS: Readonly<Record<TimePrecision, number>> = {
  minute: 0,
  hour: HOUR_MS,
  partOfDay: 8 * HOUR_MS,
  day: DAY_MS,
  week: 7 * DAY_MS,
  unknown: 0,
};

/** A span of time, epoch ms, both ends included. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Dates once read: one report is compared with dozens of incidents. */
const readDates = new WeakMap<object, number>();

/** When a report was published, epoch ms: the feed's date where it can be believed, else our own first sight. */
export function publishedMs(report: Pick<Report, 'publishedAt' | 'arrivedAt'>): number {
  const known = readDates.get(report);
  if (known !== undefined) return known;
  const read = readPublishedMs(report);
  readDates.set(report, read);
  return read;
}

function readPublishedMs(report: Pick<Report, 'publishedAt' | 'arrivedAt'>): number {
  const arrived = Date.parse(report.arrivedAt);
  const published = report.publishedAt === undefined ? Number.NaN : Date.parse(report.publishedAt);
  const isBelievable = published >= EARLIEST_MS && published <= arrived + AHEAD_MS;
  return isBelievable ? published : arrived;
}

/** True when the report was published so long before it arrived that nobody is alerted. */
export function isTooOld(report: Pick<Report, 'publishedAt' | 'arrivedAt'>, maxAlertAgeMs: number): boolean {
  return Date.parse(report.arrivedAt) - publishedMs(report) > maxAlertAgeMs;
}

/** The stated time of what happened with its slack; `undefined` when the text states none that helps. */
export function statedSpan(occurred: Occurred): Span | undefined {
  if (occurred.basis !== 'stated' || occurred.from === undefined || occurred.precision === 'unknown') return undefined;
  const from = Date.parse(occurred.from);
  const to = occurred.to === undefined ? from + WIDTH_MS[occurred.precision] : Date.parse(occurred.to);
  if (!Number.isFinite(from) || !Number.isFinite(to)) return undefined;
  const slack = SLACK_MS[occurred.precision];
  return { from: Math.min(from, to) - slack, to: Math.max(from, to) + slack };
}

export function overlaps(a: Span, b: Span): boolean {
  return a.from <= b.to && b.from <= a.to;
}

/** UTC day of an epoch time: `2026-11-21`. */
export function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

/** Every UTC day from one time to another, both included. */
export function daysBetween(fromMs: number, toMs: number): string[] {
  const days: string[] = [];
  for (let at = Date.parse(dayOf(fromMs)); at <= toMs; at += DAY_MS) days.push(dayOf(at));
  return days;
}
