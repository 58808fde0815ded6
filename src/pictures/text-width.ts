import { readFileSync } from 'node:fs';

type LettersByWidth = Readonly<Record<string, string>>;

/** Measured on the bundled font by `scripts/letter-widths.ts`: letters by width, in hundredths of the size. */
const MEASURED = JSON.parse(readFileSync(new URL('./letter-widths.json', import.meta.url), 'utf8')) as {
  readonly regular: LettersByWidth;
  readonly bold: LettersByWidth;
};
const WIDTHS = { regular: widthByLetter(MEASURED.regular), bold: widthByLetter(MEASURED.bold) };
/** Letters that were not measured, a little generous, for labels must not touch. */
const CLASSES: readonly (readonly [RegExp, number])[] = [
  [/[\p{M}\u200C\u200D]/u, 0],
  [/[اآأإلك]/u, 0.34],
  [/[رزژدذوةؤ]/u, 0.52],
  [/[سشصضظط]/u, 0.95],
  [/\p{Script=Arabic}/u, 0.64],
  [/\p{Nd}/u, 0.66],
];
const OTHER = 1.1;
/** No note is nearly as long. */
const LONGEST = 1000;
const BOLD = 1.12;

/** About how wide a text is at a size, in the same unit; never less than it is by more than a few percent. */
export function textWidth(text: string, size: number, bold = false): number {
  const widths = bold ? WIDTHS.bold : WIDTHS.regular;
  let width = 0;
  for (const letter of text) width += widths.get(letter) ?? guessedWidth(letter) * (bold ? BOLD : 1);
  return width * size;
}

function guessedWidth(letter: string): number {
  return CLASSES.find(([letters]) => letters.test(letter))?.[1] ?? OTHER;
}

function widthByLetter(letters: LettersByWidth): ReadonlyMap<string, number> {
  return new Map(
    Object.entries(letters).flatMap(([width, all]) =>
      Array.from(all, (letter) => [letter, Number(width) / 100] as const),
    ),
  );
}

/** The text, or as much of it as fits, with `…`. */
export function cutText(text: string, size: number, room: number, bold = false): string {
  const ellipsis = textWidth('…', size, bold);
  let width = 0;
  let kept = '';
  // What fits with an ellipsis behind it, in case the text turns out too long.
  let cut = '';
  for (const letter of text) {
    width += textWidth(letter, size, bold);
    if (width > room) return `${cut.trimEnd()}…`;
    kept += letter;
    if (width + ellipsis <= room) cut = kept;
  }
  return text;
}

/** The text in lines that fit; at most `most`, the last one cut. */
export function wrapText(text: string, size: number, room: number, most: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.slice(0, LONGEST).split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line === '' || textWidth(longer, size) <= room) {
      line = longer;
      continue;
    }
    lines.push(line);
    line = word;
  }
  lines.push(line);
  const shown = lines.slice(0, most);
  const rest = lines.slice(most - 1).join(' ');
  return shown.map((one, index) => cutText(index === most - 1 ? rest : one, size, room));
}
