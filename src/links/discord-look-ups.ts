import type { Choice, IncidentQuery, LookUps } from '../discord/commands/ports.ts';
import type { Incident } from '../domain/incident.ts';
import { canonicalLink } from '../feeds/canonical-link.ts';
import type { DeskHolder } from '../service/desk-holder.ts';
import { cardNamesOf } from '../service/names.ts';
import type { Runtime } from '../service/runtime.ts';
import { headlineOf } from '../words/headline.ts';
import { localised, wordsOf } from '../words/words.ts';
import { choices, placeChoices } from './choices.ts';

const PAGE = 50;
/** Totals beyond this and beyond what is asked for are not counted: nobody pages that far. */
const MAX_TOTAL = 500;

/** What slash commands look up, over the state. */
export function createLookUps(runtime: Runtime, desks: Pick<DeskHolder, 'current'>): LookUps {
  const { state } = runtime;

  async function search(query: IncidentQuery) {
    const { label, place, party, status, minSeverity, words, from, to } = query;
    const found: Incident[] = [];
    let cursor: string | undefined;
    do {
      const page = await state.incidents.find(
        {
          ...(label !== undefined && { labels: [label] }),
          ...(place !== undefined && { places: [place] }),
          ...(party !== undefined && { parties: [party] }),
          ...(status !== undefined && { statuses: [status] }),
          ...(minSeverity !== undefined && { minSeverity }),
          ...(words !== undefined && { words }),
          ...(from !== undefined && { from: from.slice(0, 10) }),
          ...(to !== undefined && { to: to.slice(0, 10) }),
        },
        { limit: PAGE, ...(cursor !== undefined && { cursor }) },
      );
      for (const incident of page.incidents) {
        if ((from === undefined || incident.firstSeenAt >= from) && (to === undefined || incident.firstSeenAt < to))
          found.push(incident);
      }
      cursor = page.nextCursor;
    } while (cursor !== undefined && found.length < Math.max(MAX_TOTAL, query.offset + query.limit));
    return { total: found.length, incidents: found.slice(query.offset, query.offset + query.limit) };
  }

  async function suggest(
    kind: 'place' | 'party' | 'incident' | 'outlet',
    typed: string,
    language: Parameters<LookUps['suggest']>[2],
  ): Promise<readonly Choice[]> {
    const { config } = desks.current();
    if (kind === 'party') {
      const parties = Object.entries(config.parties.parties).map(([code, party]) => ({
        value: code,
        names: [localised(party.name, language), ...Object.values(party.name), code].filter(
          (name) => name !== undefined,
        ),
      }));
      return choices(parties, typed);
    }
    if (kind === 'outlet') {
      const outlets = Object.entries(config.outlets).map(([id, { name }]) => ({ value: id, names: [name, id] }));
      return choices(outlets, typed);
    }
    if (kind === 'place') {
      return placeChoices(config.places.places, typed, language);
    }
    const names = cardNamesOf(config);
    const { incidents } = await state.incidents.find({}, { limit: PAGE });
    const shown = incidents.map((incident) => ({
      value: incident.id,
      names: [`${incident.id} · ${headlineOf(incident, names, wordsOf(language))}`],
    }));
    return choices(shown, typed);
  }

  return {
    search,
    incident: (id) => runtime.incidentById(id.trim().toUpperCase()),
    suggest,
    async explain(textOrLink) {
      const desk = desks.current();
      const isLink = /^https?:\/\/\S+$/.test(textOrLink.trim());
      const record = isLink ? await state.items.findByUrl(canonicalLink(textOrLink.trim()) ?? textOrLink) : undefined;
      if (isLink && record === undefined) return { kind: 'unseen' };
      const { language, classification, extraction } = desk.understanding.understand({
        itemId: 'asked',
        title: record?.item.title ?? textOrLink,
        summary: record?.item.summary ?? '',
        feedLanguages: [],
      });
      return {
        kind: 'read',
        language: { tag: language.language, confidence: language.confidence },
        label: classification.label,
        score: classification.score,
        decision: classification.decision,
        reason: classification.reason,
        cues: classification.evidence.flatMap((one) =>
          one.kind === 'cue' && one.effective !== 0 ? [{ text: one.text, cue: one.cue, effective: one.effective }] : [],
        ),
        places: extraction.places,
        accusations: extraction.accusations,
        deniers: extraction.deniers,
        ...(record !== undefined && { kept: { outcome: record.outcome, reason: record.reason } }),
        ...(record?.incidentId !== undefined && { incidentId: record.incidentId }),
      };
    },
  };
}
