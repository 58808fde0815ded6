/** What a room wants kept, without this room knowing its shape. */
export type JsonRecord = Readonly<Record<string, unknown>>;

/** Reads back a record of our own. A text that is no JSON object was not written by us: throws. */
export function parseRecord<T extends object>(text: string, what: string): T {
  const value: unknown = JSON.parse(text);
  if (typeof value !== 'object' || value === null) throw new Error(`${what}: not a record`);
  return value as T;
}
