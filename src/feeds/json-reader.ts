import type { RawEntry, RawLink } from './raw-entry.ts';
import type { FeedHead } from './xml-reader.ts';

type JsonObject = Readonly<Record<string, unknown>>;

export interface JsonFeed {
  readonly head: Readonly<FeedHead>;
  readonly entries: readonly RawEntry[];
}

/** Reads a JSON Feed, versions 1 and 1.1. Source: jsonfeed.org/version/1.1. `undefined`: the text is no JSON Feed. */
export function readJsonFeed(text: string): JsonFeed | undefined {
  const feed = parseObject(text);
  if (feed === undefined) return undefined;
  const items = feed['items'];
  const version = feed['version'];
  const isDeclared = typeof version === 'string' && /jsonfeed\.org/.test(version);
  if (!Array.isArray(items)) return isDeclared ? { head: headOf(feed), entries: [] } : undefined;
  if (!isDeclared) {
    // Some newsrooms forget the version; a list of objects that look like entries will do.
    if (!items.some((item) => isObject(item) && ('content_html' in item || 'content_text' in item || 'url' in item))) {
      return undefined;
    }
  }
  return { head: headOf(feed), entries: items.filter(isObject).map(entryOf) };
}

function parseObject(text: string): JsonObject | undefined {
  // Line breaks inside strings and commas before a bracket come from templates that write JSON by hand.
  const value = parseJson(text) ?? parseJson(text.replace(/\p{Cc}+/gu, ' ').replace(/,(\s*[}\]])/g, '$1'));
  return isObject(value) ? value : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function headOf(feed: JsonObject): FeedHead {
  const title = feed['title'];
  const link = feed['home_page_url'];
  const self = feed['feed_url'];
  const hubs = Array.isArray(feed['hubs']) ? feed['hubs'].filter(isObject) : [];
  const hub = hubs.find((one) => one['type'] === 'WebSub')?.['url'];
  return {
    ...(typeof title === 'string' ? { title } : {}),
    ...(typeof link === 'string' ? { link } : {}),
    ...(typeof self === 'string' ? { self } : {}),
    ...(typeof hub === 'string' ? { hub } : {}),
  };
}

function entryOf(item: JsonObject): RawEntry {
  const id = item['id'];
  const links: RawLink[] = stringsOf(item, ['url', 'external_url']).map((href) => ({ href, rel: 'alternate' }));
  return {
    guid: typeof id === 'number' ? String(id) : typeof id === 'string' ? id : undefined,
    isGuidLink: true,
    links,
    titles: stringsOf(item, ['title']),
    summaries: stringsOf(item, ['summary', 'content_html', 'content_text']),
    dates: stringsOf(item, ['date_published', 'date_modified']),
  };
}

function stringsOf(item: JsonObject, keys: readonly string[]): readonly string[] {
  return keys.map((key) => item[key]).filter((value): value is string => typeof value === 'string');
}
