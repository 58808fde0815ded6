import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { writeRss } from '../src/feeds/fixtures/feed-text.ts';

/** Five thousand feeds on every loopback address: each answers 304 to its validator, but one in twenty has something new every time. */
let answered = 0;
const server = createServer((request, response) => {
  answered++;
  const index = Number.parseInt(request.url?.slice(1) ?? '0', 10);
  const isChanging = index % 20 === 0;
  const etag = isChanging ? `"${index}-${answered}"` : `"${index}"`;
  if (request.headers['if-none-match'] === etag) {
    response.writeHead(304, { etag }).end();
    return;
  }
  const items = Array.from({ length: 50 }, (_, i) => ({
    title: `Report ${index}-${isChanging ? answered : 0}-${i}`,
    guid: `${index}-${isChanging ? answered : 0}-${i}`,
    link: `https://outlet.example/${index}/${isChanging ? answered : 0}/${i}`,
    date: 'Tue, 29 Sep 2020 14:05:00 +0400',
    summary: '<p>Fire was heard near the village at night.</p>'.repeat(10),
  }));
  response.writeHead(200, { etag, 'content-type': 'application/rss+xml; charset=utf-8' }).end(writeRss(items));
});
server.listen(0, '0.0.0.0', () => process.send?.((server.address() as AddressInfo).port));
