import type { Draft } from './mentions.ts';
import { clauseAt, hitsOf, type Reading, segmentAt } from './reading.ts';

/** "Baku: …", "… - Defence Ministry": the name stands alone before or after a colon or dash. */
export function isAttribution(reading: Reading, draft: Draft): boolean {
  const { sentence, from, to } = draft;
  if (draft.role === 'pair' || hasAndBefore(reading, draft)) return false;
  // "Bakü'den Erivan'a yanıt: …": who is answered does not speak.
  if (draft.role === 'target' && hitsOf(sentence, 'voiceNoun').some((hit) => hit.from >= to)) return false;
  if (isLoneSpeaker(draft)) return true;
  // "Arménie : …" heads a story in French; it says nothing.
  if (draft.kind === 'party' && reading.input.language === 'fr') return false;
  // "Bakü: …, Erivan: Yalan": a name between a comma and a colon.
  const { text, tokens } = sentence.scan;
  const isFramed = from > sentence.from && segmentAt(sentence, from - 1) !== segmentAt(sentence, from);
  if (isFramed && /^\s?:/u.test(text.slice(tokens[to - 1]?.end ?? 0, (tokens[to - 1]?.end ?? 0) + 2))) return true;
  const clause = clauseAt(sentence, from);
  const length = sentence.clauses.filter((other) => other === clause).length;
  const end = tokens[to - 1]?.end ?? 0;
  const start = tokens[from]?.start ?? 0;
  const after = text.slice(end, end + 3);
  const before = text.slice(Math.max(0, start - 3), start);
  if (draft.kind !== 'party' && /^(-[\p{L}]{1,3})?\s*[:.՝]/u.test(after) && from - sentence.from <= 2) return true;
  if (/^\s[—–]\s/u.test(after) && /,\s$/u.test(before)) return hitsOf(sentence, 'say').some((hit) => hit.to <= from);
  if (sentence.clauses.at(-1) === 0 && !/^\s?:/u.test(after)) return false;
  if (length > (draft.kind === 'party' ? 3 : 6)) return false;
  if (/^\s*[:—–]|^\s-/u.test(after) || /[—–-]\s$/u.test(before)) return true;
  // Behind a dash or a colon a name alone is who speaks; with a verb of force it is who acts.
  const isActing = hitsOf(sentence, 'force', 'violation', 'blame').some(
    (hit) => clauseAt(sentence, hit.from) === clause,
  );
  return length <= 3 && !isActing;
}

/** A party, office or person that stands alone before a colon speaks for the rest of its sentence. */
export function isBehindHead(draft: Draft, drafts: readonly Draft[]): boolean {
  const { sentence } = draft;
  if (clauseAt(sentence, draft.from) === 0) return false;
  // "Baku: Armenian forces opened fire, Yerevan denies it": another voice behind a comma.
  const segment = segmentAt(sentence, draft.from);
  const isDenying = hitsOf(sentence, 'denial').some(
    (hit) => hit.from >= draft.to && segmentAt(sentence, hit.from) === segment,
  );
  if (isDenying && segmentAt(sentence, draft.from - 1) === segment - 1 && clauseAt(sentence, draft.from - 1) > 0)
    return false;
  const end = sentence.from + sentence.clauses.indexOf(1);
  const last = sentence.scan.tokens[end - 1];
  if (end - sentence.from > 6 || last === undefined) return false;
  if (!/^\s?:/u.test(sentence.scan.text.slice(last.end, last.end + 2))) return false;
  return drafts.some((other) => other.sentence === sentence && other.to <= end && other.party !== undefined);
}

/** "Armenia and Azerbaijan: …" */
function hasAndBefore({ grammar }: Reading, draft: Draft): boolean {
  const { tokens } = draft.sentence.scan;
  const isAnd = (index: number): boolean => grammar.and(tokens[index]?.text);
  return draft.kind === 'party' && (isAnd(draft.from - 1) || isAnd(draft.to));
}

/** "The adversary broke the truce. Artsakh's Defence Army": whoever is all that the last sentence of a title holds speaks for the one before. */
function isLoneSpeaker(draft: Draft): boolean {
  const { sentence } = draft;
  const isLast = sentence.to === sentence.scan.tokens.length && sentence.from > 0;
  const isFirst = sentence.from === 0 && sentence.to < sentence.scan.tokens.length;
  if (sentence.field !== 'title' || !(isLast || isFirst) || draft.kind === 'enemy' || draft.kind === 'own')
    return false;
  const rest = sentence.to - sentence.from - (draft.to - draft.from);
  const most = draft.kind === 'party' || !isLast ? 0 : 2;
  return draft.from - sentence.from <= 1 && rest <= most && draft.role !== 'place';
}
