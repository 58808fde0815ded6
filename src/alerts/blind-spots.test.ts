import { describe, expect, it } from 'vitest';
import { blindSpotsOf, type FeedSight } from './blind-spots.ts';

const feed = (fields: Partial<FeedSight>): FeedSight => ({
  feedId: 'f',
  side: 'AZE',
  isEnabled: true,
  health: 'ok',
  ...fields,
});
const START = '2026-11-21T00:00:00Z';

describe('blindSpotsOf', () => {
  it('sees a side while one of its feeds answers', () => {
    expect(blindSpotsOf(['AZE'], [feed({ health: 'failing' }), feed({})], START)).toEqual([]);
  });

  it('names a side that only failing, silent or switched-off feeds tell, and since when', () => {
    const feeds = [
      feed({ feedId: 'a', health: 'failing', lastOkAt: '2026-11-21T14:05:00Z' }),
      feed({ feedId: 'b', health: 'silent', lastOkAt: '2026-11-21T11:00:00Z' }),
      feed({ feedId: 'c', isEnabled: false, health: 'unpolled' }),
    ];
    expect(blindSpotsOf(['AZE'], feeds, START)).toEqual([
      { side: 'AZE', since: '2026-11-21T14:05:00Z', feeds: ['a', 'b', 'c'] },
    ]);
  });

  it('is blind to a side nobody reads', () => {
    expect(blindSpotsOf(['ARM'], [], START)).toEqual([{ side: 'ARM', since: START, feeds: [] }]);
  });

  it('does not call a feed blind before its first poll', () => {
    expect(blindSpotsOf(['AZE'], [feed({ health: 'unpolled' })], START)).toEqual([]);
  });
});
