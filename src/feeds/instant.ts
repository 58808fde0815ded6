/** A day and a time as a clock on a wall shows them; not checked. */
export interface Fields {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly millisecond: number;
}

/** Minutes east of UTC, or the name of an IANA zone. */
export type Zone = number | string;

const FIRST_YEAR = 1970;
const LAST_YEAR = 2199;

const DAYS_IN_MONTH = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

/** Milliseconds since 1970; `undefined` for a day or time that does not exist, and for years beyond any news. */
export function instant(fields: Fields, zone: Zone): number | undefined {
  const { year, month, day, hour, minute, second, millisecond } = fields;
  if (year < FIRST_YEAR || year > LAST_YEAR) return undefined;
  if (day < 1 || day > (DAYS_IN_MONTH[month - 1] ?? 0)) return undefined;
  if (hour > 24 || minute > 59 || second > 60) return undefined;
  if (hour === 24 && (minute > 0 || second > 0)) return undefined;
  const local = Date.UTC(year, month - 1, day, hour, minute, Math.min(second, 59), millisecond);
  if (hour < 24 && new Date(local).getUTCDate() !== day) return undefined;
  return typeof zone === 'number' ? local - zone * 60_000 : fromZone(local, zone);
}

/** Wall-clock time in an IANA zone to an instant; two rounds settle the hour around a change of clocks. */
function fromZone(local: number, zone: string): number {
  if (zone === 'UTC') return local;
  const guess = local - offsetAt(local, zone);
  return local - offsetAt(guess, zone);
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known !== undefined) return known;
  const formatter = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formatters.set(zone, formatter);
  return formatter;
}

function offsetAt(instantMs: number, zone: string): number {
  const part: Record<string, number> = {};
  for (const { type, value } of formatterOf(zone).formatToParts(instantMs)) part[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(instantMs / 1000) * 1000;
}

/** True for the name of an IANA zone. */
export function isZone(name: string): boolean {
  try {
    formatterOf(name);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
