/** Query of an address or fields of a form: a repeated field comes as a list. */
export type Query = Readonly<Record<string, string | readonly string[] | undefined>>;

const LONGEST = 20_000;

/** One field, trimmed; `undefined` where it is absent or empty. */
export function textOf(query: Query, name: string): string | undefined {
  const value = Object.hasOwn(query, name) ? query[name] : undefined;
  const text = (typeof value === 'string' ? value : value?.[0])?.trim().slice(0, LONGEST);
  return text === '' ? undefined : text;
}

/** A whole number within bounds, else the given one. */
export function numberOf(query: Query, name: string, otherwise: number, least: number, most: number): number {
  const value = Number(textOf(query, name) ?? Number.NaN);
  return Number.isFinite(value) ? Math.min(most, Math.max(least, value)) : otherwise;
}

/** Lines of a text field, without blanks and empty ones. */
export function linesOf(query: Query, name: string): string[] {
  return (textOf(query, name) ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** The record without its undefined fields. */
export function withoutEmpty<T extends object>(record: T): Given<T> {
  return Object.fromEntries(Object.entries(record).filter(([, part]) => part !== undefined)) as Given<T>;
}
