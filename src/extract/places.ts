import type { PlacesFile } from '../config/schema/gazetteer.ts';
import type { Hit } from '../lexicon/hit.ts';
import { type Found, spanOf } from './found.ts';
import { hitsOf, type Reading, type Sentence } from './reading.ts';

type Place = PlacesFile['places'][string];

interface Candidate {
  readonly id: string;
  readonly place: Place;
  readonly hit: Hit;
  readonly sentence: Sentence;
}

/** Places too wide to stand beside a village: they are told only when nothing better is. */
const WIDE = new Set(['country', 'region', 'border']);

/** Where it is said to have happened, in the order of the text. Of nested wide places the most specific one stays. */
export function extractPlaces(reading: Reading): Found<string>[] {
  if (reading.input.label === 'negotiation') return [];
  const candidates = reading.sentences.flatMap((sentence) => candidatesOf(reading, sentence));
  const narrow = candidates.filter((one) => !WIDE.has(one.place.kind));
  const chosen = narrow.length > 0 ? narrow : widest(reading, candidates);
  const found = new Map<string, Found<string>>();
  for (const { id, hit, sentence } of chosen) {
    const spans = [
      ...(found.get(id)?.spans ?? []),
      spanOf(sentence, hit, narrow.length > 0 ? 'named' : 'nothingNarrower'),
    ];
    found.set(id, { value: id, spans });
  }
  return [...found.values()];
}

function candidatesOf(reading: Reading, sentence: Sentence): Candidate[] {
  if (sentence.isBackground) return [];
  const candidates: Candidate[] = [];
  for (const hit of sentence.hits) {
    if (hit.kind !== 'place') continue;
    const place = reading.gazetteer.places.places[hit.id];
    if (place === undefined || place.role === 'venue' || isDateline(sentence, hit)) continue;
    if (place.role === 'both' && !happensHere(reading, sentence, hit, place)) continue;
    candidates.push({ id: hit.id, place, hit, sentence });
  }
  return candidates;
}

/** "BAKU, 22 October -": where the agency sits. */
function isDateline(sentence: Sentence, hit: Hit): boolean {
  return hit.from === 0 && /^[,.]?\s?[\d(/]/u.test(sentence.scan.text.slice(hit.end, hit.end + 3));
}

/** A capital or a meeting place is where it happened only beside words of direction, never as a government's name. */
function happensHere(reading: Reading, sentence: Sentence, hit: Hit, place: Place): boolean {
  if (place.isTheatre) return true;
  if (reading.input.label === 'ceasefire') return false;
  return hitsOf(sentence, 'direction').some(
    (other) => Math.abs(other.from - hit.to) <= 1 || Math.abs(hit.from - other.to) <= 0,
  );
}

/** Karabakh is told only where the news happens there; else the border or the line. */
function widest(reading: Reading, candidates: readonly Candidate[]): readonly Candidate[] {
  const happened = candidates.filter((one) => !isTopic(reading, one));
  const region = happened.filter((one) => one.place.kind === 'region');
  return region.length > 0 ? region : happened;
}

/** "The Karabakh conflict", "Karabakh settlement": what it is about, not where it happened. */
function isTopic(reading: Reading, { place, hit, sentence }: Candidate): boolean {
  if (place.kind !== 'region') return false;
  const next = hitsOf(sentence, 'negotiation', 'history', 'topic').some(
    (other) => other.from <= hit.to && other.to >= hit.to && other.from >= hit.from,
  );
  return next || (reading.input.label === 'ceasefire' && !hasDirection(sentence, hit));
}

function hasDirection(sentence: Sentence, hit: Hit): boolean {
  const before = sentence.scan.tokens[hit.from - 1]?.text ?? '';
  return (
    /^(in|в|dans|en|در)$/u.test(before) ||
    /(ում|da|də|ში|daki|dəki|da)$/u.test(sentence.scan.tokens[hit.to - 1]?.text ?? '')
  );
}
