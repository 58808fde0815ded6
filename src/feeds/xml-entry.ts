import type { RawEntry, RawLink } from './raw-entry.ts';

/** A direct child of an item or entry. */
export interface XmlField {
  readonly vocabulary: string;
  readonly local: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** Content with its references decoded once; child elements are written out as HTML. */
  readonly text: string;
  readonly base: string | undefined;
}

export type FeedFormat = 'rss' | 'atom' | 'cdf';

interface OpenEntry {
  readonly attributes: Readonly<Record<string, string>>;
  readonly base: string | undefined;
  readonly fields: readonly XmlField[];
}

// Order is preference. `''` is the feed's own vocabulary.
const TITLES = [':title', 'atom:title', 'dc:title', 'media:title', 'itunes:title'];
const SUMMARIES = [
  ':description',
  ':summary',
  'atom:summary',
  'content:encoded',
  ':content',
  'atom:content',
  ':encoded',
  ':tagline',
  ':abstract',
  'xhtml:body',
  ':body',
  ':fulltext',
  ':fullitem',
  'dc:description',
  'dcterms:abstract',
  'itunes:summary',
  'media:description',
  'itunes:subtitle',
  '?googleplay:description',
];
const DATES = [
  ':pubdate',
  ':published',
  'atom:published',
  ':issued',
  'atom:issued',
  'dc:date',
  'dcterms:issued',
  'dcterms:created',
  ':updated',
  'atom:updated',
  ':modified',
  'atom:modified',
  'dcterms:modified',
  'dcterms:date',
  ':date',
  ':created',
  'atom:created',
  ':lastbuilddate',
];
const IDS = [':guid', ':id', 'atom:id'];

/** Fields of a line of text: an element of the entry inside one means that its end tag is missing. */
const LINE_FIELDS = new Set(['title', 'link', 'guid', 'pubdate', 'id', 'updated', 'published', 'author', 'date']);
const ENTRY_FIELDS = new Set([...LINE_FIELDS, 'description', 'summary', 'content', 'category', 'encoded', 'enclosure']);

/** True for a field of one line of text. */
export function isLineField(local: string): boolean {
  return LINE_FIELDS.has(local);
}

/** True for what stands directly in an entry: inside a field of one line it means that the field's end tag is missing. */
export function isEntryField(local: string): boolean {
  return ENTRY_FIELDS.has(local) || local === 'item' || local === 'entry';
}

/** Reads the fields of one entry, whatever format they came in. */
export function readEntry(entry: OpenEntry, format: FeedFormat): RawEntry {
  const byName = new Map<string, XmlField[]>();
  for (const field of entry.fields) {
    // In an Atom document the feed's own vocabulary is Atom, declared or not.
    const vocabulary = format === 'atom' && field.vocabulary === 'atom' ? '' : field.vocabulary;
    const name = `${vocabulary}:${field.local}`;
    const same = byName.get(name);
    if (same === undefined) byName.set(name, [field]);
    else same.push(field);
  }
  const about = entry.attributes['rdf:about'] ?? entry.attributes['about'];
  const ids = fieldsOf(byName, IDS);
  const id = ids.find((field) => field.text.trim() !== '');
  return {
    guid: id?.text ?? about ?? byName.get('dc:identifier')?.[0]?.text,
    isGuidLink: id?.attributes['ispermalink']?.trim().toLowerCase() !== 'false',
    links: linksOf(byName, entry, about),
    titles: fieldsOf(byName, TITLES).map(textOf),
    summaries: fieldsOf(byName, SUMMARIES).map(textOf),
    dates: datesOf(byName, entry),
  };
}

function fieldsOf(byName: ReadonlyMap<string, readonly XmlField[]>, names: readonly string[]): readonly XmlField[] {
  const found: XmlField[] = [];
  for (const name of names) found.push(...(byName.get(name) ?? []));
  return found;
}

function textOf(field: XmlField): string {
  const { attributes, text } = field;
  const isBase64 = attributes['mode'] === 'base64' || isBinaryType(attributes['type']);
  if (!isBase64 || !/^[A-Za-z0-9+/\s]+={0,2}\s*$/.test(text)) return text;
  const decoded = Buffer.from(text, 'base64').toString('utf8');
  // A word such as "test" is base64 by accident.
  return /(?!\s)[\ufffd\p{Cc}]/u.test(decoded) ? text : decoded;
}

/** Source: RFC 4287 section 4.1.3.3: content of a media type that is neither text nor XML is base64. */
function isBinaryType(type: string | undefined): boolean {
  return type?.includes('/') === true && !/^text\/|[/+]xml$|json$/i.test(type.trim());
}

function linksOf(
  byName: ReadonlyMap<string, readonly XmlField[]>,
  entry: OpenEntry,
  about: string | undefined,
): readonly RawLink[] {
  const links: RawLink[] = [];
  for (const field of fieldsOf(byName, [':link', 'atom:link', ':url'])) {
    const text = field.text.trim();
    const href = text === '' ? (field.attributes['href'] ?? field.attributes['rdf:resource'] ?? '') : text;
    links.push({ href, rel: relationOf(field, text), base: field.base });
  }
  const href = entry.attributes['href'];
  if (href !== undefined) links.push({ href, rel: 'alternate', base: entry.base });
  for (const field of byName.get('feedburner:origlink') ?? []) {
    links.push({ href: field.text, rel: 'alternate', base: field.base });
  }
  if (about !== undefined) links.push({ href: about, rel: 'alternate', base: entry.base });
  return links;
}

/** Source: RFC 4287 section 4.2.7.2: no `rel` means alternate, and a registered relation may be written as its IANA address. */
function relationOf(field: XmlField, text: string): string {
  if (text !== '') return 'alternate';
  const rel = field.attributes['rel']?.trim().toLowerCase();
  return rel === undefined || rel === ''
    ? 'alternate'
    : rel.replace(/^https?:\/\/www\.iana\.org\/assignments\/relation\//, '');
}

function datesOf(byName: ReadonlyMap<string, readonly XmlField[]>, entry: OpenEntry): readonly string[] {
  const dates = fieldsOf(byName, DATES).map((field) => field.text);
  const modified = entry.attributes['lastmod'];
  return modified === undefined ? dates : [...dates, modified];
}
