import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseFeedDate } from './dates.ts';
import { decodeFeed } from './decode.ts';
import { scoreReal, scoreSuite } from './fixtures/suites.ts';
import { toFeedEntry } from './raw-entry.ts';
import { readFeed } from './read.ts';
import { readPlainRss } from './rss-parser-reader.ts';
import { openXml } from './xml-reader.ts';

const CORPUS = join(import.meta.dirname, '../../../shared/corpus/feeds');
const isHere = existsSync(join(CORPUS, 'real/expected.json'));
if (!isHere) console.info(`skipped: the feed corpus is not at ${CORPUS}`);

const NOW = Date.UTC(2026, 10, 21);
const rowsOf = <T>(path: string): readonly T[] => JSON.parse(readFileSync(join(CORPUS, path), 'utf8')) as readonly T[];

describe.skipIf(!isHere)('the corpus of real feeds', () => {
  it('is read whole: every document parses, with as many items as expected', async () => {
    const rows = rowsOf<{ file: string; expected: { items: readonly unknown[] } }>('real/expected.json');
    const short: string[] = [];
    for (const { file, expected } of rows) {
      const result = await readFeed(readFileSync(join(CORPUS, 'real', file)), { now: NOW });
      const count = result.kind === 'items' ? result.items.length : -1;
      if (count < expected.items.length) short.push(`${file}: ${count} of ${expected.items.length}`);
    }
    expect(short).toEqual([]);
  });

  it('gives the same items whichever reader reads it', async () => {
    let readByBoth = 0;
    for (const { file } of rowsOf<{ file: string }>('real/expected.json')) {
      const decoded = decodeFeed(readFileSync(join(CORPUS, 'real', file)));
      const plain = decoded.kind === 'text' ? await readPlainRss(decoded.text) : undefined;
      if (plain === undefined || decoded.kind !== 'text') continue;
      readByBoth++;
      const tolerant = openXml(decoded.text, undefined)?.next(10_000) ?? [];
      const [left, right] = [plain.entries, tolerant].map((entries) =>
        entries.map((raw) => toFeedEntry(raw, { now: NOW })),
      );
      expect(left, file).toEqual(right);
    }
    expect(readByBoth).toBeGreaterThan(30);
  });

  it('has its regional dates read to the instant', () => {
    for (const { s, v } of rowsOf<{ s: string; v: number | null }>('dates_regional.json')) {
      expect([s, parseFeedDate(s) ?? null]).toEqual([s, v]);
    }
  });
});

describe.skipIf(!isHere)('the suites of other parsers', () => {
  it.each(['core', 'gofeed'] as const)('are read rightly: %s', async (set) => {
    const figures = await scoreSuite(join(CORPUS, 'suites'), set, NOW);
    expect(figures.parsed / figures.documents).toBeGreaterThanOrEqual(set === 'core' ? 1 : 0.98);
    expect(figures.right / figures.values).toBeGreaterThanOrEqual(0.9);
  });

  it('and the real feeds give title, link and date of nearly every item', async () => {
    const figures = await scoreReal(join(CORPUS, 'real'), NOW);
    expect(figures.parsed).toBe(figures.documents);
    expect(figures.right / figures.items).toBeGreaterThanOrEqual(0.987);
  });
});
