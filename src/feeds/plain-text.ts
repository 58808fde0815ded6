import { decodeReferences } from './entities.ts';

/** Elements whose content is never text for a reader. */
const UNREAD = new Set(['script', 'style', 'template', 'noscript', 'head']);

/** Elements that stand inside a line: removing them must leave no gap ("A<b>M</b>" is "AM"). Everything else parts words. */
const INLINE = new Set(
  'a abbr acronym b bdi bdo big cite code del dfn em font i ins kbd mark q rp rt ruby s samp small span strike strong sub sup time tt u var wbr'.split(
    ' ',
  ),
);

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

// C0 and C1 controls, bidi and zero-width format characters without meaning in our scripts. ZWNJ and ZWJ stay: Persian needs them.
const C1 = /[\u0080-\u009f]/g;
const UNPRINTABLE = /[\p{Cc}\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff]/gu;
const WINDOWS_1252 = new TextDecoder('windows-1252');
const SPACES = /[\s\u00a0\u2028\u2029]+/g;

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

/** Removes control and direction characters and folds white space to single blanks. */
export function oneLine(text: string): string {
  const spaced = text.replace(C1, windows1252).replace(SPACES, ' ');
  const printable = spaced.replace(UNPRINTABLE, '');
  // A sign between two blanks leaves two blanks.
  return (printable.length === spaced.length ? printable : printable.replace(SPACES, ' ')).trim();
}

/** A C1 control in a feed is a windows-1252 quotation mark or dash whose number was copied as it stood. */
function windows1252(control: string): string {
  return WINDOWS_1252.decode(Uint8Array.of(control.charCodeAt(0)));
}

/** Takes known HTML tags and comments out of a text. A `<` that begins no tag stays; what follows an unclosed tag is dropped as part of it. */
export function stripMarkup(html: string): string {
  let out = '';
  let at = 0;
  let skipUntil: string | undefined;
  const neverClosed = new Set<string>();
  while (at < html.length) {
    const open = html.indexOf('<', at);
    if (open === -1) break;
    if (skipUntil === undefined) out += html.slice(at, open);
    const end = endOfMarkup(html, open);
    if (end.kind === 'text') {
      if (skipUntil === undefined) out += '<';
      at = open + 1;
      continue;
    }
    at = end.next;
    if (end.kind === 'skip') continue;
    if (skipUntil !== undefined) {
      if (end.isClosing && end.name === skipUntil) skipUntil = undefined;
      continue;
    }
    if (!end.isClosing && !end.isEmpty && UNREAD.has(end.name) && !neverClosed.has(end.name)) {
      // An unclosed <script> must not swallow the rest; a thousand of them must not search the rest a thousand times.
      if (hasClosing(html, end.name, at)) skipUntil = end.name;
      else neverClosed.add(end.name);
    }
    if (!INLINE.has(end.name)) out += ' ';
  }
  return skipUntil === undefined ? out + html.slice(at) : out;
}

/** True for a name (lower case) that a reader of HTML knows. */
export function isKnownTag(name: string): boolean {
  return KNOWN.has(name);
}

type Markup =
  | { readonly kind: 'text' }
  | { readonly kind: 'skip'; readonly next: number }
  | {
      readonly kind: 'tag';
      readonly next: number;
      readonly name: string;
      readonly isClosing: boolean;
      readonly isEmpty: boolean;
    };

const TAG_NAME = /\/?([A-Za-z][A-Za-z0-9:]{0,31})(?=[\s/>]|$)/y;

function endOfMarkup(html: string, open: number): Markup {
  if (html.startsWith('<!--', open)) {
    const close = html.indexOf('-->', open + 4);
    return { kind: 'skip', next: close === -1 ? html.length : close + 3 };
  }
  if (html.startsWith('<![CDATA[', open)) return { kind: 'skip', next: open + 9 };
  const second = html[open + 1];
  if (second === '!' || second === '?') {
    const close = html.indexOf('>', open + 2);
    return close === -1 ? { kind: 'text' } : { kind: 'skip', next: close + 1 };
  }
  TAG_NAME.lastIndex = open + 1;
  const match = TAG_NAME.exec(html);
  const name = match?.[1]?.toLowerCase();
  if (name === undefined || !KNOWN.has(name)) return { kind: 'text' };
  const next = endOfTag(html, TAG_NAME.lastIndex);
  return { kind: 'tag', next, name, isClosing: second === '/', isEmpty: html[next - 2] === '/' };
}

/** Position after the `>` that closes a tag; a `<` before it means the tag was never closed. */
function endOfTag(html: string, from: number): number {
  let quote = '';
  for (let i = from; i < html.length; i++) {
    const c = html[i];
    if (quote !== '') {
      if (c === quote) quote = '';
    } else if (c === '>') return i + 1;
    else if (c === '<') return i;
    else if ((c === '"' || c === "'") && html[i - 1] === '=') quote = c;
  }
  return quote === '' ? html.length : endOfTagIgnoringQuotes(html, from);
}

function endOfTagIgnoringQuotes(html: string, from: number): number {
  const close = html.indexOf('>', from);
  return close === -1 ? html.length : close + 1;
}

function hasClosing(html: string, name: string, from: number): boolean {
  const pattern = new RegExp(`</${name}[\\s>]`, 'gi');
  pattern.lastIndex = from;
  return pattern.test(html);
}
