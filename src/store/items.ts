import type { Store } from './connect.ts';
import { itemKeys } from './item-keys.ts';
import { headPart, type ItemRecord, packItem, parseHead, unpackItem } from './item-record.ts';
import { defineScript } from './script.ts';

export interface RecentItems {
  readonly limit: number;
  readonly outcome?: string;
  readonly feedId?: string;
  readonly outletId?: string;
  /** Decided before this moment, for the next page. */
  readonly beforeMs?: number;
  /** Decided at or after this moment. */
  readonly sinceMs?: number;
}

/** Decisions about items, with their reasons, for as long as items are remembered. */
export interface ItemStore {
  /** Replaces the decision about an item that was marked as seen; one that never was is kept too. */
  save(record: ItemRecord): Promise<void>;
  get(itemId: string): Promise<ItemRecord | undefined>;
  /** By the canonical address under which it was marked. */
  findByUrl(url: string): Promise<ItemRecord | undefined>;
  /** Newest decision first. */
  recent(query: RecentItems): Promise<readonly ItemRecord[]>;
  /** Number of items by outcome. */
  counts(range?: { readonly sinceMs?: number }): Promise<Readonly<Record<string, number>>>;
  /** Removes from the lists what has expired; the number removed. Once an hour is enough. */
  prune(nowMs: number): Promise<number>;
}

/** KEYS: item. A decision keeps the text hash and revision under which the item was seen. */
const SAVE = defineScript(
  'save a decision',
  `local ttl, id, outcome, at, packed, outcomes = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5], ARGV[6]
local old = redis.call('GET', KEYS[1])
local revision, hash = '1', ''
if old then
  local _, _, oldRevision, oldHash, oldOutcome = string.find(old, '^(%d+):([^:]*):([^:]*):')
  revision, hash = oldRevision, oldHash
  if oldOutcome ~= '' and oldOutcome ~= outcome then redis.call('ZREM', outcomes .. oldOutcome, id) end
end
redis.call('SET', KEYS[1], revision .. ':' .. hash .. ':' .. outcome .. ':' .. packed, 'PX', ttl)
redis.call('SADD', outcomes, outcome)
redis.call('ZADD', outcomes .. outcome, at, id)
return 1`,
);

/** Rows read at once while filters pick from the list. */
const PAGE = 200;
/** A filter that matches almost nothing stops looking after so many rows. */
const MAX_SCANNED = 20_000;

export function createItemStore(
  store: Store,
  options: { readonly retentionMs: number; readonly keepSummary?: number },
): ItemStore {
  const { retentionMs, keepSummary = 600 } = options;
  const names = itemKeys(store);

  const listOf = (outcome: string): string => `${names.outcomes}${outcome}`;

  async function getMany(itemIds: readonly string[]): Promise<readonly (ItemRecord | undefined)[]> {
    if (itemIds.length === 0) return [];
    const values = await store.ask('read items', (redis) => redis.mgetBuffer(...itemIds.map((id) => names.item(id))));
    return values.map((value) => {
      const packed = value === null ? undefined : parseHead(value).packed;
      return packed === undefined || packed.length === 0 ? undefined : unpackItem(packed);
    });
  }

  async function get(itemId: string): Promise<ItemRecord | undefined> {
    return (await getMany([itemId]))[0];
  }

  async function outcomes(): Promise<readonly string[]> {
    const known = await store.ask('list outcomes', (redis) => redis.smembers(names.outcomes));
    return known.sort();
  }

  async function* newestFirst(query: RecentItems, outcomeNames: readonly string[]): AsyncGenerator<ItemRecord> {
    const lists = outcomeNames.map((name) => pages(listOf(name), query));
    const heads = await Promise.all(lists.map((list) => list.next()));
    for (;;) {
      let best: number | undefined;
      for (const [position, head] of heads.entries()) {
        const bestHead = best === undefined ? undefined : heads[best];
        if (head.done === true) continue;
        if (bestHead === undefined || bestHead.done === true || head.value.atMs > bestHead.value.atMs) best = position;
      }
      const head = best === undefined ? undefined : heads[best];
      const list = best === undefined ? undefined : lists[best];
      if (best === undefined || head === undefined || head.done === true || list === undefined) return;
      if (head.value.record !== undefined) yield head.value.record;
      heads[best] = await list.next();
    }
  }

  async function* pages(
    list: string,
    { beforeMs, sinceMs }: RecentItems,
  ): AsyncGenerator<{ readonly atMs: number; readonly record: ItemRecord | undefined }, undefined> {
    for (let offset = 0; offset < MAX_SCANNED; offset += PAGE) {
      const from = beforeMs === undefined ? '+inf' : `(${beforeMs}`;
      const page = await store.ask('list items', (redis) =>
        redis.zrevrangebyscore(list, from, sinceMs ?? '-inf', 'WITHSCORES', 'LIMIT', offset, PAGE),
      );
      const ids = page.filter((_value, position) => position % 2 === 0);
      const records = await getMany(ids);
      for (const [position, record] of records.entries()) yield { atMs: Number(page[position * 2 + 1]), record };
      if (ids.length < PAGE) return undefined;
    }
    return undefined;
  }

  return {
    get,
    async save(record) {
      const args = [
        retentionMs,
        record.item.id,
        headPart(record.outcome),
        Date.parse(record.decidedAt),
        packItem(record, keepSummary),
        names.outcomes,
      ];
      await store.run(SAVE, [names.item(record.item.id)], args);
    },
    async findByUrl(url) {
      const itemId = await store.ask('find an item by its link', (redis) => redis.get(names.link(url)));
      return itemId === null ? undefined : get(itemId);
    },
    async recent(query) {
      const wanted = query.outcome === undefined ? await outcomes() : [query.outcome];
      const found: ItemRecord[] = [];
      for await (const record of newestFirst(query, wanted)) {
        if (query.feedId !== undefined && record.item.feedId !== query.feedId) continue;
        if (query.outletId !== undefined && record.item.outletId !== query.outletId) continue;
        found.push(record);
        if (found.length >= query.limit) break;
      }
      return found;
    },
    async counts(range = {}) {
      const known = await outcomes();
      const numbers = await store.pipeline('count items', (pipeline) => {
        for (const name of known) pipeline.zcount(listOf(name), range.sinceMs ?? '-inf', '+inf');
      });
      return Object.fromEntries(known.map((name, position) => [name, Number(numbers[position])]));
    },
    async prune(nowMs) {
      const known = await outcomes();
      const removed = await store.pipeline('remove expired items', (pipeline) => {
        for (const name of known) pipeline.zremrangebyscore(listOf(name), '-inf', nowMs - retentionMs);
      });
      return removed.reduce<number>((sum, count) => sum + Number(count), 0);
    },
  };
}
