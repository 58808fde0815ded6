import type { Hit } from '../lexicon/hit.ts';
import type { Candidate } from './places.ts';
import { clauseAt, hitsOf, type Reading, type Sentence, segmentAt } from './reading.ts';
import { roleOf } from './roles.ts';

/** Languages in which what explains a name (hospital, distance, road, resident) stands behind it; elsewhere it stands before. */
export const NAME_FIRST = new Set(['hy', 'az', 'tr', 'ka']);

/** Tokens from a word of distance to the name it measures from: "15 km from the region's largest city Stepanakert". */
const ORIENT_REACH = 6;

/** "15 km from Shusha", "the Goris-Kapan road", "fired from Vardenis", it helps to find the place, and is not the place. */
export function isOrienting(reading: Reading, one: Candidate): boolean {
  return isMeasuredFrom(reading, one) || isRoadEnd(reading, one) || isFiredFrom(reading, one);
}

/** "Ten kilometres from", "not far from", "former residents of". */
function isMeasuredFrom(reading: Reading, { hit, sentence }: Candidate): boolean {
  const isNameFirst = NAME_FIRST.has(reading.input.language);
  return hitsOf(sentence, 'orient').some((cue) => {
    if (clauseAt(sentence, cue.from) !== clauseAt(sentence, hit.from)) return false;
    if (!isNameFirst)
      return cue.to <= hit.from && hit.from - cue.to <= ORIENT_REACH && !namesBetween(sentence, cue, hit);
    if (cue.from < hit.to || cue.from - hit.to > 4) return false;
    return cue.id === 'home' || isLeft(reading, sentence, hit);
  });
}

function namesBetween(sentence: Sentence, cue: Hit, hit: Hit): boolean {
  return sentence.hits.some(
    (other) =>
      other.kind === 'place' && other.id !== 'nagorno-karabakh' && other.from >= cue.to && other.to <= hit.from,
  );
}

/** Its own ending, or that of the noun behind it, is the one of "from". */
function isLeft({ grammar }: Reading, sentence: Sentence, hit: Hit): boolean {
  const { tokens } = sentence.scan;
  const isOther = sentence.hits.some((other) => other.kind === 'place' && other.from === hit.to);
  const ends = isOther ? [hit.to - 1] : [hit.to - 1, hit.to];
  return ends.some((at) => grammar.originWords(tokens[at]?.text)) || glue(sentence, hit) !== '';
}

/** The ending that an apostrophe or a hyphen ties to a name. */
function glue(sentence: Sentence, hit: Hit): string {
  return /^['’-](\p{L}+)/u.exec(sentence.scan.text.slice(hit.end, hit.end + 6))?.[1] ?? '';
}

/** "The Berd-Ijevan road": a road is named by both of its ends; behind the road's name a pair is a section of it. */
function isRoadEnd(reading: Reading, { hit, sentence }: Candidate): boolean {
  const { tokens, text } = sentence.scan;
  const isTied = (left: number): boolean =>
    /^\s?[-–—]\s?\p{Lu}/u.test(text.slice(tokens[left]?.end, (tokens[left + 1]?.start ?? 0) + 1));
  const isFirst = isTied(hit.to - 1);
  if (!isFirst && (hit.from === sentence.from || !isTied(hit.from - 1))) return false;
  const [from, to] = isFirst ? [hit.from, hit.to + 1] : [hit.from - 1, hit.to];
  const isRoadLast = NAME_FIRST.has(reading.input.language) || reading.input.language === 'en';
  return hitsOf(sentence, 'road').some((road) =>
    isRoadLast ? road.from >= to && road.from - to <= 2 : road.to <= from && from - road.to <= 2,
  );
}

/** "Kalbajar will be handed over next week" behind "troops entered Aghdam today". */
export function isYetToCome(reading: Reading, { sentence }: Candidate, all: readonly Candidate[]): boolean {
  if (reading.input.label === 'clash' || hitsOf(sentence, 'planned').length === 0) return false;
  return all.some((other) => other.sentence.index < sentence.index && hitsOf(other.sentence, 'planned').length === 0);
}

/** "From posts in the village of X", "X գյուղի հենակետերից": the village of the posts that fire. Where only a direction is told, both ends are part of the incident. */
function isFiredFrom(reading: Reading, { hit, sentence }: Candidate): boolean {
  if (reading.input.label !== 'clash') return false;
  const { grammar, input } = reading;
  const { tokens } = sentence.scan;
  const isNameFirst = NAME_FIRST.has(input.language);
  return hitsOf(sentence, 'position').some((post) => {
    if (post.id !== 'post' || segmentAt(sentence, post.from) !== segmentAt(sentence, hit.from)) return false;
    if (isNameFirst) {
      const isEnd = grammar.originWords(tokens[post.to - 1]?.text) && startsAct(sentence, post.to);
      return isEnd && post.from >= hit.to && post.from - hit.to <= 5 && isClear(sentence, hit.to, post.from);
    }
    const isLed = [1, 2].some((back) => grammar.originBefore(tokens[post.from - back]?.text));
    return isLed && post.to <= hit.from && hit.from - post.to <= 4 && isClear(sentence, post.to, hit.from);
  });
}

/** Fire, a weapon or who fires follows; behind "one of the posts" none does. */
function startsAct(sentence: Sentence, at: number): boolean {
  return sentence.hits.some((hit) => hit.from === at && (ACTING.has(hit.kind) || ACTING.has(hit.group)));
}

const ACTING: ReadonlySet<string> = new Set(['party', 'weapon', 'enemy', 'force', 'clash', 'violation', 'unit']);

/** Neither another place, nor an act, nor whose posts they are stands between. */
function isClear(sentence: Sentence, from: number, to: number): boolean {
  return !sentence.hits.some(
    (hit) => ['place', 'party', 'force', 'enemy'].includes(hit.group) && hit.from >= from && hit.to <= to,
  );
}

/** "Brought from Stepanakert to Yerevan": a city from which the wounded go on to another hospital. */
export function isOnTheWayToHospital(reading: Reading, { hit, place, sentence }: Candidate): boolean {
  if (reading.input.label !== 'clash' || place.kind !== 'city') return false;
  const role = roleOf(reading.grammar, sentence, hit.from, hit.to);
  if (role !== 'origin' && role !== 'target') return false;
  return hitsOf(sentence, 'transfer').some(
    (cue) =>
      segmentAt(sentence, cue.from) === segmentAt(sentence, hit.from) &&
      (cue.from >= hit.to ? cue.from - hit.to <= 4 : cue.to <= hit.from && hit.from - cue.to <= 3),
  );
}
