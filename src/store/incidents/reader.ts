import type { Store } from '../connect.ts';
import type { IncidentKeys } from './keys.ts';
import { type Unpacked, unpack } from './packing.ts';

export interface RecordReader {
  readonly store: Store;
  readonly keys: IncidentKeys;
  readonly clock: () => number;
}

/** A record that was set aside: its key, what is wrong with it, and since when. */
export interface UnreadableEntry {
  readonly key: string;
  readonly reason: string;
  /** ISO 8601 UTC. */
  readonly at: string;
}

export type Read<T> = Unpacked<T> | { readonly kind: 'absent' };

/**
 * Reads packed records by their keys. One that cannot be read is moved aside with its reason, and stays unreadable; it is never taken for absent.
 */
export async function readRecords<T>(
  reader: RecordReader,
  recordKeys: readonly string[],
  isShaped: (value: unknown) => value is T,
): Promise<Read<T>[]> {
  if (recordKeys.length === 0) return [];
  const values = await reader.store.ask('read incidents', (redis) => redis.mgetBuffer(...recordKeys));
  const read = values.map((value): Read<T> => (value === null ? { kind: 'absent' } : unpack(value, isShaped)));
  for (const [index, one] of read.entries()) {
    const key = recordKeys[index];
    if (one.kind === 'unreadable' && key !== undefined) await setAside(reader, key, one.reason);
  }
  if (read.every((one) => one.kind !== 'absent')) return read;
  return markUnreadable(reader, recordKeys, read);
}

/** Every record that was set aside, by key. */
export async function listUnreadable(reader: RecordReader): Promise<readonly UnreadableEntry[]> {
  const entries = await reader.store.ask('list unreadable records', (redis) => redis.hgetall(reader.keys.unreadable));
  return Object.entries(entries)
    .map(([key, text]) => ({ key, ...(JSON.parse(text) as Omit<UnreadableEntry, 'key'>) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
}

async function setAside(reader: RecordReader, key: string, reason: string): Promise<void> {
  const entry = JSON.stringify({ reason, at: new Date(reader.clock()).toISOString() });
  await reader.store.transaction('set an unreadable record aside', (multi) => {
    multi.hset(reader.keys.unreadable, key, entry).copy(key, reader.keys.aside(key), 'REPLACE').del(key);
  });
}

/** What is absent may have been set aside earlier. */
async function markUnreadable<T>(
  reader: RecordReader,
  recordKeys: readonly string[],
  read: readonly Read<T>[],
): Promise<Read<T>[]> {
  const absent = recordKeys.filter((_key, index) => read[index]?.kind === 'absent');
  const entries = await reader.store.ask('look for unreadable records', (redis) =>
    redis.hmget(reader.keys.unreadable, ...absent),
  );
  const reasons = new Map(absent.map((key, index) => [key, entries[index] ?? undefined]));
  return read.map((one, index) => {
    const text = one.kind === 'absent' ? reasons.get(recordKeys[index] ?? '') : undefined;
    return text === undefined ? one : { kind: 'unreadable', reason: (JSON.parse(text) as UnreadableEntry).reason };
  });
}
