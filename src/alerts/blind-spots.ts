import type { FeedHealth } from '../domain/feed.ts';
import type { BlindSpot } from '../domain/incident.ts';
import type { Party, Side } from '../domain/party.ts';

/** What blindness is judged by: one feed, whose side it tells, and how it does. */
export interface FeedSight {
  readonly feedId: string;
  readonly side: Side;
  readonly isEnabled: boolean;
  readonly health: FeedHealth;
  /** ISO 8601 UTC: last successful poll with its rhythm intact; absent = never. */
  readonly lastOkAt?: string;
}

/**
 * Sides that the monitor cannot hear: all their feeds are failing, silent, gone or switched off.
 * `since` is the last moment one of them was heard, else the start of the watch. A feed not yet polled says nothing either way.
 */
export function blindSpotsOf(sides: readonly Party[], feeds: readonly FeedSight[], watchingSince: string): BlindSpot[] {
  return sides.flatMap((side): BlindSpot[] => {
    const own = feeds.filter((feed) => feed.side === side);
    const canSpeak = own.some((feed) => feed.isEnabled && (feed.health === 'ok' || feed.health === 'unpolled'));
    if (canSpeak) return [];
    const heard = own.map((feed) => feed.lastOkAt).filter((at): at is string => at !== undefined);
    return [{ side, since: heard.sort().at(-1) ?? watchingSince, feeds: own.map((feed) => feed.feedId) }];
  });
}
