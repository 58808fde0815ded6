import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RawEntry } from './raw-entry.ts';
import { readQuickEntry } from './xml-quick-entry.ts';
import { openXml } from './xml-reader.ts';

const BASE = 'https://outlet.example/feed';

function entriesOf(text: string): readonly RawEntry[] {
  const reader = openXml(text, BASE);
  const entries: RawEntry[] = [];
  for (let page = reader?.next(2) ?? []; page.length > 0; page = reader?.next(2) ?? []) entries.push(...page);
  return entries;
}

/** A document type with an entity keeps every entry away from the quick reader. */
const SLOWLY = '<!DOCTYPE x [<!ENTITY unused "u">]>';

const place = { prefixes: new Map(), base: BASE, own: '', names: new Map() };
const quick = (text: string, tag = 'item') => readQuickEntry(text, 0, tag, place);

describe('entries without oddities', () => {
  it('are read with their fields, attributes and bases', () => {
    const text =
      '<item rdf:about="u&amp;v">\n<title>A &amp; B</title><link/><a:Link xmlns:a="http://www.w3.org/2005/Atom" HREF=\'x\' xml:base="/a/"/>' +
      '<!-- note --><description>x<![CDATA[<b>&amp;</b>]]>y<p class="c">z<br/></p><q:r>s</q:r></description></item>rest';
    expect(quick(text)).toEqual({
      attributes: { 'rdf:about': 'u&v' },
      base: BASE,
      end: text.length - 'rest'.length,
      fields: [
        { vocabulary: '', local: 'title', attributes: {}, base: BASE, text: 'A & B' },
        { vocabulary: '', local: 'link', attributes: {}, base: BASE, text: '' },
        {
          vocabulary: 'atom',
          local: 'link',
          attributes: { href: 'x', 'xml:base': '/a/' },
          base: 'https://outlet.example/a/',
          text: '',
        },
        {
          vocabulary: '',
          local: 'description',
          attributes: {},
          base: BASE,
          text: 'x<b>&amp;</b>y<p>z<br></br></p> s',
        },
      ],
    });
  });

  it.each([
    ['another element', '<items></items>'],
    ['an empty one', '<item/>'],
    ['a missing end tag', '<item><title>a</title>'],
    ['a field without an end tag', '<item><title>a<link>b</link></title></item>'],
    ['an end tag of something else', '<item><title>a</b></title></item>'],
    ['an end tag in capitals', '<item><title>a</TITLE></item>'],
    ['a bare sign', '<item><title>a < b</title></item>'],
    ['an attribute without quotes', '<item><guid isPermaLink=false>a</guid></item>'],
    ['an attribute twice', '<item><guid a="1" a="2">a</guid></item>'],
    ['an instruction', '<item><?php ?><title>a</title></item>'],
    ['a comment inside a field', '<item><title>a<!-- b --></title></item>'],
    ['an odd comment', '<item><!--><title>a</title>--></item>'],
    ['CDATA between fields', '<item><![CDATA[x]]><title>a</title></item>'],
    ['CDATA without an end', '<item><title><![CDATA[x</title></item>'],
    ['an item inside', '<item><item></item></item>'],
    ['a group of media', '<item><media:group></media:group></item>'],
    ['deep nesting', `<item><description>${'<b>'.repeat(60)}${'</b>'.repeat(60)}</description></item>`],
  ])('are left to the tolerant reader: %s', (_name, text) => {
    expect(quick(text)).toBeUndefined();
  });

  it('are the same whether they are read quickly or not', () => {
    const piece = fc.constantFrom(
      '<title>',
      '</title>',
      '<title>Fire &amp; smoke</title>',
      '<description>',
      '</description>',
      '<![CDATA[',
      ']]>',
      '<p>quiet</p>',
      '<br/>',
      '<!-- c -->',
      '<!--',
      '<link>/1</link>',
      '<link rel="self" href="/2"/>',
      '<author><name>N</name></author>',
      '<item>',
      '</item>',
      '<item rdf:about="/3">',
      '<media:group>',
      '</media:group>',
      '<media:title>m</media:title>',
      '<content xml:base="/b/" type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">d</div></content>',
      '<dc:date xmlns:dc="http://purl.org/dc/elements/1.1/">2020-09-29</dc:date>',
      '<guid isPermaLink=false>g</guid>',
      '&lt;b&gt;',
      '<?x ?>',
      ' ',
      '<',
      '&',
      '<TITLE>T</TITLE>',
      '</channel>',
    );
    const item = fc.array(piece, { maxLength: 6 }).map((pieces) => `<item>${pieces.join('')}</item>`);
    const atom = item.map((text) => text.replaceAll('item', 'entry'));
    fc.assert(
      fc.property(fc.array(item, { maxLength: 6 }), fc.array(atom, { maxLength: 6 }), (items, entries) => {
        const rss = `<rss version="2.0"><channel><title>Outlet</title><item><title>first</title></item>${items.join('')}</channel></rss>`;
        expect(entriesOf(rss)).toEqual(entriesOf(SLOWLY + rss));
        const feed = `<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>first</title></entry>${entries.join('\n')}</feed>`;
        expect(entriesOf(feed)).toEqual(entriesOf(SLOWLY + feed));
      }),
      { numRuns: 1_000 },
    );
  });
});
