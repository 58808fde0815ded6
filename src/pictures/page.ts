import type { Language } from '../domain/language.ts';
import { PAPER } from './signs.ts';
import { element, svgDocument, type TextStyle, textLine } from './svg.ts';
import { cutText, wrapText } from './text-width.ts';

/** What stands above a picture. */
export interface Caption {
  readonly language: Language;
  readonly title: string;
  /** Period and number of incidents. */
  readonly subtitle: string;
}

/** Width of every picture, in its own units; twice as many pixels. */
export const PAGE_WIDTH = 800;
export const MARGIN = 24;
/** Where the picture itself begins, below title and subtitle. */
export const TOP = 78;

/** Lays out in the direction of reading: `x` counts from where reading begins. */
export interface Flow {
  readonly language: Language;
  /** The real x of a distance from the beginning of the line. */
  readonly at: (x: number) => number;
  /** A line that begins at `x`. */
  readonly text: (text: string, style: Omit<TextStyle, 'anchor'>) => string;
  /** A line that ends at `x`. */
  readonly textTo: (text: string, style: Omit<TextStyle, 'anchor'>) => string;
}

/** The direction of reading of a language. */
export function flowOf(language: Language): Flow {
  const isMirrored = language === 'fa';
  const at = (x: number) => (isMirrored ? PAGE_WIDTH - x : x);
  const [begin, end] = isMirrored ? (['end', 'start'] as const) : (['start', 'end'] as const);
  return {
    language,
    at,
    text: (text, style) => textLine(text, language, { ...style, x: at(style.x), anchor: begin }),
    textTo: (text, style) => textLine(text, language, { ...style, x: at(style.x), anchor: end }),
  };
}

/** A picture of the given height: paper, title, subtitle, content. */
export function page(caption: Caption, height: number, content: readonly string[]): string {
  const flow = flowOf(caption.language);
  const room = PAGE_WIDTH - 2 * MARGIN;
  return svgDocument(PAGE_WIDTH, height, [
    element('rect', { width: PAGE_WIDTH, height, rx: 14, fill: PAPER.ground }),
    flow.text(cutText(caption.title, 23, room, true), { x: MARGIN, y: 38, size: 23, fill: PAPER.text, bold: true }),
    flow.text(cutText(caption.subtitle, 15, room), { x: MARGIN, y: 62, size: 15, fill: PAPER.muted }),
    ...content,
  ]);
}

/** Small print from `y` on, wrapped; and the height it takes. */
export function notes(
  language: Language,
  y: number,
  texts: readonly string[],
): { readonly svg: string; readonly height: number } {
  const flow = flowOf(language);
  const lines = texts.flatMap((text) => wrapText(text, 12.5, PAGE_WIDTH - 2 * MARGIN, 3));
  return {
    svg: lines
      .map((line, index) => flow.text(line, { x: MARGIN, y: y + 12 + index * 18, size: 12.5, fill: PAPER.muted }))
      .join(''),
    height: lines.length * 18,
  };
}
