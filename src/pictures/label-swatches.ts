import type { RelevantLabel } from '../domain/classification.ts';
import { element } from './svg.ts';

/** Labels from the base line up. */
export const LABELS: readonly RelevantLabel[] = ['clash', 'ceasefire', 'negotiation', 'humanitarian'];

const INK: Readonly<Record<RelevantLabel, string>> = {
  clash: '#a33b3e',
  ceasefire: '#3f7d8c',
  negotiation: '#666aa6',
  humanitarian: '#b9822f',
};

/** What tells the labels apart without colour: plain, slanted lines, dots, upright lines. */
export function swatchPatterns(): string {
  const ground = (label: RelevantLabel) => element('rect', { width: 8, height: 8, fill: INK[label] });
  const light = { stroke: '#ffffff', 'stroke-opacity': 0.75, 'stroke-width': 1.5 };
  const pattern = (label: RelevantLabel, marks: string) =>
    element('pattern', { id: `fill-${label}`, width: 8, height: 8, patternUnits: 'userSpaceOnUse' }, [
      ground(label),
      marks,
    ]);
  return element('defs', {}, [
    pattern('ceasefire', element('path', { d: 'M-2 2 L2 -2 M0 8 L8 0 M6 10 L10 6', ...light })),
    pattern('negotiation', element('circle', { cx: 4, cy: 4, r: 1.5, fill: '#ffffff', 'fill-opacity': 0.85 })),
    pattern('humanitarian', element('path', { d: 'M2 0 V8 M6 0 V8', ...light })),
  ]);
}

/** The fill of a label; needs `swatchPatterns` in the same picture. */
export function swatchFill(label: RelevantLabel): string {
  return label === 'clash' ? INK.clash : `url(#fill-${label})`;
}
