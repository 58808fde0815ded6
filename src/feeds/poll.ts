import type { FeedFailure } from '../domain/feed.ts';
import type { FeedState } from './feed-state.ts';
import { type FetchAnswer, type FetchRequest, failed } from './fetch.ts';
import { fingerprint } from './hash.ts';
import { advanceHealth, type HealthNotice, type HealthObservation, type HealthSettings } from './health.ts';
import type { HostGate } from './host-gate.ts';
import type { CacheFacts } from './http-headers.ts';
import { type Identified, type IdentifiedEntry, identifyCandidates } from './identity.ts';
import type { ReadNews } from './news.ts';
import { nextPollAt } from './next-poll.ts';
import type { PageSelectors } from './page-reader.ts';
import type { ParsePool } from './parse-pool.ts';
import type { ReadContext } from './read.ts';
import type { RobotsGuard } from './robots-guard.ts';
import { readLinkHeader } from './websub-push.ts';

/** The part of a feed's configuration that a poll needs. */
export interface PolledFeed {
  readonly id: string;
  readonly outlet: string;
  readonly url: string;
  readonly kind: 'feed' | 'page' | 'json';
  readonly selectors?: PageSelectors | undefined;
  /** Milliseconds. */
  readonly every: number;
  readonly encoding?: string | undefined;
  readonly timezone: string;
  readonly userAgent?: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly allowPrivate: boolean;
  readonly retryAfterScope: 'host' | 'feed';
  /** Milliseconds. */
  readonly timeout?: number | undefined;
  readonly maxBytes?: number | undefined;
}

export interface PollSettings extends HealthSettings {
  readonly userAgent: string;
  readonly timeout: number;
  readonly maxBytes: number;
  readonly maxInterval: number;
  readonly jitter: number;
}

export interface PollDeps {
  fetch(request: FetchRequest): Promise<FetchAnswer>;
  readonly parser: Pick<ParsePool, 'readNews'>;
  readonly hosts: HostGate;
  /** Absent: robots.txt is not asked. */
  readonly robots?: RobotsGuard | undefined;
  /** Milliseconds since 1970. */
  now(): number;
  /** 0 to 1. */
  random(): number;
  readonly settings: PollSettings;
}

interface PollBase {
  /** To be stored once the deliveries of the items are durably queued. */
  readonly nextState: FeedState;
  /** For the operators' channel. */
  readonly notice?: HealthNotice;
}

export type PollResult = PollBase &
  (
    | {
        readonly kind: 'items';
        /** In document order, summaries without the site's boilerplate. Look all of them up before marking any. */
        readonly items: readonly IdentifiedEntry[];
        /** The first successful poll of the feed: its items fill the archive silently. */
        readonly isFirst: boolean;
        readonly title?: string;
        /** An address that a permanent redirect names; for the operators. */
        readonly movedTo?: string;
      }
    | { readonly kind: 'notModified' }
    /** The host asked to be left alone; nothing was sent. */
    | { readonly kind: 'deferred'; readonly until: number }
    | { readonly kind: 'failed'; readonly reason: FeedFailure; readonly message: string; readonly isGone: boolean }
  );

/** One poll of one feed: ask politely, read, identify, and plan the next. Never throws for what an outlet does. */
export async function pollFeed(feed: PolledFeed, state: FeedState, deps: PollDeps): Promise<PollResult> {
  const host = new URL(feed.url).hostname;
  const blockedUntil = deps.hosts.blockedUntil(host);
  if (blockedUntil > 0) {
    return { kind: 'deferred', until: blockedUntil, nextState: { ...state, nextPollAt: blockedUntil } };
  }
  const answer = await deps.hosts.run(host, () => ask(feed, state, deps));
  switch (answer.kind) {
    case 'failed':
      return afterFailure(feed, state, answer, deps);
    case 'notModified':
      return afterNothingNew(feed, state, answer.cache, deps);
    case 'body':
      return await afterBody(feed, state, answer, deps);
    default:
      return answer satisfies never;
  }
}

/** Reads a body that a hub pushed: the same way as a polled one, without moving the validators. */
export async function readPush(
  feed: PolledFeed,
  state: FeedState,
  push: { readonly bytes: Uint8Array; readonly contentType?: string },
  deps: PollDeps,
): Promise<PollResult> {
  const result = await afterBody(feed, state, { ...push, kind: 'body', finalUrl: feed.url, cache: {} }, deps);
  if (result.kind !== 'items') return { ...result, nextState: state };
  const { itemHashes, sharedKeys, health } = result.nextState;
  return { ...result, nextState: { ...state, itemHashes, sharedKeys, health } };
}

async function ask(feed: PolledFeed, state: FeedState, deps: PollDeps): Promise<FetchAnswer> {
  const { settings } = deps;
  const request: FetchRequest = {
    url: feed.url,
    userAgent: feed.userAgent ?? settings.userAgent,
    headers: feed.headers,
    etag: state.etag,
    lastModified: state.lastModified,
    timeoutMs: feed.timeout ?? settings.timeout,
    maxBytes: feed.maxBytes ?? settings.maxBytes,
    allowPrivate: feed.allowPrivate,
    ...(feed.kind === 'page' ? { accept: 'text/html, application/xhtml+xml;q=0.9, */*;q=0.5' } : {}),
  };
  if (feed.kind === 'page' && deps.robots !== undefined) {
    const verdict = await deps.robots.check(request);
    if (verdict.kind === 'forbidden') return failed('robots', verdict.message);
  }
  return await deps.fetch(request);
}

type Body = Extract<FetchAnswer, { kind: 'body' }>;

async function afterBody(feed: PolledFeed, state: FeedState, answer: Body, deps: PollDeps): Promise<PollResult> {
  const bodyHash = fingerprint(answer.bytes);
  // Many outlets send no validators: an unchanged body is a 304 that the server did not know to send.
  if (bodyHash === state.bodyHash) {
    return afterNothingNew(feed, withValidators(state, answer), answer.cache, deps);
  }
  const context: ReadContext = {
    url: answer.finalUrl,
    contentType: answer.contentType,
    encoding: feed.encoding,
    timezone: feed.timezone,
    now: deps.now(),
    list: listOf(feed),
  };
  const read = await deps.parser.readNews(answer.bytes, context, feed.id);
  if (read.kind === 'failed') return afterFailure(feed, state, { ...read, isGone: false }, deps);
  const identified = identifyCandidates(read.candidates, {
    outletId: feed.outlet,
    feedId: feed.id,
    sharedKeys: state.sharedKeys,
  });
  return afterItems(feed, { ...withValidators(state, answer), bodyHash }, answer, read, identified, deps);
}

function listOf(feed: PolledFeed): ReadContext['list'] {
  return feed.kind === 'feed' || feed.selectors === undefined
    ? undefined
    : { kind: feed.kind, selectors: feed.selectors };
}

function afterItems(
  feed: PolledFeed,
  state: FeedState,
  answer: Body,
  read: ReadNews,
  identified: Identified,
  deps: PollDeps,
): PollResult {
  const itemHashes = identified.entries.map(({ keys }) => fingerprint(keys[0] ?? '', 10));
  const before = new Set(state.itemHashes);
  const hasNewItems = itemHashes.some((hash) => !before.has(hash));
  const named = readLinkHeader(answer.link);
  const hub = named.hub ?? read.hub;
  const planned = planNext(feed, state, { ...answer.cache, ttlMs: read.ttlMs }, deps);
  const nextState: FeedState = {
    ...planned,
    isArchived: true,
    itemHashes,
    sharedKeys: identified.sharedKeys,
    ...(answer.movedTo === undefined ? {} : { movedTo: answer.movedTo }),
    ...(hub === undefined ? {} : { hub, topic: named.self ?? read.self ?? feed.url }),
    ...(read.ttlMs === undefined ? {} : { ttlMs: read.ttlMs }),
  };
  return {
    kind: 'items',
    items: identified.entries,
    isFirst: !state.isArchived,
    ...(read.title === undefined ? {} : { title: read.title }),
    // Told once: when the outlet names another address than last time.
    ...(answer.movedTo === undefined || answer.movedTo === state.movedTo ? {} : { movedTo: answer.movedTo }),
    ...withHealth(nextState, { kind: 'answered', hasNewItems }, deps),
  };
}

function afterNothingNew(feed: PolledFeed, state: FeedState, cache: CacheFacts, deps: PollDeps): PollResult {
  const nextState = planNext(feed, state, { ...cache, ttlMs: state.ttlMs }, deps);
  return { kind: 'notModified', ...withHealth(nextState, { kind: 'answered', hasNewItems: false }, deps) };
}

function planNext(
  feed: PolledFeed,
  state: FeedState,
  asked: CacheFacts & { readonly ttlMs?: number | undefined },
  deps: PollDeps,
): FeedState {
  const { settings } = deps;
  const now = deps.now();
  const at = nextPollAt({
    now,
    everyMs: feed.every,
    maxIntervalMs: settings.maxInterval,
    failures: 0,
    jitter: settings.jitter,
    random: deps.random(),
    ...asked,
  });
  return { ...state, nextPollAt: at, lastPolledAt: now, lastOkAt: now, failures: 0 };
}

/** A feed that answered 410 has ended; one look a month finds the outlet that changed its mind. */
const GONE_EVERY_MS = 30 * 86_400_000;

interface PollFailure {
  readonly reason: FeedFailure;
  readonly message: string;
  readonly isGone: boolean;
  readonly retryAfterAt?: number;
}

function afterFailure(feed: PolledFeed, state: FeedState, failure: PollFailure, deps: PollDeps): PollResult {
  const { settings } = deps;
  const now = deps.now();
  const { reason, message, isGone, retryAfterAt } = failure;
  if (retryAfterAt !== undefined && feed.retryAfterScope === 'host') {
    deps.hosts.block(new URL(feed.url).hostname, Math.min(retryAfterAt, now + settings.maxInterval));
  }
  const failures = state.failures + 1;
  const at = nextPollAt({
    now,
    everyMs: isGone ? GONE_EVERY_MS : feed.every,
    maxIntervalMs: settings.maxInterval,
    failures: isGone ? 0 : failures,
    retryAfterAt,
    jitter: settings.jitter,
    random: deps.random(),
  });
  const nextState = { ...state, nextPollAt: at, lastPolledAt: now, failures };
  const seen: HealthObservation = isGone ? { kind: 'gone', message } : { kind: 'failed', reason, message };
  return { kind: 'failed', reason, message, isGone, ...withHealth(nextState, seen, deps) };
}

function withHealth(state: FeedState, seen: HealthObservation, deps: PollDeps): PollBase {
  const { next, notice } = advanceHealth(state.health, seen, deps.settings, deps.now());
  return { nextState: { ...state, health: next }, ...(notice === undefined ? {} : { notice }) };
}

function withValidators(state: FeedState, answer: Body): FeedState {
  const { etag: _etag, lastModified: _lastModified, ...rest } = state;
  return {
    ...rest,
    ...(answer.etag === undefined ? {} : { etag: answer.etag }),
    ...(answer.lastModified === undefined ? {} : { lastModified: answer.lastModified }),
  };
}
