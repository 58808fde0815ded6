import type { Hit } from '../lexicon/hit.ts';
import type { Draft } from './mentions.ts';
import { clauseAt, hitsOf, type Reading, type Sentence, segmentAt } from './reading.ts';

/** Languages in which an owner, marked by its ending, stands before what it owns, however far. */
const OWNER_FIRST = new Set(['hy', 'az', 'tr', 'ka']);

/** Longest way from an owner to its claim where the owner is marked, words. */
const FAR = 14;

/** Tells whether a name only owns or spreads what is called untrue: "the ministry's statement does not correspond to reality". */
export function isCalledUntrue(reading: Reading, draft: Draft, drafts: readonly Draft[]): boolean {
  return ownsUntruth(reading, draft) || spreadsUntruth(draft, drafts);
}

function ownsUntruth(reading: Reading, draft: Draft): boolean {
  const { sentence } = draft;
  const cues = hitsOf(sentence, 'untrue');
  if (cues.length === 0) return false;
  const nouns = hitsOf(sentence, 'claimNoun').filter((noun) => isOwnedBy(reading, draft, noun));
  return nouns.some((noun) => cues.some((cue) => isSubjectOf(sentence, noun, draft, cue)));
}

/** "X's statement", "заявление X", "распространённое X сообщение". */
function isOwnedBy(reading: Reading, draft: Draft, noun: Hit): boolean {
  const { sentence, role } = draft;
  const { language } = reading.input;
  if (clauseAt(sentence, noun.from) !== clauseAt(sentence, draft.from)) return false;
  const isMarked = role === 'genitive' || (language === 'ka' && role === 'object');
  if (noun.from >= draft.to) {
    const gap = noun.from - draft.to;
    if (isMarked && OWNER_FIRST.has(language)) return gap <= FAR && !hasNounBetween(sentence, draft.to, noun.from);
    if (isMarked || role === 'attribute') return gap <= 1;
    // An abbreviation takes no ending before what it owns.
    return draft.kind === 'office' && (language === 'hy' || language === 'ru') && gap <= 1;
  }
  if (OWNER_FIRST.has(language)) return false;
  return draft.from - noun.to <= 1 && segmentAt(sentence, noun.from) === segmentAt(sentence, draft.from);
}

function hasNounBetween(sentence: Sentence, from: number, to: number): boolean {
  return hitsOf(sentence, 'claimNoun').some((hit) => hit.from >= from && hit.to <= to);
}

/** The claim before the predicate, with no word of saying between; behind it only right behind. */
function isSubjectOf(sentence: Sentence, noun: Hit, owner: Draft, cue: Hit): boolean {
  if (cue.from < noun.to) return Math.min(noun.from, owner.from) - cue.to <= 1 && cue.to <= noun.from;
  const isSaid = hitsOf(sentence, 'say').some(
    (word) => word.from >= noun.to && word.from - noun.to <= 2 && word.to <= cue.from,
  );
  return !isSaid && clauseAt(sentence, cue.from) === clauseAt(sentence, noun.from);
}

/** "The Azerbaijani side spreads false news": the name right before the verb, when nobody else stands between. */
function spreadsUntruth(draft: Draft, drafts: readonly Draft[]): boolean {
  const { sentence, role } = draft;
  if (role !== 'subject' && role !== 'attribute') return false;
  return hitsOf(sentence, 'spreads').some((verb) => {
    const isUntrue = hitsOf(sentence, 'denial').some(
      (hit) => (hit.to <= verb.from && verb.from - hit.to <= 2) || (hit.from >= verb.to && hit.from - verb.to <= 2),
    );
    if (!isUntrue || draft.to > verb.from || clauseAt(sentence, draft.from) !== clauseAt(sentence, verb.from))
      return false;
    return !drafts.some(
      (other) => other !== draft && other.sentence === sentence && other.from >= draft.to && other.to <= verb.from,
    );
  });
}
