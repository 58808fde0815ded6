import type { Subscription } from '../domain/alert.ts';
import type { Store } from './connect.ts';
import { parseRecord } from './json.ts';
import { defineScript } from './script.ts';

/** What changed since a version: enough to keep a copy in memory up to date. */
export interface SubscriptionChanges {
  readonly version: number;
  readonly changed: readonly Subscription[];
  readonly removed: readonly string[];
}

/** Subscriptions made by Discord users. */
export interface SubscriptionStore {
  put(subscription: Subscription): Promise<void>;
  get(id: string): Promise<Subscription | undefined>;
  remove(id: string): Promise<boolean>;
  byGuild(guildId: string): Promise<readonly Subscription[]>;
  byChannel(channelId: string): Promise<readonly Subscription[]>;
  countByGuild(guildId: string): Promise<number>;
  count(): Promise<number>;
  /** All of them, page by page, in no order. */
  all(): AsyncIterable<Subscription>;
  /** Grows with every change, over all processes. */
  version(): Promise<number>;
  /** Everything that changed after a version; 0 gives all there are. */
  changesSince(version: number): Promise<SubscriptionChanges>;
  /** Forgets removals that stood in the list of changes at the call before this one: every copy has seen them by then. Call hourly. */
  prune(): Promise<number>;
}

/** KEYS: records, version, changes. ARGV: id, record ('' = remove), guild set prefix, channel set prefix. Old index entries go with the old record. */
const WRITE = defineScript(
  'write a subscription',
  `local id, record = ARGV[1], ARGV[2]
local old = redis.call('HGET', KEYS[1], id)
if not old and record == '' then return 0 end
if old then
  local was = cjson.decode(old)
  redis.call('SREM', ARGV[4] .. was.channelId, id)
  if was.guildId then redis.call('SREM', ARGV[3] .. was.guildId, id) end
end
if record == '' then
  redis.call('HDEL', KEYS[1], id)
else
  local is = cjson.decode(record)
  redis.call('HSET', KEYS[1], id, record)
  redis.call('SADD', ARGV[4] .. is.channelId, id)
  if is.guildId then redis.call('SADD', ARGV[3] .. is.guildId, id) end
end
redis.call('ZADD', KEYS[3], redis.call('INCR', KEYS[2]), id)
return 1`,
);

const PAGE = 500;

export function createSubscriptionStore(store: Store): SubscriptionStore {
  const recordsKey = store.key('subscriptions');
  const versionKey = store.key('subscriptions-version');
  const prunedKey = store.key('subscriptions-pruned');
  const changesKey = store.key('subscriptions-changes');
  const guildPrefix = store.key('subscriptions-of-guild', '');
  const channelPrefix = store.key('subscriptions-of-channel', '');
  const parse = (text: string): Subscription => parseRecord<Subscription>(text, 'subscription');

  async function write(id: string, record: string): Promise<boolean> {
    const keys = [recordsKey, versionKey, changesKey];
    return (await store.run(WRITE, keys, [id, record, guildPrefix, channelPrefix])) === 1;
  }

  async function many(ids: readonly string[]): Promise<readonly Subscription[]> {
    if (ids.length === 0) return [];
    const texts = await store.ask('read subscriptions', (redis) => redis.hmget(recordsKey, ...ids));
    return texts.flatMap((text) => (text === null ? [] : [parse(text)]));
  }

  async function inPages(ids: readonly string[]): Promise<readonly Subscription[]> {
    const found: Subscription[] = [];
    for (let start = 0; start < ids.length; start += PAGE) found.push(...(await many(ids.slice(start, start + PAGE))));
    return found;
  }

  async function membersOf(key: string): Promise<readonly Subscription[]> {
    return many((await store.ask('list subscriptions', (redis) => redis.smembers(key))).sort());
  }

  async function version(): Promise<number> {
    return Number((await store.ask('read the version', (redis) => redis.get(versionKey))) ?? 0);
  }

  return {
    version,
    async put(subscription) {
      await write(subscription.id, JSON.stringify(subscription));
    },
    async get(id) {
      return (await many([id]))[0];
    },
    remove: (id) => write(id, ''),
    byGuild: (guildId) => membersOf(`${guildPrefix}${guildId}`),
    byChannel: (channelId) => membersOf(`${channelPrefix}${channelId}`),
    countByGuild: (guildId) => store.ask('count subscriptions', (redis) => redis.scard(`${guildPrefix}${guildId}`)),
    count: () => store.ask('count subscriptions', (redis) => redis.hlen(recordsKey)),
    async *all() {
      // Read through the change list: unlike HSCAN it gives none twice, and one that changes meanwhile comes at the end.
      for (let after = 0; ; ) {
        const page = await store.ask('list subscriptions', (redis) =>
          redis.zrangebyscore(changesKey, `(${after}`, '+inf', 'WITHSCORES', 'LIMIT', 0, PAGE),
        );
        if (page.length === 0) return;
        yield* await many(page.filter((_value, position) => position % 2 === 0));
        after = Number(page.at(-1));
      }
    },
    async prune() {
      const [seenBy, now] = await store.pipeline('read versions', (pipeline) => {
        pipeline.get(prunedKey).get(versionKey);
      });
      const old = await store.ask('list changed subscriptions', (redis) =>
        redis.zrangebyscore(changesKey, '-inf', Number(seenBy ?? 0)),
      );
      const present = new Set((await inPages(old)).map(({ id }) => id));
      const gone = old.filter((id) => !present.has(id));
      await store.transaction('forget removed subscriptions', (multi) => {
        if (gone.length > 0) multi.zrem(changesKey, ...gone);
        multi.set(prunedKey, Number(now ?? 0));
      });
      return gone.length;
    },
    async changesSince(after) {
      const page = await store.ask('list changed subscriptions', (redis) =>
        redis.zrangebyscore(changesKey, `(${after}`, '+inf', 'WITHSCORES'),
      );
      const ids = page.filter((_value, position) => position % 2 === 0);
      const changed = await inPages(ids);
      const present = new Set(changed.map(({ id }) => id));
      const newest = page.at(-1);
      return {
        version: newest === undefined ? after : Number(newest),
        changed,
        removed: ids.filter((id) => !present.has(id)),
      };
    },
  };
}
