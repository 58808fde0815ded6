import type { Change, Incident } from '../../domain/incident.ts';
import type { Language } from '../../domain/language.ts';
import { alertCard, oldestReport } from '../../words/card.ts';
import type { Account, AlertCard, CardLink, CardNames } from '../../words/card-types.ts';
import { type Words, wordsOf } from '../../words/words.ts';
import { type Embed, type MessageBody, NO_MENTIONS } from '../message-body.ts';
import { alertButtons } from './buttons.ts';
import { draftEmbed, fitLines } from './lines.ts';
import { renderText } from './moments.ts';
import { isolated, plainText, safeLink, safeLinkText, safeText } from './safe-text.ts';
import { LABEL_SYMBOL, SEVERITY_COLOUR, SEVERITY_SYMBOL, TAKEN_BACK_COLOUR } from './symbols.ts';

export interface RenderOptions {
  readonly language: Language;
  readonly names: CardNames;
  /** Told as new in the card: the changes since it was last shown. */
  readonly changes?: readonly Change[];
  readonly isLate?: boolean;
  /** Pinged, once; only what a subscription asks for. */
  readonly mentionRoleId?: string;
  /** Stands in the footer in place of incident id and revision: replies and digests are deliveries of their own. */
  readonly marker?: string;
  readonly buttons?: 'subscriber' | 'moderator' | 'none';
}

/** An incident as the body of one Discord message, within every limit whatever the feeds sent. The first line alone tells the fact. */
export function renderAlert(incident: Incident, options: RenderOptions): MessageBody {
  const card = alertCard(incident, options.language, options.names, options.changes);
  const article = oldestReport(incident)?.url;
  return {
    content: contentOf(card, options),
    embeds: [alertEmbed(card, options.marker)],
    components: options.buttons === 'none' ? [] : alertButtons(card, article, options.buttons ?? 'subscriber'),
    allowed_mentions: options.mentionRoleId === undefined ? NO_MENTIONS : { parse: [], roles: [options.mentionRoleId] },
  };
}

/** Severity and label as a sign and as words, then the fact. */
export function factLine(card: AlertCard, max: number): string {
  const head = `${SEVERITY_SYMBOL[card.severity.level]}${LABEL_SYMBOL[card.label.id]}`;
  const words = safeText(`${card.label.word} · ${card.severity.word}`, 80);
  const fact = isolated(safeText(card.headline, max - 120), card.direction);
  if (card.takenBack === undefined) return `${head} **${words}** · ${fact}`;
  return `⛔ **${safeText(card.takenBack.word, 80)}** · ~~${fact}~~`;
}

function contentOf(card: AlertCard, options: RenderOptions): string {
  const { text } = wordsOf(options.language);
  const late = options.isLate === true ? ` · ⏱ ${safeText(text.headline.late, 40)}` : '';
  const mention = options.mentionRoleId === undefined ? '' : `\n<@&${options.mentionRoleId}>`;
  return `${factLine(card, 700)}${late}${mention}`;
}

/** The card itself, for messages, look-ups and previews. */
export function alertEmbed(card: AlertCard, marker = card.marker): Embed {
  const words = wordsOf(card.language);
  const { field } = words.text;
  const isTakenBack = card.takenBack !== undefined;
  const draft = draftEmbed({
    author: { name: plainText(`${card.label.word} · ${card.severity.full}`, 120) },
    title: titleOf(card),
    description: fitLines(descriptionLines(card, words), 1300),
    color: isTakenBack ? TAKEN_BACK_COLOUR : SEVERITY_COLOUR[card.severity.level],
    footer: { text: plainText(marker, 100) },
    ...(Number.isNaN(Date.parse(card.updatedAt)) ? {} : { timestamp: new Date(card.updatedAt).toISOString() }),
  });
  for (const account of card.accounts) {
    draft.field(plainText(account.name, 60), accountLines(account, card, words), 850, true);
  }
  if (card.losses.length > 0) {
    const lines = card.losses.flatMap((losses) =>
      losses.lines.map((line) => `${nameOf(losses.name, words)} ${safeText(line, 240)}`),
    );
    draft.field(plainText(field.casualties, 60), lines, 700);
  }
  const others = card.others.flatMap((account) => [
    `**${safeText(account.name, 60)}**`,
    ...accountLines(account, card, words),
  ]);
  draft.field(plainText(field.others, 60), others, 600);
  draft.field(plainText(field.reports, 60), [safeText(`${card.counts} (${card.languages})`, 280)], 300);
  draft.field(
    `⚠️ ${plainText(field.blindSpots, 60)}`,
    card.blindSpots.map((spot) => renderText(spot, 120)),
    300,
  );
  draft.field(
    plainText(field.links, 60),
    card.links.map((link) => linkLine(link, card, words.marks.colon)),
    1000,
  );
  return draft.finish();
}

function titleOf(card: AlertCard): string {
  const place = safeText(card.place, 160);
  const note = card.placeNote === undefined ? '' : ` (${safeText(card.placeNote, 60)})`;
  return card.takenBack === undefined ? `${place}${note}` : `~~${place}~~`;
}

function descriptionLines(card: AlertCard, words: Words): readonly string[] {
  const { field } = words.text;
  const lines: string[] = [];
  if (card.takenBack !== undefined) lines.push(`**${safeText(card.takenBack.note, 300)}**`);
  // What was taken back stands above already: as a change or a status it would only be said again.
  const changes = card.changes.filter((change) => change !== card.takenBack?.word);
  if (changes.length > 0) {
    lines.push(`**${safeText(field.changes, 60)}**`);
    for (const change of changes.slice(0, 6)) lines.push(`• ${isolated(safeText(change, 160), card.direction)}`);
  }
  if (card.takenBack === undefined || card.status.id !== 'retracted') {
    const status = [card.status.word, card.status.note].filter((part) => part !== '').join('. ');
    lines.push(`${nameOf(field.status, words)} ${safeText(status, 290)}`);
  }
  lines.push(`${nameOf(field.when, words)} ${renderText(card.when, 160)}`);
  for (const fact of card.facts) {
    lines.push(`${nameOf(fact.name, words)} ${isolated(safeText(fact.value, 200), card.direction)}`);
  }
  return lines;
}

/** What a line is about, with the colon of the language: `Երբ՝`, `Quand :`. */
function nameOf(name: string, { marks }: Words): string {
  return `**${safeText(name, 60)}${marks.colon.trimEnd()}**`;
}

/** What one side says, one statement after the other; its silence where it says nothing. */
export function accountLines(account: Account, card: AlertCard, words: Words): readonly string[] {
  if (account.statements.length === 0) return [`*${safeText(words.text.side.silent, 120)}*`];
  const lines = account.statements.flatMap((statement) => {
    // The correction is what still holds.
    const strike = card.takenBack === undefined || statement.kind === 'corrects' ? '' : '~~';
    const head = `${strike}**${safeText(statement.what, 80)}** · ${isolated(safeText(statement.speaker, 80), card.direction)}${strike}`;
    if (statement.quote === '') return [head];
    const mark = statement.quoteLanguage === undefined ? '' : ` *(${safeText(statement.quoteLanguage, 30)})*`;
    return [head, `${isolated(`«${safeText(statement.quote, 170)}»`, card.direction)}${mark}`];
  });
  return account.hidden > 0
    ? [...lines, `*${safeText(words.plural(words.text.side.more, account.hidden), 80)}*`]
    : lines;
}

/** One article: what it is, its words as a link, where the link goes, who publishes it. */
export function linkLine(link: Omit<CardLink, 'kind'>, card: Pick<AlertCard, 'direction'>, colon = ': '): string {
  const target = safeLink(link.url, 420);
  const outlet = `${safeText(link.outlet, 60)} (${safeText(link.outletLabel, 70)})`;
  const title = link.title.trim() === '' ? link.outlet : link.title;
  const word = link.word === '' ? '' : `**${safeText(link.word, 40)}${colon.trimEnd()}** `;
  if (target === undefined) return `${word}${isolated(safeText(title, 140), card.direction)} · ${outlet}`;
  const words = isolated(safeLinkText(title, 140), card.direction);
  return `${word}[${words}](${target.href}) · \`${target.host}\` · ${outlet}`;
}
