import type { Incident } from '../../domain/incident.ts';
import type { Language } from '../../domain/language.ts';
import { alertCard } from '../../words/card.ts';
import type { CardNames } from '../../words/card-types.ts';
import { wordsOf } from '../../words/words.ts';
import { LIMITS } from '../limits.ts';
import { type MessageBody, NO_MENTIONS } from '../message-body.ts';
import { factLine } from './alert.ts';
import { timestamp } from './moments.ts';
import { plainText, safeLink, safeText } from './safe-text.ts';
import { SEVERITY_COLOUR } from './symbols.ts';

/** Room for the list: below 4,096 so that the closing line always fits. */
const LIST_ROOM = 3900;

export interface DigestOptions {
  readonly language: Language;
  readonly names: CardNames;
  readonly kind: 'now' | 'hourly' | 'daily' | 'late';
  readonly marker: string;
  readonly mentionRoleId?: string;
}

/** Several incidents in one message, one line each, oldest first; those that do not fit are counted. */
export function renderDigest(incidents: readonly Incident[], options: DigestOptions): MessageBody {
  const words = wordsOf(options.language);
  const { digest, count } = words.text;
  const title = digest[options.kind];
  const lines: string[] = [];
  let length = 0;
  for (const incident of incidents) {
    const line = digestLine(incident, options);
    if (length + line.length + 2 > LIST_ROOM) break;
    lines.push(line);
    length += line.length + 2;
  }
  const hidden = incidents.length - lines.length;
  if (hidden > 0) lines.push(`*${safeText(words.plural(digest.more, hidden), 120)}*`);
  const worst = incidents.reduce((level, incident) => Math.max(level, incident.severity), 0);
  const total = incidents.length === 0 ? digest.empty : words.plural(count.incidents, incidents.length);
  const mention = options.mentionRoleId === undefined ? '' : `\n<@&${options.mentionRoleId}>`;
  return {
    content: `🗂️ **${safeText(title, 160)}** · ${safeText(total, 80)}${mention}`,
    embeds: [
      {
        ...(lines.length === 0 ? { description: safeText(digest.empty, 160) } : { description: lines.join('\n\n') }),
        color: SEVERITY_COLOUR[worst as keyof typeof SEVERITY_COLOUR],
        footer: { text: plainText(options.marker, 100) },
      },
    ],
    components: [],
    allowed_mentions: options.mentionRoleId === undefined ? NO_MENTIONS : { parse: [], roles: [options.mentionRoleId] },
  };
}

/** Names the post that a digest makes in a forum: what it is, and which incident it begins with. */
export function digestTitle(incidents: readonly Incident[], options: Pick<DigestOptions, 'language' | 'kind'>): string {
  const { text } = wordsOf(options.language);
  return plainText([text.digest[options.kind], incidents[0]?.id ?? ''].join(' · '), LIMITS.threadName);
}

/** One incident in one line: the fact, when, where to read it, its id. */
export function digestLine(
  incident: Incident,
  options: { readonly language: Language; readonly names: CardNames },
): string {
  const card = alertCard(incident, options.language, options.names);
  const link = card.links.map((candidate) => safeLink(candidate.url, 300)).find((candidate) => candidate !== undefined);
  const when = timestamp(incident.occurred.from ?? incident.firstSeenAt, 'dateTime');
  const read = link === undefined ? '' : ` · [${link.host}](${link.href})`;
  return `${factLine(card, 420)}\n${when} · ${safeText(card.status.word, 80)}${read} · \`${plainText(incident.id, 60).replaceAll('`', '')}\``;
}

/** The incidents that a digest's text tells of, read back from it. */
export function incidentIdsOf(description: string): readonly string[] {
  return [...description.matchAll(/`([A-Z]{2,4}-\d{4}-\d{2}-\d{2}-\d+)`$/gm)].map((match) => match[1] ?? '');
}
