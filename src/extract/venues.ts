import type { LanguageTag } from '../domain/language.ts';
import type { Hit } from '../lexicon/hit.ts';
import { type Found, spanOf } from './found.ts';
import type { Grammar } from './grammar.ts';
import { clauseAt, hitsOf, type Reading, type Sentence } from './reading.ts';
import { isVenueForm } from './roles.ts';

/** Where people met or will meet: a venue in the locative near words of talks. */
export function extractVenues(reading: Reading): Found<string>[] {
  const { label } = reading.input;
  if (label !== 'negotiation' && label !== 'ceasefire') return [];
  const found = new Map<string, Found<string>>();
  for (const sentence of reading.sentences) {
    if (sentence.isBackground || hitsOf(sentence, 'noMeeting').length > 0) continue;
    // Venues of the summary beside one in the title are those of earlier meetings.
    if (
      sentence.field === 'summary' &&
      found.size > 0 &&
      [...found.values()].some((one) => one.spans.some((span) => span.field === 'title'))
    )
      break;
    const talks = hitsOf(
      sentence,
      'negotiation',
      'talksVenue',
      'talksAnnounced',
      'talksHeld',
      'mediate',
      'truceAgreed',
    );
    if (talks.length === 0) continue;
    for (const hit of sentence.hits) {
      const place = hit.kind === 'place' ? reading.gazetteer.places.places[hit.id] : undefined;
      if (place === undefined || (place.role !== 'venue' && place.role !== 'both')) continue;
      if (label === 'ceasefire' && place.kind === 'border') continue;
      // "نشست مسکو", "le sommet de Grenade": talks called by a town of neither side.
      const isOfTalks =
        POSTPOSED.has(reading.input.language) &&
        place.controlledBy === undefined &&
        talks.some((other) => other.to === hit.from);
      if (hitsOf(sentence, 'history').some((other) => Math.abs(other.from - hit.to) <= 2)) continue;
      if (
        isSeatOfOffice(sentence, hit, talks) ||
        !(isHere(reading, sentence, hit, talks) || isHost(sentence, hit) || isOfTalks)
      )
        continue;
      const spans = [...(found.get(hit.id)?.spans ?? []), spanOf(sentence, hit, 'locativeNearTalks')];
      found.set(hit.id, { value: hit.id, spans });
    }
  }
  return [...found.values()];
}

/** Languages in which the name follows the noun it explains. */
const POSTPOSED: ReadonlySet<LanguageTag> = new Set(['fa', 'fr']);

/** "The Foreign Ministry in Yerevan said"; not where the ministers meet there. */
function isSeatOfOffice(sentence: Sentence, hit: Hit, talks: readonly Hit[]): boolean {
  if (talks.some((other) => Math.max(other.from - hit.to, hit.from - other.to) <= 0 && !isOffice(sentence, other)))
    return false;
  return sentence.hits.some(
    (other) =>
      other.kind === 'speaker' &&
      other.party === undefined &&
      other.to <= hit.from &&
      hit.from - other.to <= 1 &&
      clauseAt(sentence, other.from) === clauseAt(sentence, hit.from),
  );
}

/** "Tehran is ready to host". */
function isHost(sentence: Sentence, hit: Hit): boolean {
  return hitsOf(sentence, 'host').some((other) => other.from >= hit.to && other.from - hit.to <= 3);
}

function isHere({ grammar }: Reading, sentence: Sentence, hit: Hit, talks: readonly Hit[]): boolean {
  const { tokens } = sentence.scan;
  // "Varşava şəhərində": the ending stands on the word for city.
  if (grammar.cityNouns(tokens[hit.to]?.text)) return true;
  const isBeforeTalks = talks.some((other) => other.from === hit.to) && !isSecondOfPair(grammar, sentence, hit);
  return isVenueForm(grammar, sentence, hit, isBeforeTalks) || isSecondBetween(grammar, sentence, hit);
}

/** "Yerevan and Baku agree": two governments. */
function isSecondOfPair(grammar: Grammar, sentence: Sentence, hit: Hit): boolean {
  return (
    grammar.and(sentence.scan.tokens[hit.from - 1]?.text) &&
    sentence.hits.some((other) => (other.kind === 'party' || other.kind === 'place') && other.to === hit.from - 1)
  );
}

/** "between Ijevan and Gazakh" */
function isSecondBetween(grammar: Grammar, sentence: Sentence, hit: Hit): boolean {
  const { tokens } = sentence.scan;
  return (
    grammar.and(tokens[hit.from - 1]?.text) &&
    sentence.hits.some(
      (other) => other.kind === 'place' && other.to === hit.from - 1 && grammar.between(tokens[other.from - 1]?.text),
    )
  );
}

function isOffice(sentence: Sentence, hit: Hit): boolean {
  return sentence.hits.some((other) => other.kind === 'speaker' && other.from < hit.to && hit.from < other.to);
}
