import type { Severity } from '../domain/incident.ts';
import type { Language } from '../domain/language.ts';
import { wordsOf } from '../words/words.ts';
import { element, textLine } from './svg.ts';

/** Colours of pictures: calm paper that stands on dark and on light. */
export const PAPER = {
  ground: '#f7f5f0',
  land: '#efebe1',
  sides: '#fbf9f4',
  sea: '#d7e3ea',
  line: '#8f8a80',
  faint: '#d9d4c9',
  text: '#26282b',
  muted: '#63666b',
} as const;

interface Sign {
  readonly radius: number;
  readonly fill: string;
  readonly ink: string;
}

/** Shape, size and number tell a severity; colour only helps. */
const SIGNS: Readonly<Record<Severity, Sign>> = {
  0: { radius: 9, fill: '#ffffff', ink: '#4b5563' },
  1: { radius: 10, fill: '#2f6fab', ink: '#ffffff' },
  2: { radius: 12, fill: '#e3b341', ink: '#2a2208' },
  3: { radius: 14, fill: '#d9661a', ink: '#ffffff' },
  4: { radius: 15, fill: '#b3242f', ink: '#ffffff' },
};

/** How far a severity's sign reaches from its middle. */
export function signRadius(severity: Severity): number {
  return SIGNS[severity].radius;
}

/** The sign of a severity with its number: ring, disc, square, diamond, octagon. */
export function severitySign(severity: Severity, x: number, y: number, language: Language): string {
  const { radius, fill, ink } = SIGNS[severity];
  const rim = { fill, stroke: severity === 0 ? ink : '#ffffff', 'stroke-width': 1.6 };
  const number = textLine(wordsOf(language).number(severity), 'en', {
    x,
    y: y + 4.4,
    size: 12,
    fill: ink,
    bold: true,
    anchor: 'middle',
  });
  return shape(severity, x, y, radius - 0.8, rim) + number;
}

function shape(
  severity: Severity,
  x: number,
  y: number,
  radius: number,
  rim: Readonly<Record<string, string | number>>,
): string {
  switch (severity) {
    case 0:
    case 1:
      return element('circle', { cx: x, cy: y, r: radius, ...rim });
    case 2:
      return element('rect', {
        x: x - radius * 0.85,
        y: y - radius * 0.85,
        width: radius * 1.7,
        height: radius * 1.7,
        rx: 2,
        ...rim,
      });
    case 3:
      return polygon(4, 0, x, y, radius, rim);
    case 4:
      return polygon(8, 22.5, x, y, radius, rim);
    default:
      return severity satisfies never;
  }
}

function polygon(
  corners: number,
  turn: number,
  x: number,
  y: number,
  radius: number,
  rim: Readonly<Record<string, string | number>>,
): string {
  const points = Array.from({ length: corners }, (_, index) => {
    const angle = ((360 / corners) * index + turn) * (Math.PI / 180);
    return `${(x + radius * Math.cos(angle)).toFixed(1)},${(y + radius * Math.sin(angle)).toFixed(1)}`;
  });
  return element('polygon', { points: points.join(' '), 'stroke-linejoin': 'round', ...rim });
}
