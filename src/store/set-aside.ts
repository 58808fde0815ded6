import type { Store } from './connect.ts';
import { type JsonRecord, parseRecord } from './json.ts';
import { defineScript } from './script.ts';

export type SetAsideKind = 'item' | 'poll' | 'delivery';

/** Work that failed too often, kept with its error until a person retries or discards it. */
export interface SetAsideEntry {
  readonly kind: SetAsideKind;
  readonly id: string;
  /** What went wrong last, for an operator; never a secret. */
  readonly error: string;
  readonly payload: JsonRecord;
  /** ISO 8601 UTC. */
  readonly at: string;
}

export type Strike =
  | { readonly kind: 'again'; readonly attempt: number }
  | { readonly kind: 'setAside'; readonly attempt: number };

export interface SetAside {
  /** Counts a failure; the third one sets the work aside. */
  strike(failure: Omit<SetAsideEntry, 'at'>): Promise<Strike>;
  /** Sets aside at once, without counting. */
  put(failure: Omit<SetAsideEntry, 'at'>): Promise<void>;
  /** Forgets earlier failures, after a success. */
  clear(kind: SetAsideKind, ...ids: readonly string[]): Promise<void>;
  get(kind: SetAsideKind, id: string): Promise<SetAsideEntry | undefined>;
  /** Newest first. */
  list(query?: { readonly kind?: SetAsideKind; readonly limit?: number }): Promise<readonly SetAsideEntry[]>;
  count(): Promise<number>;
  /** Removes an entry, for a retry or for good; gives what it was. */
  take(kind: SetAsideKind, id: string): Promise<SetAsideEntry | undefined>;
  prune(nowMs: number): Promise<number>;
}

/** DESIGN: a poison item is set aside after three attempts. */
export const MAX_ATTEMPTS = 3;
const STRIKE_MEMORY_MS = 86_400_000;

const STRIKE = defineScript(
  'count a failure',
  `local attempt = redis.call('INCR', KEYS[1])
redis.call('PEXPIRE', KEYS[1], ARGV[1])
if attempt < tonumber(ARGV[2]) then return {attempt, 0} end
redis.call('DEL', KEYS[1])
redis.call('HSET', KEYS[2], ARGV[3], ARGV[4])
redis.call('ZADD', KEYS[3], ARGV[5], ARGV[3])
return {attempt, 1}`,
);

/** Fields of one entry: shared with the outbox, which sets deliveries aside in the same step that ends them. */
export function setAsideKeys(store: Store): { readonly entries: string; readonly times: string } {
  return { entries: store.key('set-aside'), times: store.key('set-aside-times') };
}

export function setAsideField(kind: SetAsideKind, id: string): string {
  return `${kind}:${id}`;
}

export function createSetAside(
  store: Store,
  options: { readonly clock?: () => number; readonly retentionMs?: number } = {},
): SetAside {
  const { clock = Date.now, retentionMs = 30 * 86_400_000 } = options;
  const { entries, times } = setAsideKeys(store);
  const strikeKey = (field: string): string => store.key('strikes', field);
  const stamp = (failure: Omit<SetAsideEntry, 'at'>, atMs: number): string =>
    JSON.stringify({ ...failure, at: new Date(atMs).toISOString() } satisfies SetAsideEntry);
  const parse = (text: string): SetAsideEntry => parseRecord<SetAsideEntry>(text, 'set-aside entry');

  return {
    async strike(failure) {
      const field = setAsideField(failure.kind, failure.id);
      const atMs = clock();
      const args = [STRIKE_MEMORY_MS, MAX_ATTEMPTS, field, stamp(failure, atMs), atMs];
      const reply = await store.run(STRIKE, [strikeKey(field), entries, times], args);
      const [attempt, isSetAside] = Array.isArray(reply) ? reply.map(Number) : [];
      return { kind: isSetAside === 1 ? 'setAside' : 'again', attempt: attempt ?? 0 };
    },
    async put(failure) {
      const field = setAsideField(failure.kind, failure.id);
      const atMs = clock();
      await store.transaction('set aside', (multi) => {
        multi.hset(entries, field, stamp(failure, atMs)).zadd(times, atMs, field).del(strikeKey(field));
      });
    },
    async clear(kind, ...ids) {
      if (ids.length === 0) return;
      const keys = ids.map((id) => strikeKey(setAsideField(kind, id)));
      await store.ask('forget failures', (redis) => redis.unlink(...keys));
    },
    async get(kind, id) {
      const text = await store.ask('read a set-aside entry', (redis) => redis.hget(entries, setAsideField(kind, id)));
      return text === null ? undefined : parse(text);
    },
    async list({ kind, limit = 100 } = {}) {
      const fields = await store.ask('list set-aside work', (redis) => redis.zrevrange(times, 0, -1));
      const wanted = fields.filter((field) => kind === undefined || field.startsWith(`${kind}:`)).slice(0, limit);
      if (wanted.length === 0) return [];
      const texts = await store.ask('list set-aside work', (redis) => redis.hmget(entries, ...wanted));
      return texts.flatMap((text) => (text === null ? [] : [parse(text)]));
    },
    count: () => store.ask('count set-aside work', (redis) => redis.hlen(entries)),
    async take(kind, id) {
      const field = setAsideField(kind, id);
      const [text] = await store.transaction('take a set-aside entry', (multi) => {
        multi.hget(entries, field).hdel(entries, field).zrem(times, field).del(strikeKey(field));
      });
      return typeof text === 'string' ? parse(text) : undefined;
    },
    async prune(nowMs) {
      const old = await store.ask('list old set-aside work', (redis) =>
        redis.zrangebyscore(times, '-inf', nowMs - retentionMs),
      );
      if (old.length === 0) return 0;
      await store.transaction('remove old set-aside work', (multi) => {
        multi.hdel(entries, ...old).zrem(times, ...old);
      });
      return old.length;
    },
  };
}
