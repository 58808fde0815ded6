import type { PlacesFile } from '../config/schema/gazetteer.ts';
import type { Hit } from '../lexicon/hit.ts';
import { isBesideTheMatter } from './beside-places.ts';
import { type Found, spanOf } from './found.ts';
import type { Mentions } from './mentions.ts';
import { hitsOf, type Reading, type Sentence } from './reading.ts';
import { roleOf } from './roles.ts';

/** A place of the gazetteer. */
export type Place = PlacesFile['places'][string];

/** A place as it is named in a sentence. */
export interface Candidate {
  readonly id: string;
  readonly place: Place;
  readonly hit: Hit;
  readonly sentence: Sentence;
}

/** Places too wide to stand beside a village: they are told only when nothing narrower is, and only where force is told. */
const WIDE: ReadonlySet<string> = new Set(['country', 'region', 'border']);

/** Where it is said to have happened, in the order of the text. Of nested wide places the most specific one stays. */
export function extractPlaces(reading: Reading, mentions: Mentions): Found<string>[] {
  const { label } = reading.input;
  if (label === 'negotiation' || label === 'other') return [];
  const all = reading.sentences.flatMap((sentence) => candidatesOf(reading, sentence));
  const candidates = all.filter((one) => !isBesideTheMatter(reading, one, all));
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
  return found.size > 0 || label !== 'clash' ? [...found.values()] : regionOfAuthority(reading, mentions);
}

function candidatesOf(reading: Reading, sentence: Sentence): Candidate[] {
  if (sentence.isBackground) return [];
  const candidates: Candidate[] = [];
  for (const hit of sentence.hits) {
    if (hit.kind !== 'place') continue;
    const place = reading.gazetteer.places.places[hit.id];
    if (place === undefined || place.role === 'venue' || isDateline(sentence, hit)) continue;
    if (place.role === 'both' && !place.isTheatre && !isStruck(reading, sentence, hit)) continue;
    candidates.push({ id: hit.id, place, hit, sentence });
  }
  return candidates;
}

/** "BAKU, 22 October -": where the agency sits. */
function isDateline(sentence: Sentence, hit: Hit): boolean {
  const after = sentence.scan.text.slice(hit.end, hit.end + 3);
  if (hit.from !== 0) return false;
  // "Laçında 7 hərbçi": a number that no month follows counts something.
  const isDate = sentence.hits.some((other) => other.kind === 'month' && other.from === hit.to + 1);
  return /^[,.]\s?\d|^[,.]?\s?[(/]/u.test(after) || (isDate && /^\s\d/u.test(after));
}

/** A capital is where it happened only in the locative beside words of force, never as a government's name. */
function isStruck(reading: Reading, sentence: Sentence, hit: Hit): boolean {
  if (reading.input.label !== 'clash' || roleOf(reading.grammar, sentence, hit.from, hit.to) !== 'place') return false;
  const isSaid = hitsOf(sentence, 'say', 'assertion', 'denial').some(
    (word) => Math.min(Math.abs(word.from - hit.to), Math.abs(hit.from - word.to)) <= 2,
  );
  return !isSaid && hitsOf(sentence, 'clash').some((act) => Math.abs(act.from - hit.to) <= 3);
}

/** A region before the border; for a truce only a line where it is watched, else nothing. */
function widest(reading: Reading, candidates: readonly Candidate[]): readonly Candidate[] {
  if (reading.input.label !== 'clash')
    return candidates.filter(
      (one) => one.place.kind === 'border' && one.place.role === 'incident' && reading.input.label === 'ceasefire',
    );
  const region = candidates.filter((one) => one.place.kind === 'region' && !isTopic(one));
  return region.length > 0 ? region : candidates;
}

/** "The conflict over Karabakh": what the quarrel is about. */
function isTopic({ hit, sentence }: Candidate): boolean {
  return hitsOf(sentence, 'topic').some((other) => other.to <= hit.from && hit.from - other.to <= 2);
}

/** An authority that speaks of its own front names no place. */
function regionOfAuthority(reading: Reading, mentions: Mentions): Found<string>[] {
  for (const mention of mentions.all) {
    const region = mention.isSpeaking ? reading.gazetteer.parties.parties[mention.party]?.region : undefined;
    if (region !== undefined)
      return [{ value: region, spans: [spanOf(mention.sentence, mention, 'regionOfAuthority')] }];
  }
  return [];
}
