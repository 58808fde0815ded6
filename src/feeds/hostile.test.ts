import { afterAll, describe, expect, it } from 'vitest';
import { HOSTILE_CASES } from './fixtures/hostile.ts';
import { createParsePool } from './parse-pool.ts';
import { readFeed } from './read.ts';

const NOW = Date.UTC(2026, 10, 21);
const pool = createParsePool({ timeoutMs: 10_000, memoryMb: 192, itemsPerCall: 500, threads: 1 });
afterAll(() => pool.close());

describe('hostile and broken documents', () => {
  it.each(HOSTILE_CASES)('keeps what can be kept, or says why not: $name', async ({ document, titles, failed }) => {
    const result = await pool.read(Buffer.from(document()), { now: NOW });
    if (titles !== undefined) {
      expect(result).toMatchObject({ kind: 'items' });
      expect(result.kind === 'items' && result.items.map((item) => item.title)).toEqual(titles);
    } else if (failed !== undefined) {
      expect(result).toMatchObject({ kind: 'failed', reason: failed });
    } else {
      expect(['items', 'failed']).toContain(result.kind);
    }
  });

  it('keeps an address with bare ampersands as written, and reads no entity out of it', async () => {
    const link = 'https://outlet.example/?a=1&b=2&copy=3';
    const feed = `<rss version="2.0"><channel><item><title>x</title><link>${link}</link></item></channel></rss>`;
    const result = await readFeed(Buffer.from(feed), { now: NOW });
    expect(result.kind === 'items' && result.items[0]?.url).toBe(link);
  });

  it('writes the scheme of an address small, and nothing else of it', async () => {
    const link = 'Http://Outlet.example/News?Q=1';
    const feed = `<rss version="2.0"><channel><item><title>x</title><link>${link}</link></item></channel></rss>`;
    const result = await readFeed(Buffer.from(feed), { now: NOW });
    expect(result.kind === 'items' && result.items[0]?.url).toBe('http://Outlet.example/News?Q=1');
  });

  it('is not left waiting by a broken document that follows on another one', async () => {
    const first =
      '<rss version="2.0"><channel><item><title>t</title><link>a><b>x</b></item></channel></rss>to__ <link>';
    const second =
      '<rss version="2.0"><channel><item><title>&ion="1.0" encoding="UTF-8"?><rss version="2.0"><channel></channel></rss>';
    for (const text of [first, second, first])
      expect(await readFeed(Buffer.from(text), { now: 0 })).toMatchObject({ kind: 'items' });
  });

  it('leaves the prototype of objects alone', async () => {
    const proto = HOSTILE_CASES.find(({ name }) => name.includes('__proto__'));
    await readFeed(Buffer.from(proto?.document() ?? ''), { now: NOW });
    expect(({} as Record<string, unknown>)['1']).toBeUndefined();
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});

describe('reading threads', () => {
  it('give up a document that needs more time than allowed, and read the next one', async () => {
    const hurried = createParsePool({ timeoutMs: 1, memoryMb: 192, itemsPerCall: 500, threads: 1 });
    const huge = `<rss version="2.0"><channel>${'<item><title>Ceasefire holds</title></item>'.repeat(100_000)}</channel></rss>`;
    const given = await hurried.read(Buffer.from(huge), { now: NOW });
    expect(given).toMatchObject({ kind: 'failed', reason: 'parseTimeout' });
    await hurried.close();
  });

  it('survive a document that needs more memory than allowed', async () => {
    const small = createParsePool({ timeoutMs: 20_000, memoryMb: 32, itemsPerCall: 500_000, threads: 1 });
    const huge = `<rss version="2.0"><channel>${'<item><title>Ceasefire holds</title><guid>1</guid></item>'.repeat(400_000)}</channel></rss>`;
    expect(await small.read(Buffer.from(huge), { now: NOW })).toMatchObject({ kind: 'failed', reason: 'parseTimeout' });
    const next = await small.read(
      Buffer.from('<rss version="2.0"><channel><item><title>Next</title></item></channel></rss>'),
      { now: NOW },
    );
    expect(next).toMatchObject({ kind: 'items', items: [{ title: 'Next' }] });
    await small.close();
  });

  it('hand over every item of a feed that is longer than one call', async () => {
    const feed = `<rss version="2.0"><channel>${Array.from({ length: 1_234 }, (_, i) => `<item><title>Item ${i}</title></item>`).join('')}</channel></rss>`;
    const result = await pool.read(Buffer.from(feed), { now: NOW });
    expect(result.kind === 'items' && result.items.map(({ title }) => title)).toEqual(
      Array.from({ length: 1_234 }, (_, i) => `Item ${i}`),
    );
  });

  it('read several feeds at once without mixing them', async () => {
    const feeds = Array.from(
      { length: 12 },
      (_, i) => `<rss version="2.0"><channel><item><title>Feed ${i}</title></item></channel></rss>`,
    );
    const results = await Promise.all(feeds.map((feed) => pool.read(Buffer.from(feed), { now: NOW })));
    expect(results.map((result) => result.kind === 'items' && result.items[0]?.title)).toEqual(
      feeds.map((_, i) => `Feed ${i}`),
    );
  });
});
