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
  '?yandex:full-text',
  '?turbo:content',
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
const LINKS = [':link', 'atom:link', ':url'];

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

type Use = 'titles' | 'summaries' | 'dates' | 'ids' | 'links' | 'ownLinks' | 'identifiers';

interface Role {
  readonly use: Use;
  /** Less is preferred. */
  readonly rank: number;
}

/** What a field is read for, by vocabulary and name. */
const ROLES: ReadonlyMap<string, ReadonlyMap<string, Role>> = rolesOf({
  titles: TITLES,
  summaries: SUMMARIES,
  dates: DATES,
  ids: IDS,
  links: LINKS,
  ownLinks: ['feedburner:origlink'],
  identifiers: ['dc:identifier'],
});

function rolesOf(uses: Readonly<Record<Use, readonly string[]>>): ReadonlyMap<string, ReadonlyMap<string, Role>> {
  const roles = new Map<string, Map<string, Role>>();
  for (const [use, names] of Object.entries(uses) as [Use, readonly string[]][]) {
    for (const [rank, name] of names.entries()) {
      const [vocabulary = '', local = ''] = name.split(':');
      const ofVocabulary = roles.get(vocabulary) ?? new Map<string, Role>();
      roles.set(vocabulary, ofVocabulary.set(local, { use, rank }));
    }
  }
  return roles;
}

interface Ranked {
  readonly rank: number;
  readonly field: XmlField;
}

/** Reads the fields of one entry, whatever format they came in. */
export function readEntry(entry: OpenEntry, format: FeedFormat): RawEntry {
  const used: Record<Use, Ranked[]> = {
    titles: [],
    summaries: [],
    dates: [],
    ids: [],
    links: [],
    ownLinks: [],
    identifiers: [],
  };
  for (const field of entry.fields) {
    // In an Atom document the feed's own vocabulary is Atom, declared or not.
    const vocabulary = format === 'atom' && field.vocabulary === 'atom' ? '' : field.vocabulary;
    const role = ROLES.get(vocabulary)?.get(field.local);
    if (role !== undefined) used[role.use].push({ rank: role.rank, field });
  }
  const about = aboutOf(entry.attributes);
  const id = preferred(used.ids).find(({ field }) => field.text.trim() !== '')?.field;
  return {
    guid: id?.text ?? about ?? used.identifiers[0]?.field.text,
    isGuidLink: id?.attributes['ispermalink']?.trim().toLowerCase() !== 'false',
    links: linksOf(used, entry, about),
    titles: preferred(used.titles).map(({ field }) => textOf(field)),
    summaries: preferred(used.summaries).map(({ field }) => textOf(field)),
    dates: datesOf(preferred(used.dates), entry),
  };
}

/** Source: RSS 1.0 section 5.5: `rdf:about`, whatever the prefix. */
function aboutOf(attributes: Readonly<Record<string, string>>): string | undefined {
  for (const name in attributes) if (name === 'about' || name.endsWith(':about')) return attributes[name];
  return undefined;
}

function preferred(fields: Ranked[]): readonly Ranked[] {
  return fields.length < 2 ? fields : fields.sort((a, b) => a.rank - b.rank);
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
  used: Readonly<Record<Use, Ranked[]>>,
  entry: OpenEntry,
  about: string | undefined,
): readonly RawLink[] {
  const links: RawLink[] = [];
  const other: RawLink[] = [];
  for (const { field } of preferred(used.links)) {
    const text = field.text.trim();
    const href = text === '' ? (field.attributes['href'] ?? field.attributes['rdf:resource'] ?? '') : text;
    // The same entry as JSON or PDF is no page for a reader, as long as there is one.
    const isOther = text === '' && /^application\/(?!xhtml)/i.test(field.attributes['type'] ?? '');
    (isOther ? other : links).push({ href, rel: relationOf(field, text), base: field.base });
  }
  links.push(...other);
  const href = entry.attributes['href'];
  if (href !== undefined) links.push({ href, rel: 'alternate', base: entry.base });
  for (const { field } of used.ownLinks) links.push({ href: field.text, rel: 'alternate', base: field.base });
  if (about !== undefined) links.push({ href: about, rel: 'alternate', base: entry.base });
  for (const { field } of used.summaries) {
    const page = field.local === 'content' ? pageOfContent(field.attributes) : undefined;
    if (page !== undefined) links.push({ href: page, rel: 'alternate', base: field.base });
  }
  return links;
}

/** Source: RFC 4287 section 4.1.3.2: the content of an entry may be a page elsewhere. */
function pageOfContent(attributes: Readonly<Record<string, string>>): string | undefined {
  return /^(?:image|audio|video)\//i.test(attributes['type'] ?? '') ? undefined : attributes['src'];
}

/** Source: RFC 4287 section 4.2.7.2: no `rel` means alternate, and a registered relation may be written as its IANA address. */
function relationOf(field: XmlField, text: string): string {
  if (text !== '') return 'alternate';
  const rel = field.attributes['rel']?.trim().toLowerCase();
  return rel === undefined || rel === ''
    ? 'alternate'
    : rel.replace(/^https?:\/\/www\.iana\.org\/assignments\/relation\//, '');
}

function datesOf(stated: readonly Ranked[], entry: OpenEntry): readonly string[] {
  const dates = stated.map(({ field }) => field.text);
  const modified = entry.attributes['lastmod'];
  return modified === undefined ? dates : [...dates, modified];
}
