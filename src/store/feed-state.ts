import type { Store } from './connect.ts';
import { type JsonRecord, parseRecord } from './json.ts';

/** What is remembered of each feed, and when each is due. The shape of a state is the reader's matter. */
export interface FeedStates {
  get(feedId: string): Promise<JsonRecord | undefined>;
  all(): Promise<ReadonlyMap<string, JsonRecord>>;
  /** Keeps the state and sets the next poll in one step. Call after the deliveries are durably queued. */
  save(feedId: string, state: JsonRecord, nextPollAtMs: number): Promise<void>;
  /** Takes over the configured feeds: new ones are due now, removed ones are no longer polled; their state stays for a come-back. */
  sync(
    feedIds: readonly string[],
    nowMs: number,
  ): Promise<{ readonly added: readonly string[]; readonly removed: readonly string[] }>;
  /** Feeds whose time has come, the longest overdue first; default limit 1,000. */
  due(nowMs: number, limit?: number): Promise<readonly string[]>;
  /** Sets the next poll of a configured feed; others are left alone. */
  schedule(feedId: string, atMs: number): Promise<void>;
  nextDue(): Promise<{ readonly feedId: string; readonly atMs: number } | undefined>;
  /** Brings every feed that is to be polled later forward to this moment. */
  hasten(atMs: number): Promise<void>;
  /** Forgets a feed altogether: its next poll will be a silent first one. */
  forget(feedId: string): Promise<void>;
}

export function createFeedStates(store: Store): FeedStates {
  const statesKey = store.key('feed-states');
  const dueKey = store.key('feeds-due');

  return {
    async get(feedId) {
      const text = await store.ask('read a feed state', (redis) => redis.hget(statesKey, feedId));
      return text === null ? undefined : parseRecord(text, `state of feed ${feedId}`);
    },
    async all() {
      const texts = await store.ask('read feed states', (redis) => redis.hgetall(statesKey));
      return new Map(
        Object.entries(texts).map(([feedId, text]) => [feedId, parseRecord(text, `state of feed ${feedId}`)]),
      );
    },
    async save(feedId, state, nextPollAtMs) {
      await store.transaction('save a feed state', (multi) => {
        multi.hset(statesKey, feedId, JSON.stringify(state)).zadd(dueKey, 'XX', nextPollAtMs, feedId);
      });
    },
    async sync(feedIds, nowMs) {
      const known = await store.ask('list feeds', (redis) => redis.zrange(dueKey, '0', '-1'));
      const wanted = new Set(feedIds);
      const present = new Set(known);
      const added = [...wanted].filter((feedId) => !present.has(feedId));
      const removed = known.filter((feedId) => !wanted.has(feedId));
      await store.pipeline('take over the configured feeds', (pipeline) => {
        // Another process may do the same at this moment: a feed that is there keeps its time.
        for (const feedId of added) pipeline.zadd(dueKey, 'NX', nowMs, feedId);
        if (removed.length > 0) pipeline.zrem(dueKey, ...removed);
      });
      return { added, removed };
    },
    due: (nowMs, limit = 1000) =>
      store.ask('list due feeds', (redis) => redis.zrangebyscore(dueKey, '-inf', nowMs, 'LIMIT', 0, limit)),
    async schedule(feedId, atMs) {
      await store.ask('schedule a feed', (redis) => redis.zadd(dueKey, 'XX', atMs, feedId));
    },
    async hasten(atMs) {
      const later = await store.ask('list later feeds', (redis) => redis.zrangebyscore(dueKey, atMs, '+inf'));
      await store.pipeline('hasten feeds', (pipeline) => {
        for (const feedId of later) pipeline.zadd(dueKey, 'XX', atMs, feedId);
      });
    },
    async nextDue() {
      const [feedId, atMs] = await store.ask('look up the next poll', (redis) =>
        redis.zrange(dueKey, '0', '0', 'WITHSCORES'),
      );
      return feedId === undefined ? undefined : { feedId, atMs: Number(atMs) };
    },
    async forget(feedId) {
      await store.transaction('forget a feed', (multi) => {
        multi.hdel(statesKey, feedId).zrem(dueKey, feedId);
      });
    },
  };
}
