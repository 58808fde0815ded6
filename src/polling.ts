import { setImmediate } from 'node:timers/promises';
import type { Desk } from './desk.ts';
import type { FeedFailure } from './domain/feed.ts';
import { canonicalLink } from './feeds/canonical-link.ts';
import { type FeedState, newFeedState } from './feeds/feed-state.ts';
import type { HealthNotice } from './feeds/health.ts';
import type { IdentifiedEntry } from './feeds/identity.ts';
import { type PollDeps, type PollResult, pollFeed, readPush } from './feeds/poll.ts';
import type { IncomingItem, ItemResult } from './pipeline.ts';
import type { FeedStates } from './store/feed-state.ts';
import type { ItemRecord } from './store/item-record.ts';
import type { Restarts } from './store/restarts.ts';
import type { SeenMark, SeenStore } from './store/seen.ts';
import type { SetAside } from './store/set-aside.ts';
import { StoreUnavailable } from './store/unavailable.ts';

/** What polling needs from outside. */
export interface PollingPorts {
  readonly seen: Pick<SeenStore, 'lookUp' | 'mark'>;
  readonly feedStates: Pick<FeedStates, 'get' | 'save'>;
  readonly setAside: Pick<SetAside, 'strike' | 'clear'>;
  readonly restarts: Pick<Restarts, 'memory'>;
  readonly intake: PollDeps;
  /** One item's way: `processItem`. */
  readonly process: (incoming: IncomingItem) => Promise<ItemResult>;
  /** For the operators' channel. */
  readonly tellHealth: (feedId: string, notice: HealthNotice) => void;
}

/** What one poll did. */
export interface PollReport {
  readonly feedId: string;
  readonly outcome: PollResult['kind'];
  readonly failure?: FeedFailure;
  /** The failure in words. */
  readonly reason?: string;
  /** Results of new and edited items, oldest first. */
  readonly results: readonly ItemResult[];
  readonly unchanged: number;
  /** Items that failed and are tried again with the next poll, or were set aside. */
  readonly broken: readonly string[];
  readonly movedTo?: string;
}

/** A poll with a broken item is repeated soon: the item gets its three attempts. */
const REPEAT_AFTER_MS = 60_000;
/** Marks an item whose next sight is a revision, whatever it says. */
const NO_TEXT = 'none';

/**
 * One poll, told as a story: fetch and read; ask which items are known, all before any is marked; send each new or edited one its way, oldest first;
 * then mark them as seen, and last of all move the feed's bookmark. A crash anywhere repeats the poll, and a repeated item changes nothing twice.
 */
export async function runPoll(
  feedId: string,
  desk: Desk,
  ports: PollingPorts,
  now: () => number,
): Promise<PollReport | undefined> {
  const feed = desk.config.feeds.find((one) => one.id === feedId);
  if (feed === undefined || !feed.enabled) return undefined;
  const { epoch } = await ports.restarts.memory();
  const before = ((await ports.feedStates.get(feedId)) as FeedState | undefined) ?? newFeedState(now());
  const result = await pollFeed(feed, before, ports.intake);
  if (result.notice !== undefined) ports.tellHealth(feedId, result.notice);
  const base = { feedId, outcome: result.kind, results: [], unchanged: 0, broken: [] };
  if (result.kind !== 'items') {
    await refuseForgotten(epoch, ports);
    await ports.feedStates.save(feedId, { ...result.nextState }, result.nextState.nextPollAt);
    return result.kind === 'failed' ? { ...base, ...failureOf(result) } : base;
  }

  const backlogSince = backlogOf(before, desk.config.settings.alerts.lateAfter, now());
  const dealt = await dealWithItems(feed, result, ports, now, epoch, backlogSince);
  const next = dealt.mustRepeat ? repeatOf(result, now() + REPEAT_AFTER_MS) : result.nextState;
  await ports.feedStates.save(feedId, { ...next }, next.nextPollAt);
  const { results, unchanged, broken } = dealt;
  return { ...base, results, unchanged, broken, ...(result.movedTo !== undefined && { movedTo: result.movedTo }) };
}

/** What a hub pushed of a feed goes the same way as what was polled; the feed's bookmark and its next poll stay. */
export async function runPush(
  feedId: string,
  push: { readonly bytes: Uint8Array; readonly contentType?: string },
  desk: Desk,
  ports: PollingPorts,
  now: () => number,
): Promise<PollReport | undefined> {
  const feed = desk.config.feeds.find((one) => one.id === feedId);
  const { epoch } = await ports.restarts.memory();
  const before = (await ports.feedStates.get(feedId)) as FeedState | undefined;
  if (feed === undefined || !feed.enabled || before === undefined) return undefined;
  const result = await readPush(feed, before, push, ports.intake);
  const base = { feedId, outcome: result.kind, results: [], unchanged: 0, broken: [] };
  if (result.kind !== 'items') return result.kind === 'failed' ? { ...base, ...failureOf(result) } : base;
  const { results, unchanged, broken, mustRepeat } = await dealWithItems(feed, result, ports, now, epoch);
  const next = mustRepeat ? repeatOf(result, now() + REPEAT_AFTER_MS) : result.nextState;
  await ports.feedStates.save(feedId, { ...next }, next.nextPollAt);
  return { ...base, results, unchanged, broken };
}

/**
 * Nothing is marked by a poll during which Redis came back without its last moments: it may have forgotten what this poll planned, or an earlier one whose
 * bookmark this one started from. The poll is repeated from what Redis knows now.
 */
async function refuseForgotten(epoch: string, ports: Pick<PollingPorts, 'restarts'>): Promise<void> {
  if ((await ports.restarts.memory()).epoch === epoch) return;
  throw new StoreUnavailable('Redis came back during a poll and may lack its last moments: the poll is repeated');
}

function failureOf({
  reason,
  message,
}: Extract<PollResult, { kind: 'failed' }>): Pick<PollReport, 'failure' | 'reason'> {
  return { failure: reason, reason: `${reason}: ${message}` };
}

/** The last good look at a feed that then could not be looked at for longer than alerts may be late, epoch ms: what it brings now is backlog. */
function backlogOf(before: FeedState, lateAfterMs: number, now: number): number | undefined {
  const { lastOkAt, failures, nextPollAt } = before;
  const wasAway = failures > 0 || now - nextPollAt > lateAfterMs;
  return lastOkAt !== undefined && wasAway && now - lastOkAt > lateAfterMs ? lastOkAt : undefined;
}

/** A backlog's item could have been told since it was published; an undated one since the last good look. */
function overdue(incoming: IncomingItem, backlogSince: number | undefined): IncomingItem {
  if (backlogSince === undefined) return incoming;
  const { publishedAt } = incoming.item;
  const since = Math.max(backlogSince, publishedAt === undefined ? 0 : Date.parse(publishedAt));
  return { ...incoming, overdueSince: new Date(since).toISOString() };
}

interface Dealt extends Pick<PollReport, 'results' | 'unchanged' | 'broken'> {
  /** An item failed and has attempts left, or its edit is still to come: the next poll must bring it again. */
  readonly mustRepeat: boolean;
}

async function dealWithItems(
  feed: Desk['config']['feeds'][number],
  poll: Extract<PollResult, { kind: 'items' }>,
  ports: PollingPorts,
  now: () => number,
  epoch: string,
  backlogSince?: number,
): Promise<Dealt> {
  const answers = await ports.seen.lookUp(feed.outlet, poll.items);
  const marks: SeenMark[] = [];
  const results: ItemResult[] = [];
  const broken: string[] = [];
  let unchanged = 0;
  let mustRepeat = false;
  // Feeds list the newest first; incidents should grow in the order in which things were told.
  for (const index of [...poll.items.keys()].reverse()) {
    const identified = poll.items[index];
    const answer = answers[index];
    if (identified === undefined || answer === undefined) continue;
    if (answer.kind === 'known' && answer.textHash === identified.textHash) {
      unchanged++;
      continue;
    }
    const isKnown = answer.kind === 'known';
    const itemId = isKnown ? answer.itemId : identified.newItemId;
    const incoming = incomingOf(identified, itemId, isKnown ? answer.revision : 0, feed, poll.isFirst, now());
    const attempt = await attemptItem(overdue(incoming, backlogSince), ports, now());
    if (attempt.kind === 'again') {
      mustRepeat = true;
      broken.push(itemId);
      continue;
    }
    if (attempt.kind === 'done') {
      results.push(attempt.result);
      // Commands and deliveries of this process must not wait for a long feed.
      await setImmediate();
    } else broken.push(itemId);
    const isEditDue = attempt.kind === 'done' && attempt.result.isEditedSince === true;
    mustRepeat ||= isEditDue;
    marks.push(markOf(isEditDue ? { ...identified, textHash: NO_TEXT } : identified, itemId, attempt.record));
  }
  await refuseForgotten(epoch, ports);
  await ports.setAside.clear('item', ...results.map((result) => result.item.id));
  if (marks.length > 0) await ports.seen.mark(feed.outlet, marks);
  return { results, unchanged, broken, mustRepeat };
}

type Attempt =
  | { readonly kind: 'done'; readonly result: ItemResult; readonly record: ItemRecord }
  | { readonly kind: 'setAside'; readonly record: ItemRecord }
  | { readonly kind: 'again' };

/** Sends one item its way. An item that breaks the code must not stop its feed: it gets three attempts, then it is set aside and listed. */
async function attemptItem(incoming: IncomingItem, ports: PollingPorts, now: number): Promise<Attempt> {
  const { item } = incoming;
  try {
    const result = await ports.process(incoming);
    return { kind: 'done', result, record: recordOf(result, now) };
  } catch (error) {
    // Redis being away is no fault of the item: the whole poll waits.
    if (error instanceof StoreUnavailable) throw error;
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    const strike = await ports.setAside.strike({ kind: 'item', id: item.id, error: message, payload: { ...item } });
    if (strike.kind === 'again') return { kind: 'again' };
    const record: ItemRecord = {
      item: { ...item, language: 'und', languageConfidence: 0 },
      decidedAt: new Date(now).toISOString(),
      outcome: 'setAside',
      reason: `failed ${strike.attempt} times: ${message.split('\n')[0] ?? ''}`,
    };
    return { kind: 'setAside', record };
  }
}

function incomingOf(
  identified: IdentifiedEntry,
  itemId: string,
  itemRevision: number,
  feed: Desk['config']['feeds'][number],
  isArchive: boolean,
  now: number,
): IncomingItem {
  const { entry } = identified;
  return {
    item: {
      id: itemId,
      feedId: feed.id,
      outletId: feed.outlet,
      ...(entry.guid !== undefined && { guid: entry.guid }),
      url: entry.url,
      title: entry.title,
      summary: entry.summary,
      ...(entry.publishedAt !== undefined && { publishedAt: entry.publishedAt }),
      dateBasis: entry.dateBasis,
      fetchedAt: new Date(now).toISOString(),
    },
    itemRevision,
    isArchive,
  };
}

function markOf(identified: IdentifiedEntry, itemId: string, record: ItemRecord): SeenMark {
  const url = canonicalLink(identified.entry.url);
  return {
    itemId,
    keys: identified.markKeys,
    textHash: identified.textHash,
    ...(url !== undefined && url !== '' && { url }),
    record,
  };
}

/** What `explain`, the console and the back-test read of an item later. */
export function recordOf(result: ItemResult, now: number): ItemRecord {
  const { classification } = result.understood;
  const skipped = result.plans.filter((plan) => plan.kind === 'skip').map((plan) => `${plan.channelId} ${plan.reason}`);
  return {
    item: result.item,
    decidedAt: new Date(now).toISOString(),
    outcome: result.outcome,
    reason: result.reason,
    label: classification.label,
    score: Math.round(classification.score * 1000) / 1000,
    ...(result.incident !== undefined && { incidentId: result.incident.id }),
    ...(result.change !== undefined && { change: result.change }),
    lexiconVersion: classification.lexiconVersion,
    ...(skipped.length > 0 && { details: { notSentTo: skipped.slice(0, 20) } }),
  };
}

/** Without validators the next poll gets the whole feed again; what failed in a first poll is archive then as well. */
function repeatOf({ nextState, isFirst }: Extract<PollResult, { kind: 'items' }>, nextPollAt: number): FeedState {
  const { etag: _etag, lastModified: _lastModified, bodyHash: _bodyHash, ...rest } = nextState;
  return { ...rest, isArchived: !isFirst, nextPollAt };
}
