import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Resvg } from '@resvg/resvg-js';

/**
 * Measures how wide the letters of our languages are in the bundled font: `node scripts/letter-widths.ts` writes `src/pictures/letter-widths.json`,
 * in which each width (a hundredth of the size) has its letters. Persian is left out: its letters are as wide as their neighbours let them be.
 */
const OUT = 'src/pictures/letter-widths.json';
const RANGES = [
  [0x20, 0x7e],
  [0xa0, 0x17f],
  [0x18f, 0x18f],
  [0x259, 0x259],
  [0x401, 0x45f],
  [0x531, 0x58a],
  [0x10d0, 0x10f6],
  [0x2010, 0x2026],
  [0x25b2, 0x25bc],
] as const;
const require = createRequire(import.meta.url);

const widths = { regular: measured('DejaVuSans.ttf'), bold: measured('DejaVuSans-Bold.ttf') };
writeFileSync(OUT, `${JSON.stringify(widths)}\n`);
console.log(`${OUT}: ${JSON.stringify(widths).length} bytes`);

function measured(file: string): Readonly<Record<string, string>> {
  const font = {
    fontFiles: [require.resolve(`dejavu-fonts-ttf/ttf/${file}`)],
    loadSystemFonts: false,
    defaultFontFamily: 'DejaVu Sans',
  };
  const widthOf = (text: string) => {
    const escaped = text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="900" height="200"><text xml:space="preserve" y="150" font-size="100">${escaped}</text></svg>`;
    return new Resvg(svg, { font }).getBBox()?.width ?? 0;
  };
  const rim = widthOf('HH');
  const lettersByWidth: Record<string, string> = {};
  for (const [from, to] of RANGES) {
    for (let code = from; code <= to; code++) {
      const letter = String.fromCodePoint(code);
      const width = String(Math.round(widthOf(`H${letter}H`) - rim));
      lettersByWidth[width] = (lettersByWidth[width] ?? '') + letter;
    }
  }
  return lettersByWidth;
}
