import { type HealthRecord, NEW_HEALTH } from './health.ts';

/** All that is remembered of a feed between polls: plain JSON. It is stored only after the deliveries of its items are durably queued. Times are milliseconds since 1970. */
export interface FeedState {
  readonly etag?: string;
  readonly lastModified?: string;
  /** Of the last body that was read. */
  readonly bodyHash?: string;
  readonly nextPollAt: number;
  readonly lastPolledAt?: number;
  readonly lastOkAt?: number;
  /** Failures in a row. */
  readonly failures: number;
  readonly health: HealthRecord;
  /** True once a poll succeeded: from then on a new item is news. */
  readonly isArchived: boolean;
  /** Fingerprints of the items of the last body, to see whether a poll brings anything new. */
  readonly itemHashes: readonly string[];
  /** Keys that this feed gave to two titles; see identity. */
  readonly sharedKeys: readonly string[];
  /** The address that a permanent redirect names. */
  readonly movedTo?: string;
  /** What the feed or its headers say of a hub. */
  readonly hub?: string;
  readonly topic?: string;
  /** End of the WebSub lease, once the hub verified it. */
  readonly subscribedUntil?: number;
  readonly subscribeAttemptAt?: number;
  readonly ttlMs?: number;
}

/** State of a feed that was never polled. */
export function newFeedState(nextPollAt: number): FeedState {
  return { nextPollAt, failures: 0, health: NEW_HEALTH, isArchived: false, itemHashes: [], sharedKeys: [] };
}
