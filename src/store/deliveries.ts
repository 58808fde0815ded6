import type { Store } from './connect.ts';
import { parseRecord } from './json.ts';

/** The message that shows an incident in a channel. */
export interface PostRecord {
  readonly incidentId: string;
  readonly channelId: string;
  readonly messageId: string;
  readonly threadId?: string;
  /** Newest revision that subscribers were shown. */
  readonly revision: number;
  /** `digest`: the incident was told in a digest only; it has no card of its own. */
  readonly kind: 'own' | 'digest';
  /** ISO 8601 UTC. */
  readonly postedAt: string;
  readonly updatedAt: string;
}

/** One delivery that reached Discord. */
export interface SentRecord {
  readonly deliveryId: string;
  readonly incidentId: string;
  readonly channelId: string;
  readonly messageId: string;
  readonly revision: number;
  readonly kind: string;
  /** ISO 8601 UTC. */
  readonly plannedAt: string;
  readonly sentAt: string;
}

/** What stands where: the truth about what subscribers have seen. Written by the deliver worker in the step that ends a delivery. */
export interface DeliveryLog {
  postOf(incidentId: string, channelId: string): Promise<PostRecord | undefined>;
  /** In all channels, for edits. */
  postsOf(incidentId: string): Promise<readonly PostRecord[]>;
  /** For buttons and the message command; a digest answers with its newest incident. */
  postByMessage(messageId: string): Promise<PostRecord | undefined>;
  /** Forgets a post, for example because its message was deleted. */
  remove(incidentId: string, channelId: string): Promise<void>;
  /** Deliveries to a channel since then, at most a day back: for rate caps. */
  countSince(channelId: string, sinceMs: number): Promise<number>;
  /** Newest first, at most 500. */
  recent(limit: number): Promise<readonly SentRecord[]>;
  lastSentAt(): Promise<string | undefined>;
}

const KEPT_RECENT = 500;
const DAY_MS = 86_400_000;

type Multi = Parameters<Parameters<Store['transaction']>[1]>[0];

export interface LogWriter {
  /** Adds to a transaction what a sent delivery leaves behind. */
  write(multi: Multi, sent: SentRecord, posts: readonly PostRecord[]): void;
}

export function createDeliveryLog(
  store: Store,
  options: { readonly retentionMs?: number } = {},
): DeliveryLog & LogWriter {
  const { retentionMs = 90 * DAY_MS } = options;
  const postsKey = (incidentId: string): string => store.key('posts', incidentId);
  const messageKey = (messageId: string): string => store.key('message', messageId);
  const sentKey = (channelId: string): string => store.key('sent', channelId);
  const recentKey = store.key('sent-recent');
  const parse = (text: string): PostRecord => parseRecord<PostRecord>(text, 'post record');

  async function postOf(incidentId: string, channelId: string): Promise<PostRecord | undefined> {
    const text = await store.ask('look up a post', (redis) => redis.hget(postsKey(incidentId), channelId));
    return text === null ? undefined : parse(text);
  }

  async function recent(limit: number): Promise<readonly SentRecord[]> {
    const texts = await store.ask('list recent deliveries', (redis) => redis.lrange(recentKey, 0, limit - 1));
    return texts.map((text) => parseRecord<SentRecord>(text, 'sent record'));
  }

  return {
    postOf,
    recent,
    async postsOf(incidentId) {
      const texts = await store.ask('look up posts', (redis) => redis.hvals(postsKey(incidentId)));
      return texts.map(parse);
    },
    async postByMessage(messageId) {
      const text = await store.ask('look up a message', (redis) => redis.get(messageKey(messageId)));
      if (text === null) return undefined;
      const [incidentId = '', channelId = ''] = text.split('\n');
      return postOf(incidentId, channelId);
    },
    async remove(incidentId, channelId) {
      const post = await postOf(incidentId, channelId);
      if (post === undefined) return;
      await store.transaction('forget a post', (multi) => {
        multi.hdel(postsKey(incidentId), channelId).del(messageKey(post.messageId));
      });
    },
    countSince: (channelId, sinceMs) =>
      store.ask('count deliveries', (redis) => redis.zcount(sentKey(channelId), sinceMs, '+inf')),
    async lastSentAt() {
      return (await recent(1))[0]?.sentAt;
    },
    write(multi, sent, posts) {
      for (const post of posts) {
        multi.hset(postsKey(post.incidentId), post.channelId, JSON.stringify(post));
        multi.pexpire(postsKey(post.incidentId), retentionMs);
        multi.set(messageKey(post.messageId), `${post.incidentId}\n${post.channelId}`, 'PX', retentionMs);
      }
      const atMs = Date.parse(sent.sentAt);
      multi.zadd(sentKey(sent.channelId), atMs, sent.deliveryId);
      multi.zremrangebyscore(sentKey(sent.channelId), '-inf', atMs - DAY_MS);
      multi.pexpire(sentKey(sent.channelId), DAY_MS);
      multi.lpush(recentKey, JSON.stringify(sent)).ltrim(recentKey, 0, KEPT_RECENT - 1);
    },
  };
}
