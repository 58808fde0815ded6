import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import iconv from 'iconv-lite';
import type { Story, StoryItem, StoryOutlet } from './story.ts';

/** The demo's outlets as web servers: real feeds on loopback, with encodings, compression and conditional requests. */
export interface Newsroom {
  /** Address of an outlet's feed. */
  feedUrl(outletId: string): string;
  /** Publishes everything up to this round. */
  publish(round: number): void;
  /** How many answers were 200 and how many 304. */
  answers(): { readonly full: number; readonly notModified: number };
  close(): Promise<void>;
}

/** Opens one loopback port that serves every outlet's feed. `startedAt` is the instant that `minutesAgo` counts back from, epoch ms. */
export async function openNewsroom(story: Story, startedAt: number): Promise<Newsroom> {
  let round = 0;
  let full = 0;
  let notModified = 0;
  const server = createServer((request, response) => {
    const outlet = story.outlets.find((one) => request.url === pathOf(one));
    if (outlet === undefined) {
      response.writeHead(404).end();
      return;
    }
    const items = story.items
      .filter((item) => item.outlet === outlet.id && item.round <= round)
      .sort((a, b) => a.minutesAgo - b.minutesAgo);
    const body = iconv.encode(renderFeed(outlet, items, startedAt), outlet.encoding);
    const etag = `"${createHash('sha256').update(body).digest('hex').slice(0, 16)}"`;
    if (request.headers['if-none-match'] === etag) {
      notModified++;
      response.writeHead(304, { ETag: etag }).end();
      return;
    }
    full++;
    const isGzip = outlet.gzip && /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''));
    const type = { rss: 'application/rss+xml', atom: 'application/atom+xml', json: 'application/feed+json' }[
      outlet.format
    ];
    response.writeHead(200, {
      'Content-Type': `${type}; charset=${outlet.encoding}`,
      ETag: etag,
      ...(isGzip && { 'Content-Encoding': 'gzip' }),
    });
    response.end(isGzip ? gzipSync(body) : body);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    feedUrl(outletId) {
      const outlet = story.outlets.find((one) => one.id === outletId);
      if (outlet === undefined) throw new Error(`the story has no outlet ${outletId}`);
      return `http://127.0.0.1:${port}${pathOf(outlet)}`;
    },
    publish(next) {
      round = next;
    },
    answers: () => ({ full, notModified }),
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function pathOf(outlet: StoryOutlet): string {
  return `/${outlet.id}.${outlet.format === 'json' ? 'json' : 'xml'}`;
}

function linkOf(item: StoryItem): string {
  const slug = createHash('sha256').update(item.title).digest('hex').slice(0, 8);
  return `https://${item.outlet.replace(/^demo-/, '')}.example/${item.round}/${slug}`;
}

function renderFeed(outlet: StoryOutlet, items: readonly StoryItem[], startedAt: number): string {
  const dateOf = (item: StoryItem) => new Date(startedAt - item.minutesAgo * 60_000);
  if (outlet.format === 'json') {
    return JSON.stringify({
      version: 'https://jsonfeed.org/version/1.1',
      title: outlet.name,
      items: items.map((item) => ({
        id: linkOf(item),
        url: linkOf(item),
        title: item.title,
        content_text: item.summary,
        date_published: dateOf(item).toISOString(),
      })),
    });
  }
  if (outlet.format === 'atom') {
    const entries = items.map(
      (item) =>
        `<entry><id>${linkOf(item)}</id><title>${escapeXml(item.title)}</title><link href="${linkOf(item)}"/><updated>${dateOf(item).toISOString()}</updated><summary>${escapeXml(item.summary)}</summary></entry>`,
    );
    return `<?xml version="1.0" encoding="${outlet.encoding}"?>\n<feed xmlns="http://www.w3.org/2005/Atom"><title>${escapeXml(outlet.name)}</title><id>urn:demo:${outlet.id}</id><updated>${new Date(startedAt).toISOString()}</updated>\n${entries.join('\n')}\n</feed>`;
  }
  const entries = items.map(
    (item) =>
      `<item><guid>${linkOf(item)}</guid><title>${escapeXml(item.title)}</title><link>${linkOf(item)}</link><pubDate>${dateOf(item).toUTCString()}</pubDate><description>${escapeXml(item.summary)}</description></item>`,
  );
  return `<?xml version="1.0" encoding="${outlet.encoding}"?>\n<rss version="2.0"><channel><title>${escapeXml(outlet.name)}</title><link>https://example.org/</link><description>Sample</description>\n${entries.join('\n')}\n</channel></rss>`;
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
