import type { FeedFailure, FeedHealth } from '../domain/feed.ts';

/** A feed's health as it is kept between polls. Times are milliseconds since 1970. */
export interface HealthRecord {
  readonly status: FeedHealth;
  readonly since: number;
  /** What operators were told last. */
  readonly told: FeedHealth;
  /** Times of the latest changes. */
  readonly changes: readonly number[];
  readonly isFlapping: boolean;
  /** When the latest items arrived that were not in the feed before: its rhythm. */
  readonly arrivals: readonly number[];
  readonly lastError?: HealthError;
}

export interface HealthError {
  readonly reason: FeedFailure;
  readonly message: string;
  readonly at: number;
}

/** What one poll showed. */
export type HealthObservation =
  | { readonly kind: 'answered'; readonly hasNewItems: boolean }
  | { readonly kind: 'failed'; readonly reason: FeedFailure; readonly message: string }
  | { readonly kind: 'gone'; readonly message: string };

/** For the operators' channel: once for a change, not for each failure. */
export type HealthNotice =
  | {
      readonly kind: 'changed';
      readonly from: FeedHealth;
      readonly to: FeedHealth;
      readonly since: number;
      readonly error?: HealthError;
    }
  | { readonly kind: 'flapping'; readonly changes: number; readonly error?: HealthError }
  /** After flapping: back where it was told to be. */
  | { readonly kind: 'settled'; readonly status: FeedHealth };

export interface HealthSettings {
  readonly healthGrace: number;
  readonly flapWindow: number;
  readonly flapChanges: number;
  readonly silentAfter: number;
}

export const NEW_HEALTH: HealthRecord = {
  status: 'unpolled',
  since: 0,
  told: 'unpolled',
  changes: [],
  isFlapping: false,
  arrivals: [],
};

const KEPT_ARRIVALS = 30;
/** With fewer gaps than this a feed has no rhythm yet. */
const LEAST_GAPS = 4;
const DEFAULT_SILENCE_MS = 7 * 86_400_000;
const RHYTHM_FACTOR = 3;

/** One step of a feed's health: the record after a poll, and what operators should be told now, if anything. */
export function advanceHealth(
  before: HealthRecord,
  seen: HealthObservation,
  settings: HealthSettings,
  now: number,
): { next: HealthRecord; notice?: HealthNotice } {
  const arrivals =
    seen.kind === 'answered' && (seen.hasNewItems || before.arrivals.length === 0)
      ? [...before.arrivals, now].slice(-KEPT_ARRIVALS)
      : before.arrivals;
  const status = statusAfter(seen, arrivals, settings, now);
  const isChange = status !== before.status;
  const changes = before.changes.filter((at) => at > now - settings.flapWindow);
  // The first poll of all is no change of anything.
  if (isChange && before.status !== 'unpolled') changes.push(now);
  const lastError = seen.kind === 'answered' ? before.lastError : errorOf(seen, now);
  const moved: HealthRecord = {
    status,
    since: isChange ? now : before.since,
    told: before.told,
    changes,
    isFlapping: before.isFlapping,
    arrivals,
    ...(lastError === undefined ? {} : { lastError }),
  };
  return noticeFor(moved, settings, now);
}

function statusAfter(
  seen: HealthObservation,
  arrivals: readonly number[],
  settings: HealthSettings,
  now: number,
): FeedHealth {
  switch (seen.kind) {
    case 'gone':
      return 'gone';
    case 'failed':
      return 'failing';
    case 'answered':
      return now - (arrivals.at(-1) ?? now) > silenceOf(arrivals, settings.silentAfter) ? 'silent' : 'ok';
    default:
      return seen satisfies never;
  }
}

/** How long this feed may bring nothing new: three times its longest usual pause, never less than the operators' least. Milliseconds. */
export function silenceOf(arrivals: readonly number[], leastMs: number): number {
  const gaps = arrivals
    .slice(1)
    .map((at, index) => at - (arrivals[index] ?? at))
    .sort((a, b) => a - b);
  if (gaps.length < LEAST_GAPS) return Math.max(leastMs, DEFAULT_SILENCE_MS);
  const usual = gaps[Math.floor(gaps.length * 0.9)] ?? 0;
  return Math.max(leastMs, RHYTHM_FACTOR * usual);
}

function errorOf(seen: Exclude<HealthObservation, { kind: 'answered' }>, now: number): HealthError {
  const reason = seen.kind === 'gone' ? 'httpStatus' : seen.reason;
  return { reason, message: seen.message, at: now };
}

function noticeFor(
  record: HealthRecord,
  settings: HealthSettings,
  now: number,
): { next: HealthRecord; notice?: HealthNotice } {
  const error = record.lastError === undefined ? {} : { error: record.lastError };
  if (record.changes.length >= settings.flapChanges) {
    if (record.isFlapping) return { next: record };
    return {
      next: { ...record, isFlapping: true },
      notice: { kind: 'flapping', changes: record.changes.length, ...error },
    };
  }
  // A feed that flapped is told of again only when it has come to rest.
  const isAtRest = record.changes.length <= 1;
  if (record.isFlapping && !isAtRest) return { next: record };
  const calm = record.isFlapping ? { ...record, isFlapping: false } : record;
  if (calm.status === calm.told) {
    return record.isFlapping ? { next: calm, notice: { kind: 'settled', status: calm.status } } : { next: calm };
  }
  if (calm.told === 'unpolled' && calm.status === 'ok') return { next: { ...calm, told: 'ok' } };
  const isDue = calm.status === 'ok' || calm.status === 'gone' || now - calm.since >= settings.healthGrace;
  if (!isDue) return { next: calm };
  return {
    next: { ...calm, told: calm.status },
    notice: {
      kind: 'changed',
      from: calm.told,
      to: calm.status,
      since: calm.since,
      ...(calm.status === 'ok' ? {} : error),
    },
  };
}
