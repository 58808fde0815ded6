const MINUTE_MS = 60_000;
const DAY_MINUTES = 1440;

/** Minutes since midnight in a zone at an instant; daylight-saving is the zone's own. */
export function minuteOfDay(now: number, zone: string): number {
  const parts = formatterOf(zone).formatToParts(now);
  const part = (type: string) => Number(parts.find((one) => one.type === type)?.value ?? 0);
  return (part('hour') % 24) * 60 + part('minute');
}

/** Minutes since midnight of `HH:MM`. */
export function minutesOf(timeOfDay: string): number {
  const [hours = '0', minutes = '0'] = timeOfDay.split(':');
  return Number(hours) * 60 + Number(minutes);
}

/**
 * The next instant (epoch ms, on the minute) after `now` at which a zone's clock shows `HH:MM`.
 * Where a clock change skips that time, the first shown minute after it counts.
 */
export function nextTime(now: number, timeOfDay: string, zone: string): number {
  const wanted = minutesOf(timeOfDay);
  const floor = Math.floor(now / MINUTE_MS) * MINUTE_MS;
  const wait = (wanted - minuteOfDay(now, zone) + DAY_MINUTES) % DAY_MINUTES || DAY_MINUTES;
  const guess = floor + wait * MINUTE_MS;
  // A clock change between now and then shifts the guess by the size of the change: correct it once.
  const shown = minuteOfDay(guess, zone);
  const off = ((wanted - shown + DAY_MINUTES + DAY_MINUTES / 2) % DAY_MINUTES) - DAY_MINUTES / 2;
  const corrected = guess + off * MINUTE_MS;
  if (corrected > now && minuteOfDay(corrected, zone) === wanted) return corrected;
  return firstShownAfter(wanted, Math.max(corrected, floor), guess, zone);
}

/** The first minute after `from`, at the latest `until`, at which the clock has passed a time that it never shows. */
function firstShownAfter(wanted: number, from: number, until: number, zone: string): number {
  for (let at = from + MINUTE_MS; at < until; at += MINUTE_MS) {
    const past = (minuteOfDay(at, zone) - wanted + DAY_MINUTES) % DAY_MINUTES;
    if (past < DAY_MINUTES / 2) return at;
  }
  return until;
}

/** True when a zone's clock is inside `from`–`to`; a span over midnight is one span; equal ends are no span. */
export function isWithin(now: number, span: { readonly from: string; readonly to: string }, zone: string): boolean {
  const minute = minuteOfDay(now, zone);
  const from = minutesOf(span.from);
  const to = minutesOf(span.to);
  return from <= to ? minute >= from && minute < to : minute >= from || minute < to;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(zone: string): Intl.DateTimeFormat {
  let formatter = formatters.get(zone);
  if (formatter === undefined) {
    formatter = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
    formatters.set(zone, formatter);
  }
  return formatter;
}
