import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { decodeFeed } from './decode.ts';
import { ENCODING_CASES } from './fixtures/encodings.ts';
import { readFeed } from './read.ts';

const NOW = Date.UTC(2026, 10, 21);

describe('characters of feeds', () => {
  it('has a table of at least fifty cases', () => {
    expect(ENCODING_CASES.length).toBeGreaterThanOrEqual(50);
  });

  it.each(ENCODING_CASES)('reads, or says that it cannot: $name', async ({ bytes, contentType, title, without }) => {
    const result = await readFeed(bytes, { contentType, now: NOW });
    if (without === 'title') expect(result).toMatchObject({ kind: 'items', items: [{ title }] });
    else expect(result).toMatchObject({ kind: 'failed', reason: 'undecodable' });
  });

  it.each(ENCODING_CASES)(
    'reads with the override of the feed: $name',
    async ({ bytes, contentType, override, title }) => {
      const result = await readFeed(bytes, { contentType, encoding: override, now: NOW });
      expect(result).toMatchObject({ kind: 'items', items: [{ title }] });
    },
  );

  it('keeps an override from spoiling a feed that has changed to UTF-8', () => {
    const decoded = decodeFeed(Buffer.from('<rss>Перемирие</rss>'), { override: 'windows-1251' });
    expect(decoded).toMatchObject({ kind: 'text', text: '<rss>Перемирие</rss>', basis: 'validUtf8' });
  });

  it('names an override that nobody knows', () => {
    const decoded = decodeFeed(Buffer.from('<rss/>'), { override: 'windows-9999' });
    expect(decoded.kind === 'undecodable' && decoded.message).toContain('windows-9999');
  });

  it('bears one stray byte in a long feed, and refuses more than one in a thousand', () => {
    const long = Buffer.concat([Buffer.from('a'.repeat(2000)), Buffer.from([0xff]), Buffer.from('é')]);
    expect(decodeFeed(long)).toMatchObject({ kind: 'text', basis: 'fallback' });
    const spoilt = Buffer.concat([Buffer.from('a'.repeat(500)), Buffer.from([0xff, 0xfe, 0xff]), Buffer.from('é')]);
    expect(decodeFeed(spoilt)).toMatchObject({ kind: 'undecodable' });
  });

  it('reads unlabelled bytes of western Europe as what they are', () => {
    const french = iconv.encode(
      '<rss>Le cessez-le-feu a été violé près du village, selon le ministère</rss>',
      'windows-1252',
    );
    expect(decodeFeed(french)).toMatchObject({ kind: 'text', charset: 'windows-1252' });
  });
});
