import { NO_MENTIONS } from '../message-body.ts';
import { digestLine } from '../render/digest.ts';
import { fitLines } from '../render/lines.ts';
import { safeText } from '../render/safe-text.ts';
import { type Ask, type Desk, type Reply, sentence, speech } from './ask.ts';
import { pageFooter } from './pages.ts';
import type { IncidentQuery } from './ports.ts';

/** Incidents on one page; each line stays well within an embed's room. */
const PER_PAGE = 5;

/** One page of the incidents that fit, newest first. */
export async function listIncidents(
  ask: Ask,
  desk: Desk,
  query: Omit<IncidentQuery, 'offset' | 'limit'>,
  title: string,
): Promise<Reply> {
  const { words, say } = speech(ask);
  const found = await desk.ports.lookUps.search({ ...query, offset: ask.page * PER_PAGE, limit: PER_PAGE });
  if (found.incidents.length === 0) return sentence(ask, say.nothing);
  const pages = Math.ceil(found.total / PER_PAGE);
  const footer = pageFooter(ask, pages);
  const lines = found.incidents.map((incident) =>
    digestLine(incident, { language: ask.language, names: desk.names() }),
  );
  return {
    body: {
      content: `**${safeText(title, 150)}** · ${safeText(words.plural(words.text.count.incidents, found.total), 60)}`,
      embeds: [
        {
          description: fitLines(lines.flatMap((line) => [line, '']).slice(0, -1), 4090),
          footer: { text: footer.text },
        },
      ],
      components: footer.rows,
      allowed_mentions: NO_MENTIONS,
    },
  };
}
