import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../domain/language.ts';
import { SAMPLE_INCIDENTS } from '../../words/sample-incidents.ts';
import { SAMPLE_NAMES } from '../../words/sample-names.ts';
import { wordsOf } from '../../words/words.ts';
import { renderAlert } from '../render/alert.ts';
import { alertPicturePage, galleryPage } from './gallery-page.ts';
import { markdownToHtml, type PreviewClock } from './markdown.ts';
import { messageHtml } from './message.ts';

const CLOCK: PreviewClock = { words: wordsOf('en'), zone: 'Asia/Yerevan', now: '2026-11-21T11:00:00Z' };
const line = (text: string) => markdownToHtml(text, CLOCK).replace(/^<div class="line">|<\/div>$/g, '');

describe('Discord’s Markdown as HTML', () => {
  it.each([
    ['bold, italic, struck', '**a** *b* ~~c~~', '<strong>a</strong> <em>b</em> <s>c</s>'],
    ['escaped signs stay signs', '\\*\\*a\\*\\*', '**a**'],
    ['code', '`news.am`', '<code>news.am</code>'],
    ['a link', '[x\\*y](https://a.example/)', '<a href="https://a.example/" rel="noreferrer">x*y</a>'],
    ['a moment in the reader’s zone', '<t:1795254000:t>', '<time>13:40</time>'],
    ['a moment from now', '<t:1795254000:R>', '<time>80 minutes ago</time>'],
    ['a mention', '<@&1>', '<span class="mention">@role</span>'],
    ['what is never closed', '**a', '<strong>a</strong>'],
    ['HTML', '<script>alert(1)</script>', '&#60;script&#62;alert(1)&#60;/script&#62;'],
  ])('%s', (_, markdown, html) => {
    expect(line(markdown)).toBe(html);
  });
});

it('a feed’s title cannot become HTML', () => {
  const [incident] = Object.values(SAMPLE_INCIDENTS);
  if (incident === undefined) throw new Error('there are samples');
  const claims = incident.claims.map((claim) => ({ ...claim, quote: '<img src=x onerror=alert(1)>"\'&' }));
  const html = messageHtml(
    renderAlert({ ...incident, claims }, { language: 'en', names: SAMPLE_NAMES }),
    CLOCK,
    incident.updatedAt,
  );
  expect(html).not.toContain('<img');
});

it('the gallery shows every language, and asks nothing of anybody', () => {
  const html = galleryPage() + alertPicturePage();
  for (const language of LANGUAGES) expect(html).toContain(`id="${language}"`);
  expect(html).not.toMatch(/<script|<img|<link|@import|url\(/);
});
