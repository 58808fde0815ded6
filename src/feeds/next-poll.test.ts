import { describe, expect, it } from 'vitest';
import { readCacheFacts } from './http-headers.ts';
import { type NextPollInput, nextPollAt } from './next-poll.ts';

const NOW = Date.UTC(2026, 10, 21, 12);
const minute = 60_000;
const base: NextPollInput = {
  now: NOW,
  everyMs: 5 * minute,
  maxIntervalMs: 360 * minute,
  failures: 0,
  jitter: 0,
  random: 0,
};

describe('the next poll', () => {
  const rows: readonly (readonly [string, Partial<NextPollInput>, minutes: number])[] = [
    ['own interval', {}, 5],
    ['ttl is longer', { ttlMs: 60 * minute }, 60],
    ['ttl is shorter', { ttlMs: minute }, 5],
    ['max-age', { maxAgeMs: 10 * minute }, 10],
    ['Expires', { expiresAt: NOW + 20 * minute }, 20],
    ['Expires in the past', { expiresAt: NOW - 20 * minute }, 5],
    ['Retry-After outranks all shorter ones', { ttlMs: 60 * minute, retryAfterAt: NOW + 90 * minute }, 90],
    ['the ceiling outranks everything', { ttlMs: 1e9, retryAfterAt: NOW + 1e10 }, 360],
    ['an own interval beyond the ceiling stands', { everyMs: 600 * minute }, 600],
    ['first failure doubles', { failures: 1 }, 10],
    ['third failure', { failures: 3 }, 40],
    ['many failures stay at the ceiling', { failures: 400 }, 360],
    ['jitter comes on top', { jitter: 0.2, random: 0.5 }, 5.5],
  ];
  it.each(rows)('%s', (_name, change, minutes) => {
    expect((nextPollAt({ ...base, ...change }) - NOW) / minute).toBe(minutes);
  });
});

describe('headers about the next poll', () => {
  it.each([
    [{ 'cache-control': 'max-age=300' }, { maxAgeMs: 300_000 }],
    [{ 'cache-control': 'public, max-age="300"', age: '60' }, { maxAgeMs: 240_000 }],
    [{ 'cache-control': 'no-cache, max-age=300' }, {}],
    [{ expires: 'Sat, 21 Nov 2026 13:00:00 GMT' }, { expiresAt: NOW + 60 * minute }],
    [{ expires: '0' }, {}],
    [{ 'retry-after': '120' }, { retryAfterAt: NOW + 120_000 }],
    [{ 'retry-after': 'Sat, 21 Nov 2026 13:00:00 GMT' }, { retryAfterAt: NOW + 60 * minute }],
    [{ 'retry-after': 'soon' }, {}],
    [{}, {}],
  ])('%j', (headers, facts) => {
    expect(readCacheFacts(headers, NOW)).toEqual(facts);
  });
});
