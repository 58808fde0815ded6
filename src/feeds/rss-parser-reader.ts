import { setImmediate } from 'node:timers/promises';
import type RssParser from 'rss-parser';
import type { RawEntry } from './raw-entry.ts';
import { usesUsualPrefixes } from './xml-names.ts';
import type { FeedHead } from './xml-reader.ts';

export interface PlainRss {
  readonly head: Readonly<FeedHead>;
  readonly entries: readonly RawEntry[];
}

/** Larger documents are read in pages, which rss-parser cannot do. Characters. */
const MAX_LENGTH = 1_048_576;
const MAX_ITEMS = 500;

/**
 * Items of an ordinary RSS 2.0 feed, read by rss-parser's `parseString`. `undefined`: the document is not of that kind, rss-parser refused it, or it may have
 * misread it; the tolerant reader then reads it. What comes back equals what the tolerant reader finds in the same document (a test holds them together).
 */
export async function readPlainRss(text: string): Promise<PlainRss | undefined> {
  const itemCount = countPlainItems(text);
  if (itemCount === undefined) return undefined;
  const parser = await createParser();
  let feed: Awaited<ReturnType<typeof parser.parseString>> | undefined;
  try {
    // It answers at once or never: some broken documents make it forget its promise.
    feed = await Promise.race([parser.parseString(text), nothing()]);
  } catch {
    // Whatever it stumbled over (a bare "&", an open tag, a broken date), the tolerant reader decides whether this is a feed.
    return undefined;
  }
  if (feed === undefined || feed.items.length !== itemCount) return undefined;
  const entries: RawEntry[] = [];
  for (const item of feed.items) {
    const entry = entryOf(item);
    if (entry === undefined) return undefined;
    entries.push(entry);
  }
  return { head: headOf(feed), entries };
}

/** Number of items when the text is RSS 2.0 without anything that rss-parser is known to read wrongly. */
function countPlainItems(text: string): number | undefined {
  if (text.length > MAX_LENGTH) return undefined;
  const root = /^\s*(?:<\?xml[^>]*\?>)?\s*(?:<!--(?:[^-]|-(?!->))*-->\s*)?<rss\s([^>]*)>/.exec(text.slice(0, 4096));
  if (root === null || !/version\s*=\s*["']2(?:\.0)?["']/.test(root[1] ?? '')) return undefined;
  if (!usesUsualPrefixes(root[1] ?? '')) return undefined;
  const body = text.slice(root[0].length);
  if (body.includes('xmlns') || body.includes('xml:base') || body.includes('<!DOCTYPE')) return undefined;
  let count = 0;
  for (let at = body.indexOf('<item'); at !== -1; at = body.indexOf('<item', at + 5)) {
    if (/[\s>/]/.test(body[at + 5] ?? '')) count++;
    if (count > MAX_ITEMS) return undefined;
  }
  return count > 0 ? count : undefined;
}

/** A text element: xml2js gives a string, or an object when the element has attributes or children. */
type Node = string | Readonly<Record<string, unknown>>;

interface ItemFields {
  readonly titleNodes?: readonly Node[];
  readonly linkNodes?: readonly Node[];
  readonly guidNodes?: readonly Node[];
  readonly dateNodes?: readonly Node[];
  readonly dcDateNodes?: readonly Node[];
  readonly descriptionNodes?: readonly Node[];
  readonly encodedNodes?: readonly Node[];
}

interface FeedFields {
  readonly atomLinks?: readonly { readonly $?: Readonly<Record<string, string>> }[];
  readonly ttl?: string;
}

type Configured = RssParser<FeedFields, ItemFields>;

function nothing(): Promise<undefined> {
  return setImmediate(undefined);
}

/** A parser for one document: what a hostile document leaves in it must not reach the next feed. */
async function createParser(): Promise<Configured> {
  // Loaded late: most commands of this program never read a feed.
  const { default: Parser } = await import('rss-parser');
  return new Parser<FeedFields, ItemFields>({
    xml2js: {
      emptyTag: '',
      attrNameProcessors: [(name: string) => name.toLowerCase()],
      // Under these names rss-parser makes no snippets, whose regular expression takes quadratic time on hostile text.
      tagNameProcessors: [(name: string) => SHIELDED[name] ?? name],
    },
    customFields: {
      feed: [['atom:link', 'atomLinks', { keepArray: true }]],
      item: [
        ['title', 'titleNodes', { keepArray: true }],
        ['link', 'linkNodes', { keepArray: true }],
        ['guid', 'guidNodes', { keepArray: true }],
        ['pubDate', 'dateNodes', { keepArray: true }],
        ['dc:date', 'dcDateNodes', { keepArray: true }],
        ['text:description', 'descriptionNodes', { keepArray: true }],
        ['text:encoded', 'encodedNodes', { keepArray: true }],
      ],
    } as unknown as RssParser.CustomFields<FeedFields, ItemFields>,
  });
}

const SHIELDED: Readonly<Record<string, string>> = Object.assign(Object.create(null), {
  description: 'text:description',
  'content:encoded': 'text:encoded',
});

/** `undefined` when anything is missing or odd: another element may hold it, and the tolerant reader knows them all. */
function entryOf(item: ItemFields): RawEntry | undefined {
  const title = textOf(item.titleNodes);
  const link = textOf(item.linkNodes);
  const date = textOf(item.dateNodes) ?? textOf(item.dcDateNodes);
  const summaries = [textOf(item.descriptionNodes), textOf(item.encodedNodes)].filter((text) => text !== undefined);
  const guidNode = item.guidNodes?.[0];
  const guid = textOf(item.guidNodes);
  if (title === undefined || link === undefined || guid === undefined) return undefined;
  if (date === undefined || summaries.length === 0) return undefined;
  return {
    guid,
    isGuidLink: isPermaLink(guidNode),
    links: [{ href: link, rel: 'alternate' }],
    titles: [title],
    summaries,
    dates: [date],
  };
}

/** Text of the first of equal elements; `undefined` when there is none, it is blank, or it holds further elements. */
function textOf(nodes: readonly Node[] | undefined): string | undefined {
  const node = nodes?.[0];
  if (node === undefined) return undefined;
  if (typeof node === 'string') return node.trim() === '' ? undefined : node;
  const text = node['_'];
  const isPlain = Object.keys(node).every((key) => key === '_' || key === '$');
  return isPlain && typeof text === 'string' && text.trim() !== '' ? text : undefined;
}

function isPermaLink(node: Node | undefined): boolean {
  if (node === undefined || typeof node === 'string') return true;
  const attributes = node['$'] as Readonly<Record<string, string>> | undefined;
  return attributes?.['ispermalink']?.trim().toLowerCase() !== 'false';
}

function headOf(feed: FeedFields & { title?: string; link?: string }): FeedHead {
  const links = feed.atomLinks ?? [];
  const hrefOf = (rel: string) => links.find((link) => link.$?.['rel'] === rel)?.$?.['href'];
  const [hub, self] = [hrefOf('hub'), hrefOf('self')];
  const { title, link, ttl } = feed;
  return {
    ...(typeof title === 'string' ? { title: title.trim() } : {}),
    ...(typeof link === 'string' ? { link: link.trim() } : {}),
    ...(typeof ttl === 'string' && /^\s*\d{1,6}\s*$/.test(ttl) ? { ttlMs: Number.parseInt(ttl, 10) * 60_000 } : {}),
    ...(hub === undefined ? {} : { hub }),
    ...(self === undefined ? {} : { self }),
  };
}
