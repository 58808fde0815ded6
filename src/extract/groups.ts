import type { Hit } from '../lexicon/hit.ts';
import { type Numeral, numeralsOf } from './numerals.ts';
import { clauseAt, hitsOf, type Reading, type Sentence, segmentAt } from './reading.ts';

/** People of whom something is counted: a number with its noun, or one person. */
export interface Group {
  readonly sentence: Sentence;
  readonly from: number;
  readonly to: number;
  readonly start: number;
  readonly end: number;
  readonly low: number;
  readonly isOpen: boolean;
  readonly vague?: string;
  readonly people: Hit | undefined;
  readonly isCivilian: boolean;
  /** A singular noun without a number. */
  readonly isSingle?: true;
}

const HARM = ['killed', 'wounded', 'captured', 'missing'] as const;

/** The counted groups of one sentence. */
export function groupsOf(reading: Reading, sentence: Sentence): Group[] {
  const numerals = numeralsOf(reading, sentence);
  return numerals
    .filter((numeral) => isToll(reading, sentence, numeral, numerals))
    .map((numeral) => groupOf(sentence, numeral, numerals));
}

/** "Dördü subay, yedi asker": a part told before its whole, in a language that marks it by an ending. */
function isPart(reading: Reading, sentence: Sentence, numeral: Numeral, numerals: readonly Numeral[]): boolean {
  const word = sentence.scan.tokens[numeral.to - 1]?.text ?? '';
  const isPeople = hitsOf(sentence, 'soldier', 'civilian', 'person').some((hit) => hit.from === numeral.to);
  return (
    isPeople &&
    reading.grammar.parts(word) &&
    numerals.some((other) => other.from > numeral.to && other.value > numeral.value && other.from - numeral.to <= 4)
  );
}

/** A number of its own: no part of another one, and no whole of which only a part was harmed. */
function isToll(reading: Reading, sentence: Sentence, numeral: Numeral, numerals: readonly Numeral[]): boolean {
  const parts = partsOf(reading, sentence, numeral, numerals);
  if (parts.some((part) => isHarmedWhole(sentence, numeral, part))) return true;
  if (parts.length > 0) return false;
  const isOfHarmedWhole = numerals.some(
    (whole) => partsOf(reading, sentence, whole, numerals).includes(numeral) && isHarmedWhole(sentence, whole, numeral),
  );
  return (
    !isOfHarmedWhole &&
    !isPart(reading, sentence, numeral, numerals) &&
    !isIncluded(reading, sentence, numeral, numerals)
  );
}

/** "One of the four", "չորսից երեքը": the parts of a number that counts the whole. */
function partsOf(
  reading: Reading,
  sentence: Sentence,
  numeral: Numeral,
  numerals: readonly Numeral[],
): readonly Numeral[] {
  const { tokens } = sentence.scan;
  const lead = [1, 2].some((back) => reading.grammar.wholeAfter(tokens[numeral.from - back]?.text));
  const before = lead ? numerals.filter((other) => other.to <= numeral.from && numeral.from - other.to <= 3) : [];
  const next = numerals.find((other) => other.from > numeral.to && other.from - numeral.to <= 2);
  const isBehind = next !== undefined && reading.grammar.wholeWords(tokens[next.from - 1]?.text);
  return isBehind ? [...before, next] : before;
}

/** "Two of the three wounded soldiers are stable": the harm is the whole's, and the part only fares well or ill. */
function isHarmedWhole(sentence: Sentence, whole: Numeral, part: Numeral): boolean {
  const harms = hitsOf(sentence, ...HARM);
  const isOwn = (harm: Hit): boolean =>
    harm.to === whole.from || (harm.from >= whole.to && harm.from - whole.to <= (part.from > whole.from ? 0 : 2));
  const own = harms.filter(isOwn);
  return own.length > 0 && harms.every((harm) => isOwn(harm) || harm.to <= whole.from);
}

/** "60 people, among them eight children": a part told behind its whole, or by an ending before it ("8'i çocuk 60 kişi"). */
function isIncluded(reading: Reading, sentence: Sentence, numeral: Numeral, numerals: readonly Numeral[]): boolean {
  const { tokens } = sentence.scan;
  const isLed = [1, 2, 3].some((back) => {
    const at = numeral.from - back;
    return at >= sentence.from && reading.grammar.including(tokens[at]?.text);
  });
  if (isLed && numerals.some((other) => other.to <= numeral.from && other.value > numeral.value)) return true;
  return (
    reading.grammar.partEndings(tokens[numeral.to]?.text) &&
    numerals.some((other) => other.from > numeral.to && other.from - numeral.to <= 4 && other.value > numeral.value)
  );
}

function groupOf(sentence: Sentence, numeral: Numeral, numerals: readonly Numeral[]): Group {
  const next = numerals.find((other) => other.from >= numeral.to);
  const end = Math.min(numeral.to + 5, next?.from ?? Number.POSITIVE_INFINITY);
  const people = [...hitsOf(sentence, 'soldier', 'civilian', 'person'), ...namesOfPeople(sentence, numeral)]
    .filter(
      (hit) =>
        hit.from >= numeral.to && hit.from < end && clauseAt(sentence, hit.from) === clauseAt(sentence, numeral.from),
    )
    .filter((hit) => !isBeyondHarm(sentence, numeral, hit))
    .sort((a, b) => a.from - b.from || rank(a) - rank(b))[0];
  return {
    sentence,
    from: numeral.from,
    to: people?.to ?? numeral.to,
    start: numeral.start,
    end: people?.end ?? numeral.end,
    low: numeral.value,
    isOpen: numeral.isOpen,
    ...(numeral.vague === undefined ? {} : { vague: numeral.vague }),
    people,
    isCivilian: isCivilian(sentence, people),
  };
}

/** "Three Azerbaijanis": the name right behind the number is the people, when no other noun follows. */
function namesOfPeople(sentence: Sentence, numeral: Numeral): Hit[] {
  return sentence.hits.filter(
    (hit) =>
      hit.kind === 'party' &&
      hit.from === numeral.to &&
      !hitsOf(sentence, 'soldier', 'civilian', 'person').some(
        (other) => other.from >= hit.to && other.from - hit.to <= 1,
      ),
  );
}

/** "Two killed, civilians among them": the noun behind the harm and a comma is another one. */
function isBeyondHarm(sentence: Sentence, numeral: Numeral, people: Hit): boolean {
  return hitsOf(sentence, ...HARM).some(
    (harm) =>
      harm.from >= numeral.to &&
      harm.to <= people.from &&
      segmentAt(sentence, harm.from) !== segmentAt(sentence, people.from),
  );
}

/** People in the segment of a harm, the nearest first. */
export function peopleBeside(sentence: Sentence, harm: Hit): Hit[] {
  // A prisoner who was killed is named by a word of capture.
  const captives = harm.group === 'killed' || harm.group === 'wounded' ? hitsOf(sentence, 'captured') : [];
  return [...hitsOf(sentence, 'soldier', 'civilian'), ...captives]
    .filter((hit) => !(hit.from < harm.to && harm.from < hit.to))
    .filter(
      (hit) =>
        (far(hit, harm) === 0 && hit.to === harm.from) ||
        // "Farmer, 67, killed"
        (hit.to === harm.from - 1 && /^\d{1,3}$/u.test(sentence.scan.tokens[hit.to]?.text ?? '')) ||
        (segmentAt(sentence, hit.from) === segmentAt(sentence, harm.from) && far(hit, harm) <= 8),
    )
    .sort((a, b) => far(a, harm) - far(b, harm) || rank(a) - rank(b));
}

function far(a: Hit, b: Hit): number {
  return a.from >= b.to ? a.from - b.to : b.from - a.to;
}

function rank(hit: Hit): number {
  return hit.group === 'soldier' ? 0 : hit.group === 'civilian' ? 1 : 2;
}

function isCivilian(sentence: Sentence, people: Hit | undefined): boolean {
  if (people?.group !== 'civilian') return false;
  return !hitsOf(sentence, 'person').some((hit) => hit.from === people.from && hit.to === people.to);
}
