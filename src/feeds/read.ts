import type { FeedFailure } from '../domain/feed.ts';
import type { FeedEntry } from '../domain/item.ts';
import { decodeFeed } from './decode.ts';
import { FAILURE_ADVICE } from './failures.ts';
import { readJsonList } from './json-list-reader.ts';
import { readJsonFeed } from './json-reader.ts';
import { type PageSelectors, readPage } from './page-reader.ts';
import { type RawEntry, resolveLink, toFeedEntry } from './raw-entry.ts';
import { readPlainRss } from './rss-parser-reader.ts';
import { type FeedHead, openXml } from './xml-reader.ts';

export interface ReadContext {
  /** Where the bytes came from: the base of relative links. */
  readonly url?: string | undefined;
  /** As the server sent it. */
  readonly contentType?: string | undefined;
  /** The feed's `encoding:` from the configuration. */
  readonly encoding?: string | undefined;
  /** The feed's `timezone:`; UTC when absent. */
  readonly timezone?: string | undefined;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Where the items stand, for a list page or a JSON list; absent for feeds. */
  readonly list?: ListKind | undefined;
}

/** A page without a feed: CSS selectors, or paths into JSON. */
export interface ListKind {
  readonly kind: 'page' | 'json';
  readonly selectors: PageSelectors;
}

/** What the feed says about itself. Addresses are absolute. */
export interface FeedFacts {
  readonly title?: string;
  readonly ttlMs?: number;
  /** WebSub hub. */
  readonly hub?: string;
  readonly self?: string;
}

export interface ReadItems extends FeedFacts {
  readonly kind: 'items';
  readonly items: readonly FeedEntry[];
}

export interface ReadFailure {
  readonly kind: 'failed';
  readonly reason: FeedFailure;
  readonly message: string;
}

/** A document that is being read page by page. */
export interface OpenFeed {
  readonly kind: 'open';
  /** Up to `count` further items in document order; empty when there are no more. */
  next(count: number): readonly FeedEntry[];
  /** False once `next` would come back empty. */
  hasMore(): boolean;
  /** Complete once there are no more items. */
  facts(): FeedFacts;
  /** The reason why a document without any item is no feed; asked once there are no more. */
  refusal(): ReadFailure | undefined;
}

/** Reads a whole feed: bytes and headers to items in document order, or the reason why not. Pure; RSS, RDF, Atom, CDF and JSON Feed. */
export async function readFeed(bytes: Uint8Array, context: ReadContext): Promise<ReadItems | ReadFailure> {
  const opened = await openFeed(bytes, context);
  if (opened.kind === 'failed') return opened;
  const items: FeedEntry[] = [];
  while (opened.hasMore()) items.push(...opened.next(PAGE));
  return opened.refusal() ?? { kind: 'items', items, ...opened.facts() };
}

const PAGE = 500;

/** Opens a feed without reading its items yet, so that one call never has to hold more than a page of them. */
export async function openFeed(bytes: Uint8Array, context: ReadContext): Promise<OpenFeed | ReadFailure> {
  const decoded = decodeFeed(bytes, { contentType: context.contentType, override: context.encoding });
  if (decoded.kind === 'undecodable') return { kind: 'failed', reason: 'undecodable', message: decoded.message };
  const text = decoded.text;
  if (context.list !== undefined) return openListPage(text, context.list, context);
  const json = /^\s*\{/.test(text) ? readJsonFeed(text) : undefined;
  if (json !== undefined) return openList(json.entries, json.head, context);
  const plain = await readPlainRss(text);
  if (plain !== undefined) return openList(plain.entries, plain.head, context);
  const reader = openXml(text, context.url);
  if (reader === undefined) return notAFeed(text);
  return openPages(reader, reader.head, context, () => (reader.isFeed() ? undefined : notAFeed(text)));
}

function openListPage(text: string, list: ListKind, context: ReadContext): OpenFeed | ReadFailure {
  const entries = entriesOf(text, list);
  if (typeof entries === 'string') return { kind: 'failed', reason: 'selectorFoundNothing', message: entries };
  if (entries === undefined)
    return {
      kind: 'failed',
      reason: 'notAFeed',
      message: 'the answer is no JSON; look whether the address is still right',
    };
  const isUsable = (entry: RawEntry) => entry.titles.length > 0 || entry.summaries.length > 0;
  const usable = entries.filter(isUsable);
  if (usable.length > 0) return openList(usable, {}, context);
  const { item } = list.selectors;
  const what =
    entries.length === 0
      ? `"${item}" matches nothing`
      : `"${item}" matches ${entries.length} places, none with a title or text`;
  return { kind: 'failed', reason: 'selectorFoundNothing', message: `${what}; ${FAILURE_ADVICE.selectorFoundNothing}` };
}

/** Entries, `undefined` for what is no JSON, or what is wrong with the selectors. */
function entriesOf(text: string, { kind, selectors }: ListKind): readonly RawEntry[] | undefined | string {
  if (kind === 'json') return readJsonList(text, selectors);
  try {
    return readPage(text, selectors);
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error);
    return `a selector of this feed cannot be read (${what}); correct selectors: in the configuration`;
  }
}

function openList(entries: readonly RawEntry[], head: FeedHead, context: ReadContext): OpenFeed {
  let at = 0;
  const next = (count: number) => {
    const page = entries.slice(at, at + count);
    at += count;
    return page;
  };
  return openPages({ next, hasMore: () => at < entries.length }, head, context, () => undefined);
}

function openPages(
  entries: { next(count: number): readonly RawEntry[]; hasMore(): boolean },
  head: Readonly<FeedHead>,
  context: ReadContext,
  refusal: () => ReadFailure | undefined,
): OpenFeed {
  return {
    kind: 'open',
    next(count) {
      const raw = entries.next(count);
      // The home page serves as base only where nobody told where the document came from.
      const base = context.url ?? head.self ?? head.link;
      return raw.map((entry) => toFeedEntry(entry, { base, timezone: context.timezone, now: context.now }));
    },
    hasMore: () => entries.hasMore(),
    facts: () => factsOf(head, context.url),
    refusal,
  };
}

function factsOf(head: Readonly<FeedHead>, base: string | undefined): FeedFacts {
  const hub = head.hub === undefined ? '' : resolveLink(head.hub, base);
  const self = head.self === undefined ? '' : resolveLink(head.self, base);
  return {
    ...(head.title === undefined || head.title === '' ? {} : { title: head.title }),
    ...(head.ttlMs === undefined ? {} : { ttlMs: head.ttlMs }),
    ...(hub === '' ? {} : { hub }),
    ...(self === '' ? {} : { self }),
  };
}

function notAFeed(text: string): ReadFailure {
  return { kind: 'failed', reason: 'notAFeed', message: whatItIs(text.slice(0, 4096).trimStart()) };
}

function whatItIs(start: string): string {
  if (start === '') return 'the answer is empty; look whether the address is still right';
  if (/challenge-platform|cf-browser-verification|just a moment|captcha|ddos-guard/i.test(start)) {
    return 'the answer is a page that checks for a browser; ask the outlet to let the monitor in, or find another address';
  }
  if (/<html[\s>]|<!doctype html/i.test(start)) {
    return 'the answer is an HTML page; look for the feed address in it, or configure the feed with kind: page';
  }
  if (/^[{[]/.test(start))
    return 'the answer is JSON but no JSON Feed; for a list of news configure the feed with kind: json';
  if (/<\w/.test(start))
    return 'the answer is XML but neither RSS, Atom nor RDF; look whether the address is still right';
  return 'the answer is plain text; look whether the address is still right';
}
