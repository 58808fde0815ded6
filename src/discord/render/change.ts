import type { Change, Incident } from '../../domain/incident.ts';
import { alertCard } from '../../words/card.ts';
import { wordsOf } from '../../words/words.ts';
import { type MessageBody, NO_MENTIONS } from '../message-body.ts';
import { factLine, type RenderOptions } from './alert.ts';
import { fitLines } from './lines.ts';
import { isolated, plainText, safeText } from './safe-text.ts';
import { SEVERITY_COLOUR, TAKEN_BACK_COLOUR } from './symbols.ts';

/**
 * The short message that rings when something material changed: the fact as it stands now, and what is new. It answers the alert it belongs to, and
 * stands alone where that is gone.
 */
export function renderChange(
  incident: Incident,
  changes: readonly Change[],
  options: RenderOptions & { readonly replyTo: string; readonly marker: string },
): MessageBody {
  const words = wordsOf(options.language);
  const card = alertCard(incident, options.language, options.names, changes);
  const title = card.takenBack === undefined ? words.text.headline.update : card.takenBack.word;
  const mention = options.mentionRoleId === undefined ? '' : `\n<@&${options.mentionRoleId}>`;
  const status = [`**${safeText(card.status.word, 80)}**`, safeText(card.status.note, 200)];
  const lines = [
    ...(card.takenBack === undefined ? [] : [`**${safeText(card.takenBack.note, 300)}**`]),
    ...card.changes.map((change) => `• ${isolated(safeText(change, 200), card.direction)}`),
    ...(card.takenBack !== undefined && card.status.id === 'retracted'
      ? []
      : [status.filter((part) => part !== '').join('. ')]),
  ];
  return {
    content: `↻ **${safeText(title, 80)}** · ${factLine(card, 700)}${mention}`,
    embeds: [
      {
        description: fitLines(lines, 1500),
        color: card.takenBack === undefined ? SEVERITY_COLOUR[card.severity.level] : TAKEN_BACK_COLOUR,
        footer: { text: plainText(options.marker, 100) },
      },
    ],
    components: [],
    allowed_mentions: options.mentionRoleId === undefined ? NO_MENTIONS : { parse: [], roles: [options.mentionRoleId] },
    message_reference: { message_id: options.replyTo, fail_if_not_exists: false },
  };
}
