import type { Party } from '../domain/party.ts';
import type { Loss } from './harm.ts';
import type { Mention, Mentions } from './mentions.ts';
import { NAME_FIRST } from './orienting-places.ts';
import { campOf, hitsOf, type Reading, type Sentence, segmentAt } from './reading.ts';

/** "Two Armenian soldiers", "deux soldats arméniens", "soldiers of Azerbaijan". */
export function besideGroup(reading: Reading, mentions: Mentions, sentence: Sentence, loss: Loss): Party | undefined {
  const { group, harm } = loss;
  const end = Math.max(group.to, group.people?.to ?? 0);
  const segment = segmentAt(sentence, group.from);
  const pair = pairIn(reading, mentions, sentence);
  const near = names(mentions, sentence).filter(
    (one) =>
      !pair.includes(one) &&
      !one.isSpeaking &&
      !isActor(sentence, one, group.from) &&
      segmentAt(sentence, one.from) === segment,
  );
  const { people } = group;
  const inside =
    near.find((one) => one.from >= group.from && one.to <= end) ??
    // "Russian peacekeepers" is a name that speaks elsewhere; here it is counted.
    mentions
      .in(sentence)
      .find((one) => people?.group === 'soldier' && one.from >= group.from && one.from < people.from && one.to === end);
  const before = near.findLast(
    (one) =>
      one.to <= group.from &&
      (group.from - one.to <= (one.kind === 'enemy' || one.role === 'subject' ? 0 : 2) ||
        ownsThroughUnit(reading, sentence, one, group.from)) &&
      OWNING.has(one.role) &&
      // Where the owner follows what it owns, a name before the number belongs to another noun.
      !(OWNER_LAST.has(reading.input.language) && one.role !== 'subject') &&
      !(loss.kind === 'captured' && reading.grammar.sideNouns(sentence.scan.tokens[one.to]?.text)),
  );
  const after = near.find((one) => {
    const gap = one.from - end;
    if (loss.kind === 'captured' && reading.grammar.sideNouns(sentence.scan.tokens[one.to]?.text)) return false;
    if (one.kind === 'office' && gap >= 0 && gap <= 1 && !(harm.from >= end && harm.from < one.from)) return true;
    const isPastHarm = harm.from >= end && harm.from < one.from;
    const isBareOwner =
      one.role === 'subject' &&
      gap === 1 &&
      reading.input.language === 'ru' &&
      hitsOf(sentence, 'unit').some((unit) => unit.from === end);
    // "21 nəfər Azərbaycan əsgəri": a bare Turkic name before the soldiers it owns.
    const isTurkic = reading.input.language === 'az' || reading.input.language === 'tr';
    const owns = isTurkic && gap === 0 && hitsOf(sentence, 'soldier', 'civilian').some((hit) => hit.from === one.to);
    if (isBareOwner || owns) return true;
    const isOwnerBehind = one.role === 'genitive' && gap <= 2 && !NAME_FIRST.has(reading.input.language);
    return gap >= 0 && !isPastHarm && (one.role === 'attribute' ? gap === 0 : isOwnerBehind);
  });
  const foreign = [inside, before, after].find((one) => one !== undefined && campOf(reading, one.party) === undefined);
  // "Two Russian peacekeepers": a mediator's own soldiers.
  const isSoldierOf = group.people?.group === 'soldier';
  // "Two French journalists": the adjective right beside them tells whose they are.
  const isBeside =
    foreign?.role === 'attribute' && people !== undefined && (foreign.to === people.from || people.to === foreign.from);
  if (foreign !== undefined && (isSoldierOf || isBeside || !isMediatorName(reading, foreign))) return foreign.party;
  return [inside, before, after].find((one) => one !== undefined && campOf(reading, one.party) !== undefined)?.party;
}

/** "Clashes between Armenia and Azerbaijan": both sides joined by "and", no third mention of either beside them. */
export function pairIn(reading: Reading, mentions: Mentions, sentence: Sentence): readonly Mention[] {
  const of = mentions.in(sentence).filter((one) => campOf(reading, one.party) !== undefined);
  for (const first of of) {
    const second = of.find(
      (one) =>
        one.from > first.from &&
        campOf(reading, one.party) !== campOf(reading, first.party) &&
        isAnd(reading, sentence, first, one),
    );
    if (second === undefined) continue;
    const rest = of.filter((one) => one.from < first.from || one.from > second.to);
    const isBorder = sentence.hits.some((hit) => hit.kind === 'place' && hit.from <= first.from && first.to <= hit.to);
    return rest.length > 0 || isBorder ? [] : of;
  }
  return [];
}

function isAnd({ grammar }: Reading, sentence: Sentence, first: Mention, second: Mention): boolean {
  const between = sentence.scan.tokens.slice(first.to, second.from).map((token) => token.text);
  return (
    between.length > 0 && between.length <= 2 && between.every((word) => grammar.and(word) || grammar.articles(word))
  );
}

/** Languages in which the owner stands behind what it owns. */
export const OWNER_LAST = new Set(['fa', 'fr']);

/** "Ermənistan ordusunun 23 hərbçisi": the bare name owns the army, the army its soldiers. */
function ownsThroughUnit(reading: Reading, sentence: Sentence, mention: Mention, number: number): boolean {
  const { language } = reading.input;
  const role = language === 'az' || language === 'tr' ? 'subject' : 'genitive';
  if (mention.role !== role) return false;
  if (number - mention.to < 1 || number - mention.to > 3) return false;
  const { tokens } = sentence.scan;
  return (
    (reading.grammar.ownerWords(tokens[number - 1]?.text) || reading.grammar.originWords(tokens[number - 1]?.text)) &&
    hitsOf(sentence, 'unit').some((hit) => hit.from >= mention.to && hit.to <= number)
  );
}

const OWNING: ReadonlySet<string> = new Set(['attribute', 'genitive', 'subject', 'pair']);

/** "Azerbaijani fire": the name belongs to the act, not to the people behind it. */
export function isActor(
  sentence: Sentence,
  mention: Mention,
  before: number,
  within = Number.POSITIVE_INFINITY,
): boolean {
  if (mention.to > before) return false;
  const units = hitsOf(sentence, 'unit');
  return [
    ...hitsOf(sentence, 'clash', 'agent', 'violation', 'force'),
    ...sentence.hits.filter((hit) => hit.kind === 'weapon'),
  ].some(
    (hit) =>
      hit.to > mention.to &&
      hit.from >= mention.from &&
      !units.some((unit) => unit.from <= hit.from && hit.to <= unit.to) &&
      hit.from < before &&
      hit.to <= before + 1 &&
      hit.from - mention.to <= within,
  );
}

/** The name of a mediator, not of its mission. */
export function isMediatorName(reading: Reading, mention: Mention): boolean {
  return reading.gazetteer.parties.parties[mention.party]?.kind === 'mediator' && mention.office !== 'mission';
}

function names(mentions: Mentions, sentence: Sentence): readonly Mention[] {
  return mentions.in(sentence).filter((one) => one.kind !== 'person' && one.kind !== 'own');
}
