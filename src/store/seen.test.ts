import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startTestRedis, type TestRedis } from '../../tests/support/redis.ts';
import { connectStore, type Store } from './connect.ts';
import type { ItemRecord } from './item-record.ts';
import { createItemStore } from './items.ts';
import { createSeenStore } from './seen.ts';
import { StoreUnavailable } from './unavailable.ts';

const DAY_MS = 86_400_000;

function record(id: string, overrides: Partial<ItemRecord> = {}): ItemRecord {
  return {
    item: {
      id,
      feedId: 'feed-a',
      outletId: 'outlet-a',
      guid: `https://news.example.am/${id}`,
      url: `https://news.example.am/${id}`,
      // "Border village shelled in the night, says the ministry"
      title: 'Գիշերը գնդակոծվել է սահմանամերձ գյուղը, հայտնում է նախարարությունը',
      summary: '',
      dateBasis: 'firstSeen',
      fetchedAt: '2026-11-21T10:00:00.000Z',
      language: 'hy',
      languageConfidence: 1,
    },
    decidedAt: '2026-11-21T10:00:00.000Z',
    outcome: 'drop',
    reason: 'no cue of a label',
    ...overrides,
  };
}

describe('seen items', () => {
  let server: TestRedis;
  let store: Store;

  beforeAll(async () => {
    server = await startTestRedis({ durable: true });
    store = await connectStore({ address: server.url, deadlineMs: 2000 });
  });
  afterEach(() => server.flush());
  afterAll(async () => {
    await store.close();
    await server.stop();
  });

  const seen = () => createSeenStore(store, { retentionMs: 90 * DAY_MS });
  const items = () => createItemStore(store, { retentionMs: 90 * DAY_MS });

  it('knows an item by any of its keys, and by the strongest first', async () => {
    await seen().mark('outlet-a', [{ itemId: 'i1', keys: ['guid:1', 'link:1'], textHash: 'h1' }]);
    await seen().mark('outlet-a', [{ itemId: 'i2', keys: ['guid:2'], textHash: 'h2' }]);
    const questions = [['guid:1', 'link:9'], ['guid:9', 'link:1'], ['guid:2', 'link:1'], ['guid:9'], []].map(
      (keys) => ({ keys }),
    );
    expect(await seen().lookUp('outlet-a', questions)).toEqual([
      { kind: 'known', itemId: 'i1', textHash: 'h1', revision: 1, matchedKey: 'guid:1' },
      { kind: 'known', itemId: 'i1', textHash: 'h1', revision: 1, matchedKey: 'link:1' },
      { kind: 'known', itemId: 'i2', textHash: 'h2', revision: 1, matchedKey: 'guid:2' },
      { kind: 'unknown' },
      { kind: 'unknown' },
    ]);
  });

  it('keeps outlets apart', async () => {
    await seen().mark('outlet-a', [{ itemId: 'i1', keys: ['guid:1'], textHash: 'h1' }]);
    expect(await seen().lookUp('outlet-b', [{ keys: ['guid:1'] }])).toEqual([{ kind: 'unknown' }]);
  });

  it('counts edits, and marking the same twice changes nothing', async () => {
    const mark = (textHash: string) => seen().mark('outlet-a', [{ itemId: 'i1', keys: ['guid:1'], textHash }]);
    expect(await mark('h1')).toEqual([{ itemId: 'i1', revision: 1, change: 'new' }]);
    expect(await mark('h1')).toEqual([{ itemId: 'i1', revision: 1, change: 'same' }]);
    expect(await mark('h2')).toEqual([{ itemId: 'i1', revision: 2, change: 'edited' }]);
    expect(await mark('h2')).toEqual([{ itemId: 'i1', revision: 2, change: 'same' }]);
  });

  it('never binds a key to a second item', async () => {
    await seen().mark('outlet-a', [{ itemId: 'i1', keys: ['link:1'], textHash: 'h1' }]);
    await seen().mark('outlet-a', [{ itemId: 'i2', keys: ['guid:2', 'link:1'], textHash: 'h2' }]);
    const answers = await seen().lookUp('outlet-a', [{ keys: ['link:1'] }]);
    expect(answers).toMatchObject([{ itemId: 'i1' }]);
  });

  it('binds a further key of a known item', async () => {
    await seen().mark('outlet-a', [{ itemId: 'i1', keys: ['guid:1', 'link:old'], textHash: 'h1' }]);
    await seen().mark('outlet-a', [{ itemId: 'i1', keys: ['guid:1', 'link:new'], textHash: 'h1' }]);
    const answers = await seen().lookUp('outlet-a', [{ keys: ['link:new'] }, { keys: ['link:old'] }]);
    expect(answers).toMatchObject([{ itemId: 'i1' }, { itemId: 'i1' }]);
  });

  it('lets an item expire, but not while it still stands in its feed', async () => {
    const keys = (await store.ask('count', (redis) => redis.keys('*'))).length;
    expect(keys).toBe(0);
    await createSeenStore(store, { retentionMs: DAY_MS }).mark('outlet-a', [
      { itemId: 'i1', keys: ['guid:1', 'link:1'], textHash: 'h1' },
    ]);
    // To a store that remembers for 90 days, an item with one day left has passed more than half of its time.
    await seen().lookUp('outlet-a', [{ keys: ['guid:1', 'link:1'] }]);
    const names = await store.ask('list', (redis) => redis.keys('*'));
    for (const name of names) {
      expect(await store.ask('ttl', (redis) => redis.pttl(name)), name).toBeGreaterThan(89 * DAY_MS);
    }
    expect(names).toHaveLength(3);
  });

  it('never says "unknown" when Redis cannot answer', async () => {
    await seen().mark('outlet-a', [{ itemId: 'i1', keys: ['guid:1'], textHash: 'h1' }]);
    await server.kill();
    await expect(seen().lookUp('outlet-a', [{ keys: ['guid:1'] }])).rejects.toThrow(StoreUnavailable);
    await expect(seen().mark('outlet-a', [{ itemId: 'i2', keys: [], textHash: 'h' }])).rejects.toThrow(
      StoreUnavailable,
    );
    await server.start();
    const lookUp = () => seen().lookUp('outlet-a', [{ keys: ['guid:1'] }]);
    await expect.poll(() => lookUp().catch(() => 'away'), { timeout: 5000 }).toMatchObject([{ itemId: 'i1' }]);
  });

  describe('decisions', () => {
    const markAll = (records: readonly ItemRecord[]) =>
      seen().mark(
        'outlet-a',
        records.map((each) => ({
          itemId: each.item.id,
          keys: [each.item.id],
          textHash: 'h',
          url: each.item.url,
          record: each,
        })),
      );

    it('are found by item and by link', async () => {
      await markAll([record('i1', { score: 0.4, label: 'clash', details: { rule: 'advert' } })]);
      expect(await items().get('i1')).toEqual(
        record('i1', { score: 0.4, label: 'clash', details: { rule: 'advert' } }),
      );
      expect(await items().findByUrl('https://news.example.am/i1')).toMatchObject({ item: { id: 'i1' } });
      expect(await items().findByUrl('https://news.example.am/i2')).toBeUndefined();
      expect(await items().get('i2')).toBeUndefined();
    });

    it('are listed newest first, over all outcomes or one, page by page', async () => {
      const at = (minute: number) => `2026-11-21T10:${String(minute).padStart(2, '0')}:00.000Z`;
      const outcomes = ['drop', 'alert', 'drop', 'review', 'drop'];
      await markAll(outcomes.map((outcome, minute) => record(`i${minute}`, { outcome, decidedAt: at(minute) })));
      const ids = async (query: Parameters<ReturnType<typeof items>['recent']>[0]) =>
        (await items().recent(query)).map(({ item }) => item.id);
      expect(await ids({ limit: 10 })).toEqual(['i4', 'i3', 'i2', 'i1', 'i0']);
      expect(await ids({ limit: 2 })).toEqual(['i4', 'i3']);
      expect(await ids({ limit: 2, beforeMs: Date.parse(at(3)) })).toEqual(['i2', 'i1']);
      expect(await ids({ limit: 10, sinceMs: Date.parse(at(3)) })).toEqual(['i4', 'i3']);
      expect(await ids({ limit: 10, outcome: 'drop' })).toEqual(['i4', 'i2', 'i0']);
      expect(await ids({ limit: 10, feedId: 'feed-b' })).toEqual([]);
      expect(await items().counts()).toEqual({ alert: 1, drop: 3, review: 1 });
    });

    it('can be revised: the item then stands under its new outcome only', async () => {
      await markAll([record('i1', { outcome: 'review' })]);
      await items().save(record('i1', { outcome: 'alert', reason: 'approved by a moderator' }));
      expect(await items().counts()).toEqual({ alert: 1, review: 0 });
      expect(await items().get('i1')).toMatchObject({ outcome: 'alert', reason: 'approved by a moderator' });
      // The revision of the text is no matter of the decision.
      expect(await seen().lookUp('outlet-a', [{ keys: ['i1'] }])).toMatchObject([{ textHash: 'h', revision: 1 }]);
    });

    it('stay when an item is marked again without one', async () => {
      await markAll([record('i1', { outcome: 'alert' })]);
      await seen().mark('outlet-a', [{ itemId: 'i1', keys: ['i1'], textHash: 'h2' }]);
      expect(await items().get('i1')).toMatchObject({ outcome: 'alert' });
    });

    it('leave the lists when they have expired', async () => {
      await markAll([record('old', { decidedAt: '2026-01-01T00:00:00.000Z' }), record('new')]);
      expect(await items().prune(Date.parse('2026-11-21T12:00:00Z'))).toBe(1);
      expect(await items().counts()).toEqual({ drop: 1 });
    });

    it('keep of a summary what fits, without cutting a character in two', async () => {
      const long = { ...record('i1').item, summary: `${'a'.repeat(599)}😀${'b'.repeat(100)}` };
      await markAll([record('i1', { item: long })]);
      expect((await items().get('i1'))?.item.summary).toBe(`${'a'.repeat(599)}…`);
    });

    it('take at most 1.5 kB of Redis an item, everything counted', async () => {
      const words =
        'հայտնում է պաշտպանության նախարարությունը զինծառայող վիրավորվել դիրքերի ուղղությամբ կրակ բացել երեկոյան'.split(
          ' ',
        );
      const text = (seed: number, length: number) =>
        Array.from({ length }, (_word, place) => words[(seed * 7 + place * (seed % 11) + place) % words.length]).join(
          ' ',
        );
      const before = await usedMemory();
      const count = 3000;
      await markAll(
        Array.from({ length: count }, (_each, seed) => {
          const item = {
            ...record(`outlet-a-${seed}-${(seed * 7919).toString(36)}`).item,
            title: text(seed, 10),
            summary: text(seed + 1, 60),
          };
          return record(item.id, {
            item,
            details: { language: 'script', cues: ['hy/clash/fire', 'hy/party/mod'], gate: 'conflict' },
          });
        }),
      );
      const bytes = ((await usedMemory()) - before) / count;
      expect(bytes).toBeLessThan(1500);
    });

    async function usedMemory(): Promise<number> {
      const info = await store.ask('memory', (redis) => redis.info('memory'));
      return Number(/used_memory:(\d+)/.exec(info)?.[1]);
    }
  });
});
