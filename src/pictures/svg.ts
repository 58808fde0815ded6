import type { Language } from '../domain/language.ts';

/** Attributes of an element; `undefined` leaves one out. Numbers are rounded to a tenth of a unit. */
export type Attributes = Readonly<Record<string, string | number | undefined>>;

/** One SVG element; children are SVG already. */
export function element(name: string, attributes: Attributes, children: readonly string[] = []): string {
  const written = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [` ${key}="${typeof value === 'number' ? round(value) : escapeXml(value)}"`],
  );
  return children.length === 0
    ? `<${name}${written.join('')}/>`
    : `<${name}${written.join('')}>${children.join('')}</${name}>`;
}

/** Where and how a text stands. `y` is the base line; `start` is the left in every language. */
export interface TextStyle {
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly fill: string;
  readonly bold?: boolean;
  readonly anchor?: 'start' | 'middle' | 'end';
  /** A rim in the paper's colour, so that the text stays readable over lines. */
  readonly rim?: string;
}

/** A line of text; Persian is set from right to left whatever names stand in it. */
export function textLine(text: string, language: Language, style: TextStyle): string {
  const clean = cleanText(text);
  // Right-to-left isolate and its end: the drawing library knows no `direction`. Source: Unicode UAX #9.
  const directed = language === 'fa' ? `\u2067${clean}\u2069` : clean;
  const attributes = {
    x: style.x,
    y: style.y,
    'font-size': style.size,
    'font-family': 'DejaVu Sans',
    'font-weight': style.bold === true ? 'bold' : undefined,
    'text-anchor': style.anchor === 'start' ? undefined : style.anchor,
  };
  const body = [escapeXml(directed)];
  const rim =
    style.rim === undefined
      ? ''
      : element(
          'text',
          { ...attributes, fill: style.rim, stroke: style.rim, 'stroke-width': 3.5, 'stroke-linejoin': 'round' },
          body,
        );
  return rim + element('text', { ...attributes, fill: style.fill }, body);
}

/** A whole picture. */
export function svgDocument(width: number, height: number, children: readonly string[]): string {
  return element(
    'svg',
    { xmlns: 'http://www.w3.org/2000/svg', width, height, viewBox: `0 0 ${Math.round(width)} ${Math.round(height)}` },
    children,
  );
}

/** Text without what XML forbids and without signs that turn the direction of what follows. */
export function cleanText(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\p{Cc}\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF\uFFFE\uFFFF]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

function escapeXml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
