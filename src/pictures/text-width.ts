/** Advance of letters in DejaVu Sans as a share of the size, by class; a little generous, for labels must not touch. Source: measured on the font's own table. */
const CLASSES: readonly (readonly [RegExp, number])[] = [
  [/\p{M}|[\u200C\u200D]/u, 0],
  [/[\s.,:;'’|!ijlI()[\]·]/u, 0.38],
  [/[frt/-]/u, 0.43],
  [/[mwMW@%—шщжюыфмШЩЖЮЫФМДЪ]/u, 0.98],
  [/\p{Script=Armenian}/u, 0.74],
  [/\p{Script=Georgian}/u, 0.64],
  [/\p{Script=Arabic}/u, 0.66],
  [/\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}|\p{Emoji_Presentation}/u, 1.1],
  [/[\p{Lu}\p{N}+×]/u, 0.72],
  [/\p{Ll}/u, 0.62],
];
const OTHER = 0.9;
/** Bold letters are that much wider. */
const BOLD = 1.12;

/** About how wide a text is at a size, in the same unit; never less than it is by more than a few percent. */
export function textWidth(text: string, size: number, bold = false): number {
  let width = 0;
  for (const letter of text) width += CLASSES.find(([letters]) => letters.test(letter))?.[1] ?? OTHER;
  return width * size * (bold ? BOLD : 1);
}

/** The text, or as much of it as fits, with `…`. */
export function cutText(text: string, size: number, room: number, bold = false): string {
  if (textWidth(text, size, bold) <= room) return text;
  const letters = Array.from(text);
  while (letters.length > 0 && textWidth(`${letters.join('')}…`, size, bold) > room) letters.pop();
  return `${letters.join('').trimEnd()}…`;
}

/** The text in lines that fit; at most `most`, the last one cut. */
export function wrapText(text: string, size: number, room: number, most: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
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
