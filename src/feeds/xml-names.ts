/** The vocabulary a namespace address stands for; `''` is the feed's own (RSS of any version has none, Atom is `atom`). */
const VOCABULARIES: readonly (readonly [start: string, vocabulary: string])[] = [
  ['http://www.w3.org/2005/atom', 'atom'],
  ['http://purl.org/atom/ns', 'atom'],
  ['http://purl.org/rss/1.0/modules/content', 'content'],
  ['http://purl.org/rss/1.0/modules/', 'module'],
  ['http://purl.org/rss/1.0', ''],
  ['http://purl.org/net/rss1.1', ''],
  ['http://my.netscape.com/rdf/simple/0.9', ''],
  ['http://channel.netscape.com/rdf/simple/0.9', ''],
  ['http://my.netscape.com/publish/formats/rss', ''],
  ['http://backend.userland.com/rss', ''],
  ['http://blogs.law.harvard.edu/tech/rss', ''],
  ['http://www.rssboard.org/rss-specification', ''],
  ['http://purl.org/dc/elements', 'dc'],
  ['http://purl.org/dc/terms', 'dcterms'],
  ['http://www.w3.org/1999/02/22-rdf-syntax-ns', 'rdf'],
  ['http://www.w3.org/1999/xhtml', 'xhtml'],
  ['http://rssnamespace.org/feedburner', 'feedburner'],
  ['http://www.itunes.com/', 'itunes'],
  ['http://search.yahoo.com/mrss', 'media'],
  ['http://www.w3.org/xml/1998/namespace', 'xml'],
];

/** Prefixes that mean the same even where the feed forgot to declare them. */
const UNDECLARED: ReadonlyMap<string, string> = new Map([
  ['atom', 'atom'],
  ['atom03', 'atom'],
  ['atom10', 'atom'],
  ['a10', 'atom'],
  ['content', 'content'],
  ['dc', 'dc'],
  ['dcterms', 'dcterms'],
  ['rdf', 'rdf'],
  ['xhtml', 'xhtml'],
  ['feedburner', 'feedburner'],
  ['itunes', 'itunes'],
  ['media', 'media'],
  ['rss', ''],
]);

/** Prefix -> vocabulary, as declared so far; `''` is the default namespace. */
export type Prefixes = ReadonlyMap<string, string>;

export interface XmlName {
  readonly vocabulary: string;
  /** Lower case. */
  readonly local: string;
}

/** Adds the `xmlns` declarations of one element; gives back the same map when there are none. */
export function withDeclarations(prefixes: Prefixes, attributes: Readonly<Record<string, string>>): Prefixes {
  let added: Map<string, string> | undefined;
  for (const name in attributes) {
    if (!name.startsWith('xmlns')) continue;
    const prefix = name === 'xmlns' ? '' : name[5] === ':' ? name.slice(6) : undefined;
    if (prefix === undefined) continue;
    added ??= new Map(prefixes);
    added.set(prefix, vocabularyOf(attributes[name] ?? '', prefix));
  }
  return added ?? prefixes;
}

function vocabularyOf(address: string, prefix: string): string {
  const known = address.trim().toLowerCase();
  for (const [start, vocabulary] of VOCABULARIES) if (known.startsWith(start)) return vocabulary;
  // A default namespace that nobody knows is still the feed's own language; a foreign prefix is foreign.
  return prefix === '' ? '' : (UNDECLARED.get(prefix) ?? `?${prefix}`);
}

/** Splits a tag name and finds its vocabulary. */
export function nameOf(tag: string, prefixes: Prefixes): XmlName {
  const colon = tag.indexOf(':');
  if (colon === -1) return { vocabulary: prefixes.get('') ?? '', local: tag };
  const prefix = tag.slice(0, colon);
  return { vocabulary: prefixes.get(prefix) ?? UNDECLARED.get(prefix) ?? `?${prefix}`, local: tag.slice(colon + 1) };
}

/** True when a root tag binds every prefix to what the prefix usually means, and no default namespace. */
export function usesUsualPrefixes(rootAttributes: string): boolean {
  for (const [, prefix, double, single] of rootAttributes.matchAll(
    /xmlns(?::([\w.-]+))?\s*=\s*(?:"([^"]*)"|'([^']*)')/g,
  )) {
    if (prefix === undefined) return false;
    const usual = UNDECLARED.get(prefix.toLowerCase()) ?? `?${prefix}`;
    if (vocabularyOf(double ?? single ?? '', prefix) !== usual && usual !== `?${prefix}`) return false;
    if (usual === `?${prefix}` && !isForeign(vocabularyOf(double ?? single ?? '', prefix))) return false;
  }
  return true;
}

function isForeign(vocabulary: string): boolean {
  return vocabulary.startsWith('?') || vocabulary === 'module';
}
