import type { Candidate } from '../../incidents/candidate.ts';
import type { StoredIncident } from '../../incidents/repository.ts';
import type { Store } from '../connect.ts';
import type { IncidentKeys } from './keys.ts';
import { type Unpacked, unpack } from './packing.ts';
import { createRecordCache, type RecordCache } from './record-cache.ts';
import { isCandidate, isStoredIncident, type KeptCandidate, readCandidate } from './records.ts';

/** Packed bytes of the incidents, and of the candidates, that a process remembers: about 300 of each. */
const CACHE_BYTES = 400_000;

/** Reads the records of one store. */
export interface RecordReader {
  readonly store: Store;
  readonly keys: IncidentKeys;
  readonly clock: () => number;
  readonly incidents: RecordKind<StoredIncident, StoredIncident>;
  readonly candidates: RecordKind<KeptCandidate, Candidate>;
}

/** Records of one shape: how they are known, how they are read, and those met lately. */
export interface RecordKind<Kept, T> {
  isShaped(value: unknown): value is Kept;
  read(kept: Kept): T;
  readonly cache: RecordCache<T>;
}

/** A reader with nothing in its caches. */
export function createReader(store: Store, keys: IncidentKeys, clock: () => number): RecordReader {
  return {
    store,
    keys,
    clock,
    incidents: { isShaped: isStoredIncident, read: (kept) => kept, cache: createRecordCache(CACHE_BYTES) },
    candidates: { isShaped: isCandidate, read: readCandidate, cache: createRecordCache(CACHE_BYTES) },
  };
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
export async function readRecords<Kept, T>(
  reader: RecordReader,
  recordKeys: readonly string[],
  kind: RecordKind<Kept, T>,
): Promise<Read<T>[]> {
  const read = await readPresent(reader, recordKeys, kind);
  if (read.every((one) => one.kind !== 'absent')) return read;
  return markUnreadable(reader, recordKeys, read);
}

/** The same where what is absent, for whatever reason, does not matter: one that was moved aside earlier is absent here. */
export async function readPresent<Kept, T>(
  reader: RecordReader,
  recordKeys: readonly string[],
  kind: RecordKind<Kept, T>,
): Promise<Read<T>[]> {
  if (recordKeys.length === 0) return [];
  const values = await reader.store.ask('read incidents', (redis) => redis.mgetBuffer(...recordKeys));
  const read = values.map((value, index) => readOne(recordKeys[index] ?? '', value, kind));
  for (const [index, one] of read.entries()) {
    const key = recordKeys[index];
    if (one.kind === 'unreadable' && key !== undefined) await setAside(reader, key, one.reason);
  }
  return read;
}

function readOne<Kept, T>(key: string, bytes: Buffer | null, kind: RecordKind<Kept, T>): Read<T> {
  if (bytes === null) return { kind: 'absent' };
  const known = kind.cache.get(key, bytes);
  if (known !== undefined) return { kind: 'ok', value: known };
  const unpacked = unpack(bytes, (value): value is Kept => kind.isShaped(value));
  if (unpacked.kind === 'unreadable') return unpacked;
  const value = kind.read(unpacked.value);
  kind.cache.keep(key, bytes, value);
  return { kind: 'ok', value };
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
