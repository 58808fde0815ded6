import type { Store } from './connect.ts';
import { itemKeys } from './item-keys.ts';
import { HEAD_BYTES, headPart, type ItemHead, type ItemRecord, packItem, parseHead } from './item-record.ts';
import { defineScript } from './script.ts';

/** One entry of a feed, by the keys that identify it in its outlet, strongest first: guid, link, title and day. */
export interface SeenQuestion {
  readonly keys: readonly string[];
}

export type SeenAnswer =
  | { readonly kind: 'unknown' }
  | {
      readonly kind: 'known';
      readonly itemId: string;
      /** Of the text as it was last marked; another hash means the outlet edited it. */
      readonly textHash: string;
      /** 1 at first sight, one more with every edit. */
      readonly revision: number;
      /** The key by which it was found. */
      readonly matchedKey: string;
    };

export interface SeenMark {
  readonly itemId: string;
  readonly keys: readonly string[];
  /** At most 40 letters, digits and . + / = _ - */
  readonly textHash: string;
  /** Canonical address, for look-ups by link; the same form must be used to ask. */
  readonly url?: string;
  /** What was decided; without it an earlier decision stays. */
  readonly record?: ItemRecord;
}

export interface SeenMarked {
  readonly itemId: string;
  readonly revision: number;
  readonly change: 'new' | 'edited' | 'same';
}

/** Which items of an outlet were seen: by identity, never by date. */
export interface SeenStore {
  /** Answers in the order of the questions. Items that are still in their feed are kept from expiring. */
  lookUp(outletId: string, questions: readonly SeenQuestion[]): Promise<readonly SeenAnswer[]>;
  /** Call after the deliveries are durably queued. One step per item, and idempotent; a key that belongs to another item stays there. */
  mark(outletId: string, marks: readonly SeenMark[]): Promise<readonly SeenMarked[]>;
}

/** KEYS: item, set of outcomes, identity keys. ARGV[7]: key of the link, or ''. */
const MARK = defineScript(
  'mark items as seen',
  `local ttl = ARGV[1]
local id, hash, outcome, at, packed, link = ARGV[2], ARGV[3], ARGV[4], ARGV[5], ARGV[6], ARGV[7]
local outcomes = KEYS[2]
local old = redis.call('GET', KEYS[1])
local revision, change = 1, 'new'
if old then
  local _, stop, oldRevision, oldHash, oldOutcome = string.find(old, '^(%d+):([^:]*):([^:]*):')
  revision = tonumber(oldRevision)
  change = 'same'
  if oldHash ~= hash then revision = revision + 1; change = 'edited' end
  if outcome == '' then
    outcome = oldOutcome
    packed = string.sub(old, stop + 1)
  elseif oldOutcome ~= '' and oldOutcome ~= outcome then
    redis.call('ZREM', outcomes .. oldOutcome, id)
  end
end
redis.call('SET', KEYS[1], revision .. ':' .. hash .. ':' .. outcome .. ':' .. packed, 'PX', ttl)
if at ~= '' then
  redis.call('SADD', outcomes, outcome)
  redis.call('ZADD', outcomes .. outcome, at, id)
end
if link ~= '' then redis.call('SET', link, id, 'PX', ttl) end
for i = 3, #KEYS do redis.call('SET', KEYS[i], id, 'NX', 'PX', ttl) end
return {revision, change}`,
);

/** `retentionMs`: how long an item is remembered after it left its feed. `keepSummary`: characters of a summary that are kept. */
export function createSeenStore(
  store: Store,
  options: { readonly retentionMs: number; readonly keepSummary?: number },
): SeenStore {
  const { retentionMs, keepSummary = 600 } = options;

  const names = itemKeys(store);

  async function lookUp(outletId: string, questions: readonly SeenQuestion[]): Promise<readonly SeenAnswer[]> {
    const matches = await match(outletId, questions);
    const itemIds = [...new Set(matches.flatMap((found) => (found === undefined ? [] : [found.itemId])))];
    const replies = await store.pipeline('look up seen items', (pipeline) => {
      for (const itemId of itemIds) {
        pipeline.getrangeBuffer(names.item(itemId), 0, HEAD_BYTES - 1);
        pipeline.pttl(names.item(itemId));
      }
    });

    const heads = new Map<string, ItemHead>();
    const aging = new Set<string>();
    for (const [position, itemId] of itemIds.entries()) {
      const [value, leftMs] = replies.slice(position * 2);
      // The item may expire a moment before its keys: then nothing is known of it any more.
      if (!Buffer.isBuffer(value) || value.length === 0) continue;
      heads.set(itemId, parseHead(value).head);
      if (Number(leftMs) < retentionMs / 2) aging.add(itemId);
    }
    await renew(outletId, questions, matches, aging);

    return matches.map((found) => {
      const head = found === undefined ? undefined : heads.get(found.itemId);
      if (found === undefined || head === undefined) return { kind: 'unknown' };
      return { kind: 'known', ...found, revision: head.revision, textHash: head.textHash };
    });
  }

  /** The first key of each question that leads to an item. */
  async function match(outletId: string, questions: readonly SeenQuestion[]): Promise<readonly (Match | undefined)[]> {
    const keys = questions.flatMap((question) => question.keys.map((key) => names.identity(outletId, key)));
    if (keys.length === 0) return questions.map(() => undefined);
    const ids = await store.ask('look up seen items', (redis) => redis.mget(...keys));
    let start = 0;
    return questions.map((question) => {
      const found = ids.slice(start, start + question.keys.length);
      start += question.keys.length;
      const first = found.findIndex((id) => id !== null);
      const itemId = found[first];
      const matchedKey = question.keys[first];
      return typeof itemId !== 'string' || matchedKey === undefined ? undefined : { itemId, matchedKey };
    });
  }

  /** A list page may show an entry for years: its memory is renewed once half of it has passed. */
  async function renew(
    outletId: string,
    questions: readonly SeenQuestion[],
    matches: readonly (Match | undefined)[],
    aging: ReadonlySet<string>,
  ): Promise<void> {
    await store.pipeline('renew seen items', (pipeline) => {
      for (const [position, found] of matches.entries()) {
        if (found === undefined || !aging.has(found.itemId)) continue;
        pipeline.pexpire(names.item(found.itemId), retentionMs);
        for (const key of questions[position]?.keys ?? []) pipeline.pexpire(names.identity(outletId, key), retentionMs);
      }
    });
  }

  async function mark(outletId: string, marks: readonly SeenMark[]): Promise<readonly SeenMarked[]> {
    const replies = await store.runMany(
      MARK,
      marks.map(({ itemId, keys, textHash, url, record }) => ({
        keys: [names.item(itemId), names.outcomes, ...keys.map((key) => names.identity(outletId, key))],
        args: [
          retentionMs,
          itemId,
          headPart(textHash),
          headPart(record?.outcome ?? ''),
          record === undefined ? '' : Date.parse(record.decidedAt),
          record === undefined ? '' : packItem(record, keepSummary),
          url === undefined ? '' : names.link(url),
        ],
      })),
    );
    return marks.map(({ itemId }, position) => ({ itemId, ...parseMarked(replies[position]) }));
  }

  return { lookUp, mark };
}

interface Match {
  readonly itemId: string;
  readonly matchedKey: string;
}

function parseMarked(reply: unknown): Omit<SeenMarked, 'itemId'> {
  const [revision, change] = Array.isArray(reply) ? reply : [];
  if (typeof revision !== 'number' || (change !== 'new' && change !== 'edited' && change !== 'same')) {
    throw new Error('mark items as seen: unexpected answer');
  }
  return { revision, change };
}
