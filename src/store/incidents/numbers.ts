const DAY_MS = 86_400_000;
const EPOCH_DAY = Date.UTC(2000, 0, 1) / DAY_MS;
/** Bits of the running number within a day. */
const NUMBER_BITS = 18;
const NUMBERS = 2 ** NUMBER_BITS;
/** Days whose incidents share one list per term. */
const BUCKET_DAYS = 16;
/** The time that a bucket spans, ms. */
export const BUCKET_MS = BUCKET_DAYS * DAY_MS;

/** An incident id as a number of 32 bits: day and running number, in the order of time. `undefined` for an id of another form. */
export function numberOfId(id: string): number | undefined {
  const match = /-(\d{4}-\d{2}-\d{2})-(\d+)$/.exec(id);
  if (match === null) return undefined;
  const day = Date.parse(match[1] ?? '') / DAY_MS - EPOCH_DAY;
  const running = Number(match[2]);
  if (!Number.isInteger(day) || day < 0 || day >= 2 ** (32 - NUMBER_BITS) || running >= NUMBERS) return undefined;
  return day * NUMBERS + running;
}

/** The id of a number; the inverse of `numberOfId` for ids with this prefix. */
export function idOfNumber(prefix: string, value: number): string {
  const day = new Date((Math.floor(value / NUMBERS) + EPOCH_DAY) * DAY_MS).toISOString().slice(0, 10);
  return `${prefix}-${day}-${String(value % NUMBERS).padStart(2, '0')}`;
}

/** The list in which a number stands: one for 16 days. */
export function bucketOf(value: number): number {
  return Math.floor(value / NUMBERS / BUCKET_DAYS);
}

/** The bucket of a UTC day, and the first number of it. */
export function firstNumberOf(day: string): number {
  return Math.max(0, Math.floor(Date.parse(day) / DAY_MS - EPOCH_DAY)) * NUMBERS;
}
