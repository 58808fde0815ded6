import { describe, expect, it } from 'vitest';
import { type FetchAnswer, failed } from './fetch.ts';
import { writeRss } from './fixtures/feed-text.ts';
import { bodyOf, openNewsroom, START } from './fixtures/newsroom.ts';

const FEED = writeRss([{ title: 'Ceasefire holds', guid: '1', link: 'https://outlet.example/1' }]);
const body = (more: Partial<Extract<FetchAnswer, { kind: 'body' }>> = {}): FetchAnswer =>
  ({ ...bodyOf(FEED, 'https://outlet.example/rss'), ...more }) as FetchAnswer;
const status = (code: number, more: object = {}): FetchAnswer => ({
  ...failed('httpStatus', `answers ${code}`),
  status: code,
  ...more,
});

describe('one poll', () => {
  it('sends back the validators of the last whole answer unchanged', async () => {
    const room = openNewsroom();
    room.answer = body({ etag: 'W/"a b"', lastModified: 'Tue, 29 Sep 2020 12:00:00 GMT' });
    await room.poll();
    room.answer = { kind: 'notModified', cache: {} };
    expect((await room.poll()).kind).toBe('notModified');
    expect(room.requests[1]).toMatchObject({ etag: 'W/"a b"', lastModified: 'Tue, 29 Sep 2020 12:00:00 GMT' });
  });

  it('keeps the validators through failures, and forgets them when the server stops sending them', async () => {
    const room = openNewsroom();
    room.answer = body({ etag: '"1"' });
    await room.poll();
    room.answer = status(500);
    await room.poll();
    expect(room.state.etag).toBe('"1"');
    room.answer = bodyOf(writeRss([{ title: 'Other', guid: '2' }]), 'https://outlet.example/rss');
    await room.poll();
    expect(room.state.etag).toBeUndefined();
  });

  it('takes an unchanged body for not modified, though the server sends it whole', async () => {
    const room = openNewsroom();
    room.answer = FEED;
    expect((await room.poll()).kind).toBe('items');
    expect((await room.poll()).kind).toBe('notModified');
  });

  it('asks as itself, or as the feed says', async () => {
    const room = openNewsroom({ userAgent: 'Mozilla/5.0 (compatible; ceasefire-monitor)', headers: { 'x-key': '1' } });
    room.answer = FEED;
    await room.poll();
    expect(room.requests[0]).toMatchObject({
      userAgent: 'Mozilla/5.0 (compatible; ceasefire-monitor)',
      headers: { 'x-key': '1' },
    });
  });

  it('reads dates without a zone in the zone of the feed', async () => {
    const room = openNewsroom({ timezone: 'Asia/Yerevan' });
    room.answer = writeRss([{ title: 'x', guid: '1', date: '2020-09-29 10:00:00' }]);
    const result = await room.poll();
    expect(result.kind === 'items' && result.items[0]?.entry.publishedAt).toBe('2020-09-29T06:00:00.000Z');
  });

  it('does not believe a date in the future', async () => {
    const room = openNewsroom();
    room.answer = writeRss([{ title: 'x', guid: '1', date: new Date(START + 3_600_000).toUTCString() }]);
    const result = await room.poll();
    expect(result.kind === 'items' && result.items[0]?.entry).toMatchObject({ dateBasis: 'firstSeen' });
  });

  it('hands over summaries without the boilerplate of the site', async () => {
    const room = openNewsroom();
    room.answer = writeRss([
      { title: 'x', guid: '1', summary: 'Two soldiers were wounded. The post Two wounded appeared first on Outlet.' },
    ]);
    const result = await room.poll();
    expect(result.kind === 'items' && result.items[0]?.entry.summary).toBe('Two soldiers were wounded.');
  });

  it('tells once of the new address that a permanent redirect names', async () => {
    const room = openNewsroom();
    room.answer = body({ movedTo: 'https://outlet.example/new' });
    expect(await room.poll()).toMatchObject({ movedTo: 'https://outlet.example/new' });
    room.answer = {
      ...bodyOf(writeRss([{ title: 'Other', guid: '2' }]), 'https://outlet.example/new'),
      movedTo: 'https://outlet.example/new',
    } as FetchAnswer;
    expect(await room.poll()).not.toHaveProperty('movedTo');
  });

  it('remembers the hub that the feed or its headers name', async () => {
    const room = openNewsroom();
    room.answer = body({ link: '<https://hub.example/>; rel="hub", <https://outlet.example/rss>; rel=self' });
    await room.poll();
    expect(room.state).toMatchObject({ hub: 'https://hub.example/', topic: 'https://outlet.example/rss' });
  });
});

describe('when a poll fails', () => {
  it('doubles the interval up to the ceiling, and goes on for ever', async () => {
    const room = openNewsroom();
    room.answer = status(500);
    const waits: number[] = [];
    for (let i = 0; i < 30; i++) {
      await room.poll();
      waits.push(room.state.nextPollAt - room.now);
      room.now = room.state.nextPollAt;
    }
    expect(waits.slice(0, 3)).toEqual([600_000, 1_200_000, 2_400_000]);
    expect(new Set(waits.slice(8))).toEqual(new Set([21_600_000]));
  });

  it('returns to the own interval with the first answer', async () => {
    const room = openNewsroom();
    room.answer = status(500);
    await room.poll();
    room.answer = FEED;
    await room.poll();
    expect(room.state).toMatchObject({ failures: 0, nextPollAt: room.now + 300_000 });
  });

  it('leaves the whole host alone for as long as it asks, without counting that as failures', async () => {
    const room = openNewsroom();
    room.answer = status(429, { retryAfterAt: START + 1_800_000 });
    await room.poll();
    room.now += 60_000;
    const result = await room.poll();
    expect(result).toMatchObject({ kind: 'deferred', until: START + 1_800_000 });
    expect(room.requests).toHaveLength(1);
    expect(room.state.failures).toBe(1);
  });

  it('leaves only the feed alone where its configuration says so', async () => {
    const room = openNewsroom({ retryAfterScope: 'feed' });
    room.answer = status(503, { retryAfterAt: START + 1_800_000 });
    await room.poll();
    expect(room.deps.hosts.blockedUntil('outlet.example')).toBe(0);
    expect(room.state.nextPollAt).toBe(START + 1_800_000);
  });

  it('takes 410 for the end of the feed', async () => {
    const room = openNewsroom();
    room.answer = status(410, { isGone: true });
    const result = await room.poll();
    expect(result).toMatchObject({ kind: 'failed', isGone: true, notice: { kind: 'changed', to: 'gone' } });
    expect(room.state.nextPollAt - room.now).toBeGreaterThanOrEqual(86_400_000);
  });

  it('gives reading errors the same way as transport errors', async () => {
    const room = openNewsroom();
    room.answer = '<!doctype html><html><body>Outlet</body></html>';
    expect(await room.poll()).toMatchObject({ kind: 'failed', reason: 'notAFeed' });
    expect(room.state.bodyHash).toBeUndefined();
  });
});

describe('pages without a feed', () => {
  const page = (rows: string) => `<html><body><ul class="news">${rows}</ul></body></html>`;
  const selectors = { item: '.news li', link: 'a', title: 'h3', date: 'time', summary: 'p' };
  const row =
    '<li><h3>Ceasefire holds</h3><time>29.09.2020 14:05</time><p>Quiet <b>night</b>.</p><a href="/en/news/1">more</a></li>';

  it('are read by selectors', async () => {
    const room = openNewsroom({
      kind: 'page',
      selectors,
      url: 'https://ministry.example/en/news',
      timezone: 'Asia/Yerevan',
    });
    room.answer = page(row);
    const result = await room.poll();
    expect(result.kind === 'items' && result.items[0]?.entry).toEqual({
      url: 'https://ministry.example/en/news/1',
      title: 'Ceasefire holds',
      summary: 'Quiet night.',
      publishedAt: '2020-09-29T10:05:00.000Z',
      dateBasis: 'stated',
    });
  });

  it('are failing when the selectors match nothing any more, told once', async () => {
    const room = openNewsroom({ kind: 'page', selectors });
    room.answer = page(row);
    await room.poll();
    const notices: unknown[] = [];
    for (let i = 0; i < 12; i++) {
      room.now += 600_000;
      room.answer = `<html><body><main>redesigned ${i}</main></body></html>`;
      const result = await room.poll();
      expect(result).toMatchObject({ kind: 'failed', reason: 'selectorFoundNothing' });
      if (result.notice !== undefined) notices.push(result.notice);
    }
    expect(notices).toMatchObject([{ kind: 'changed', to: 'failing', error: { reason: 'selectorFoundNothing' } }]);
  });

  it('are not read where robots.txt forbids it', async () => {
    const room = openNewsroom({ kind: 'page', selectors });
    Object.assign(room.deps, {
      robots: { check: async () => ({ kind: 'forbidden', message: 'robots.txt disallows /rss' }) },
    });
    expect(await room.poll()).toMatchObject({ kind: 'failed', reason: 'robots' });
    expect(room.requests).toEqual([]);
  });
});
