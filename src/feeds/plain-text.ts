import { decodeReferences } from './entities.ts';
import { isBlank, oneLine } from './one-line.ts';

/** Elements whose content is never text for a reader. */
const UNREAD = new Set(['script', 'style', 'template', 'noscript', 'head']);

/** Elements that stand inside a line: removing them must leave no gap ("A<b>M</b>" is "AM"). Everything else parts words. */
const INLINE = new Set(
  'a abbr acronym b bdi bdo big cite code del dfn em font i ins kbd mark q rp rt ruby s samp small span strike strong sub sup time tt u var wbr'.split(
    ' ',
  ),
);

const DRAWINGS = new Set(['svg', 'math']);

/** Names that make `<name …>` markup rather than words in angle brackets. */
const KNOWN = new Set([
  ...INLINE,
  ...UNREAD,
  ...(
    'address area article aside audio base blockquote body br button canvas caption center col colgroup data datalist dd details dialog dir div dl dt ' +
    'applet embed fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 header hgroup hr html iframe img image input label legend li link main map menu ' +
    'math meta meter nav object ol optgroup option output p param picture pre progress section select slot source summary svg table tbody td textarea tfoot th thead ' +
    'title tr track ul video xml o:p'
  ).split(' '),
]);

/** HTML or doubly escaped HTML to one line of plain text; linear in its length whatever stands in it. */
export function toPlainText(html: string): string {
  let text = html;
  if (text.includes('<')) text = stripMarkup(text);
  if (text.includes('&')) {
    text = decodeReferences(text);
    // Escaped once more than the format asks for: a common habit of content systems.
    if (text.includes('<')) text = stripMarkup(text);
    if (text.includes('&')) text = decodeReferences(text);
  }
  return oneLine(text);
}

/** Takes known HTML tags and comments out of a text. A `<` that begins no tag stays; what follows an unclosed tag is dropped as part of it. */
export function stripMarkup(html: string): string {
  let out = '';
  let at = 0;
  let skipUntil: string | undefined;
  /** The drawing or formula that is open: its elements have names that are no HTML. */
  let drawing: string | undefined;
  let hasCdata = false;
  const neverClosed = new Set<string>();
  const lastEnd = html.lastIndexOf('>');
  while (at < html.length) {
    const open = html.indexOf('<', at);
    if (open === -1) break;
    if (skipUntil === undefined) out += html.slice(at, open);
    const end = endOfMarkup(html, open, lastEnd, drawing !== undefined);
    if (end.kind === 'text') {
      if (skipUntil === undefined) out += '<';
      at = open + 1;
      continue;
    }
    at = end.next;
    if (end.kind === 'skip') {
      hasCdata ||= end.opensCdata;
      continue;
    }
    if (skipUntil !== undefined) {
      if (end.isClosing && end.name === skipUntil) skipUntil = undefined;
      continue;
    }
    if (end.name === drawing && end.isClosing) drawing = undefined;
    else if (DRAWINGS.has(end.name) && !end.isClosing && !end.isEmpty) drawing ??= end.name;
    if (!end.isClosing && !end.isEmpty && UNREAD.has(end.name) && !neverClosed.has(end.name)) {
      // An unclosed <script> must not swallow the rest; a thousand of them must not search the rest a thousand times.
      if (hasClosing(html, end.name, at)) skipUntil = end.name;
      else neverClosed.add(end.name);
    }
    if (!INLINE.has(end.name)) out += ' ';
  }
  const text = skipUntil === undefined ? out + html.slice(at) : out;
  return hasCdata ? text.replaceAll(']]>', '') : text;
}

/** True for a name (lower case) that a reader of HTML knows. */
export function isKnownTag(name: string): boolean {
  return KNOWN.has(name);
}

const TEXT = { kind: 'text' } as const;

type Markup =
  | { readonly kind: 'text' }
  | { readonly kind: 'skip'; readonly next: number; readonly opensCdata: boolean }
  | {
      readonly kind: 'tag';
      readonly next: number;
      readonly name: string;
      readonly isClosing: boolean;
      readonly isEmpty: boolean;
    };

/** Elements of a site's own and of other vocabularies: `<amp-img>`, `<fb:like>`; but no `<http://…>`. */
const FOREIGN = /^[a-z][a-z0-9]*[:-][a-z]/;

/** Longest name of the list above and a little more: names of attacks are not looked up. */
const MAX_NAME = 32;

function endOfMarkup(html: string, open: number, lastEnd: number, takesAnyName: boolean): Markup {
  const second = html.charCodeAt(open + 1);
  if (second === EXCLAMATION || second === QUESTION) return endOfDeclaration(html, open, lastEnd);
  const isClosing = second === SLASH;
  const from = isClosing ? open + 2 : open + 1;
  const to = endOfName(html, from);
  if (to === from) return TEXT;
  const name = html.slice(from, to).toLowerCase();
  if (!takesAnyName && !KNOWN.has(name) && !FOREIGN.test(name)) return TEXT;
  const next = endOfTag(html, to);
  return { kind: 'tag', next, name, isClosing, isEmpty: html.charCodeAt(next - 2) === SLASH };
}

function endOfDeclaration(html: string, open: number, lastEnd: number): Markup {
  if (html.startsWith('<!--', open)) {
    const close = html.indexOf('-->', open + 4);
    return { kind: 'skip', next: close === -1 ? html.length : close + 3, opensCdata: false };
  }
  if (html.startsWith('<![CDATA[', open)) return { kind: 'skip', next: open + 9, opensCdata: true };
  // Behind the last end nothing is looked for: a text of nothing but "<!" would take the square of its length.
  if (open > lastEnd) return TEXT;
  return { kind: 'skip', next: html.indexOf('>', open + 2) + 1, opensCdata: false };
}

/** Position behind a name; `from` when no name stands there, or it does not end as names do. */
function endOfName(html: string, from: number): number {
  if (!isLetter(html.charCodeAt(from))) return from;
  let at = from + 1;
  const limit = Math.min(html.length, from + MAX_NAME);
  while (at < limit && isNamePart(html.charCodeAt(at))) at++;
  return at === html.length || isNameEnd(html.charCodeAt(at)) ? at : from;
}

function isLetter(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a);
}

/** Letters, digits, `:` and `-`. */
function isNamePart(code: number): boolean {
  return isLetter(code) || (code >= 0x30 && code <= 0x3a) || code === 0x2d;
}

function isNameEnd(code: number): boolean {
  return code === GREATER || code === SLASH || isBlank(code);
}

/** Position after the `>` that closes a tag; a `<` before it means the tag was never closed. */
function endOfTag(html: string, from: number): number {
  let quote = 0;
  for (let i = from; i < html.length; i++) {
    const code = html.charCodeAt(i);
    if (quote !== 0) {
      if (code === quote) quote = 0;
    } else if (code === GREATER) return i + 1;
    else if (code === LESS) return i;
    else if ((code === DOUBLE || code === SINGLE) && html.charCodeAt(i - 1) === EQUALS) quote = code;
  }
  return quote === 0 ? html.length : endOfTagIgnoringQuotes(html, from);
}

const EXCLAMATION = 0x21;
const DOUBLE = 0x22;
const SINGLE = 0x27;
const SLASH = 0x2f;
const LESS = 0x3c;
const EQUALS = 0x3d;
const GREATER = 0x3e;
const QUESTION = 0x3f;

function endOfTagIgnoringQuotes(html: string, from: number): number {
  const close = html.indexOf('>', from);
  return close === -1 ? html.length : close + 1;
}

function hasClosing(html: string, name: string, from: number): boolean {
  const pattern = new RegExp(`</${name}[\\s>]`, 'gi');
  pattern.lastIndex = from;
  return pattern.test(html);
}
