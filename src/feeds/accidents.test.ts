import { describe, expect, it } from 'vitest';
import { type WrittenItem, writeRss } from './fixtures/feed-text.ts';
import { openNewsroom, START } from './fixtures/newsroom.ts';

const at = (minutes: number) => new Date(START + minutes * 60_000).toUTCString();
const old = (
  count: number,
  change: (item: WrittenItem, index: number) => WrittenItem = (item) => item,
): WrittenItem[] =>
  Array.from({ length: count }, (_, i) =>
    change(
      {
        title: `Old ${i}`,
        guid: `http://outlet.example/?p=${i}`,
        link: `https://outlet.example/news/${i}`,
        date: at(-60 - i),
      },
      i,
    ),
  );
const fresh = (name: string, more: Partial<WrittenItem> = {}): WrittenItem => ({
  title: name,
  guid: `http://outlet.example/?p=${name}`,
  link: `https://outlet.example/news/${name}`,
  date: at(1),
  ...more,
});

/** A newsroom whose archive holds thirty items. */
async function running(items: readonly WrittenItem[] = old(30)) {
  const room = openNewsroom();
  room.answer = writeRss(items);
  expect(await room.news()).toEqual([]);
  room.now += 300_000;
  return room;
}

// The nine accidents that separate a feed reader that loses or repeats news from one that does not.
describe('accidents of feeds', () => {
  it('tells an item that appears late, dated before the newest that is known', async () => {
    const room = await running();
    room.answer = writeRss([fresh('Late', { date: at(-90) }), fresh('New'), ...old(30)]);
    expect(await room.news()).toEqual(['Late', 'New']);
  });

  it('tells all of a burst of 25 items', async () => {
    const room = await running();
    room.answer = writeRss([...Array.from({ length: 25 }, (_, i) => fresh(`Burst ${i}`)), ...old(5)]);
    expect(await room.news()).toHaveLength(25);
  });

  it('tells items without a date, and only once', async () => {
    const room = await running();
    const undated = [1, 2].map(
      (i): WrittenItem => ({ title: `Undated ${i}`, guid: `u${i}`, link: `https://outlet.example/u/${i}` }),
    );
    room.answer = writeRss([...undated, ...old(30)]);
    expect(await room.news()).toEqual(['Undated 1', 'Undated 2']);
    room.now += 300_000;
    room.answer = writeRss([...undated, ...old(29)]);
    expect(await room.news()).toEqual([]);
  });

  it('tells nothing when a title is edited', async () => {
    const room = await running();
    room.answer = writeRss(old(30, (item, i) => (i === 3 ? { ...item, title: 'Old 3, corrected' } : item)));
    expect(await room.news()).toEqual([]);
  });

  it('tells nothing when dates of old items are bumped', async () => {
    const room = await running();
    room.answer = writeRss(old(30, (item, i) => (i < 5 ? { ...item, date: at(2) } : item)));
    expect(await room.news()).toEqual([]);
  });

  it('tells nothing when all guids change from http to https', async () => {
    const room = await running();
    room.answer = writeRss(old(30, (item) => ({ ...item, guid: item.guid?.replace('http:', 'https:') ?? '' })));
    expect(await room.news()).toEqual([]);
  });

  it('tells what was published while the process was down, killed before it could remember', async () => {
    const room = await running();
    const missed = Array.from({ length: 6 }, (_, i) => fresh(`Missed ${i}`));
    room.answer = writeRss([...missed.slice(0, 2), ...old(30)]);
    await room.news({ isKilled: true });
    room.now += 3 * 3_600_000;
    room.answer = writeRss([...missed, ...old(30)]);
    expect(await room.news()).toHaveLength(6);
  });

  it('tells both of two new items that share one guid, and neither again', async () => {
    const room = await running();
    const live = ['14:05 Fire near the village', '14:20 Fire has ceased'].map((title) =>
      fresh(title, { guid: 'live', link: 'https://outlet.example/live' }),
    );
    room.answer = writeRss([...live, ...old(30)]);
    expect(await room.news()).toEqual(['14:05 Fire near the village', '14:20 Fire has ceased']);
    room.now += 300_000;
    room.answer = writeRss([...live.slice(1), ...old(29)]);
    expect(await room.news()).toEqual([]);
  });

  it('tells nothing at the first start with thirty old items', async () => {
    const room = openNewsroom();
    room.answer = writeRss(old(30));
    expect(await room.news()).toEqual([]);
    expect(room.state.isArchived).toBe(true);
  });
});

// Habits of outlets that are read: one guid on every item, none at all, empty answers.
describe('habits of outlets', () => {
  it('reads a feed with one guid on every item', async () => {
    const same = (items: readonly WrittenItem[]) => items.map((item) => ({ ...item, guid: 'https://outlet.example' }));
    const room = await running(same(old(30)));
    room.answer = writeRss(same([fresh('New'), ...old(29)]));
    expect(await room.news()).toEqual(['New']);
  });

  it('reads a feed without guids', async () => {
    const bare = (items: readonly WrittenItem[]) => items.map(({ guid: _guid, ...item }) => item);
    const room = await running(bare(old(30)));
    room.answer = writeRss(bare([fresh('New'), ...old(29)]));
    expect(await room.news()).toEqual(['New']);
  });

  it('takes a guid that was repeated or emptied once for no reason to tell everything again', async () => {
    const room = await running();
    room.answer = writeRss(
      old(30, (item, i) =>
        i === 4 ? { ...item, guid: 'http://outlet.example/?p=5' } : i === 6 ? { ...item, guid: '' } : item,
      ),
    );
    expect(await room.news()).toEqual([]);
  });

  it('takes the first item of a feed that was empty for news', async () => {
    const room = openNewsroom();
    room.answer = writeRss([]);
    expect(await room.news()).toEqual([]);
    room.now += 300_000;
    room.answer = writeRss([fresh('First')]);
    expect(await room.news()).toEqual(['First']);
  });

  it('reads headlines without any text', async () => {
    const room = await running([]);
    room.answer = writeRss([fresh('Ceasefire violated, two wounded')]);
    expect(await room.news()).toEqual(['Ceasefire violated, two wounded']);
  });

  it('gives a known item whose text changed the same keys and another text', async () => {
    const room = openNewsroom();
    room.answer = writeRss(old(30));
    const before = await room.poll();
    room.answer = writeRss(old(30, (item, i) => (i === 0 ? { ...item, summary: 'The toll rose to three.' } : item)));
    const after = await room.poll();
    const [first, second] = [before, after].map((result) => (result.kind === 'items' ? result.items[0] : undefined));
    expect(second?.keys).toEqual(first?.keys);
    expect(second?.textHash).not.toBe(first?.textHash);
  });
});
