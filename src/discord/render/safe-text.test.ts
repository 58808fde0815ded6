import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainText, safeLink, safeLinkText, safeText } from './safe-text.ts';

describe('text from outside', () => {
  it.each([
    [
      'Markdown',
      '*bold* _it_ ~~no~~ `code` ||spoiler||',
      '\\*bold\\* \\_it\\_ \\~\\~no\\~\\~ \\`code\\` \\|\\|spoiler\\|\\|',
    ],
    ['a heading at the start', '# Breaking', '\\# Breaking'],
    ['a list at the start', '- Breaking', '\\- Breaking'],
    ['a quote at the start', '> Breaking', '\\> Breaking'],
    ['a mention of everyone', 'hi @everyone', 'hi @\u200Beveryone'],
    ['a mention by id', '<@123> <@&456> <#789>', '\\<@\u200B123\\> \\<@\u200B&456\\> \\<#789\\>'],
    ['a masked link', '[BBC](https://evil.example)', '\\[BBC\\] (https:\u200B//evil.example)'],
    ['an address', 'see https://evil.example/x', 'see https:\u200B//evil.example/x'],
    ['an invitation', 'discord.gg/abc', 'discord.\u200Bgg/abc'],
    ['line breaks and controls', 'a\r\n\tb\u0000c\u2028d', 'a b c d'],
    ['direction changes', 'a\u202Eb\u2066c\u2069d\u200F', 'abcd'],
    ['invisible letters', 'a\u200Bb\u00ADc\uFEFFd\u{E0041}', 'abcd'],
    ['a backslash', 'a\\*b', 'a\\\\\\*b'],
    ['half a character', 'a\uD83Db', 'a\uFFFDb'],
  ])('is shown as it is and does nothing: %s', (_, text, expected) => {
    expect(safeText(text, 200)).toBe(expected);
  });

  it('keeps the joiner that Persian words need', () => {
    expect(safeText('می‌کند', 50)).toBe('می‌کند');
  });

  it('keeps letters of every language and their marks', () => {
    for (const text of ['Սոթքի ուղղությամբ', 'Ağdərə', 'Ереван', 'სოთქი', 'آتش‌بس', 'Élysée', 'İzmir']) {
      expect(safeText(text, 50)).toBe(text);
    }
  });

  it('cuts a stack of marks that would paint over the lines around it', () => {
    expect(safeText(`a${'\u0301'.repeat(60)}`, 200).length).toBeLessThan(8);
  });

  it('cuts at whole characters and says so', () => {
    expect(safeText('ааааа', 3)).toBe('аа…');
    expect(safeText('👩‍👩‍👧‍👦👩‍👩‍👧‍👦', 6).isWellFormed()).toBe(true);
    expect(safeText('*****', 5)).toBe('\\*\\*…');
    expect(safeText('abc', 0)).toBe('');
  });

  it('never outgrows its room, never ends in a lone backslash, on any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), fc.integer({ min: 1, max: 120 }), (text, max) => {
        const safe = safeText(text, max);
        expect(safe.length).toBeLessThanOrEqual(max);
        expect(safe.isWellFormed()).toBe(true);
        expect(/(?:^|[^\\])(?:\\\\)*\\(?:…)?$/.test(safe)).toBe(false);
        expect(/(?:^|[^\\])(?:\\\\)*[*_~`|<>[\]]/.test(safe)).toBe(false);
        expect(plainText(text, max).length).toBeLessThanOrEqual(max);
      }),
    );
  });

  it('a megabyte is cut before it is looked at', () => {
    expect(safeText('ա*'.repeat(1_000_000), 100).length).toBeLessThanOrEqual(100);
  });

  it('brackets cannot end the words of a link', () => {
    expect(safeLinkText('a](https://evil.example)[b', 80)).toBe('a)(https:\u200B//evil.example)(b');
  });
});

describe('links', () => {
  it.each([
    ['https://news.am/hy/1', 'https://news.am/hy/1', 'news.am'],
    [
      'https://news.example/новости (1)',
      'https://news.example/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8%20%281%29',
      'news.example',
    ],
    ['https://bbc.com@evil.example/', 'https://evil.example/', 'evil.example'],
    ['https://аррӏе.com/', 'https://xn--80ak6aa92e.com/', 'xn--80ak6aa92e.com'],
  ])('%s is shown with the host it opens', (address, href, host) => {
    expect(safeLink(address)).toEqual({ href, host });
  });

  it.each([
    'javascript:alert(1)',
    'data:text/html,x',
    'ftp://a.example',
    '/relative',
    '',
    'discord://x',
    `https://a.example/${'x'.repeat(600)}`,
  ])('is refused: %s', (address) => {
    expect(safeLink(address)).toBeUndefined();
  });
});
