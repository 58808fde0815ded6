import { createRequire } from 'node:module';
import { Resvg } from '@resvg/resvg-js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../domain/language.ts';
import { PICTURE_WORDS } from '../words/picture-words.ts';
import { ALERT_WORDS } from '../words/words.ts';
import { svgDocument, textLine } from './svg.ts';
import { cutText, textWidth, wrapText } from './text-width.ts';

const require = createRequire(import.meta.url);
const font = {
  fontFiles: ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf'].map((file) => require.resolve(`dejavu-fonts-ttf/ttf/${file}`)),
  loadSystemFonts: false,
  defaultFontFamily: 'DejaVu Sans',
};

describe('width of a text', () => {
  it.each(LANGUAGES)('is never much less than what is drawn: %s', (language) => {
    const { label, severity } = ALERT_WORDS[language];
    for (const text of [...Object.values(PICTURE_WORDS[language]), ...Object.values(label), ...severity]) {
      for (const bold of [false, true]) {
        const line = textLine(text, language, { x: 5, y: 30, size: 20, fill: '#000000', bold });
        const drawn = new Resvg(svgDocument(3000, 50, [line]), { font }).getBBox()?.width ?? 0;
        expect(textWidth(text, 20, bold) / drawn, text).toBeGreaterThan(0.94);
      }
    }
  });

  it('is nothing for no text', () => {
    expect(textWidth('', 20)).toBe(0);
  });
});

describe('cutting and wrapping', () => {
  it('leaves alone what fits', () => {
    expect(cutText('Sotk / Zod', 14, 200)).toBe('Sotk / Zod');
  });

  it('says that something was cut', () => {
    expect(cutText('Nerkin Karmiraghbyur', 14, 60)).toMatch(/^Nerk.*…$/);
  });

  it('keeps every line within its room', () => {
    fc.assert(
      fc.property(fc.lorem({ maxCount: 40 }), fc.integer({ min: 60, max: 500 }), (text, room) => {
        const lines = wrapText(text, 12, room, 3);
        expect(lines.length).toBeLessThanOrEqual(3);
        for (const line of lines) expect(textWidth(line, 12)).toBeLessThanOrEqual(room);
      }),
    );
  });

  it('loses no word while there are lines for them', () => {
    const text = 'Borders as in Natural Earth; no position is taken on disputed territory.';
    expect(wrapText(text, 12, 200, 9).join(' ')).toBe(text);
  });
});
