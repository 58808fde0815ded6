import type { Hit } from '../lexicon/hit.ts';
import { clauseAt, type Reading, type Sentence } from './reading.ts';

/** People told by their names or ages alone. */
export interface Named {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** Counts the full names that stand beside a word of harm: "Gor Sahakyan, 19, and Artur Petrosyan, 20, were killed"; else the ages. */
export function namedBeside(reading: Reading, sentence: Sentence, harm: Hit): Named | undefined {
  const { tokens } = sentence.scan;
  // Who "killed" somebody is named in the same place.
  if (!reading.grammar.suffered(tokens[harm.from]?.text) || isHeadlineCase(sentence)) return undefined;
  const listed = listFrom(reading, sentence, harm.from - 1, -1) ?? listFrom(reading, sentence, harm.to, 1);
  const aged = agedIn(reading, sentence, harm);
  return (aged?.count ?? 0) > (listed?.count ?? 0) ? aged : listed;
}

/** True when somebody is told by age and name: "29-летний Бейбала Насибов". */
export function hasAged(reading: Reading, sentence: Sentence): boolean {
  return sentence.scan.tokens
    .slice(sentence.from, sentence.to - 1)
    .some(
      (token, index) =>
        /^\d{1,2}$/u.test(token.text) &&
        reading.grammar.ages(sentence.scan.tokens[sentence.from + index + 1]?.text) &&
        isName(sentence, sentence.from + index + 2),
    );
}

/** "42-year-old Nazik and 22-year-old Razmik": one person an age, where a name follows it. */
function agedIn({ grammar }: Reading, sentence: Sentence, harm: Hit): Named | undefined {
  const { tokens } = sentence.scan;
  const clause = clauseAt(sentence, harm.from);
  const ages: number[] = [];
  for (let at = sentence.from; at + 1 < sentence.to; at++) {
    if (clauseAt(sentence, at) !== clause || !/^\d{1,2}$/u.test(tokens[at]?.text ?? '')) continue;
    if (!grammar.ages(tokens[at + 1]?.text)) continue;
    if ([2, 3, 4].some((step) => at + step < sentence.to && isName(sentence, at + step))) ages.push(at);
  }
  const [first] = ages;
  const last = ages.at(-1);
  return first === undefined || last === undefined ? undefined : { from: first, to: last + 2, count: ages.length };
}

/** Walks away from the harm over names, ages, commas and "and"; at most two small words may stand between. */
function listFrom(reading: Reading, sentence: Sentence, start: number, step: 1 | -1): Named | undefined {
  let count = 0;
  let run = 0;
  let skipped = 0;
  let last = start;
  const first = { at: start };
  const close = (): void => {
    if (run >= 2) count++;
    run = 0;
  };
  for (let at = start; at >= sentence.from && at < sentence.to; at += step) {
    const text = sentence.scan.tokens[at]?.text ?? '';
    if (isName(sentence, at)) {
      if (count === 0 && run === 0) first.at = at;
      if (run > 0 && isParted(sentence, step === 1 ? at - 1 : at)) close();
      run++;
      last = at;
    } else if (reading.grammar.and(text) || /^\d{1,2}$/u.test(text) || isBirth(sentence, at)) close();
    else if (isPeople(sentence, at)) close();
    else if (count === 0 && run === 0 && reading.grammar.helpers(text)) continue;
    else if (count === 0 && run === 0 && leadsToOffice(sentence, at, step)) continue;
    else if (isBracketed(sentence, at)) close();
    else if (count === 0 && run === 0 && skipped < 2 && (text.length <= 4 || isCue(sentence, at))) skipped++;
    else break;
  }
  close();
  if (count === 0) return undefined;
  return { from: Math.min(first.at, last), to: Math.max(first.at, last) + 1, count };
}

/** "The servicemen of the defence army Vahe Melkonyan and …", "the mayor Gor Adamyan": the nouns before the names. */
function isPeople(sentence: Sentence, at: number): boolean {
  return sentence.hits.some(
    (hit) =>
      hit.from <= at &&
      at < hit.to &&
      (['soldier', 'civilian', 'unit', 'party'].includes(hit.group) ||
        (hit.kind === 'speaker' && hit.party === undefined)),
  );
}

/** "The first mayor of Vanadzor, Gor Adamyan": what stands between the harm and an office. */
function leadsToOffice(sentence: Sentence, at: number, step: 1 | -1): boolean {
  return [1, 2].some((ahead) =>
    sentence.hits.some(
      (hit) =>
        hit.kind === 'speaker' &&
        hit.party === undefined &&
        hit.from <= at + ahead * step &&
        at + ahead * step < hit.to,
    ),
  );
}

/** "Born in 1995": a year and the word behind it. */
function isBirth(sentence: Sentence, at: number): boolean {
  const { tokens } = sentence.scan;
  return [at, at - 1].some(
    (index) => index >= sentence.from && /^(19|20)\d\d\p{L}{0,2}$/u.test(tokens[index]?.text ?? ''),
  );
}

/** "Gabriel Babikyan with blast injuries": a word of the event between name and harm. */
function isCue(sentence: Sentence, at: number): boolean {
  return sentence.hits.some((hit) => (hit.kind === 'weapon' || hit.group === 'clash') && hit.from <= at && at < hit.to);
}

/** "(born 1996)" behind a name. */
function isBracketed(sentence: Sentence, at: number): boolean {
  const { tokens, text } = sentence.scan;
  const start = tokens[at]?.start ?? 0;
  const lead = text.slice(Math.max(0, start - 25), start);
  return lead.lastIndexOf('(') > lead.lastIndexOf(')');
}

/** A comma parts the names of two people. */
function isParted(sentence: Sentence, left: number): boolean {
  const { tokens, text } = sentence.scan;
  return /,/u.test(text.slice(tokens[left]?.end, tokens[left + 1]?.start));
}

/** A capitalised word that no cue, party, place or office holds. */
function isName(sentence: Sentence, at: number): boolean {
  const token = sentence.scan.tokens[at];
  if (token === undefined) return false;
  const word = sentence.scan.text.slice(token.start, token.end);
  return /^\p{Lu}\p{Ll}{2,}/u.test(word) && !sentence.hits.some((hit) => hit.from <= at && at < hit.to);
}

function isHeadlineCase(sentence: Sentence): boolean {
  const { tokens, text } = sentence.scan;
  const words = tokens.slice(sentence.from, sentence.to).filter((token) => token.end - token.start > 3);
  const capitals = words.filter((token) => /^\p{Lu}/u.test(text.slice(token.start, token.start + 1)));
  return capitals.length * 5 > words.length * 4;
}
