import type { Hit } from '../lexicon/hit.ts';
import { clauseAt, hitsOf, type Reading, type Sentence } from './reading.ts';

/** Languages in which the verb stands before the number, and those in which it closes the clause. */
const VERB_FIRST = new Set(['hy', 'ru', 'en', 'fr']);
const VERB_LAST = new Set(['hy', 'az', 'tr', 'ka', 'fa']);

/** A verb of having that gives a name its counted loss. */
export interface LossVerb {
  /** Token of the verb. */
  readonly at: number;
  /** It stands behind the number, or before it. */
  readonly isLast: boolean;
}

/** "The Armenian side has one wounded": the verb by which the name owns the counted loss of its clause. */
export function lossVerbOf(
  reading: Reading,
  sentence: Sentence,
  mention: { readonly from: number; readonly to: number },
): LossVerb | undefined {
  const { language } = reading.input;
  const { tokens } = sentence.scan;
  const clause = clauseAt(sentence, mention.from);
  const harms = hitsOf(sentence, 'killed', 'wounded', 'captured', 'missing', 'losses', 'lose').filter(
    (hit) => hit.from >= mention.to && clauseAt(sentence, hit.from) === clause,
  );
  if (harms.length === 0) return undefined;
  const end = Math.min(sentence.to, mention.to + 8);
  for (let at = mention.to; at < end; at++) {
    if (!reading.grammar.having(tokens[at]?.text)) continue;
    if (VERB_FIRST.has(language) && at - mention.to <= 2 && countsAfter(sentence, at, harms))
      return { at, isLast: false };
    if (VERB_LAST.has(language) && countsBefore(sentence, mention.to, at, harms)) return { at, isLast: true };
  }
  return undefined;
}

function isNumber(sentence: Sentence, at: number): boolean {
  if (/^\d{1,5}$/u.test(sentence.scan.tokens[at]?.text ?? '')) return true;
  return sentence.hits.some((hit) => (hit.kind === 'number' || hit.kind === 'vague') && hit.from === at);
}

function countsAfter(sentence: Sentence, verb: number, harms: readonly Hit[]): boolean {
  return [1, 2, 3].some(
    (step) =>
      isNumber(sentence, verb + step) && harms.some((harm) => harm.from > verb + step && harm.from - verb - step <= 4),
  );
}

function countsBefore(sentence: Sentence, from: number, verb: number, harms: readonly Hit[]): boolean {
  for (let at = from; at < verb; at++) {
    if (at - from > 3) return false;
    if (isNumber(sentence, at))
      return harms.some((harm) => harm.from > at && harm.from - at <= 3 && harm.to <= verb && verb - harm.to <= 1);
  }
  return false;
}
