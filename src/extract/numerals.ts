import type { Hit } from '../lexicon/hit.ts';
import { hitsOf, type Reading, type Sentence, segmentAt } from './reading.ts';

/** A number of people as far as one can tell: dates, times, years, calibres and counted things are gone. */
export interface Numeral {
  readonly from: number;
  readonly to: number;
  readonly start: number;
  readonly end: number;
  readonly value: number;
  /** "at least", "more than", a vague word: the upper end is open. */
  readonly isOpen: boolean;
  /** The vague word as it stands. */
  readonly vague?: string;
}

/** Reads digits and number words of one sentence. */
export function numeralsOf(reading: Reading, sentence: Sentence): Numeral[] {
  const found: Numeral[] = [];
  const words = sentence.hits.filter((hit) => hit.kind === 'number' || hit.kind === 'vague');
  for (let i = sentence.from; i < sentence.to; i++) {
    const numeral = digitsAt(reading, sentence, i) ?? wordsAt(sentence, words, i);
    if (numeral === undefined) continue;
    i = numeral.to - 1;
    if (isCountOfPeople(reading, sentence, numeral)) found.push(numeral);
  }
  return found;
}

function digitsAt(reading: Reading, sentence: Sentence, index: number): Numeral | undefined {
  const { tokens } = sentence.scan;
  const token = tokens[index];
  if (token === undefined) return undefined;
  const digits = /^(\d{1,7})(\p{L}{1,4})?$/u.exec(token.text);
  if (digits === null) return undefined;
  // "15də", "1990թ": a number with a glued ending is a date or a year.
  if (digits[2] !== undefined) return undefined;
  let value = Number(digits[1]);
  let to = index + 1;
  if (reading.grammar.thousand(tokens[to]?.text) && to < sentence.to) {
    value *= 1000;
    to++;
    const rest = tokens[to]?.text ?? '';
    if (/^\d{3}$/u.test(rest)) {
      value += Number(rest);
      to++;
    }
  }
  return {
    from: index,
    to,
    start: token.start,
    end: tokens[to - 1]?.end ?? token.end,
    value,
    isOpen: isOpenAt(sentence, index, to),
  };
}

function wordsAt(sentence: Sentence, words: readonly Hit[], index: number): Numeral | undefined {
  const hit = words.find((word) => word.from === index);
  if (hit?.value === undefined) return undefined;
  let value = hit.value;
  let { to, end } = hit;
  if (hit.kind === 'number') {
    // twenty-one, двадцать один, iyirmi bir
    for (let next = followingNumber(words, to); next?.value !== undefined; next = followingNumber(words, to)) {
      if (value >= 100 && value % 100 === 0 && next.value < 100) value += next.value;
      else if (value >= 20 && next.value < 10 && value % 10 === 0) value += next.value;
      else if (next.value >= 100 && value < next.value) value *= next.value;
      else break;
      ({ to, end } = next);
    }
  }
  const isVague = hit.kind === 'vague';
  return {
    from: index,
    to,
    start: hit.start,
    end,
    value,
    isOpen: isVague || isOpenAt(sentence, index, to),
    ...(isVague ? { vague: hit.text } : {}),
  };
}

function followingNumber(words: readonly Hit[], at: number): Hit | undefined {
  return words.find((word) => word.from === at && word.kind === 'number');
}

function isOpenAt(sentence: Sentence, from: number, to: number): boolean {
  return hitsOf(sentence, 'atLeast').some(
    (hit) =>
      (hit.to <= from && from - hit.to <= 1) ||
      (hit.from >= to && hit.from - to <= 1 && segmentAt(sentence, hit.from) === segmentAt(sentence, from)),
  );
}

function isCountOfPeople(reading: Reading, sentence: Sentence, numeral: Numeral): boolean {
  const { tokens, text } = sentence.scan;
  const before = text.slice(Math.max(0, numeral.start - 3), numeral.start);
  const after = text.slice(numeral.end, numeral.end + 8);
  const isDigits = numeral.vague === undefined && /\d/u.test(text.slice(numeral.start, numeral.end));
  if (isDigits) {
    if (/[:.]$/u.test(before) && /\d[:.]$/u.test(text.slice(Math.max(0, numeral.start - 2), numeral.start)))
      return false;
    if (isAge(text, numeral) || isAgeOfOne(sentence, numeral)) return false;
    if (/^[:.]\d/u.test(after) || /^\s?(%|°|мм|mm)/u.test(after)) return false;
    if (/\p{L}-$/u.test(before) || /[#№/]$/u.test(before)) return false;
    if (/^-\p{L}/u.test(after) && isOrdinal(reading, sentence, numeral)) return false;
    if (
      numeral.value >= 1900 &&
      numeral.value <= 2100 &&
      numeral.to - numeral.from === 1 &&
      !/[,.\s]/u.test(text.slice(numeral.start, numeral.end))
    )
      return false;
    if (sentence.hits.some((hit) => hit.kind === 'month' && (hit.to === numeral.from || hit.from === numeral.to)))
      return false;
  }
  if (
    /^\s?[-–]\s?\d/u.test(after) &&
    isDigits &&
    sentence.hits.some((hit) => hit.kind === 'month' && Math.abs(hit.from - numeral.to) <= 2)
  )
    return false;
  return !countsThings(reading, sentence, numeral, tokens[numeral.to]?.text ?? '');
}

/** "5-ci", "12-րդ", "30-year-old", "5-ին լույս 6-ի": the hyphen ties on what makes it no count. */
function isOrdinal({ grammar }: Reading, sentence: Sentence, numeral: Numeral): boolean {
  const { tokens } = sentence.scan;
  return grammar.ordinals(tokens[numeral.to]?.text) || grammar.dawn(tokens[numeral.to + 1]?.text);
}

/** "Gor Sahakyan, 19, was killed": a number between commas behind a name is an age. */
function isAge(text: string, numeral: Numeral): boolean {
  const isPlausible = numeral.value >= 1 && numeral.value <= 99 && numeral.to - numeral.from === 1;
  const lead = text.slice(Math.max(0, numeral.start - 40), numeral.start);
  return (
    isPlausible &&
    /\p{Lu}[\p{L}.'’-]+,\s$/u.test(lead) &&
    /^,(\s|$)/u.test(text.slice(numeral.end, numeral.end + 2)) &&
    /\p{Lu}[\p{L}.'’-]+\s\p{Lu}[\p{L}.'’-]+,\s$/u.test(lead)
  );
}

/** "A woman, 85, was killed": a number between commas behind a noun. */
function isAgeOfOne(sentence: Sentence, numeral: Numeral): boolean {
  const { tokens, text } = sentence.scan;
  return (
    numeral.value <= 105 &&
    hitsOf(sentence, 'civilian', 'soldier').some((hit) => hit.to === numeral.from) &&
    text.slice(tokens[numeral.from - 1]?.end, numeral.start) === ', ' &&
    /^,(\s|$)/u.test(text.slice(numeral.end, numeral.end + 2))
  );
}

/** "14 times", "nine villages", "three heavy machine guns". */
function countsThings({ grammar }: Reading, sentence: Sentence, numeral: Numeral, next: string): boolean {
  if (grammar.and(next)) return false;
  const people = hitsOf(sentence, 'soldier', 'civilian', 'person', 'killed', 'wounded', 'captured', 'missing').find(
    (hit) => hit.from >= numeral.to,
  );
  const things = [
    ...hitsOf(sentence, 'notPeople'),
    ...sentence.hits.filter((hit) => hit.kind === 'weapon' || hit.kind === 'month' || hit.kind === 'weekday'),
  ]
    .filter((hit) => hit.from >= numeral.to && hit.from - numeral.to <= 2)
    .filter((hit) => !hitsOf(sentence, 'rises').some((rise) => rise.from === hit.from))
    .sort((a, b) => a.from - b.from)[0];
  if (things === undefined) return false;
  if (things.from === numeral.to)
    return people === undefined || people.from > things.from || things.group === 'notPeople';
  return people === undefined || people.from > things.from;
}
