import { afterAll, describe, expect, it } from 'vitest';
import type { Config } from './config/load.ts';
import type { Desk } from './desk.ts';
import { newFeedState } from './feeds/feed-state.ts';
import { createParsePool } from './feeds/parse-pool.ts';
import type { PollDeps } from './feeds/poll.ts';
import type { IncomingItem, ItemResult } from './pipeline.ts';
import { type PollingPorts, runPoll } from './polling.ts';
import { StoreUnavailable } from './store/unavailable.ts';

const NOW = Date.parse('2026-11-21T12:00:00Z');
const FEED = {
  id: 'a-feed',
  outlet: 'a',
  url: 'https://a.example/feed',
  kind: 'feed',
  every: 300_000,
  enabled: true,
  timezone: 'UTC',
  headers: {},
  allowPrivate: false,
  retryAfterScope: 'host',
};
const parser = createParsePool({ timeoutMs: 5000, memoryMb: 192, itemsPerCall: 500, threads: 1 });
afterAll(() => parser.close());

const LATE_AFTER = 1_800_000;
const DESK = {
  config: { feeds: [FEED], settings: { alerts: { lateAfter: LATE_AFTER } } } as unknown as Config,
} as Desk;

function rss(...titles: readonly string[]): Uint8Array {
  const items = titles.map(
    (title) =>
      `<item><guid>https://a.example/${title.toLowerCase().replaceAll(' ', '-')}</guid><link>https://a.example/${title.toLowerCase().replaceAll(' ', '-')}</link><title>${title}</title></item>`,
  );
  return new TextEncoder().encode(`<rss version="2.0"><channel><title>a</title>${items.join('')}</channel></rss>`);
}

/** The outside of a poll in memory: what was called, in order. */
function world(
  bytes: Uint8Array,
  options: { readonly isArchived?: boolean; readonly process?: (incoming: IncomingItem) => Promise<ItemResult> } = {},
) {
  const calls: string[] = [];
  const states = new Map<string, Readonly<Record<string, unknown>>>();
  if (options.isArchived !== false) states.set(FEED.id, { ...newFeedState(NOW), isArchived: true });
  const seen = new Map<string, { itemId: string; textHash: string }>();
  const strikes = new Map<string, number>();
  const incoming: IncomingItem[] = [];
  /** What the next questions about Redis's memory hear, in place of "whole". */
  const epochs: string[] = [];
  const result = (one: IncomingItem): ItemResult => ({
    item: { ...one.item, language: 'en', languageConfidence: 1 },
    outcome: 'drop',
    reason: 'r',
    understood: {
      classification: { label: 'other', score: 0, lexiconVersion: 'v' },
    } as unknown as ItemResult['understood'],
    plans: [],
  });
  const intake: PollDeps = {
    fetch: async () => ({ kind: 'body', bytes: bytes.slice(), finalUrl: FEED.url, cache: {}, etag: '"1"' }),
    parser,
    hosts: { blockedUntil: () => 0, block() {}, run: (_host, work) => work() } as PollDeps['hosts'],
    now: () => NOW,
    random: () => 0.5,
    settings: {
      userAgent: 'test',
      timeout: 1000,
      maxBytes: 1e6,
      maxInterval: 1e7,
      jitter: 0,
      healthGrace: 1e6,
      flapWindow: 1e6,
      flapChanges: 6,
      silentAfter: 1e8,
    },
  };
  const ports: PollingPorts = {
    intake,
    feedStates: {
      get: async (feedId) => states.get(feedId),
      save: async (feedId, state) => {
        calls.push('save the bookmark');
        states.set(feedId, state);
      },
    },
    seen: {
      lookUp: async (_outlet, questions) => {
        calls.push('look up');
        return questions.map(({ keys }) => {
          const known = keys.map((key) => seen.get(key)).find((one) => one !== undefined);
          return known === undefined
            ? { kind: 'unknown' }
            : { kind: 'known', ...known, revision: 1, matchedKey: keys[0] ?? '' };
        });
      },
      mark: async (_outlet, marks) => {
        calls.push(`mark ${marks.length}`);
        for (const mark of marks) for (const key of mark.keys) seen.set(key, mark);
        return [];
      },
    },
    restarts: { memory: async () => ({ epoch: epochs.shift() ?? '' }) },
    setAside: {
      strike: async ({ id }) => {
        const attempt = (strikes.get(id) ?? 0) + 1;
        strikes.set(id, attempt);
        return attempt < 3 ? { kind: 'again', attempt } : { kind: 'setAside', attempt };
      },
      clear: async (_kind, id) => void strikes.delete(id),
    },
    process: async (one) => {
      calls.push(`process ${one.item.title}`);
      incoming.push(one);
      return options.process === undefined ? result(one) : options.process(one);
    },
    tellHealth() {},
  };
  return { calls, epochs, states, incoming, ports, result, poll: () => runPoll(FEED.id, DESK, ports, () => NOW) };
}

describe('runPoll', () => {
  it('looks all items up before any is marked, goes oldest first, and moves the bookmark last', async () => {
    const { calls, poll } = world(rss('Newest', 'Older', 'Oldest'));
    await poll();
    expect(calls).toEqual([
      'look up',
      'process Oldest',
      'process Older',
      'process Newest',
      'mark 3',
      'save the bookmark',
    ]);
  });

  it('marks nothing and keeps the bookmark when Redis came back meanwhile without its last moments', async () => {
    const { calls, epochs, states, poll } = world(rss('One'));
    const before = states.get(FEED.id);
    epochs.push('', 'a1');
    await expect(poll()).rejects.toThrow(StoreUnavailable);
    expect(calls).toEqual(['look up', 'process One']);
    expect(states.get(FEED.id)).toBe(before);
    epochs.push('a1', 'a1');
    await poll();
    expect(calls.at(-1)).toBe('save the bookmark');
  });

  it('sends a first poll its way as archive, and a later one as news', async () => {
    for (const isArchived of [false, true]) {
      const { incoming, poll } = world(rss('One'), { isArchived });
      await poll();
      expect(incoming.map((one) => one.isArchive)).toEqual([!isArchived]);
    }
  });

  it('treats a known item with another text as a revision of its report, and the same text as nothing', async () => {
    const first = world(rss('One'));
    await first.poll();
    const id = first.incoming[0]?.item.id;
    const edited = rss('One');
    first.ports.intake.fetch = async () => ({
      kind: 'body',
      bytes: new TextEncoder().encode(
        new TextDecoder().decode(edited).replace('</title></item>', ', corrected</title></item>'),
      ),
      finalUrl: FEED.url,
      cache: {},
    });
    await first.poll();
    expect(first.incoming.map((one) => [one.item.id, one.itemRevision])).toEqual([
      [id, 0],
      [id, 1],
    ]);
    const again = await first.poll();
    expect(again?.results).toEqual([]);
  });

  it('lets one poison item fail three times and then sets it aside, while the others go on and nothing is marked too early', async () => {
    const w = world(rss('Good', 'Poison', 'Fine'), {
      process: async (one) => {
        if (one.item.title === 'Poison') throw new TypeError('broken by this item');
        return w.result(one);
      },
    });
    const first = await w.poll();
    expect(first?.results.map((one) => one.item.title)).toEqual(['Fine', 'Good']);
    expect(first?.broken).toHaveLength(1);
    expect(w.states.get(FEED.id)?.['etag'], 'the bookmark must not move past a broken item').toBeUndefined();
    await w.poll();
    const third = await w.poll();
    expect(third?.broken).toHaveLength(1);
    expect(w.calls.at(-2)).toBe('mark 1');
    expect(w.states.get(FEED.id)?.['etag']).toBe('"1"');
    expect((await w.poll())?.unchanged ?? 0).toBe(0);
  });

  it('brings what failed in a first poll once more as archive, never as news', async () => {
    let isBroken = true;
    const w = world(rss('One'), {
      isArchived: false,
      process: async (one) => {
        if (isBroken) throw new TypeError('broken by this item');
        return w.result(one);
      },
    });
    await w.poll();
    isBroken = false;
    await w.poll();
    expect(w.incoming.map((one) => one.isArchive)).toEqual([true, true]);
    expect(w.states.get(FEED.id)?.['isArchived']).toBe(true);
  });

  it('reads an item once more, as a revision, that was edited between a crash and its repeat', async () => {
    const w = world(rss('One'), {
      process: async (one) => ({ ...w.result(one), ...(one.itemRevision === 0 && { isEditedSince: true as const }) }),
    });
    await w.poll();
    expect(w.states.get(FEED.id)?.['etag'], 'the edit would be lost behind a bookmark').toBeUndefined();
    await w.poll();
    await w.poll();
    expect(w.incoming.map((one) => one.itemRevision)).toEqual([0, 1]);
  });

  it.each([
    ['polled on time', { lastOkAt: NOW - 300_000, nextPollAt: NOW }, undefined],
    ['asked seldom, as the outlet wishes', { lastOkAt: NOW - 3 * LATE_AFTER, nextPollAt: NOW }, undefined],
    [
      'not polled for hours',
      { lastOkAt: NOW - 9 * LATE_AFTER, nextPollAt: NOW - 8 * LATE_AFTER },
      NOW - 9 * LATE_AFTER,
    ],
    ['failing for hours', { lastOkAt: NOW - 9 * LATE_AFTER, nextPollAt: NOW, failures: 7 }, NOW - 9 * LATE_AFTER],
  ])('tells since when an undated item is overdue in a feed %s', async (_what, state, since) => {
    const w = world(rss('One'));
    w.states.set(FEED.id, { ...newFeedState(NOW), isArchived: true, ...state });
    await w.poll();
    expect(w.incoming.map((one) => one.overdueSince)).toEqual([since && new Date(since).toISOString()]);
  });

  it('calls an item of a backlog overdue since it was published', async () => {
    const dated = new TextDecoder()
      .decode(rss('One'))
      .replace('</item>', '<pubDate>Sat, 21 Nov 2026 11:00:00 GMT</pubDate></item>');
    const w = world(new TextEncoder().encode(dated));
    const away = { lastOkAt: NOW - 9 * LATE_AFTER, nextPollAt: NOW - 8 * LATE_AFTER };
    w.states.set(FEED.id, { ...newFeedState(NOW), isArchived: true, ...away });
    await w.poll();
    expect(w.incoming.map((one) => one.overdueSince)).toEqual(['2026-11-21T11:00:00.000Z']);
  });

  it('marks nothing and moves no bookmark while Redis cannot answer', async () => {
    const w = world(rss('One'), {
      process: () => Promise.reject(new StoreUnavailable('place a report: away')),
    });
    await expect(w.poll()).rejects.toThrow(StoreUnavailable);
    expect(w.calls).toEqual(['look up', 'process One']);
  });
});
