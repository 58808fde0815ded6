import { performance } from 'node:perf_hooks';
import RssParser from 'rss-parser';
import { escapeText, writeRss } from '../src/feeds/fixtures/feed-text.ts';
import { identifyCandidates } from '../src/feeds/identity.ts';
import { createParsePool, type ParsePool } from '../src/feeds/parse-pool.ts';
import { print } from './print.ts';

const NOW = Date.UTC(2026, 10, 21);
const IDENTITY = { outletId: 'outlet', feedId: 'feed', sharedKeys: [] } as const;
const SENTENCES = [
  'Fire was heard near the village. ',
  'Ночью обстреляны позиции. ', // Positions were shelled at night.
  'Գիշերը կրակոցներ են հնչել։ ', // Shots rang out at night.
  'Sərhəddə atəş açılıb. ', // Fire was opened at the border.
];

interface Kind {
  readonly name: string;
  document(count: number): string;
}

/** Two kilobytes of escaped HTML an item, in mixed scripts. */
const MIXED: Kind = {
  name: '',
  document: (count) => writeItems(count, (i) => `<p>${sentence(i).repeat(25)}</p><p>${sentence(i + 1).repeat(15)}</p>`),
};
/** Nothing but a title, a link and a date. */
const HEADLINES: Kind = { name: ', headlines alone', document: (count) => writeItems(count, () => undefined) };
/** A summary with boilerplate, and the whole article in CDATA. */
const ARTICLES: Kind = { name: ', whole articles', document: writeArticles };

/**
 * Compares reading a feed the way the service does with rss-parser's `parseString` on the same bytes. Ours is everything from the body of an answer to items with
 * an identity: handing the bytes to the reading thread, charset, reading in calls of 500 items, plain text, boilerplate, dates, fingerprints, the way back, and
 * what is shared within the feed. rss-parser is given UTF-8 and does nothing of that. Both are warm, take turns in one process in changing order, and what counts is
 * the median of the rounds' ratios, so that a pause of the garbage collector or another program in one round changes nothing.
 */
export async function speed(): Promise<void> {
  await compare(MIXED, 50, 60);
  const usual = await compare(MIXED, 1_000, 25);
  await compare(HEADLINES, 1_000, 25);
  await compare(ARTICLES, 1_000, 15);
  const large = await compare(MIXED, 50_000, 3);
  print('cost of an item at 50000 items against 1000', (large / usual).toFixed(2), 'about 1 (linear)');
}

/** Milliseconds an item, the median. */
async function compare(kind: Kind, count: number, rounds: number): Promise<number> {
  const text = kind.document(count);
  const pool = createParsePool({ timeoutMs: 60_000, memoryMb: 2_048, itemsPerCall: 500, threads: 1 });
  await pool.warm();
  const plain = new RssParser();
  const own: number[] = [];
  const ratios: number[] = [];
  // Optimised code comes after some hundred items.
  const idle = count > 10_000 ? 0 : 5;
  for (let round = -idle; round < rounds; round++) {
    const isOwnFirst = round % 2 === 0;
    const before = isOwnFirst ? 0 : await timePlain(plain, Buffer.from(text), count);
    const took = await timeOwn(pool, Buffer.from(text), count);
    const theirs = isOwnFirst ? await timePlain(plain, Buffer.from(text), count) : before;
    if (round < 0) continue;
    own.push(took);
    ratios.push(theirs / took);
  }
  await pool.close();
  const [ratio, took] = [median(ratios), median(own)];
  const figure = `${ratio.toFixed(2)} (${took.toFixed(1)} ms, ${((1000 * took) / count).toFixed(0)} µs an item)`;
  print(`speed at ${count} items${kind.name} (rss-parser = 1.00)`, figure, count === 1_000 ? '>= 0.8' : '-');
  return took / count;
}

async function timeOwn(pool: ParsePool, bytes: Uint8Array, count: number): Promise<number> {
  const start = performance.now();
  const read = await pool.readNews(bytes, { now: NOW }, IDENTITY.feedId);
  const items = read.kind === 'news' ? identifyCandidates(read.candidates, IDENTITY).entries : [];
  const took = performance.now() - start;
  if (items.length !== count) throw new Error(`the bench feed was not read whole: ${items.length} of ${count} items`);
  return took;
}

async function timePlain(parser: RssParser, bytes: Buffer, count: number): Promise<number> {
  const start = performance.now();
  const { items } = await parser.parseString(bytes.toString());
  const took = performance.now() - start;
  if (items.length !== count) throw new Error(`rss-parser read ${items.length} of ${count} items`);
  return took;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

function sentence(i: number): string {
  return SENTENCES[i % SENTENCES.length] ?? '';
}

function writeItems(count: number, summaryOf: (i: number) => string | undefined): string {
  return writeRss(
    Array.from({ length: count }, (_, i) => {
      const summary = summaryOf(i);
      return {
        title: `Ceasefire report ${i}`,
        guid: `item-${i}`,
        link: `https://outlet.example/news/${i}`,
        date: new Date(NOW - i * 60_000).toUTCString(),
        ...(summary === undefined ? {} : { summary }),
      };
    }),
  );
}

function writeArticles(count: number): string {
  const items = Array.from({ length: count }, (_, i) => {
    const link = `https://outlet.example/news/${i}/`;
    const paragraphs = Array.from(
      { length: 6 },
      (_paragraph, k) =>
        `<p class="wide"><strong>${sentence(i + k)}</strong>${sentence(i + k).repeat(8)}<a href="${link}?a=1&amp;b=${k}">${sentence(k)}</a></p>`,
    );
    return [
      `<item>\n\t<title>Ceasefire report ${i} &#8211; ${escapeText(sentence(i))}</title>\n\t<link>${link}</link>`,
      `\t<dc:creator><![CDATA[Desk]]></dc:creator>\n\t<pubDate>${new Date(NOW - i * 60_000).toUTCString()}</pubDate>`,
      `\t<category><![CDATA[News]]></category>\n\t<guid isPermaLink="false">https://outlet.example/?p=${i}</guid>`,
      `\t<description><![CDATA[<p>${sentence(i).repeat(6)}</p><p>The post <a href="${link}">Ceasefire report ${i}</a> appeared first on <a href="/">Outlet</a>.</p>]]></description>`,
      `\t<content:encoded><![CDATA[${paragraphs.join('\n')}]]></content:encoded>\n</item>`,
    ].join('\n');
  });
  const names = 'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"';
  return `<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" ${names}>\n<channel>\n<title>Outlet</title>\n${items.join('\n')}\n</channel></rss>`;
}
