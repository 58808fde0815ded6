import type { Hit } from '../lexicon/hit.ts';
import type { Reading, Sentence } from './reading.ts';

/** People told by their names alone. */
export interface Named {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** Counts the full names that stand beside a word of harm: "Gor Sahakyan, 19, and Artur Petrosyan, 20, were killed". */
export function namedBeside(reading: Reading, sentence: Sentence, harm: Hit): Named | undefined {
  const { tokens } = sentence.scan;
  // Who "killed" somebody is named in the same place.
  if (!reading.grammar.suffered(tokens[harm.from]?.text) || isHeadlineCase(sentence)) return undefined;
  return listFrom(reading, sentence, harm.from - 1, -1) ?? listFrom(reading, sentence, harm.to, 1);
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
    } else if (reading.grammar.and(text) || /^\d{1,2}$/u.test(text)) close();
    else if (count === 0 && run === 0 && isPeople(sentence, at)) continue;
    else if (isBracketed(sentence, at)) close();
    else if (count === 0 && run === 0 && skipped < 2 && (text.length <= 4 || isCue(sentence, at))) skipped++;
    else break;
  }
  close();
  if (count === 0) return undefined;
  return { from: Math.min(first.at, last), to: Math.max(first.at, last) + 1, count };
}

/** "The servicemen Vahe Melkonyan and …": the noun before the names. */
function isPeople(sentence: Sentence, at: number): boolean {
  return sentence.hits.some(
    (hit) => (hit.group === 'soldier' || hit.group === 'civilian') && hit.from <= at && at < hit.to,
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
