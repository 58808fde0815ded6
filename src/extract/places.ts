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
  const told = reading.sentences.filter((sentence) => !sentence.isBackground);
  const now = told.flatMap((sentence) => candidatesOf(reading, sentence));
  // News from a hospital or a court recalls where it happened.
  const all =
    now.length > 0 || label !== 'clash' ? now : reading.sentences.flatMap((one) => candidatesOf(reading, one));
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
  const candidates: Candidate[] = [];
  for (const hit of sentence.hits) {
    if (hit.kind !== 'place') continue;
    const place = reading.gazetteer.places.places[hit.id];
    if (place === undefined || place.role === 'venue' || isDateline(sentence, hit)) continue;
    if (isFirstName(reading, sentence, hit) || isSurname(reading, sentence, hit)) continue;
    if (place.role === 'both' && !place.isTheatre && !isStruck(reading, sentence, hit)) continue;
    candidates.push({ id: hit.id, place, hit, sentence });
  }
  return candidates;
}

/** "Movses Hakobyan", "Мовсес Акопян": a village's name before a surname. */
function isFirstName({ grammar }: Reading, sentence: Sentence, hit: Hit): boolean {
  const { tokens, text } = sentence.scan;
  const next = tokens[hit.to];
  return (
    next !== undefined &&
    hit.to - hit.from === 1 &&
    grammar.surnames(next.text) &&
    /^ \p{Lu}\p{Ll}/u.test(text.slice(hit.end, hit.end + 3)) &&
    !sentence.hits.some((other) => other.kind === 'party' && other.from === hit.to)
  );
}

/** "Davit Terteryan": a town inside a surname, behind a name that is none. */
function isSurname({ grammar }: Reading, sentence: Sentence, hit: Hit): boolean {
  const { tokens, text } = sentence.scan;
  const before = tokens[hit.from - 1];
  return (
    hit.from > sentence.from &&
    before !== undefined &&
    hit.to - hit.from === 1 &&
    grammar.surnames(tokens[hit.from]?.text) &&
    /^\p{Lu}\p{Ll}+$/u.test(text.slice(before.start, before.end)) &&
    !sentence.hits.some((other) => other.to === hit.from) &&
    !hitsOf(sentence, 'direction', 'position').some((other) => other.from === hit.to)
  );
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
  if (reading.input.label === 'ceasefire')
    return candidates.filter(
      ({ place, sentence }) =>
        place.kind === 'border' && place.role === 'incident' && hitsOf(sentence, 'planned').length === 0,
    );
  if (reading.input.label === 'humanitarian') return candidates.filter((one) => isSceneOfHarm(reading, one));
  const region = candidates.filter((one) => one.place.kind === 'region' && !isTopic(one));
  return region.length > 0 ? region : candidates;
}

/** "A mine killed two in the Karabakh region": of a region only where people were hurt. */
function isSceneOfHarm({ grammar }: Reading, one: Candidate): boolean {
  const { hit, place, sentence } = one;
  const role = roleOf(grammar, sentence, hit.from, hit.to);
  return (
    place.kind === 'region' &&
    (role === 'place' || role === 'target') &&
    !isTopic(one) &&
    hitsOf(sentence, 'killed', 'wounded').length > 0
  );
}

/** "The conflict over Karabakh": what the quarrel is about. */
function isTopic({ hit, sentence }: Candidate): boolean {
  return hitsOf(sentence, 'topic').some((other) => other.to <= hit.from && hit.from - other.to <= 2);
}

/** An authority that speaks of its own front, or whose soldiers and posts are told of, names no place. */
function regionOfAuthority(reading: Reading, mentions: Mentions): Found<string>[] {
  for (const mention of mentions.all) {
    const region = reading.gazetteer.parties.parties[mention.party]?.region;
    const isFront = hitsOf(mention.sentence, 'soldier', 'direction').some(
      (hit) => hit.from >= mention.to && hit.from - mention.to <= 2,
    );
    if (region !== undefined && (mention.isSpeaking || isFront))
      return [{ value: region, spans: [spanOf(mention.sentence, mention, 'regionOfAuthority')] }];
  }
  return [];
}
