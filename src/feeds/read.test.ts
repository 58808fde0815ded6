import { describe, expect, it } from 'vitest';
import { type ReadContext, readFeed } from './read.ts';

const NOW = Date.UTC(2026, 10, 21);
const read = (text: string, more: Partial<ReadContext> = {}) => readFeed(Buffer.from(text), { now: NOW, ...more });
const first = async (text: string, more: Partial<ReadContext> = {}) => {
  const result = await read(text, more);
  return result.kind === 'items' ? result.items[0] : result;
};
const rss = (item: string, channel = '', root = 'version="2.0"') =>
  `<rss ${root}><channel><title>Outlet</title><link>https://outlet.example/</link>${channel}<item>${item}</item></channel></rss>`;
const atom = (entry: string, root = 'xmlns="http://www.w3.org/2005/Atom"') =>
  `<feed ${root}><title>Outlet</title>${entry}</feed>`;

describe('RSS', () => {
  it('gives guid, link, title, summary and date of an ordinary item', async () => {
    const item =
      '<title>Ceasefire &amp; talks</title><link>https://outlet.example/1</link><guid isPermaLink="false">17</guid><description>&lt;p&gt;Quiet&lt;/p&gt;&lt;p&gt;night&lt;/p&gt;</description><pubDate>Tue, 29 Sep 2020 14:05:00 +0400</pubDate>';
    expect(await first(rss(item))).toEqual({
      guid: '17',
      url: 'https://outlet.example/1',
      title: 'Ceasefire & talks',
      summary: 'Quiet night',
      publishedAt: '2020-09-29T10:05:00.000Z',
      dateBasis: 'stated',
    });
  });

  it.each([
    ['a permanent guid stands in for the link', '<guid>https://outlet.example/1</guid>', 'https://outlet.example/1'],
    ['a guid that is no link does not', '<guid isPermaLink="false">https://outlet.example/1</guid>', ''],
    ['a relative link starts at the address of the feed', '<link>/news/1</link>', 'https://feeds.example/news/1'],
    [
      'xml:base comes before the address of the feed',
      '<link xml:base="https://outlet.example/a/">1</link>',
      'https://outlet.example/a/1',
    ],
    ['an Atom link in RSS', '<atom:link href="https://outlet.example/1"/>', 'https://outlet.example/1'],
    ['javascript is no link', '<link>javascript:alert(1)</link>', ''],
    ['a link in CDATA with spaces', '<link><![CDATA[ https://outlet.example/1 ]]></link>', 'https://outlet.example/1'],
  ])('%s', async (_name, item, url) => {
    expect(await first(rss(`<title>x</title>${item}`), { url: 'https://feeds.example/rss' })).toMatchObject({ url });
  });

  it('takes the whole text where there is no description', async () => {
    expect(await first(rss('<content:encoded><![CDATA[<p>Whole text</p>]]></content:encoded>'))).toMatchObject({
      summary: 'Whole text',
    });
  });

  it.each([
    ['no date', ''],
    ['an unreadable date', '<pubDate>yesterday</pubDate>'],
    ['a date in the future', '<pubDate>Sat, 21 Nov 2026 00:11:00 GMT</pubDate>'],
  ])('counts from first sight: %s', async (_name, date) => {
    const item = await first(rss(`<title>x</title>${date}`));
    expect(item).toMatchObject({ dateBasis: 'firstSeen' });
    expect(item).not.toHaveProperty('publishedAt');
  });

  it('believes a clock that is a few minutes fast', async () => {
    expect(await first(rss('<title>x</title><pubDate>Sat, 21 Nov 2026 00:09:00 GMT</pubDate>'))).toMatchObject({
      dateBasis: 'stated',
    });
  });

  it('tells what the feed says of itself', async () => {
    const channel =
      '<ttl>30</ttl><atom:link rel="hub" href="https://hub.example/"/><atom:link rel="self" href="/rss"/>';
    expect(await read(rss('<title>x</title>', channel), { url: 'https://outlet.example/rss' })).toMatchObject({
      title: 'Outlet',
      ttlMs: 1_800_000,
      hub: 'https://hub.example/',
      self: 'https://outlet.example/rss',
    });
  });

  it('reads RDF, with rdf:about as guid', async () => {
    const rdf = `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
      <channel><title>Outlet</title></channel>
      <item rdf:about="https://outlet.example/1"><title>x</title><link>https://outlet.example/1</link><dc:date>2020-09-29</dc:date></item></rdf:RDF>`;
    expect(await first(rdf)).toMatchObject({
      guid: 'https://outlet.example/1',
      publishedAt: '2020-09-29T00:00:00.000Z',
    });
  });
});

describe('Atom', () => {
  it('takes the alternate link and the published date', async () => {
    const entry =
      '<entry><id>tag:outlet.example,2020:1</id><title>x</title><link rel="enclosure" href="https://outlet.example/a.mp3"/><link rel="alternate" href="/1"/><updated>2020-09-30T00:00:00Z</updated><published>2020-09-29T00:00:00Z</published></entry>';
    expect(await first(atom(entry), { url: 'https://outlet.example/atom' })).toMatchObject({
      guid: 'tag:outlet.example,2020:1',
      url: 'https://outlet.example/1',
      publishedAt: '2020-09-29T00:00:00.000Z',
    });
  });

  it.each([
    ['<title type="text">A &lt; B &amp; C</title>', 'A < B & C'],
    ['<title type="html">A &amp;lt; B &amp;mdash; &lt;i&gt;C&lt;/i&gt;</title>', 'A < B — C'],
    ['<title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">A<br/>B <em>C</em></div></title>', 'A B C'],
    ['<title>A<b>B</b></title>', 'AB'],
  ])('reads %s', async (title, text) => {
    expect(await first(atom(`<entry>${title}</entry>`))).toMatchObject({ title: text });
  });

  it('does not take the feed that an entry quotes for the entry', async () => {
    const entry =
      '<entry><source><title>Other outlet</title><id>other</id></source><title>Own</title><id>own</id></entry>';
    expect(await first(atom(entry))).toMatchObject({ title: 'Own', guid: 'own' });
  });

  it('reads version 0.3 and a single entry as a document', async () => {
    expect(
      await first(
        atom(
          '<entry><title>x</title><issued>2004-01-01T00:00:00Z</issued></entry>',
          'version="0.3" xmlns="http://purl.org/atom/ns#"',
        ),
      ),
    ).toMatchObject({ publishedAt: '2004-01-01T00:00:00.000Z' });
    expect(await first('<entry xmlns="http://www.w3.org/2005/Atom"><title>Alone</title></entry>')).toMatchObject({
      title: 'Alone',
    });
  });
});

describe('habits of outlets and their systems', () => {
  const named = (item: string, root: string) => rss(`<link>https://outlet.example/1</link>${item}`, '', root);
  it.each([
    [
      'a drawing leaves nothing of itself',
      rss(
        '<description><![CDATA[Two wounded <svg><path d="M0 0"/><g><circle r="1"/></g></svg>near the <line>]]></description>',
      ),
      { summary: 'Two wounded near the <line>' },
    ],
    [
      'a formula leaves its letters',
      rss('<description><![CDATA[<math><mrow><mi>a</mi><mo>+</mo></mrow></math>]]></description>'),
      { summary: 'a +' },
    ],
    [
      'elements of a site or of another vocabulary',
      rss('<description><![CDATA[<amp-img src="x"></amp-img>Two<fb:like/> wounded]]></description>'),
      { summary: 'Two wounded' },
    ],
    [
      'addresses in angle brackets stay',
      rss('<description><![CDATA[See <http://outlet.example/2>]]></description>'),
      { summary: 'See <http://outlet.example/2>' },
    ],
    ['CDATA that was escaped', rss('<title>&lt;![CDATA[Two wounded]]&gt;</title>'), { title: 'Two wounded' }],
    ['a link without its scheme', rss('<link>www.outlet.example/1</link>'), { url: 'https://www.outlet.example/1' }],
    [
      'a link that was escaped twice',
      rss('<link>https://outlet.example/?a=1&amp;amp;b=2</link>'),
      { url: 'https://outlet.example/?a=1&b=2' },
    ],
    [
      'the full text of a news aggregator',
      named(
        '<yandex:full-text>Whole text</yandex:full-text>',
        'version="2.0" xmlns:yandex="http://news.yandex.example/"',
      ),
      { summary: 'Whole text' },
    ],
    [
      'RSS in the namespace of HTML',
      named('<title>x</title>', 'version="2.0" xmlns="http://www.w3.org/1999/xhtml"'),
      { title: 'x', url: 'https://outlet.example/1' },
    ],
    [
      'RSS in the namespace of Atom',
      named('<description>x</description>', 'version="2.0" xmlns="http://www.w3.org/2005/Atom"'),
      { summary: 'x' },
    ],
    [
      'RDF under another prefix',
      '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><item r:about="https://outlet.example/1"><title>x</title></item></r:RDF>',
      { url: 'https://outlet.example/1' },
    ],
    [
      'the page comes before the same as JSON',
      atom(
        '<entry><link type="application/json" href="https://outlet.example/1.json"/><link type="text/html" href="https://outlet.example/1"/></entry>',
      ),
      { url: 'https://outlet.example/1' },
    ],
    [
      'content that is a page elsewhere',
      atom('<entry><title>x</title><content type="text/html" src="https://outlet.example/1"/></entry>'),
      { url: 'https://outlet.example/1' },
    ],
    [
      'content that is a picture is no page',
      atom('<entry><title>x</title><content type="image/png" src="https://outlet.example/1.png"/></entry>'),
      { url: '' },
    ],
    [
      'JSON written by hand',
      '{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", "title": "Two\nwounded",},]}',
      { title: 'Two wounded' },
    ],
  ])('%s', async (_name, text, item) => {
    expect(await first(text)).toMatchObject(item);
  });
});

describe('JSON Feed', () => {
  it('is read like the others', async () => {
    const feed = {
      version: 'https://jsonfeed.org/version/1.1',
      title: 'Outlet',
      items: [
        { id: 7, url: '/1', title: 'x', content_html: '<p>Quiet</p>', date_published: '2020-09-29T14:05:00+04:00' },
        'junk',
      ],
    };
    expect(await read(JSON.stringify(feed), { url: 'https://outlet.example/feed.json' })).toMatchObject({
      kind: 'items',
      title: 'Outlet',
      items: [
        {
          guid: '7',
          url: 'https://outlet.example/1',
          title: 'x',
          summary: 'Quiet',
          publishedAt: '2020-09-29T10:05:00.000Z',
        },
      ],
    });
  });
});

describe('pages and lists without a feed', () => {
  // The public preview of a channel: messages without headlines.
  const channel = `<main>
    <div class="message"><div class="text">Two servicemen were wounded.<br>Details follow.</div><a class="date" href="https://t.example/mod/1"><time datetime="2020-09-29T14:05:00+00:00">14:05</time></a></div>
    <div class="message"><a class="date" href="https://t.example/mod/2"><time datetime="2020-09-29T15:00:00+00:00">15:00</time></a></div></main>`;

  it('gives messages their first line as title, and leaves out the ones without text', async () => {
    const selectors = { item: '.message', link: 'a.date', title: '.text', date: 'time', summary: '.text' };
    const result = await read(channel, { list: { kind: 'page', selectors } });
    expect(result.kind === 'items' && result.items).toEqual([
      {
        url: 'https://t.example/mod/1',
        title: 'Two servicemen were wounded.',
        summary: 'Two servicemen were wounded. Details follow.',
        publishedAt: '2020-09-29T14:05:00.000Z',
        dateBasis: 'stated',
      },
    ]);
  });

  it('cuts a title that never ends at a word', async () => {
    const page = `<div><p>${'long words '.repeat(40)}</p></div>`;
    const item = await first(page, { list: { kind: 'page', selectors: { item: 'div', title: 'p' } } });
    expect(item).toMatchObject({ title: expect.stringMatching(/^(?:long words )+(?:long|long words)…$/) });
  });

  it('reads a JSON list by paths', async () => {
    const list = [
      {
        id: 5,
        link: 'https://outlet.example/5',
        title: { rendered: 'Ceasefire &#8211; day two' },
        date_gmt: '2020-09-29T14:05:00',
      },
    ];
    const selectors = { item: '.', link: 'link', title: 'title.rendered', date: 'date_gmt' };
    expect(await first(JSON.stringify(list), { list: { kind: 'json', selectors } })).toMatchObject({
      guid: '5',
      title: 'Ceasefire – day two',
      publishedAt: '2020-09-29T14:05:00.000Z',
    });
  });

  it('names a selector that is none', async () => {
    const result = await read('<p>x</p>', { list: { kind: 'page', selectors: { item: 'p[' } } });
    expect(result).toMatchObject({ kind: 'failed', message: expect.stringContaining('correct selectors:') });
  });

  it.each([
    ['page', '<html><body>redesigned</body></html>', 'selectorFoundNothing'],
    ['json', '{"data":[]}', 'selectorFoundNothing'],
    ['json', '<html></html>', 'notAFeed'],
  ] as const)('says why a %s gives nothing: %s', async (kind, text, reason) => {
    expect(await read(text, { list: { kind, selectors: { item: 'data.items' } } })).toMatchObject({
      kind: 'failed',
      reason,
    });
  });
});
