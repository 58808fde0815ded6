import { describe, expect, it } from 'vitest';
import {
  advanceHealth,
  type HealthNotice,
  type HealthObservation,
  type HealthRecord,
  NEW_HEALTH,
  silenceOf,
} from './health.ts';

const minute = 60_000;
const hour = 3_600_000;
const day = 24 * hour;
const SETTINGS = { healthGrace: 30 * minute, flapWindow: 6 * hour, flapChanges: 6, silentAfter: day };
const NEWS: HealthObservation = { kind: 'answered', hasNewItems: true };
const NOTHING: HealthObservation = { kind: 'answered', hasNewItems: false };
const FAILED: HealthObservation = { kind: 'failed', reason: 'timeout', message: 'no answer' };
const GONE: HealthObservation = { kind: 'gone', message: 'answers 410' };

/** Feeds observations in order; gives the last record and every notice with its time. */
function run(steps: readonly (readonly [at: number, seen: HealthObservation])[], start: HealthRecord = NEW_HEALTH) {
  let record = start;
  const notices: (readonly [number, HealthNotice])[] = [];
  for (const [at, seen] of steps) {
    const { next, notice } = advanceHealth(record, seen, SETTINGS, at);
    record = next;
    if (notice !== undefined) notices.push([at, notice]);
  }
  return { record, notices };
}

const every = (from: number, to: number, step: number, seen: HealthObservation) =>
  Array.from({ length: Math.floor((to - from) / step) }, (_, i) => [from + i * step, seen] as const);

describe('the health of a feed', () => {
  it('begins without a word when the first poll succeeds', () => {
    const { record, notices } = run([[0, NEWS]]);
    expect(record.status).toBe('ok');
    expect(notices).toEqual([]);
  });

  it('keeps quiet about trouble that ends within the grace time', () => {
    expect(run([[0, NEWS], ...every(minute, 20 * minute, 5 * minute, FAILED), [25 * minute, NEWS]]).notices).toEqual(
      [],
    );
  });

  it('tells of lasting trouble once, with the error, and of the recovery', () => {
    const { notices } = run([[0, NEWS], ...every(minute, 5 * hour, 10 * minute, FAILED), [6 * hour, NEWS]]);
    expect(notices.map(([, notice]) => notice)).toMatchObject([
      { kind: 'changed', from: 'ok', to: 'failing', since: minute, error: { reason: 'timeout' } },
      { kind: 'changed', from: 'failing', to: 'ok' },
    ]);
    expect(notices[0]?.[0]).toBe(31 * minute);
  });

  it('tells of a feed that fails from the first poll on', () => {
    expect(run(every(0, 2 * hour, 10 * minute, FAILED)).notices).toHaveLength(1);
  });

  it('tells at once that a feed has ended', () => {
    expect(
      run([
        [0, NEWS],
        [minute, GONE],
        [2 * minute, GONE],
      ]).notices,
    ).toMatchObject([[minute, { to: 'gone' }]]);
  });

  it('tells flapping as flapping, once, and then that the feed has settled', () => {
    const flaps = Array.from({ length: 40 }, (_, i) => [(i + 1) * 10 * minute, i % 2 === 0 ? FAILED : NEWS] as const);
    const { notices } = run([[0, NEWS], ...flaps, ...every(7 * hour, 16 * hour, 30 * minute, NEWS)]);
    expect(notices.map(([, { kind }]) => kind)).toEqual(['flapping', 'settled']);
  });

  it('tells of a flapping feed that came to rest in trouble', () => {
    const flaps = Array.from({ length: 12 }, (_, i) => [(i + 1) * 10 * minute, i % 2 === 0 ? FAILED : NEWS] as const);
    const { notices } = run([[0, NEWS], ...flaps, ...every(3 * hour, 16 * hour, 30 * minute, FAILED)]);
    expect(notices.map(([, notice]) => notice)).toMatchObject([
      { kind: 'flapping' },
      { kind: 'changed', to: 'failing' },
    ]);
  });
});

describe('silence', () => {
  it('is measured by the own rhythm of the feed', () => {
    const busy = Array.from({ length: 20 }, (_, i) => i * hour);
    const slow = Array.from({ length: 20 }, (_, i) => i * 5 * day);
    expect(silenceOf(busy, day)).toBe(day);
    expect(silenceOf(slow, day)).toBe(15 * day);
    expect(silenceOf([0], day)).toBe(7 * day);
  });

  it('is told once, and ends with the next new item', () => {
    const busy = every(0, 20 * hour, hour, NEWS);
    const { notices } = run([...busy, ...every(20 * hour, 72 * hour, hour, NOTHING), [73 * hour, NEWS]]);
    expect(notices.map(([, notice]) => notice)).toMatchObject([
      { from: 'ok', to: 'silent' },
      { from: 'silent', to: 'ok' },
    ]);
  });

  it('counts a feed that never had an item from its first answer', () => {
    const { record } = run(every(0, 9 * day, 6 * hour, NOTHING));
    expect(record.status).toBe('silent');
  });
});
