import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FeedEntry } from '../domain/item.ts';
import { canonicalLink } from './canonical-link.ts';
import { identify, textHash } from './identity.ts';

const entry = (fields: Partial<FeedEntry>): FeedEntry => ({
  url: '',
  title: 'Ceasefire holds',
  summary: '',
  dateBasis: 'firstSeen',
  ...fields,
});
const context = { outletId: 'outlet', feedId: 'outlet-en', sharedKeys: [] };
const keysOf = (fields: Partial<FeedEntry>) => identify([entry(fields)], context).entries[0]?.keys ?? [];

describe('what identifies an item', () => {
  const same: readonly (readonly [string, Partial<FeedEntry>, Partial<FeedEntry>])[] = [
    ['guid from http to https', { guid: 'http://www.outlet.example/?p=12' }, { guid: 'https://outlet.example/?p=12' }],
    [
      'guid rewritten, same link',
      { guid: 'a', url: 'https://outlet.example/news/1' },
      { guid: 'b', url: 'https://outlet.example/news/1' },
    ],
    [
      'link with tracking',
      { url: 'https://outlet.example/news/1?utm_source=rss' },
      { url: 'http://www.outlet.example/news/1/' },
    ],
    [
      'title edited, same guid',
      { guid: 'tag:outlet,1', title: 'Two wounded' },
      { guid: 'tag:outlet,1', title: 'Three wounded' },
    ],
    [
      'date bumped',
      { url: 'https://outlet.example/1', publishedAt: '2020-09-27T10:00:00.000Z' },
      { url: 'https://outlet.example/1', publishedAt: '2020-09-29T10:00:00.000Z' },
    ],
    [
      'neither guid nor link: title and day',
      { title: 'Ceasefire  HOLDS!', publishedAt: '2020-09-27T10:00:00.000Z' },
      { publishedAt: '2020-09-27T23:00:00.000Z' },
    ],
  ];
  it.each(same)('stays the same: %s', (_name, before, after) => {
    expect(keysOf(before).some((key) => keysOf(after).includes(key))).toBe(true);
  });

  const different: readonly (readonly [string, Partial<FeedEntry>, Partial<FeedEntry>])[] = [
    ['another article number', { url: 'https://outlet.example/?id=1' }, { url: 'https://outlet.example/?id=2' }],
    ['the same headline under another link', { url: 'https://outlet.example/1' }, { url: 'https://outlet.example/2' }],
    [
      'the same headline on another day, without guid and link',
      { publishedAt: '2020-09-27T10:00:00.000Z' },
      { publishedAt: '2020-09-28T10:00:00.000Z' },
    ],
    [
      'items that link to the front page only',
      { url: 'https://outlet.example/', title: 'Shelling' },
      { url: 'https://outlet.example/', title: 'Truce' },
    ],
  ];
  it.each(different)('differs: %s', (_name, before, after) => {
    expect(keysOf(before).some((key) => keysOf(after).includes(key))).toBe(false);
  });

  it('keeps the numbers of two feeds of one outlet apart', () => {
    const other = identify([entry({ guid: '17' })], { ...context, feedId: 'outlet-hy' }).entries[0]?.keys;
    expect(other).not.toEqual(keysOf({ guid: '17' }));
  });
});

describe('a guid or link that stands on two titles', () => {
  const liveBlog = [
    entry({ guid: 'live', url: 'https://outlet.example/live', title: '14:05 Fire near the village' }),
    entry({ guid: 'live', url: 'https://outlet.example/live', title: '14:20 Fire has ceased' }),
  ];

  it('identifies nothing: both items are known by title and day', () => {
    const { entries, sharedKeys } = identify(liveBlog, context);
    expect(entries.map(({ keys }) => keys.every((key) => key.startsWith('t.')))).toEqual([true, true]);
    expect(entries[0]?.keys).not.toEqual(entries[1]?.keys);
    expect(sharedKeys).toHaveLength(2);
  });

  it('identifies nothing later either, when only one of the two is left', () => {
    const first = identify(liveBlog, context);
    const later = identify(liveBlog.slice(1), { ...context, sharedKeys: first.sharedKeys });
    expect(later.entries[0]?.keys).toEqual(first.entries[1]?.keys);
  });

  it('does not make an item new that was known before the guid was shared', () => {
    const before = identify(liveBlog.slice(0, 1), context).entries[0];
    const after = identify(liveBlog, context).entries[0];
    expect(before?.markKeys).toEqual(expect.arrayContaining([...(after?.keys ?? ['none'])]));
  });

  it('leaves the link in force where only the guid is shared', () => {
    const many = Array.from({ length: 100 }, (_, i) =>
      entry({ guid: 'same', url: `https://outlet.example/${i}`, title: `Item ${i}` }),
    );
    const { entries } = identify(many, context);
    expect(entries).toHaveLength(100);
    expect(entries.every(({ keys }) => keys.length === 1 && keys[0]?.startsWith('l.'))).toBe(true);
  });
});

describe('laws of identity', () => {
  const entries = fc.array(
    fc.record({
      guid: fc.constantFrom('', 'a', 'b', 'https://outlet.example/?p=1'),
      url: fc.constantFrom('', 'https://outlet.example/1', 'https://outlet.example/2', 'https://outlet.example/'),
      title: fc.constantFrom('', 'One', 'Two', 'Three'),
    }),
    { maxLength: 8 },
  );

  it('every entry has a key, and no key stands on two entries of a poll', () => {
    fc.assert(
      fc.property(entries, (rows) => {
        const keys = identify(rows.map(entry), context).entries.map((one) => one.keys);
        expect(keys.every((own) => own.length > 0)).toBe(true);
        expect(new Set(keys.flat()).size).toBe(keys.flat().length);
      }),
    );
  });

  it('every title of a poll survives, whatever guids and links it shares', () => {
    fc.assert(
      fc.property(entries, (rows) => {
        const titles = new Set(rows.map(({ title }) => title));
        expect(new Set(identify(rows.map(entry), context).entries.map((one) => one.entry.title))).toEqual(titles);
      }),
    );
  });

  it('text that differs in case, spaces and punctuation only is no revision', () => {
    expect(textHash({ title: 'Ceasefire  holds', summary: 'Quiet.' })).toBe(
      textHash({ title: 'CEASEFIRE HOLDS', summary: 'Quiet' }),
    );
    expect(textHash({ title: 'Two wounded', summary: '' })).not.toBe(textHash({ title: 'Three wounded', summary: '' }));
  });
});

describe('canonical links', () => {
  it.each([
    ['https://www.outlet.example:443/A/index.html?b=2&a=1#top', 'outlet.example/A?a=1&b=2#top'],
    ['http://outlet.example/%D5%AC%D5%B8%D6%82%D6%80', 'outlet.example/լուր'],
    ['https://outlet.example/live#post-12', 'outlet.example/live#post-12'],
    ['https://outlet.example/1#xtor=RSS-1', 'outlet.example/1'],
    ['https://outlet.example/', undefined],
    ['mailto:desk@outlet.example', undefined],
    ['', undefined],
  ])('%s', (link, wanted) => {
    expect(canonicalLink(link)).toBe(wanted);
  });
});
