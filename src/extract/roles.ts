import type { Grammar, NameRule, Role } from './grammar.ts';
import { type Sentence, segmentAt } from './reading.ts';

/** A name with the words around it. */
interface Word {
  readonly text: string;
  /** The ending behind an apostrophe; undefined without one. */
  readonly glued: string | undefined;
  readonly elided: string | undefined;
  readonly before: string;
  /** The same, articles left out. */
  readonly lead: string;
  readonly next: string;
  readonly isSmall: boolean;
  readonly isInside: boolean;
}

/** Reads the part of a name (tokens `from` to `to`) from endings and prepositions; `subject` where nothing speaks against it. */
export function roleOf(grammar: Grammar, sentence: Sentence, from: number, to: number): Role {
  const { tokens } = sentence.scan;
  if (grammar.relatives(tokens[to]?.text)) return 'subject';
  if (isPair(sentence, from, to)) return 'pair';
  // "Ermənistan tərəfinin": the ending stands on the word for "side".
  const end = to < sentence.to && grammar.sideNouns(tokens[to]?.text) ? to + 1 : to;
  const word = wordAt(grammar, sentence, from, to, end);
  return grammar.roles.find((rule) => holds(rule, word))?.role ?? 'subject';
}

/** True when one of the rules for a town of talks holds. */
export function isVenueForm(
  grammar: Grammar,
  sentence: Sentence,
  hit: { readonly from: number; readonly to: number; readonly end: number },
  isBeforeTalks: boolean,
): boolean {
  const word = wordAt(grammar, sentence, hit.from, hit.to, hit.to);
  const isHead = /^\s?:/u.test(sentence.scan.text.slice(hit.end, hit.end + 2));
  return grammar.venues.some(
    (rule) =>
      holds(rule, word) &&
      (!rule.isBeforeTalks || isBeforeTalks) &&
      (!rule.isTitle || sentence.field === 'title') &&
      (!rule.isHead || isHead),
  );
}

function wordAt(grammar: Grammar, sentence: Sentence, from: number, to: number, end: number): Word {
  const { tokens, text } = sentence.scan;
  const start = tokens[from]?.start ?? 0;
  const last = tokens[end - 1];
  const after = last === undefined ? '' : text.slice(last.end, last.end + 5);
  const glued = grammar.glued.exec(after)?.[1]?.toLowerCase().replaceAll('ı', 'i');
  const isJoined = grammar.isGluedJoined && glued !== undefined;
  const before = from > sentence.from ? (tokens[from - 1]?.text ?? '') : '';
  const beforeThat = from > sentence.from + 1 ? (tokens[from - 2]?.text ?? '') : '';
  return {
    text: `${last?.text ?? ''}${isJoined ? glued : ''}`,
    glued,
    elided: /(\p{L}+)['’]$/u.exec(text.slice(Math.max(0, start - 4), start))?.[1]?.toLowerCase(),
    before,
    lead: grammar.articles(before) ? beforeThat : before,
    next: to < sentence.to ? (tokens[to]?.text ?? '') : '',
    isSmall: /^\p{Ll}/u.test(text.slice(start, start + 2)),
    isInside: from !== sentence.from && segmentAt(sentence, from) === segmentAt(sentence, from - 1),
  };
}

function holds(rule: NameRule, word: Word): boolean {
  return (
    (rule.word === undefined || rule.word(word.text)) &&
    (rule.except === undefined || !rule.except(word.text)) &&
    (rule.glued === undefined || rule.glued(word.glued)) &&
    (rule.elided === undefined || rule.elided(word.elided)) &&
    (rule.after === undefined || rule.after(word.lead)) &&
    (rule.notAfter === undefined || !rule.notAfter(word.before)) &&
    (rule.next === undefined || (word.next !== '' && rule.next(word.next))) &&
    (rule.notNext === undefined || !rule.notNext(word.next)) &&
    (!rule.isSmall || word.isSmall) &&
    (!rule.isInside || word.isInside)
  );
}

/** "Armenia-Azerbaijan", "армяно-азербайджанский": two names in one word take no part each. */
function isPair(sentence: Sentence, from: number, to: number): boolean {
  const { text } = sentence.scan;
  const isName = (hit: { kind: string; from: number; to: number }): boolean =>
    (hit.kind === 'party' || hit.kind === 'place') && (hit.from === to || hit.to === from);
  // "ղարաբաղա-ադրբեջանական", "the border with Azerbaijan": part of a place's name.
  if (sentence.hits.some((hit) => hit.kind === 'place' && hit.from < from && hit.to >= to)) return true;
  return sentence.hits.some((hit) => {
    if (!isName(hit)) return false;
    const [left, right] = hit.from === to ? [to - 1, hit.from] : [hit.to - 1, from];
    return text.slice(sentence.scan.tokens[left]?.end, sentence.scan.tokens[right]?.start) === '-';
  });
}
