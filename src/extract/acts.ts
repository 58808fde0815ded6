import type { Hit } from '../lexicon/hit.ts';
import type { Mention } from './mentions.ts';
import { clauseAt, hitsOf, type Reading, type Sentence } from './reading.ts';

/** Languages whose word for "by" stands after the name. */
const DOER_FIRST = new Set(['hy', 'az', 'tr', 'ka']);

/** True when the sentence tells of force or of a breach. */
export function tellsOfForce(sentence: Sentence): boolean {
  return actsOf(sentence).length > 0;
}

/** Words of force and of breaches. */
export function actsOf(sentence: Sentence): readonly Hit[] {
  return hitsOf(sentence, 'force', 'clash', 'violation', 'killed', 'wounded', 'answer');
}

/** A verb at the end of the clause, behind the name. */
export function closesWithAct(language: string, sentence: Sentence, mention: Mention): boolean {
  if (!DOER_FIRST.has(language)) return false;
  return actsOf(sentence).some(
    (act) => act.from >= mention.to && clauseAt(sentence, act.from) === clauseAt(sentence, mention.from),
  );
}

/** An act that follows the name within its clause. */
export function actsAfter(language: string, sentence: Sentence, mention: Mention): boolean {
  const reach = DOER_FIRST.has(language) || language === 'fa' ? 40 : 7;
  return actsOf(sentence).some(
    (act) =>
      act.from >= mention.to &&
      act.from - mention.to <= reach &&
      clauseAt(sentence, act.from) === clauseAt(sentence, mention.from),
  );
}

/** "The army shot down": who answers was attacked. */
export function answers(sentence: Sentence, mention: Mention): boolean {
  if (mention.role === 'genitive' || mention.role === 'origin') return false;
  const act = actsOf(sentence).find(
    (hit) =>
      hit.from >= mention.to &&
      clauseAt(sentence, hit.from) === clauseAt(sentence, mention.from) &&
      hitsOf(sentence, 'unit').every((unit) => unit.from !== hit.from),
  );
  return act?.group === 'answer' && act.from - mention.to <= 4;
}

/** A name that "by", "on the part of", "from the side of" marks as the one who does it. */
export function isNamedAsDoer({ input: { language } }: Reading, sentence: Sentence, mention: Mention): boolean {
  return hitsOf(sentence, 'agent').some((mark) =>
    DOER_FIRST.has(language)
      ? mark.from >= mention.to && mark.from - mention.to <= 4 && noOtherSideBetween(sentence, mention.to, mark.from)
      : (mark.to <= mention.from && mention.from - mark.to <= 2) ||
        // "Армянским огнем убит": whose fire it was.
        (mention.role === 'attribute' && mark.from === mention.to),
  );
}

/** "The attack has been repelled by Azerbaijan": who answers was attacked. */
export function answersAsDoer(language: string, sentence: Sentence, mention: Mention): boolean {
  const acts = actsOf(sentence).filter((act) => clauseAt(sentence, act.from) === clauseAt(sentence, mention.from));
  const act = DOER_FIRST.has(language)
    ? acts.find((one) => one.from >= mention.to)
    : acts.findLast((one) => one.to <= mention.from);
  return act?.group === 'answer' && Math.min(Math.abs(act.from - mention.to), Math.abs(mention.from - act.to)) <= 3;
}

function noOtherSideBetween(sentence: Sentence, from: number, to: number): boolean {
  return !sentence.hits.some(
    (hit) => (hit.kind === 'party' || hit.group === 'enemy') && hit.from >= from && hit.to <= to,
  );
}
