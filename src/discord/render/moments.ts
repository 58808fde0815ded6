import type { Text } from '../../words/text.ts';
import { safeText } from './safe-text.ts';

const STYLE = { dateTime: 'f', date: 'D', time: 't', relative: 'R' } as const;

/** A moment as Discord shows it in the reader's own zone. Source: docs.discord.com, Timestamp Styles. */
export function timestamp(iso: string, style: keyof typeof STYLE): string {
  const seconds = Math.floor(new Date(iso).getTime() / 1000);
  // Discord's client accepts what a JavaScript date can hold; an unreadable date is shown as nothing rather than as 1970.
  return Number.isFinite(seconds) ? `<t:${seconds}:${STYLE[style]}>` : '?';
}

/** A text with moments, its words escaped. */
export function renderText(text: Text, max: number): string {
  const spans = text.map((span) => (typeof span === 'string' ? keepEdges(span, max) : timestamp(span.at, span.style)));
  return spans.join('');
}

function keepEdges(span: string, max: number): string {
  const before = /^\s/.test(span) ? ' ' : '';
  const after = /\s$/.test(span) ? ' ' : '';
  return span.trim() === '' ? ' ' : `${before}${safeText(span, max)}${after}`;
}
