import type { Party } from '../domain/party.ts';
import type { Casualties } from '../domain/report.ts';
import type { Hit } from '../lexicon/hit.ts';
import { besideGroup, isActor, isMediatorName, OWNER_LAST, pairIn } from './counted-owner.ts';
import { isReflexive } from './grammar.ts';
import type { Loss } from './harm.ts';
import { lossVerbOf } from './having.ts';
import { asAuthority, holderOf, localOf } from './holders.ts';
import { hostilityOf } from './hostility.ts';
import type { Mention, Mentions } from './mentions.ts';
import { campOf, clauseAt, hitsOf, opponentOf, type Reading, type Sentence, segmentAt } from './reading.ts';
import { sparedOf } from './spared.ts';

/** Whose loss it is, and whether the words beside the number say so. */
export interface SideFound {
  readonly side: Casualties['side'];
  readonly isDirect: boolean;
}

/** Whose loss it is, from the words beside the number outwards; `unknown` where nothing tells or both sides are meant. */
export function sideOf(
  reading: Reading,
  mentions: Mentions,
  sentence: Sentence,
  loss: Loss | undefined,
  cue: Hit,
): SideFound {
  const named =
    (loss === undefined
      ? sparedOf(reading, mentions, sentence, cue)
      : besideGroup(reading, mentions, sentence, loss)) ??
    nationality(reading, mentions, sentence) ??
    ours(reading, mentions, sentence, loss, cue);
  if (named === undefined && loss !== undefined && pairIn(reading, mentions, sentence).length > 0)
    return { side: 'unknown', isDirect: false };
  const direct =
    named ??
    besideHarm(reading, mentions, sentence, loss, cue) ??
    (loss?.group.isCivilian === true || loss === undefined ? holderOf(reading, mentions, [sentence]) : undefined) ??
    (loss?.kind === 'captured'
      ? (captiveOf(reading, mentions, sentence) ?? opponentOf(reading, captorOf(reading, mentions, sentence)))
      : undefined) ??
    (loss?.kind === 'captured'
      ? opponentOf(reading, speakerOf(reading, mentions, sentence, cue))
      : speakerOf(reading, mentions, sentence, cue));
  if (direct !== undefined) return { side: asAuthority(reading, mentions, direct), isDirect: true };
  if (isMutual(reading, sentence)) return { side: 'unknown', isDirect: false };
  const concluded =
    harmedBy(reading, mentions, sentence) ??
    holderOf(reading, mentions, reading.sentences) ??
    harmedElsewhere(reading, mentions) ??
    (campOf(reading, reading.home) === undefined ? undefined : reading.home);
  return {
    side: concluded === undefined ? 'unknown' : asAuthority(reading, mentions, localOf(reading, concluded)),
    isDirect: false,
  };
}

/** A loss of both sides together, or a text in which each accuses the other. */
function isMutual(reading: Reading, sentence: Sentence): boolean {
  return hitsOf(sentence, 'bothSides').length > 0 || reading.sentences.some((one) => hitsOf(one, 'mutual').length > 0);
}

/** "The soldier turned up on the Azerbaijani side": he is the other side's. */
function captiveOf(reading: Reading, mentions: Mentions, sentence: Sentence): Party | undefined {
  const where = mentions.in(sentence).find((one) => {
    const side = sentence.scan.tokens[one.to]?.text;
    return campOf(reading, one.party) !== undefined && reading.grammar.sideNouns(side) && reading.grammar.onSide(side);
  });
  return where === undefined ? undefined : opponentOf(reading, where.party);
}

/** "Taken by the Azerbaijani side", "Azərbaycan tərəfindən": whoever takes a prisoner is not his side. */
function captorOf(reading: Reading, mentions: Mentions, sentence: Sentence): Party | undefined {
  return mentions
    .in(sentence)
    .find((one) => campOf(reading, one.party) !== undefined && (isDoer(sentence, one) || isBehindAgent(sentence, one)))
    ?.party;
}

function isBehindAgent(sentence: Sentence, mention: Mention): boolean {
  return hitsOf(sentence, 'agent').some((hit) => hit.to <= mention.from && mention.from - hit.to <= 1);
}

/** "The Azerbaijani side suffered losses - six dead": the clause before says whose they are. */
function loserBefore(mentions: Mentions, sentence: Sentence, clause: number): Mention | undefined {
  return mentions
    .in(sentence)
    .find(
      (one) =>
        clauseAt(sentence, one.from) === clause - 1 &&
        hitsOf(sentence, 'losses', 'lose').some((hit) => hit.from >= one.to && hit.from - one.to <= 3),
    );
}

/** "The wounded are citizens of India": told in another sentence. */
function nationality(reading: Reading, mentions: Mentions, sentence: Sentence): Party | undefined {
  return mentions.all.find((one) => {
    if (
      one.sentence === sentence ||
      one.kind !== 'party' ||
      one.role !== 'genitive' ||
      campOf(reading, one.party) !== undefined
    )
      return false;
    const isCitizen = hitsOf(one.sentence, 'civilian', 'person').some(
      (hit) => (hit.from >= one.to && hit.from - one.to <= 1) || (hit.to <= one.from && one.from - hit.to <= 1),
    );
    return isCitizen && hitsOf(one.sentence, 'killed', 'wounded').length > 0 && !isMediatorName(reading, one);
  })?.party;
}

/** "Our serviceman", "askerimiz", "ունենք": the voice of the sentence, else of the text. */
function ours(
  reading: Reading,
  mentions: Mentions,
  sentence: Sentence,
  loss: Loss | undefined,
  cue: Hit,
): Party | undefined {
  const words = [loss?.group.people, loss?.harm, cue].filter((hit): hit is Hit => hit !== undefined);
  const isOwn =
    words.some((hit) => reading.grammar.ours(sentence.scan.tokens[hit.to - 1]?.text)) ||
    mentions
      .in(sentence)
      .some((one) => one.kind === 'own' && clauseAt(sentence, one.from) === clauseAt(sentence, cue.from));
  if (!isOwn) return loss === undefined ? undefined : reflexive(reading, mentions, sentence, loss);
  const quoted = mentions
    .in(sentence)
    .find((one) => one.isSpeaking && one.kind !== 'party' && campOf(reading, one.party) !== undefined);
  if (quoted !== undefined && reading.input.outletSide === undefined) return quoted.party;
  if (campOf(reading, reading.home) !== undefined) return reading.home;
  const speaker = mentions.in(sentence).find((one) => one.isSpeaking && campOf(reading, one.party) !== undefined);
  return speaker?.party ?? mentions.in(sentence).find((one) => one.kind === 'own')?.party;
}

/** "16 of its own dead", "своих военных": the subject of the clause, before any other. */
function reflexive(reading: Reading, mentions: Mentions, sentence: Sentence, { group, harm }: Loss): Party | undefined {
  const { tokens } = sentence.scan;
  const to = Math.max(group.people?.to ?? 0, group.to, harm.from > group.to + 3 ? 0 : harm.from);
  const words = tokens.slice(Math.max(sentence.from, group.from - 2), to + 1).map((token) => token.text);
  if (!words.some((word, index) => isReflexive(reading.grammar, word, words[index + 1] ?? ''))) return undefined;
  const before = mentions
    .in(sentence)
    .filter((one) => one.to <= group.from + 2 && campOf(reading, one.party) !== undefined && one.kind !== 'own');
  return (
    before.findLast((one) => one.isSpeaking) ??
    before.find((one) => one.role === 'subject' && clauseAt(sentence, one.from) === clauseAt(sentence, group.from))
  )?.party;
}

/** "The adversary lost", "on the Armenian side", "Azerbaijan said it has lost". */
function besideHarm(
  reading: Reading,
  mentions: Mentions,
  sentence: Sentence,
  loss: Loss | undefined,
  cue: Hit,
): Party | undefined {
  const clause = clauseAt(sentence, cue.from);
  const near = mentions.in(sentence).filter((one) => clauseAt(sentence, one.from) === clause && one.kind !== 'person');
  const number = loss?.group.from ?? cue.from;
  const owner = near.findLast((one) => {
    if (one.to > number || campOf(reading, one.party) === undefined) return false;
    const verb = lossVerbOf(reading, sentence, one);
    return verb !== undefined && (verb.isLast ? number < verb.at : verb.at < number);
  });
  if (owner !== undefined) return owner.party;
  const victim = near.find(
    (one) =>
      (one.role === 'object' || one.role === 'target') &&
      one.to <= number &&
      hitsOf(sentence, 'losses').some((hit) => hit.from >= one.to && hit.from - one.to <= 2 && hit.to <= number),
  );
  // "Inflicting losses on the enemy (at least two dead)"
  if (victim !== undefined && loss !== undefined) return victim.party;
  // "The Armenian toll rises to nine"
  const counted = near.find(
    (one) => one.to === cue.from && number > cue.from && (one.role === 'attribute' || one.role === 'genitive'),
  );
  if (counted !== undefined && loss !== undefined && cue.group === 'killed') return counted.party;
  const loser = near.length > 0 ? undefined : loserBefore(mentions, sentence, clause);
  if (loser !== undefined) return loser.party;
  if (loss?.kind === 'captured') return undefined;
  if (loss?.harm.group === 'lose') {
    const losers = near.filter((one) => one.role === 'subject' || one.role === 'genitive');
    return (losers.findLast((one) => one.to <= cue.from) ?? losers[0])?.party;
  }
  const army = OWNER_LAST.has(reading.input.language) ? armyOfDead(near, sentence, cue) : undefined;
  if (army !== undefined) return army.party;
  const isForce = hitsOf(sentence, 'force', 'violation').length > 0;
  const side = near.find((one) => {
    const before = OWNER_LAST.has(reading.input.language) ? sentence.scan.tokens[one.from - 1]?.text : undefined;
    return (
      (reading.grammar.sideNouns(sentence.scan.tokens[one.to]?.text) || reading.grammar.sideNouns(before)) &&
      (one.role !== 'origin' || !isForce) &&
      Math.abs(one.from - cue.from) <= 9 &&
      (!isForce || (!isBehindAgent(sentence, one) && !isDoer(sentence, one))) &&
      !isActor(sentence, one, Number.POSITIVE_INFINITY, 3)
    );
  });
  return side?.party;
}

/** "کشته‌های ارتش آذربایجان", "زخمی از نیروهای ارمنستان": the dead of an army, where the owner stands last. */
function armyOfDead(near: readonly Mention[], sentence: Sentence, cue: Hit): Mention | undefined {
  const armies = hitsOf(sentence, 'unit').filter((unit) => unit.from >= cue.to && unit.from - cue.to <= 1);
  return near.find((one) => armies.some((unit) => unit.to === one.from) && !isBehindAgent(sentence, one));
}

function isDoer(sentence: Sentence, mention: Mention): boolean {
  return hitsOf(sentence, 'agent').some((hit) => hit.from >= mention.from && hit.from - mention.to <= 2);
}

/** A side that reports losses without an owner reports its own. */
function speakerOf(reading: Reading, mentions: Mentions, sentence: Sentence, cue: Hit): Party | undefined {
  // Who denies tells of the other side's people.
  if (hitsOf(sentence, 'denial').some((hit) => hit.id !== 'allegedly')) return undefined;
  const clause = clauseAt(sentence, cue.from);
  const here = mentions.in(sentence).filter((one) => one.isSpeaking && campOf(reading, one.party) !== undefined);
  const inClause = here.filter((one) => clauseAt(sentence, one.from) === clause);
  const pool = inClause.length > 0 ? inClause : here;
  const segment = segmentAt(sentence, cue.from);
  return (
    pool.find((one) => segmentAt(sentence, one.from) === segment) ??
    pool.findLast((one) => one.from < cue.from) ??
    pool[0]
  )?.party;
}

/** The side that does not act in this sentence. */
function harmedBy(reading: Reading, mentions: Mentions, sentence: Sentence): Party | undefined {
  const { acting, hit } = hostilityOf(reading, mentions, sentence);
  const hurt = [...hit].sort((a, b) => b[1] - a[1])[0]?.[0];
  const doer = [...acting].sort((a, b) => b[1] - a[1])[0]?.[0];
  return hurt ?? opponentOf(reading, doer);
}

function harmedElsewhere(reading: Reading, mentions: Mentions): Party | undefined {
  for (const sentence of reading.sentences) {
    const side = harmedBy(reading, mentions, sentence);
    if (side !== undefined) return side;
  }
  const speakers = new Set(
    mentions.all
      .filter((one) => one.isSpeaking)
      .map((one) => campOf(reading, one.party))
      .filter((camp) => camp !== undefined),
  );
  return speakers.size === 1 ? [...speakers][0] : undefined;
}
