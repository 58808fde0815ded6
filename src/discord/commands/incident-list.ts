import type { Incident } from '../../domain/incident.ts';
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
  const count = words.plural(words.text.count.incidents, found.total);
  return page(ask, desk, found, `**${safeText(title, 150)}** · ${safeText(count, 60)}`);
}

/** One page of incidents that are known already, newest first; `content`: safe text above them. */
export function pageOfIncidents(ask: Ask, desk: Desk, incidents: readonly Incident[], content: string): Reply {
  const shown = incidents.slice(ask.page * PER_PAGE, (ask.page + 1) * PER_PAGE);
  return page(ask, desk, { total: incidents.length, incidents: shown }, content);
}

function page(
  ask: Ask,
  desk: Desk,
  found: { readonly total: number; readonly incidents: readonly Incident[] },
  content: string,
): Reply {
  const pages = Math.ceil(found.total / PER_PAGE);
  const footer = pageFooter(ask, pages);
  const lines = found.incidents.map((incident) =>
    digestLine(incident, { language: ask.language, names: desk.names() }),
  );
  return {
    body: {
      content,
      embeds:
        lines.length === 0
          ? []
          : [
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
