import type { Language } from '../domain/language.ts';
import { fill } from './words.ts';

/** A moment inside a text: Discord shows it in the reader's own zone, a terminal in the operator's. */
export interface Moment {
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly style: 'dateTime' | 'date' | 'time' | 'relative';
}

/** Plain text with moments in it; each renderer writes the moments its own way. */
export type Text = readonly (string | Moment)[];

const SLOT = '\u{F0000}';

/** Fills a template whose `{time}` is a moment. */
export function fillText(
  template: string,
  values: Readonly<Record<string, string | number>>,
  moment: Moment,
  language: Language,
): Text {
  const [before = '', after = ''] = fill(template, { ...values, time: SLOT }, language).split(SLOT);
  return [before, moment, after].filter((span) => span !== '');
}
