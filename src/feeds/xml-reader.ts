import { Parser } from 'htmlparser2';
import { decodeReferences, type InternalEntities, readInternalEntities } from './entities.ts';
import { isKnownTag } from './plain-text.ts';
import { joinBase, type RawEntry } from './raw-entry.ts';
import { type FeedFormat, isEntryField, isLineField, readEntry, type XmlField } from './xml-entry.ts';
import { nameOf, type Prefixes, withDeclarations } from './xml-names.ts';
import { XmlPieces } from './xml-pieces.ts';
import { QuickEntries } from './xml-quick-entries.ts';
import { findFeedRoot } from './xml-root.ts';

/** What the feed says about itself; complete once the last entry was read. */
export interface FeedHead {
  title?: string;
  /** Home page, as written. */
  link?: string;
  ttlMs?: number;
  hub?: string;
  self?: string;
}

/** A tolerant, resumable reader of RSS 0.9x to 2.0, RDF, Atom 0.3 and 1.0, and CDF. */
export interface XmlReader {
  readonly head: Readonly<FeedHead>;
  readonly format: FeedFormat;
  /** Up to about `count` further entries, in document order; empty when there are no more. Entries that the document cuts off are left out. */
  next(count: number): readonly RawEntry[];
  /** True while there are more; reads on to the next one. */
  hasMore(): boolean;
  /** True when the document had a channel, a feed element or an entry: an empty feed is a feed, a bare `<rss>` is not. */
  isFeed(): boolean;
}

/** Deeper nesting is an attack or a wreck; the tokenizer's time grows with the square of it. */
const MAX_DEPTH = 200;

/** Opens a document; `undefined` when it has no root of any known format. */
export function openXml(text: string, documentBase: string | undefined): XmlReader | undefined {
  const root = findFeedRoot(text);
  return root === undefined ? undefined : new TolerantReader(text, root.at, root.format, documentBase);
}

interface Open {
  readonly prefixes: Prefixes;
  readonly base: string | undefined;
}

interface OpenField {
  readonly vocabulary: string;
  readonly local: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly base: string | undefined;
  readonly depth: number;
  text: string;
}

interface OpenItem {
  readonly attributes: Readonly<Record<string, string>>;
  readonly base: string | undefined;
  readonly depth: number;
  readonly fields: XmlField[];
}

class TolerantReader implements XmlReader {
  readonly head: FeedHead = {};
  readonly format: FeedFormat;
  readonly #pieces: XmlPieces;
  readonly #quick: QuickEntries;
  readonly #entities: InternalEntities;
  readonly #parser: Parser;
  readonly #stack: Open[];
  #ready: RawEntry[] = [];
  #item: OpenItem | undefined;
  #field: OpenField | undefined;
  #pending = '';
  #isCdata = false;
  /** Fields of the open item whose end tags are missing. */
  #unclosed = 0;
  /** Stack length at an open media:group, whose children count as the entry's own; 0 when none is open. */
  #groupDepth = 0;
  #own = '';
  #hasChannel = false;
  /** Where the last entry ended, in what the tokenizer got. */
  #closedAt = -1;
  /** True right behind an entry: what comes next is not inside of anything. */
  #isBetween = false;
  #isDone = false;
  #isTooDeep = false;
  /** Set while only the tail of the document is missing: whatever is closed then was cut off. */
  #isEnding = false;

  constructor(text: string, rootAt: number, format: FeedFormat, documentBase: string | undefined) {
    this.#pieces = new XmlPieces(text, rootAt);
    this.#quick = new QuickEntries(text);
    this.format = format;
    this.#entities = readInternalEntities(text.slice(0, rootAt));
    this.#stack = [{ prefixes: new Map(), base: documentBase }];
    this.#parser = new Parser(
      {
        onopentag: (name, attributes) => this.#open(name, attributes),
        onclosetag: (name, isImplied) => this.#close(name, isImplied),
        ontext: (data) => {
          if (this.#field !== undefined) this.#pending += data;
        },
        oncdatastart: () => {
          this.#flush();
          this.#isCdata = true;
        },
        oncdataend: () => {
          this.#flush();
          this.#isCdata = false;
        },
      },
      { xmlMode: true, decodeEntities: false, lowerCaseTags: true, lowerCaseAttributeNames: true },
    );
  }

  next(count: number): readonly RawEntry[] {
    while (this.#ready.length < count && !this.#isDone) this.#advance();
    return this.#ready.splice(0, count);
  }

  hasMore(): boolean {
    while (this.#ready.length === 0 && !this.#isDone) this.#advance();
    return this.#ready.length > 0;
  }

  isFeed(): boolean {
    return this.#hasChannel;
  }

  #advance(): void {
    if (this.#isBetween && this.#readQuickly()) return;
    const pieces = this.#pieces;
    if (pieces.isAtEnd() || this.#isTooDeep) {
      this.#isEnding = true;
      // Ending would resume what was given up for its depth.
      if (!this.#isTooDeep) this.#parser.end();
      this.#isDone = true;
      return;
    }
    const before = this.#ready.length;
    this.#parser.write(pieces.next(this.#quick.endTag()));
    const endedAnEntry = this.#ready.length > before;
    pieces.noteResult(endedAnEntry);
    this.#isBetween = endedAnEntry && this.#closedAt === pieces.given - 1 && !this.#isTooDeep;
  }

  #readQuickly(): boolean {
    const place = this.#stack.at(-1);
    const entry = place === undefined ? undefined : this.#quick.read(this.#pieces.at, place, this.#own);
    if (entry === undefined) return false;
    this.#ready.push(readEntry(entry, this.format));
    this.#pieces.at = entry.end;
    return true;
  }

  #open(name: string, raw: Readonly<Record<string, string>>): void {
    if (this.#isTooDeep) return;
    const outer = this.#stack.at(-1) ?? { prefixes: new Map(), base: undefined };
    if (this.#stack.length > MAX_DEPTH) {
      // Nothing below is worth the time; the entry around it is given up, the ones before it are kept.
      this.#isTooDeep = true;
      this.#item = undefined;
      this.#field = undefined;
      this.#parser.pause();
      return;
    }
    const prefixes = withDeclarations(outer.prefixes, raw);
    const base = raw['xml:base'] === undefined ? outer.base : joinBase(this.#decode(raw['xml:base']), outer.base);
    this.#stack.push(prefixes === outer.prefixes && base === outer.base ? outer : { prefixes, base });
    const named = nameOf(name, prefixes);
    const { local } = named;
    // A root in a namespace that nobody knows makes that namespace the feed's own; so does an <rss> in the namespace of something else.
    const isOwn = named.vocabulary.startsWith('?') || local === 'rss';
    if (this.#stack.length === 2) this.#own = isOwn ? named.vocabulary : '';
    const vocabulary = named.vocabulary === this.#own ? '' : named.vocabulary;
    if (this.#field !== undefined) {
      const isUnclosed = isLineField(this.#field.local) && vocabulary === this.#field.vocabulary;
      if (!(isUnclosed && isEntryField(local))) {
        this.#flush();
        this.#field.text += isKnownTag(local) ? `<${local}>` : ' ';
        return;
      }
      this.#finishField();
      this.#unclosed++;
    }
    if (this.#opensEntry(vocabulary, local)) {
      this.#finishItem();
      this.#unclosed = 0;
      this.#groupDepth = 0;
      this.#item = { attributes: this.#attributes(raw), base, depth: this.#stack.length, fields: [] };
      this.#hasChannel = true;
      return;
    }
    if (local === 'channel' || (local === 'feed' && this.format === 'atom')) this.#hasChannel = true;
    // An empty feed that says what it is; a bare <rss> says nothing.
    if ((local === 'rss' && raw['version'] !== undefined) || vocabulary === 'rdf') this.#hasChannel = true;
    if (this.#item !== undefined && vocabulary === 'media' && local === 'group' && this.#field === undefined) {
      this.#groupDepth = this.#stack.length;
      this.#unclosed++;
      return;
    }
    if (this.#startsField(vocabulary, local)) {
      this.#field = { vocabulary, local, attributes: this.#attributes(raw), base, depth: this.#stack.length, text: '' };
    }
  }

  #opensEntry(vocabulary: string, local: string): boolean {
    if (local !== 'item' && local !== 'entry') return false;
    if (vocabulary !== '' && vocabulary !== 'atom' && vocabulary !== 'rdf') return false;
    // Atom entries hold other feeds' entries at times; an RSS item inside an item is one whose end tag is missing.
    return this.#item === undefined || this.format !== 'atom';
  }

  /** In an entry its direct children; outside, the few facts of the feed itself. */
  #startsField(vocabulary: string, local: string): boolean {
    // After a missing end tag the next fields stand one level deeper.
    if (this.#item !== undefined) return this.#stack.length === this.#item.depth + 1 + this.#unclosed;
    if (this.#stack.length > 4) return false;
    if (local === 'link') return vocabulary === '' || vocabulary === 'atom';
    return (vocabulary === '' || vocabulary === 'atom') && (local === 'title' || local === 'ttl');
  }

  #attributes(raw: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
    const decoded: Record<string, string> = {};
    for (const name in raw) if (!name.startsWith('xmlns')) decoded[name] = this.#decode(raw[name] ?? '');
    return decoded;
  }

  #decode(text: string): string {
    return decodeReferences(text, this.#entities);
  }

  #flush(): void {
    if (this.#pending === '' || this.#field === undefined) return;
    this.#field.text += this.#isCdata ? this.#pending : this.#decode(this.#pending);
    this.#pending = '';
  }

  #close(name: string, isImplied: boolean): void {
    if (this.#isTooDeep) return;
    const depth = this.#stack.length;
    if (depth > 1) this.#stack.pop();
    if (this.#field !== undefined) {
      if (depth > this.#field.depth) {
        this.#flush();
        const local = name.slice(name.indexOf(':') + 1);
        if (isKnownTag(local)) this.#field.text += `</${local}>`;
        return;
      }
      this.#finishField();
      return;
    }
    if (depth === this.#groupDepth) {
      this.#groupDepth = 0;
      this.#unclosed--;
      return;
    }
    if (this.#item !== undefined && depth === this.#item.depth) {
      if (isImplied && this.#isEnding) this.#item = undefined;
      else this.#finishItem();
      if (!isImplied) this.#noteEnd(name);
    }
  }

  #noteEnd(name: string): void {
    this.#closedAt = this.#parser.endIndex;
    // What a document type declares may be used so often only, in the order of the text.
    if (this.#entities.values.size === 0) this.#quick.expect(name);
  }

  #finishField(): void {
    this.#flush();
    const field = this.#field;
    this.#field = undefined;
    if (field === undefined) return;
    if (this.#item !== undefined) this.#item.fields.push(field);
    else this.#noteAboutFeed(field);
  }

  #finishItem(): void {
    const item = this.#item;
    this.#item = undefined;
    if (item !== undefined) this.#ready.push(readEntry(item, this.format));
  }

  #noteAboutFeed(field: OpenField): void {
    const text = field.text.trim();
    if (field.local === 'title') this.head.title ??= text;
    // Source: RSS 2.0 specification: ttl is in minutes.
    if (field.local === 'ttl' && /^\d{1,6}$/.test(text)) this.head.ttlMs ??= Number.parseInt(text, 10) * 60_000;
    if (field.local !== 'link') return;
    const href = field.attributes['href'];
    const rel = field.attributes['rel'] ?? 'alternate';
    if (href === undefined) {
      if (text !== '') this.head.link ??= text;
    } else if (rel === 'hub') this.head.hub ??= href;
    else if (rel === 'self') this.head.self ??= href;
    else if (rel === 'alternate') this.head.link ??= href;
  }
}
