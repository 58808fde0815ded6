import { stripVTControlCharacters, styleText } from 'node:util';
import type { CommandIo } from './io.ts';

export type Style = Parameters<typeof styleText>[0];

/** Colours a text in a terminal; leaves it plain in a pipe. */
export function paint(io: CommandIo, style: Style, text: string): string {
  return io.isTerminal ? styleText(style, text, { validateStream: false }) : text;
}

/** Lines of a table whose columns are padded to their widest cell; numbers stand right. Cells may be coloured. */
export function tableLines(header: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const all = [header, ...rows];
  const widths = header.map((_, column) => Math.max(...all.map((row) => displayWidth(row[column] ?? ''))));
  const isNumeric = header.map(
    (_, column) =>
      rows.length > 0 && rows.every((row) => /^[-+\d.,%–]*$/.test(stripVTControlCharacters(row[column] ?? ''))),
  );
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => {
        const pad = ' '.repeat((widths[column] ?? 0) - displayWidth(cell));
        return isNumeric[column] ? pad + cell : cell + pad;
      })
      .join('  ')
      .trimEnd();
  return [line(header), widths.map((width) => '─'.repeat(width)).join('  '), ...rows.map(line)];
}

/** Columns a text takes in a terminal: combining marks none, East Asian wide letters and most emoji two. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const { segment } of graphemes.segment(stripVTControlCharacters(text))) {
    width += /\p{Emoji_Presentation}|\p{Script=Han}|\p{Script=Hangul}|\p{Script=Hiragana}|\p{Script=Katakana}/u.test(
      segment,
    )
      ? 2
      : /^[\p{M}\p{Cf}]+$/u.test(segment)
        ? 0
        : 1;
  }
  return width;
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** A share from 0 to 1 as `97.4`. */
export function percent(share: number): string {
  return (100 * share).toFixed(1);
}
