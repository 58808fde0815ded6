import type { Hit } from '../lexicon/hit.ts';
import type { Draft } from './mentions.ts';
import { clauseAt, hitsOf, type Reading } from './reading.ts';

/** Languages whose verb stands right behind its subject. */
const VERB_SECOND = new Set(['en', 'fr', 'ru']);

/** "The Armenian military brushes off …", "Ermenistan ordusu … yalanladı": the army of a named side is who denies. */
export function deniesAsArmy(reading: Reading, draft: Draft): boolean {
  const { sentence } = draft;
  const { language } = reading.input;
  if (draft.kind !== 'party' || draft.role === 'target') return false;
  const army = hitsOf(sentence, 'unit').find((hit) => hit.from === draft.to || hit.to === draft.from);
  if (army === undefined) return false;
  const isLed = army.to === draft.from;
  if (isLed ? !OWNER_BEHIND.has(language) : reading.grammar.ownerWords(sentence.scan.tokens[army.to - 1]?.text))
    return false;
  const from = Math.min(army.from, draft.from);
  const to = Math.max(army.to, draft.to);
  const clause = clauseAt(sentence, draft.from);
  if (from > sentence.from && clauseAt(sentence, from - 1) === clause) return false;
  return hitsOf(sentence, 'denial').some((denial) => {
    if (denial.id === 'allegedly' || denial.from < to || clauseAt(sentence, denial.from) !== clause) return false;
    if (isOfAct(draft, denial)) return false;
    if (VERB_SECOND.has(language)) return denial.from - to <= 1;
    const isOthers = sentence.hits.some(
      (hit) =>
        (hit.kind === 'speaker' || hit.kind === 'party') && hit.from >= to && hit.to <= denial.from && hit !== army,
    );
    return !isOthers || denial.from - to <= 1;
  });
}

/** Languages in which the owner may stand behind what it owns. */
const OWNER_BEHIND = new Set(['ru', 'fr', 'fa']);

/** "The army did not open fire" tells of the army; who says so is another matter. */
function isOfAct(draft: Draft, denial: Hit): boolean {
  return hitsOf(draft.sentence, 'force', 'violation', 'untrue').some(
    (hit) => hit.from < denial.to && denial.from < hit.to,
  );
}
