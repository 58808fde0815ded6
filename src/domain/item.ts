import type { LanguageTag } from './language.ts';

/** One entry of a feed as the reader gives it, before anybody knows whether it is new. */
export interface FeedEntry {
  /** As the feed states it, trimmed; absent when the feed gives none. */
  readonly guid?: string;
  /** Absolute http(s) address, or '' when the entry has no usable link. */
  readonly url: string;
  /** Plain text, one line. */
  readonly title: string;
  /** Plain text; '' when the feed gives none. */
  readonly summary: string;
  /** ISO 8601 UTC; absent when `dateBasis` is `firstSeen`. */
  readonly publishedAt?: string;
  readonly dateBasis: DateBasis;
}

/** `stated`: the feed gives a believable date. `firstSeen`: none, unreadable, or in the future: our own first sight counts. */
export type DateBasis = 'stated' | 'firstSeen';

/** One entry of a feed, identified and with its language. */
export interface Item {
  readonly id: string;
  readonly feedId: string;
  readonly outletId: string;
  readonly guid?: string;
  readonly url: string;
  readonly title: string;
  readonly summary: string;
  readonly publishedAt?: string;
  readonly dateBasis: DateBasis;
  /** ISO 8601 UTC. */
  readonly fetchedAt: string;
  readonly language: LanguageTag;
  /** 0 to 1; 1 means the script alone settles it. */
  readonly languageConfidence: number;
}
