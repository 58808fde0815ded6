import type { LanguageTag } from '../domain/language.ts';
import type { Hit } from '../lexicon/hit.ts';
import { type Found, spanOf } from './found.ts';
import { clauseAt, hitsOf, type Reading, type Sentence } from './reading.ts';

/** Where people met or will meet: a venue in the locative near words of talks. */
export function extractVenues(reading: Reading): Found<string>[] {
  const { label } = reading.input;
  if (label !== 'negotiation' && label !== 'ceasefire') return [];
  const found = new Map<string, Found<string>>();
  for (const sentence of reading.sentences) {
    if (sentence.isBackground) continue;
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
        !(isHere(reading.input.language, sentence, hit, talks) || isHost(sentence, hit) || isOfTalks)
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

function isHere(language: LanguageTag, sentence: Sentence, hit: Hit, talks: readonly Hit[]): boolean {
  const { tokens, text } = sentence.scan;
  const word = tokens[hit.to - 1]?.text ?? '';
  const before = hit.from > sentence.from ? (tokens[hit.from - 1]?.text ?? '') : '';
  const after = text.slice(hit.end, hit.end + 6);
  // "Varşava şəhərində": the ending stands on the word for city.
  if (/^(şəhərində|şehrinde|քաղաքում|ქალაქში)$/u.test(tokens[hit.to]?.text ?? '')) return true;
  switch (language) {
    case 'en':
      return (
        /^(in|at|to|hosts|between)$/u.test(before) ||
        isSecondBetween(sentence, hit) ||
        (sentence.field === 'title' && talks.some((other) => other.from === hit.to)) ||
        /^\s?:/u.test(after)
      );
    case 'fr':
      return /^(a|en|au)$/u.test(before) || /^\s?:/u.test(after);
    case 'ru':
      return /^(в|во)$/u.test(before);
    case 'hy':
      return (
        /ում$/u.test(word) ||
        /^(երեւան|բաքու)$/u.test(word) ||
        talks.some((other) => other.from === hit.to && /յան$/u.test(word))
      );
    case 'az':
      return /(da|də|daki|dəki)$/u.test(word) || /^[-'’](da|də)/u.test(after);
    case 'tr':
      return /^['’`](da|de|ta|te)/u.test(after) || /(da|de|ta|te)$/u.test(word);
    case 'ka':
      return /ში$/u.test(word);
    case 'fa':
      return before === 'در' || before === 'به';
    default:
      return false;
  }
}

/** "between Ijevan and Gazakh" */
function isSecondBetween(sentence: Sentence, hit: Hit): boolean {
  const { tokens } = sentence.scan;
  const isAnd = tokens[hit.from - 1]?.text === 'and';
  return (
    isAnd &&
    sentence.hits.some(
      (other) => other.kind === 'place' && other.to === hit.from - 1 && tokens[other.from - 1]?.text === 'between',
    )
  );
}

function isOffice(sentence: Sentence, hit: Hit): boolean {
  return sentence.hits.some((other) => other.kind === 'speaker' && other.from < hit.to && hit.from < other.to);
}
