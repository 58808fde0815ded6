/**
 * Text from outside, made safe for a Discord message: shown as it is, and nothing more.
 * Source: docs.discord.com, Message Formatting; Unicode UAX #9 (direction), UTS #39 (invisible characters).
 */

const GRAPHEMES = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** Letters written from right to left. */
const RIGHT_TO_LEFT = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC]/;

/** Combining marks kept on one letter; more are a prank that paints over the lines around it. */
const MARKS_KEPT = 4;

/**
 * Plain text, at most `max` UTF-16 units after escaping, on one line: controls, direction and invisible characters out, Markdown escaped, mentions and
 * addresses broken up. Ends in `…` when it was cut.
 */
export function safeText(text: string, max: number): string {
  return cutTo(cleanText(text, max), max, escapeGrapheme);
}

/** As `safeText`, for the words of a masked link: brackets would end it. */
export function safeLinkText(text: string, max: number): string {
  return safeText(text.replaceAll('[', '(').replaceAll(']', ')'), max);
}

/** As `safeText`, for places where Discord shows no Markdown: buttons, footers, authors, names of choices and threads. */
export function plainText(text: string, max: number): string {
  return cutTo(cleanText(text, max), max, (grapheme) => grapheme);
}

/** Text of another direction, fenced in so that it cannot reorder what stands beside it. */
export function isolated(safe: string, direction: 'ltr' | 'rtl'): string {
  // In a right-to-left line only what begins the other way needs a fence: a fence around the line's own words would hide its direction.
  const [first = ''] = /\p{L}/u.exec(safe) ?? [];
  const isForeign = direction === 'rtl' ? first !== '' && !RIGHT_TO_LEFT.test(first) : RIGHT_TO_LEFT.test(safe);
  return isForeign ? `\u2068${safe}\u2069` : safe;
}

/** An http(s) address in its percent-encoded form and the host to show beside it; `undefined` for anything else, or longer than a link may be. */
export function safeLink(address: string, max = 512): { readonly href: string; readonly host: string } | undefined {
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return undefined;
  if (url.hostname === '') return undefined;
  // `https://bbc.com@evil.example` shows one host and opens another.
  url.username = '';
  url.password = '';
  const href = url.href.replaceAll('(', '%28').replaceAll(')', '%29').replaceAll("'", '%27').replaceAll('*', '%2A');
  return href.length > max ? undefined : { href, host: url.hostname.slice(0, 100) };
}

function cleanText(text: string, max: number): string {
  return (
    text
      // Far more than can be shown is cut first: a feed may send megabytes.
      .slice(0, max * 4)
      .toWellFormed()
      // Zero-width non-joiner stays: Persian words need it.
      .replace(/(?!\u200C)[\p{Cf}\u115F\u1160\u2800\u3164\uFFA0\uFFFC]|[\u034F\u17B4\u17B5\u180B-\u180F]/gu, '')
      .replace(/[\u{E0000}-\u{E0FFF}\p{Co}\p{Cn}]/gu, '')
      .replace(/\p{M}{5,}/gu, (marks) => Array.from(marks).slice(0, MARKS_KEPT).join(''))
      .replace(/[\p{Cc}\u2028\u2029\s]+/gu, ' ')
      // Even escaped, the joint of a masked link is taken apart.
      .replaceAll('](', '] (')
      .trim()
  );
}

function cutTo(text: string, max: number, escapeOne: (grapheme: string, isFirst: boolean) => string): string {
  const defanged = text
    .replace(/:\/\//g, ':\u200B//')
    .replace(/\b(discord(?:app)?)\.(gg|com|new|gift)/gi, '$1.\u200B$2')
    .replaceAll('@', '@\u200B');
  // Nearly all texts fit; only those that do not need to be taken letter by letter.
  const whole = escapeOne(defanged, true);
  if (whole.length <= max) return whole;
  const pieces: string[] = [];
  let length = 0;
  let isFirst = true;
  for (const { segment } of GRAPHEMES.segment(defanged)) {
    const piece = escapeOne(segment, isFirst);
    isFirst = false;
    if (length + piece.length > max) {
      while (length + 1 > max && pieces.length > 0) length -= pieces.pop()?.length ?? 0;
      return max < 1 ? '' : `${pieces.join('').trimEnd()}…`;
    }
    pieces.push(piece);
    length += piece.length;
  }
  return pieces.join('');
}

function escapeGrapheme(grapheme: string, isFirst: boolean): string {
  const escaped = grapheme.replace(/[\\*_~`|<>[\]]/g, '\\$&');
  // Headings, lists and quotes count only at the start of a line.
  return isFirst ? escaped.replace(/^[#+-]/, '\\$&') : escaped;
}
