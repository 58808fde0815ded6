import type { DeliveryJob } from '../domain/alert.ts';
import type { Store } from './connect.ts';
import type { PostRecord } from './deliveries.ts';
import { createDeliveryLog } from './deliveries.ts';
import { parseRecord } from './json.ts';
import { lostChannelsKey } from './lost-channels.ts';
import { dueArgument, memberOf, type PendingDelivery, parseMember, sentRecord } from './outbox-entries.ts';
import { END, LINE, PLAN, RETRY, START } from './outbox-scripts.ts';
import { MAX_ATTEMPTS, type SetAsideEntry, setAsideField, setAsideKeys } from './set-aside.ts';

/** How one try begins: what is known of earlier ones. */
export interface StartedDelivery {
  readonly delivery: DeliveryJob;
  /** ISO 8601 UTC. */
  readonly plannedAt: string;
  /** 1 for the first try. */
  readonly starts: number;
  /** Tries that ended with a thrown error. */
  readonly failures: number;
  /** When an earlier try began whose end nobody recorded. */
  readonly sendingSince?: string;
}

/** `revision`: the newest that the message shows, where that is not the delivery's own; `listed`: the message is a list, of these incidents. */
interface SentEnd {
  readonly kind: 'sent';
  readonly messageId: string;
  readonly threadId?: string;
  readonly revision?: number;
  readonly listed?: readonly { readonly incidentId: string; readonly revision: number }[];
}

export type DeliveryEnd =
  | SentEnd
  | { readonly kind: 'done'; readonly reason: string }
  | { readonly kind: 'setAside'; readonly reason: string; readonly body?: unknown };

export type DeliveryState =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'pending' }
  | { readonly kind: 'sent' | 'done' | 'setAside'; readonly at: string; readonly reason: string };

/**
 * Durable lines of deliveries, one per channel, first in first out. The lines are plain Redis lists;
 * queue jobs only wake a worker for a channel, so a lost wake-up costs time and never a delivery.
 */
export interface OutboxLines {
  /** Durable when it resolves, and idempotent: an id that was ever planned is only reported as known. */
  plan(
    deliveries: readonly DeliveryJob[],
  ): Promise<{ readonly planned: readonly string[]; readonly known: readonly string[] }>;
  /** The line of a channel, next one first; deliveries whose time has come join it. */
  line(channelId: string, limit?: number): Promise<readonly PendingDelivery[]>;
  /** Notes durably that a try begins. `undefined`: the delivery has ended meanwhile. */
  start(deliveryId: string): Promise<StartedDelivery | undefined>;
  /** A try ended without harm; `unsent`: Discord surely did not store it. */
  postpone(deliveryId: string, ending: { readonly unsent: boolean }): Promise<void>;
  /** A try threw: the number of failures so far. */
  fail(deliveryId: string, error: string): Promise<number>;
  /** Ends a delivery, and those folded into it, with everything that follows from it, in one step. */
  end(
    delivery: DeliveryJob,
    end: DeliveryEnd,
    folded?: readonly string[],
  ): Promise<{ /** It went to a channel that had been lost. */ readonly isBack: boolean }>;
  /** Takes an entry out of its line whose delivery is no longer known. */
  discard(channelId: string, entry: PendingDelivery): Promise<void>;
  stateOf(deliveryId: string): Promise<DeliveryState>;
  /** Puts a delivery that was set aside back at the end of its line; gives its channel. */
  retry(deliveryId: string): Promise<string | undefined>;
  channels(): Promise<readonly string[]>;
  readyIn(channelId: string): Promise<number>;
  /** Earliest moment at which a delivery of this channel is due later on. */
  nextDueMs(channelId: string): Promise<number | undefined>;
  counts(): Promise<{ readonly ready: number; readonly later: number; readonly channels: number }>;
  /** Drops everything that waits for a channel that is gone; the number dropped. */
  dropChannel(channelId: string, reason: string): Promise<number>;
}

export function createOutboxLines(
  store: Store,
  options: { readonly clock?: () => number; readonly retentionMs?: number } = {},
): OutboxLines {
  const { clock = Date.now, retentionMs = 90 * 86_400_000 } = options;
  const log = createDeliveryLog(store, { retentionMs });
  const jobKey = (deliveryId: string): string => store.key('delivery', deliveryId);
  const lineKey = (channelId: string): string => store.key('line', channelId);
  const laterKey = (channelId: string): string => store.key('later', channelId);
  const channelsKey = store.key('lines');
  const now = (): string => new Date(clock()).toISOString();

  async function line(channelId: string, limit = 200): Promise<readonly PendingDelivery[]> {
    const reply = await store.run(LINE, [lineKey(channelId), laterKey(channelId)], [clock(), limit - 1]);
    return Array.isArray(reply) ? reply.map((member) => parseMember(String(member))) : [];
  }

  async function channels(): Promise<readonly string[]> {
    return store.ask('list channels with deliveries', (redis) => redis.smembers(channelsKey));
  }

  const end: OutboxLines['end'] = async (delivery, ending, folded = []) => {
    const { channelId } = delivery;
    const at = now();
    const plannedAt = await store.ask('end a delivery', (redis) => redis.hget(jobKey(delivery.id), 'plannedAt'));
    // Redis came back without its last moments and knows nothing of it: it will be planned anew, perhaps under another number of its incident.
    if (plannedAt === null) return { isBack: false };
    // A question to the moderators shows no incident.
    const isShown = ending.kind === 'sent' && delivery.kind !== 'review';
    const posts = isShown ? await postsAfter(delivery, ending, at) : [];
    const endKeys = (ids: readonly string[]): string[] => [
      lineKey(channelId),
      laterKey(channelId),
      channelsKey,
      ...ids.map(jobKey),
    ];
    const reason = ending.kind === 'sent' ? `message ${ending.messageId}` : ending.reason;
    const keepJob = ending.kind === 'setAside' ? '1' : '';

    const [found] = await store.transaction('end a delivery', (multi) => {
      // What was taken proves that the channel takes alerts again.
      if (ending.kind === 'sent') multi.hdel(lostChannelsKey(store), channelId);
      const keys = endKeys([delivery.id]);
      multi.eval(END.lua, keys.length, ...keys, ending.kind, at, reason, retentionMs, channelId, keepJob);
      if (folded.length > 0) {
        const foldedKeys = endKeys(folded);
        multi.eval(
          END.lua,
          foldedKeys.length,
          ...foldedKeys,
          'done',
          at,
          `in ${delivery.id}`,
          retentionMs,
          channelId,
          '',
        );
      }
      if (ending.kind === 'sent') log.write(multi, sentRecord(delivery, ending.messageId, plannedAt, at), posts);
      if (ending.kind === 'setAside') {
        const { entries, times } = setAsideKeys(store);
        const field = setAsideField('delivery', delivery.id);
        const entry: SetAsideEntry = {
          kind: 'delivery',
          id: delivery.id,
          error: ending.reason,
          payload: { ...delivery, ...(ending.body === undefined ? {} : { body: ending.body }) },
          at,
        };
        multi.hset(entries, field, JSON.stringify(entry)).zadd(times, Date.parse(at), field);
      }
    });
    return { isBack: ending.kind === 'sent' && found === 1 };
  };

  /** The post records after a delivery was sent; the first posting keeps its time. */
  async function postsAfter(
    delivery: DeliveryJob,
    { messageId, threadId, revision, listed }: SentEnd,
    at: string,
  ): Promise<readonly PostRecord[]> {
    const { channelId } = delivery;
    const isList = listed !== undefined || delivery.kind === 'digest';
    const kind = isList ? 'digest' : 'own';
    const own = { incidentId: delivery.incidentId, revision: revision ?? delivery.revision };
    const digest = (delivery.digest ?? []).map((incidentId) => ({ incidentId, revision: delivery.revision }));
    const shown = listed ?? (isList && digest.length > 0 ? digest : [own]);
    const newest = new Map(shown.map((one) => [one.incidentId, one.revision]));
    const incidentIds = [...newest.keys()];
    const earlier = await Promise.all(incidentIds.map((incidentId) => log.postOf(incidentId, channelId)));
    return incidentIds.flatMap((incidentId, position) => {
      const known = earlier[position];
      const seen = Math.max(newest.get(incidentId) ?? 0, known?.revision ?? 0);
      // A card of its own stays the place for edits, also when a digest mentions the incident again.
      if (kind === 'digest' && known?.kind === 'own') return listed === undefined ? [] : { ...known, revision: seen };
      const thread = threadId ?? known?.threadId;
      return {
        incidentId,
        channelId,
        messageId,
        revision: seen,
        kind,
        postedAt: known?.kind === kind ? known.postedAt : at,
        updatedAt: at,
        ...(thread === undefined ? {} : { threadId: thread }),
      };
    });
  }

  return {
    line,
    channels,
    end,
    async plan(deliveries) {
      const at = now();
      const replies = await store.runMany(
        PLAN,
        deliveries.map((delivery) => ({
          keys: [jobKey(delivery.id), lineKey(delivery.channelId), laterKey(delivery.channelId), channelsKey],
          args: [memberOf(delivery), JSON.stringify(delivery), at, dueArgument(delivery, clock()), delivery.channelId],
        })),
      );
      const isPlanned = (_delivery: DeliveryJob, position: number): boolean => replies[position] === 1;
      const ids = (chosen: readonly DeliveryJob[]): readonly string[] => chosen.map(({ id }) => id);
      return {
        planned: ids(deliveries.filter(isPlanned)),
        known: ids(deliveries.filter((delivery, position) => !isPlanned(delivery, position))),
      };
    },
    async start(deliveryId) {
      const reply = await store.run(START, [jobKey(deliveryId)], [now()]);
      if (!Array.isArray(reply)) return undefined;
      const [job, plannedAt, starts, failures, since] = reply.map(String);
      if (job === undefined || plannedAt === undefined) return undefined;
      return {
        delivery: parseRecord<DeliveryJob>(job, 'delivery'),
        plannedAt,
        starts: Number(starts),
        failures: Number(failures),
        ...(since === undefined || since === '' ? {} : { sendingSince: since }),
      };
    },
    async postpone(deliveryId, { unsent }) {
      await store.transaction('postpone a delivery', (multi) => {
        multi.hdel(jobKey(deliveryId), 'starts');
        if (unsent) multi.hdel(jobKey(deliveryId), 'sendingSince');
      });
    },
    async fail(deliveryId, error) {
      const [failures] = await store.transaction('note a failed delivery', (multi) => {
        multi.hincrby(jobKey(deliveryId), 'failures', 1);
        multi.hset(jobKey(deliveryId), 'lastError', error);
        multi.hdel(jobKey(deliveryId), 'starts');
      });
      return Number(failures);
    },
    async discard(channelId, entry) {
      await store.ask('discard a delivery', (redis) => redis.lrem(lineKey(channelId), 1, memberOf(entry)));
    },
    async stateOf(deliveryId) {
      const [state, at, reason, plannedAt] = await store.ask('look up a delivery', (redis) =>
        redis.hmget(jobKey(deliveryId), 'state', 'endedAt', 'reason', 'plannedAt'),
      );
      if (typeof plannedAt !== 'string') return { kind: 'unknown' };
      if (state !== 'sent' && state !== 'done' && state !== 'setAside') return { kind: 'pending' };
      return { kind: state, at: at ?? '', reason: reason ?? '' };
    },
    async retry(deliveryId) {
      const text = await store.ask('retry a delivery', (redis) => redis.hget(jobKey(deliveryId), 'job'));
      if (text === null) return undefined;
      const { channelId } = parseRecord<DeliveryJob>(text, 'delivery');
      await store.run(RETRY, [jobKey(deliveryId), lineKey(channelId), channelsKey], [channelId]);
      return channelId;
    },
    readyIn: (channelId) => store.ask('count deliveries of a channel', (redis) => redis.llen(lineKey(channelId))),
    async nextDueMs(channelId) {
      const first = await store.ask('look up later deliveries', (redis) =>
        redis.zrange(laterKey(channelId), '0', '0', 'WITHSCORES'),
      );
      return first[1] === undefined ? undefined : Number(first[1]);
    },
    async counts() {
      const names = await channels();
      const sizes = await store.pipeline('count deliveries', (pipeline) => {
        for (const name of names) pipeline.llen(lineKey(name)).zcard(laterKey(name));
      });
      const sum = (parity: number): number =>
        sizes.reduce<number>((total, size, position) => (position % 2 === parity ? total + Number(size) : total), 0);
      return { ready: sum(0), later: sum(1), channels: names.length };
    },
    async dropChannel(channelId, reason) {
      const [ready, later] = await store.pipeline('drop a channel', (pipeline) => {
        pipeline.lrange(lineKey(channelId), 0, -1).zrange(laterKey(channelId), '0', '-1');
      });
      const members = [ready, later].flatMap((list) => (Array.isArray(list) ? list.map(String) : []));
      if (members.length === 0) return 0;
      const jobs = members.map((member) => jobKey(parseMember(member).id));
      await store.run(
        END,
        [lineKey(channelId), laterKey(channelId), channelsKey, ...jobs],
        ['done', now(), reason, retentionMs, channelId, ''],
      );
      return members.length;
    },
  };
}

/** Failures after which a delivery is set aside, and starts without any end: it takes the whole process with it. */
export const MAX_FAILURES = MAX_ATTEMPTS;
export const MAX_STARTS = 10;
