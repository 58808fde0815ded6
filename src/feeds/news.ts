import type { FeedEntry } from '../domain/item.ts';
import { removeBoilerplate } from './boilerplate.ts';
import { type Candidate, candidateOf } from './identity.ts';
import { type FeedFacts, type ReadContext, type ReadFailure, readFeed } from './read.ts';

/** A feed as a poll needs it: entries with text, without the site's boilerplate, each with its part of the identity. */
export interface ReadNews extends FeedFacts {
  readonly kind: 'news';
  readonly candidates: readonly Candidate[];
}

/** Readies one entry for a poll; `undefined` for an entry without any text. */
export function prepareEntry(entry: FeedEntry, feedId: string): Candidate | undefined {
  if (entry.title === '' && entry.summary === '') return undefined;
  const cleaned = entry.summary === '' ? entry : { ...entry, summary: removeBoilerplate(entry.summary) };
  return candidateOf(cleaned, feedId);
}

/** `readFeed` for a poll, without a thread: for tests and small documents. */
export async function readNews(
  bytes: Uint8Array,
  context: ReadContext,
  feedId: string,
): Promise<ReadNews | ReadFailure> {
  const read = await readFeed(bytes, context);
  if (read.kind === 'failed') return read;
  const { items, kind: _kind, ...facts } = read;
  return { kind: 'news', ...facts, candidates: items.flatMap((entry) => prepareEntry(entry, feedId) ?? []) };
}
