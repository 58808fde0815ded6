import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseFeedDate } from './dates.ts';
import { writeRss } from './fixtures/feed-text.ts';
import { toPlainText } from './plain-text.ts';
import { readFeed } from './read.ts';

const NOW = Date.UTC(2026, 10, 21);
const WHOLE = Buffer.from(
  writeRss([
    {
      title: 'Ceasefire & talks',
      guid: '1',
      link: 'https://outlet.example/1',
      date: 'Tue, 29 Sep 2020 14:05:00 +0400',
      summary: '<p>Quiet</p>',
    },
    { title: 'Հրադադար', guid: '2', link: 'https://outlet.example/2', date: '29.09.2020', summary: 'Գիշեր' },
  ]),
);
const scrap = fc.constantFrom(
  '<',
  '>',
  '&',
  '"',
  "'",
  '</item>',
  '<item>',
  '<![CDATA[',
  ']]>',
  '<!--',
  '-->',
  '\0',
  '<!DOCTYPE',
  ' xmlns="x"',
  '&#x0;',
  '\ufffe',
  '<entry>',
  '{',
);

describe('laws of reading', () => {
  it('any bytes give items or a reason, never an exception', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
        expect(['items', 'failed']).toContain((await readFeed(bytes, { now: NOW })).kind);
      }),
    );
  });

  it('a feed with anything put anywhere gives items or a reason', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(WHOLE.length), scrap, fc.nat(WHOLE.length), async (at, piece, cut) => {
        const spoilt = Buffer.concat([
          WHOLE.subarray(0, at),
          Buffer.from(piece),
          WHOLE.subarray(at, Math.max(at, cut)),
        ]);
        expect(['items', 'failed']).toContain((await readFeed(spoilt, { now: NOW })).kind);
      }),
      { numRuns: 500 },
    );
  });

  it('a feed cut off anywhere keeps whole items only', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(WHOLE.length), async (cut) => {
        const result = await readFeed(WHOLE.subarray(0, cut), { now: NOW });
        const titles = result.kind === 'items' ? result.items.map(({ title }) => title) : [];
        expect(['Ceasefire & talks', 'Հրադադար'].slice(0, titles.length)).toEqual(titles);
      }),
    );
  });

  it('plain text is one line without control characters, whatever went in', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        expect(toPlainText(text)).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]|^\s|\s$|\s\s/u);
      }),
    );
  });

  it('a date is an instant between 1970 and 2200, or none', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ maxLength: 60 }), fc.stringMatching(/^[0-9 :./+-]{0,30}$/)), (text) => {
        const at = parseFeedDate(text);
        expect(at === undefined || (at >= -86_400_000 && at < Date.UTC(2201, 0))).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });
});
