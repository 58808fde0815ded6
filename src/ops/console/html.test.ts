import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ago, escapeHtml, foreign, html, moment, outsideLink } from './html.ts';

describe('html', () => {
  it('escapes every value, in lists too, and leaves markup of its own alone', () => {
    const items = ['a & b', '<i>'].map((text) => html`<li>${text}</li>`);
    expect(html`<ul title="${'"x"'}">${items}${undefined}${false}${0}</ul>`.markup).toBe(
      '<ul title="&quot;x&quot;"><li>a &amp; b</li><li>&lt;i&gt;</li>0</ul>',
    );
  });

  it('never lets a text open an element, close an attribute or turn the direction', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(escapeHtml(text)).not.toMatch(/[<>"'\u202A-\u202E\u2066-\u2069]/);
      }),
    );
  });

  it('keeps the length of a text whose signs need no escaping, so that evidence stands where it is marked', () => {
    expect(escapeHtml('a\u202Eb\u0007c')).toBe('a b c');
  });

  it('frames foreign text in its own direction and language', () => {
    expect(foreign('سوتک', 'fa').markup).toBe('<bdi dir="auto" lang="fa">سوتک</bdi>');
    expect(foreign('?', 'und').markup).toBe('<bdi dir="auto">?</bdi>');
  });

  it.each(['javascript:alert(1)', 'data:text/html,x', '', 'ftp://host/file', '//host'])(
    'makes no link of %j',
    (url) => {
      expect(outsideLink(url, 'Read it').markup).toBe('Read it');
    },
  );

  it('tells the host of an outside link', () => {
    expect(outsideLink('https://user@araks.example/"><b>', 'Read it').markup).toContain(
      '<span class="host">araks.example</span>',
    );
  });

  it('tells times for people and machines', () => {
    expect(moment('2026-11-21T14:05:59Z').markup).toBe(
      '<time datetime="2026-11-21T14:05:59.000Z">2026-11-21 14:05</time>',
    );
    const now = Date.parse('2026-11-21T15:00:00Z');
    const rows: [string, string][] = [
      ['2026-11-21T14:59:20Z', '40 s ago'],
      ['2026-11-21T14:30:00Z', '30 min ago'],
      ['2026-11-21T18:00:00Z', 'in 3 h'],
      ['2026-11-01T15:00:00Z', '20 d ago'],
    ];
    for (const [at, told] of rows) expect(ago(at, now).markup).toContain(`>${told}<`);
  });
});
