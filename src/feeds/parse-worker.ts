import { parentPort } from 'node:worker_threads';
import type { FeedEntry } from '../domain/item.ts';
import type { Candidate } from './identity.ts';
import { prepareEntry } from './news.ts';
import { type FeedFacts, type OpenFeed, openFeed, type ReadContext, type ReadFailure } from './read.ts';

/** What the service asks of a reading thread. */
export type ParseOrder =
  | {
      readonly kind: 'open';
      readonly bytes: Uint8Array;
      readonly context: ReadContext;
      readonly count: number;
      /** Given for a poll: the answers then hold candidates in place of items. */
      readonly feedId?: string | undefined;
    }
  | { readonly kind: 'next'; readonly count: number }
  /** Ends once the readers are loaded, so that the first feed does not pay for it. */
  | { readonly kind: 'warm' };

/** What it answers: one answer to each order. */
export type ParseAnswer =
  | {
      readonly kind: 'page';
      readonly items: readonly FeedEntry[];
      readonly candidates: readonly Candidate[];
      readonly hasMore: boolean;
      readonly facts: FeedFacts;
    }
  | ReadFailure
  | { readonly kind: 'warm' };

let current: OpenFeed | undefined;
let feedId: string | undefined;
let ahead: readonly FeedEntry[] = [];

async function answer(order: ParseOrder): Promise<ParseAnswer> {
  if (order.kind === 'warm') {
    await import('rss-parser');
    return { kind: 'warm' };
  }
  if (order.kind === 'open') {
    const opened = await openFeed(order.bytes, order.context);
    if (opened.kind === 'failed') return opened;
    current = opened;
    feedId = order.feedId;
    ahead = opened.next(order.count);
  }
  if (current === undefined) throw new Error('no feed is open in this reading thread');
  const items = ahead;
  // One page is read ahead, so that the last page is known to be the last.
  ahead = items.length === 0 ? [] : current.next(order.count);
  const hasMore = ahead.length > 0;
  if (!hasMore) {
    const refusal = current.refusal();
    if (refusal !== undefined && items.length === 0) return refusal;
  }
  const facts = current.facts();
  if (!hasMore) current = undefined;
  const forFeed = feedId;
  if (forFeed === undefined) return { kind: 'page', items, candidates: [], hasMore, facts };
  const candidates = items.flatMap((entry) => prepareEntry(entry, forFeed) ?? []);
  return { kind: 'page', items: [], candidates, hasMore, facts };
}

parentPort?.on('message', (order: ParseOrder) => {
  void answer(order).then((result) => parentPort?.postMessage(result));
});
