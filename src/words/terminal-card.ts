import type { Incident } from '../domain/incident.ts';
import type { Language } from '../domain/language.ts';
import { alertCard } from './card.ts';
import type { AlertCard, CardNames } from './card-types.ts';
import type { Text } from './text.ts';
import { type Words, wordsOf } from './words.ts';

export interface TerminalOptions {
  readonly language: Language;
  readonly names: CardNames;
  /** False in a pipe and with NO_COLOR. */
  readonly colour: boolean;
  /** Columns; 60 to 120 are used. */
  readonly width?: number;
  /** IANA zone of the times shown; UTC without one. */
  readonly zone?: string;
  readonly changes?: Parameters<typeof alertCard>[3];
}

const STYLE = {
  bold: '1',
  dim: '2',
  strike: '9',
  red: '31',
  yellow: '33',
  blue: '34',
  grey: '90',
  orange: '38;5;208',
  cyan: '36',
};
const SEVERITY_STYLE = ['grey', 'blue', 'yellow', 'orange', 'red'] as const;

/** An incident as a card for the terminal, ending in a newline: the same facts as the Discord message. Foreign text cannot send control sequences. */
export function terminalCard(incident: Incident, options: TerminalOptions): string {
  const card = alertCard(incident, options.language, options.names, options.changes);
  const words = wordsOf(options.language);
  const width = Math.min(120, Math.max(60, options.width ?? 96)) - 2;
  const paint = (style: keyof typeof STYLE, shown: string) =>
    options.colour && shown !== '' ? `\u001B[${STYLE[style]}m${shown}\u001B[0m` : shown;
  const tone = card.takenBack === undefined ? SEVERITY_STYLE[card.severity.level] : 'grey';
  const text = (spans: Text) => spanText(spans, words, options.zone);
  const lines: string[] = [];
  const add = (content: string, style?: keyof typeof STYLE, indent = 0) => {
    for (const line of wrap(clean(content), width - indent)) {
      const padded = ' '.repeat(indent) + line;
      lines.push(style === undefined ? padded : paint(style, padded));
    }
  };
  const head = `${card.label.word} · ${card.severity.full}`;
  add(card.takenBack === undefined ? head : `${card.takenBack.word} · ${head}`, tone);
  add(card.headline, card.takenBack === undefined ? 'bold' : 'strike');
  if (card.takenBack !== undefined) add(card.takenBack.note);
  for (const change of card.changes) add(`${words.marks.arrow.trim()} ${change}`, 'cyan');
  add(`${words.text.field.place}: ${card.place}${card.placeNote === undefined ? '' : ` (${card.placeNote})`}`);
  add(`${words.text.field.when}: ${text(card.when)}`);
  add(`${words.text.field.status}: ${[card.status.word, card.status.note].filter((part) => part !== '').join('. ')}`);
  for (const fact of card.facts) add(`${fact.name}: ${fact.value}`);
  for (const account of [...card.accounts, ...card.others]) addAccount(account, words, add);
  for (const losses of card.losses) for (const line of losses.lines) add(`${losses.name}: ${line}`);
  add(`${words.text.field.reports}: ${card.counts} (${card.languages})`, 'dim');
  for (const spot of card.blindSpots) add(`${words.text.field.blindSpots}: ${text(spot)}`, 'yellow');
  for (const link of card.links) add(`${link.word}: ${link.url} — ${link.outlet} (${link.outletLabel})`, 'dim');
  add(card.marker, 'dim');
  return `${lines.map((line) => `${paint(tone, '▌')} ${line}`).join('\n')}\n`;
}

function addAccount(
  account: AlertCard['accounts'][number],
  words: Words,
  add: (content: string, style?: keyof typeof STYLE, indent?: number) => void,
): void {
  if (account.statements.length === 0) {
    add(`${account.name}: ${words.text.side.silent}`, 'dim');
    return;
  }
  add(`${account.name}:`);
  for (const statement of account.statements) {
    const mark = statement.quoteLanguage === undefined ? '' : ` [${statement.quoteLanguage}]`;
    const quote = statement.quote === '' ? '' : ` «${statement.quote}»${mark}`;
    add(`${statement.what} — ${statement.speaker}.${quote}`, undefined, 2);
  }
  if (account.hidden > 0) add(words.plural(words.text.side.more, account.hidden), 'dim', 2);
}

function spanText(spans: Text, words: Words, zone: string | undefined): string {
  return spans
    .map((span) => {
      if (typeof span === 'string') return span;
      if (span.style === 'relative') return zone ?? 'UTC';
      return words[span.style](span.at, zone);
    })
    .join('');
}

/** Control and direction-changing characters out: a title must not steer the terminal. */
function clean(content: string): string {
  return content
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replace(/[\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/g, '');
}

function wrap(content: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of content.split(/ +/)) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  lines.push(line);
  return lines;
}
