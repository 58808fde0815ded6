import type { LanguageTag } from '../domain/language.ts';
import type { Hit } from '../lexicon/hit.ts';
import type { Sentence } from './reading.ts';

/** People told by their names alone. */
export interface Named {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** Words by which the named one suffers: who "killed" somebody is named in the same place. */
const SUFFERED: Readonly<Record<string, RegExp>> = {
  hy: /^(զոհվ|զոհու|մահաց|վիրավորվ|վիրաւորու|գերեվարվ|նահատակ)/u,
  ru: /^(погиб|умер|сконча|ранен|пострада)/u,
  en: /^(killed|died|dies|wounded|injured)$/u,
  az: /^(həlak|şəhid|yaralan|xəsarət)/u,
  tr: /^(şehit|sehit|öldü|oldu|yaralan|hayat)/u,
  fr: /^(tue|tues|mort|morts|blesse|blesses|decede)$/u,
};

const AND = /^(and|и|եւ|ու|və|ve|et)$/u;

/** Counts the full names that stand beside a word of harm: "Gor Sahakyan, 19, and Artur Petrosyan, 20, were killed". */
export function namedBeside(language: LanguageTag, sentence: Sentence, harm: Hit): Named | undefined {
  const { tokens } = sentence.scan;
  if (SUFFERED[language]?.test(tokens[harm.from]?.text ?? '') !== true || isHeadlineCase(sentence)) return undefined;
  return listFrom(sentence, harm.from - 1, -1) ?? listFrom(sentence, harm.to, 1);
}

/** Walks away from the harm over names, ages, commas and "and"; at most two small words may stand between. */
function listFrom(sentence: Sentence, start: number, step: 1 | -1): Named | undefined {
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
    } else if (AND.test(text) || /^\d{1,2}$/u.test(text)) close();
    else if (count === 0 && run === 0 && skipped < 2 && text.length <= 4) skipped++;
    else break;
  }
  close();
  if (count === 0) return undefined;
  return { from: Math.min(first.at, last), to: Math.max(first.at, last) + 1, count };
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
