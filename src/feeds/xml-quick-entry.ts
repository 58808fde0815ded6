import { decodeReferences } from './entities.ts';
import { isKnownTag } from './plain-text.ts';
import { joinBase } from './raw-entry.ts';
import { isEntryField, isLineField, type XmlField } from './xml-entry.ts';
import { nameOf, type Prefixes, withDeclarations, type XmlName } from './xml-names.ts';

/** What holds where an entry stands. */
export interface EntryPlace {
  readonly prefixes: Prefixes;
  readonly base: string | undefined;
  /** A vocabulary that counts as the feed's own; see the tolerant reader. */
  readonly own: string;
  /** Names met before at places with these prefixes; filled in here. */
  readonly names: Map<string, XmlName>;
}

/** An entry as it stands in the document. */
export interface QuickEntry {
  readonly attributes: Readonly<Record<string, string>>;
  readonly base: string | undefined;
  readonly fields: readonly XmlField[];
  /** Position after the end tag. */
  readonly end: number;
}

/**
 * Reads one entry whose start tag `<tag` stands at `at`, as long as it is written as XML wants it. `undefined` for anything odd (a missing end tag, a bare `<`,
 * an instruction, an entry inside): the tolerant reader then reads this entry. What comes back equals what that finds; a test holds them together.
 */
export function readQuickEntry(text: string, at: number, tag: string, place: EntryPlace): QuickEntry | undefined {
  const start = readStartTag(text, at);
  if (start === undefined || start.name !== tag || start.isEmpty) return undefined;
  const inside = placeInside(start.attributes, place);
  const fields: XmlField[] = [];
  let next = start.next;
  for (;;) {
    const open = text.indexOf('<', next);
    if (open === -1) return undefined;
    const second = text.charCodeAt(open + 1);
    if (second === SLASH) {
      const end = endOfEndTag(text, open, tag);
      if (end === -1) return undefined;
      return { attributes: decoded(start.attributes), base: inside.base, fields, end };
    }
    if (second === EXCLAMATION) {
      next = endOfComment(text, open);
      if (next === -1) return undefined;
      continue;
    }
    const field = readField(text, open, inside);
    if (field === undefined) return undefined;
    fields.push(field.field);
    next = field.end;
  }
}

function placeInside(attributes: Attributes, place: EntryPlace): EntryPlace {
  if (attributes === NONE) return place;
  const prefixes = withDeclarations(place.prefixes, attributes);
  const stated = attributes['xml:base'];
  const base = stated === undefined ? place.base : joinBase(decodeReferences(stated), place.base);
  if (prefixes === place.prefixes && base === place.base) return place;
  return { ...place, prefixes, base, names: prefixes === place.prefixes ? place.names : new Map() };
}

function readField(text: string, at: number, outer: EntryPlace): { field: XmlField; end: number } | undefined {
  const start = readStartTag(text, at);
  if (start === undefined) return undefined;
  const place = placeInside(start.attributes, outer);
  const { vocabulary, local } = knownName(start.name, place);
  // Entries inside entries and groups of media have rules of their own.
  if (local === 'item' || local === 'entry' || local === 'group') return undefined;
  const content = start.isEmpty ? { text: '', end: start.next } : readContent(text, start.next, start.name, local);
  if (content === undefined) return undefined;
  const attributes = decoded(start.attributes);
  return { field: { vocabulary, local, attributes, base: place.base, text: content.text }, end: content.end };
}

function knownName(tag: string, place: EntryPlace): XmlName {
  const known = place.names.get(tag);
  if (known !== undefined) return known;
  const { vocabulary, local } = nameOf(tag.toLowerCase(), place.prefixes);
  const name = { vocabulary: vocabulary === place.own ? '' : vocabulary, local };
  place.names.set(tag, name);
  return name;
}

/** Deeper markup is left to the reader that knows when to give up. */
const MAX_INSIDE = 50;

/** The text of a field; child elements are written out as HTML. */
function readContent(
  text: string,
  from: number,
  tag: string,
  field: string,
): { text: string; end: number } | undefined {
  const inside: string[] = [];
  let out = '';
  let next = from;
  for (;;) {
    const open = text.indexOf('<', next);
    if (open === -1) return undefined;
    if (open > next) out += decodeReferences(text.slice(next, open));
    const second = text.charCodeAt(open + 1);
    if (second === SLASH) {
      const innermost = inside.pop();
      next = endOfEndTag(text, open, innermost ?? tag);
      if (next === -1) return undefined;
      if (innermost === undefined) return { text: out, end: next };
      const local = localOf(innermost);
      if (isKnownTag(local)) out += `</${local}>`;
    } else if (second === EXCLAMATION) {
      if (!text.startsWith(CDATA, open)) return undefined;
      const close = text.indexOf(']]>', open + CDATA.length);
      if (close === -1) return undefined;
      out += text.slice(open + CDATA.length, close);
      next = close + 3;
    } else {
      const start = readStartTag(text, open);
      if (start === undefined || inside.length > MAX_INSIDE) return undefined;
      const local = localOf(start.name);
      // The end tag of the field is missing.
      if (isLineField(field) && isEntryField(local)) return undefined;
      const isKnown = isKnownTag(local);
      out += isKnown ? `<${local}>` : ' ';
      if (!start.isEmpty) inside.push(start.name);
      else if (isKnown) out += `</${local}>`;
      next = start.next;
    }
  }
}

function localOf(tag: string): string {
  const name = tag.toLowerCase();
  return name.slice(name.indexOf(':') + 1);
}

type Attributes = Readonly<Record<string, string>>;

interface StartTag {
  /** As written. */
  readonly name: string;
  /** Names in lower case, references as written. */
  readonly attributes: Attributes;
  readonly isEmpty: boolean;
  /** Position after the tag. */
  readonly next: number;
}

const CDATA = '<![CDATA[';
const EXCLAMATION = 0x21;
const SLASH = 0x2f;
const GREATER = 0x3e;
const NONE: Attributes = Object.freeze({});
const ATTRIBUTE = /[ \t\r\n]+([A-Za-z][\w:.-]*)[ \t\r\n]*=[ \t\r\n]*(?:"([^"<]*)"|'([^'<]*)')/y;
const TAG_END = /[ \t\r\n]*(\/?)>/y;

function readStartTag(text: string, open: number): StartTag | undefined {
  if (!isLetter(text.charCodeAt(open + 1))) return undefined;
  let at = open + 2;
  while (isNamePart(text.charCodeAt(at))) at++;
  const name = text.slice(open + 1, at);
  if (text.charCodeAt(at) === GREATER) return { name, attributes: NONE, isEmpty: false, next: at + 1 };
  const attributes: Record<string, string> = {};
  let hasAny = false;
  ATTRIBUTE.lastIndex = at;
  for (let found = ATTRIBUTE.exec(text); found !== null; found = ATTRIBUTE.exec(text)) {
    const attribute = (found[1] ?? '').toLowerCase();
    if (Object.hasOwn(attributes, attribute)) return undefined;
    attributes[attribute] = found[2] ?? found[3] ?? '';
    hasAny = true;
    at = ATTRIBUTE.lastIndex;
  }
  TAG_END.lastIndex = at;
  const end = TAG_END.exec(text);
  if (end === null) return undefined;
  return { name, attributes: hasAny ? attributes : NONE, isEmpty: end[1] === '/', next: TAG_END.lastIndex };
}

function isLetter(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a);
}

/** Letters, digits, `:`, `-`, `.` and `_`. */
function isNamePart(code: number): boolean {
  return isLetter(code) || (code >= 0x30 && code <= 0x3a) || code === 0x2d || code === 0x2e || code === 0x5f;
}

/** Position after `</tag>`; -1 when something else stands there. */
function endOfEndTag(text: string, open: number, tag: string): number {
  if (!text.startsWith(tag, open + 2)) return -1;
  const at = open + 2 + tag.length;
  if (text.charCodeAt(at) === GREATER) return at + 1;
  TAG_END.lastIndex = at;
  const end = TAG_END.exec(text);
  return end === null || end[1] === '/' ? -1 : TAG_END.lastIndex;
}

function endOfComment(text: string, open: number): number {
  // "<!-->" is a whole comment to some.
  if (!text.startsWith('<!--', open) || text.startsWith('>', open + 4) || text.startsWith('->', open + 4)) return -1;
  const close = text.indexOf('-->', open + 4);
  return close === -1 ? -1 : close + 3;
}

function decoded(attributes: Attributes): Attributes {
  if (attributes === NONE) return NONE;
  const out: Record<string, string> = {};
  for (const name in attributes) if (!name.startsWith('xmlns')) out[name] = decodeReferences(attributes[name] ?? '');
  return out;
}
