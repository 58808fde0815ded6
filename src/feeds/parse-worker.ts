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
let ahead: ParseAnswer | undefined;

async function answer(order: ParseOrder): Promise<ParseAnswer> {
  if (order.kind === 'warm') {
    await import('rss-parser');
    return { kind: 'warm' };
  }
  if (order.kind === 'open') {
    ahead = undefined;
    const opened = await openFeed(order.bytes, order.context);
    if (opened.kind === 'failed') return opened;
    current = opened;
    feedId = order.feedId;
  }
  if (current === undefined) throw new Error('no feed is open in this reading thread');
  return ahead ?? nextPage(current, order.count);
}

function nextPage(feed: OpenFeed, count: number): ParseAnswer {
  const items = feed.next(count);
  const hasMore = feed.hasMore();
  const refusal = items.length === 0 && !hasMore ? feed.refusal() : undefined;
  if (refusal !== undefined) return refusal;
  const facts = feed.facts();
  const forFeed = feedId;
  if (forFeed === undefined) return { kind: 'page', items, candidates: [], hasMore, facts };
  const candidates = items.flatMap((entry) => prepareEntry(entry, forFeed) ?? []);
  return { kind: 'page', items: [], candidates, hasMore, facts };
}

parentPort?.on('message', (order: ParseOrder) => {
  void answer(order).then((result) => {
    parentPort?.postMessage(result);
    const hasMore = result.kind === 'page' && result.hasMore;
    // The next page is read while the service takes this one.
    ahead = hasMore && current !== undefined && order.kind !== 'warm' ? nextPage(current, order.count) : undefined;
    if (!hasMore) current = undefined;
  });
});
