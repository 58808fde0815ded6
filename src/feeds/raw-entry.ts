import type { FeedEntry } from '../domain/item.ts';
import { parseFeedDate } from './dates.ts';
import { toPlainText } from './plain-text.ts';

/** One link of an entry as the feed writes it. */
export interface RawLink {
  readonly href: string;
  /** `alternate` when the feed names none. */
  readonly rel: string;
  /** xml:base in force where the link stands. */
  readonly base?: string | undefined;
}

/** What any reader finds in one entry, references decoded once. The one step from here to a `FeedEntry` is shared, so values never depend on the reader. */
export interface RawEntry {
  readonly guid?: string | undefined;
  /** False when the feed says so with isPermaLink="false". */
  readonly isGuidLink: boolean;
  readonly links: readonly RawLink[];
  /** Candidates in order of preference; the first with text counts. */
  readonly titles: readonly string[];
  readonly summaries: readonly string[];
  readonly dates: readonly string[];
}

export interface EntryContext {
  /** Where relative links without an xml:base start: the feed's address, else its home page. */
  readonly base?: string | undefined;
  /** IANA zone of dates that state none. */
  readonly timezone?: string | undefined;
  /** Milliseconds since 1970; dates later than ten minutes after it are not believed. */
  readonly now: number;
}

const FUTURE_TOLERANCE_MS = 600_000;
/** Beyond any headline or article; what is longer is an accident or an attack. Characters, with markup. */
const MAX_TITLE = 20_000;
const MAX_SUMMARY = 1_000_000;

/** Turns a raw entry into the item that the monitor works with. */
export function toFeedEntry(raw: RawEntry, context: EntryContext): FeedEntry {
  const guid = raw.guid?.trim();
  const published = publishedAt(raw.dates, context);
  return {
    ...(guid === undefined || guid === '' ? {} : { guid }),
    url: linkOf(raw, context.base),
    title: firstText(raw.titles, MAX_TITLE),
    summary: firstText(raw.summaries, MAX_SUMMARY),
    ...(published === undefined
      ? { dateBasis: 'firstSeen' as const }
      : { publishedAt: new Date(published).toISOString(), dateBasis: 'stated' as const }),
  };
}

function firstText(candidates: readonly string[], maxLength: number): string {
  for (const candidate of candidates) {
    const text = toPlainText(candidate.length > maxLength ? candidate.slice(0, maxLength) : candidate);
    if (text !== '') return text;
  }
  return '';
}

function publishedAt(dates: readonly string[], context: EntryContext): number | undefined {
  for (const stated of dates) {
    const at = parseFeedDate(stated, context.timezone);
    if (at !== undefined) return at > context.now + FUTURE_TOLERANCE_MS ? undefined : at;
  }
  return undefined;
}

/** The entry's own page; then its id where that is an address; never a comment or enclosure link. */
function linkOf(raw: RawEntry, base: string | undefined): string {
  for (const link of raw.links) {
    if (link.rel !== 'alternate') continue;
    const url = resolveLink(link.href, link.base ?? base);
    if (url !== '') return url;
  }
  if (raw.isGuidLink && raw.guid !== undefined && /^https?:\/\//i.test(raw.guid.trim())) {
    return resolveLink(raw.guid, undefined);
  }
  const own = raw.links.find((link) => link.rel === 'self');
  return own === undefined ? '' : resolveLink(own.href, own.base ?? base);
}

/** As most outlets write it: any URL parser takes it, and it stays as it is. */
const WHOLE_ADDRESS = /^https?:\/\/(?:[a-z0-9]+(?:-[a-z0-9]+)*\.)+[a-z]{2,}(?:[/?#][^\s\\]*)?$/;

/** Absolute http(s) address of a link, '' when it is none. */
export function resolveLink(href: string, base: string | undefined): string {
  // Escaped once more than the format asks for; no address means "&amp;" itself.
  const written = href.trim().replaceAll('&amp;', '&');
  if (written === '' || WHOLE_ADDRESS.test(written)) return written;
  if (/^www\.[a-z0-9-]+\.[a-z]/i.test(written)) return resolveLink(`https://${written}`, undefined);
  const isAbsolute = /^[a-z][a-z0-9+.-]*:/i.test(written);
  if (isAbsolute && !/^https?:/i.test(written)) return '';
  if (!URL.canParse(written, base)) return '';
  const url = new URL(written, base);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return '';
  // As the outlet writes it but for the case of its scheme, unless that is no address yet.
  const isWhole = isAbsolute && /^https?:\/\/[^\s\\]+$/i.test(written);
  return isWhole ? written.replace(/^[a-z]+/i, (scheme) => scheme.toLowerCase()) : url.href;
}

/** Joins an xml:base to the one around it. */
export function joinBase(stated: string, outer: string | undefined): string | undefined {
  const written = stated.trim();
  return URL.canParse(written, outer) ? new URL(written, outer).href : outer;
}
