import type { Party } from '../domain/party.ts';
import type { Casualties } from '../domain/report.ts';
import type { Hit } from '../lexicon/hit.ts';
import type { Loss } from './casualties.ts';
import { isOurs } from './grammar.ts';
import { hostilityOf } from './hostility.ts';
import type { Mention, Mentions } from './mentions.ts';
import { campOf, clauseAt, hitsOf, opponentOf, type Reading, type Sentence, segmentAt } from './reading.ts';

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
  const direct =
    (loss === undefined ? undefined : besideGroup(reading, mentions, sentence, loss)) ??
    nationality(reading, mentions, sentence) ??
    ours(reading, mentions, sentence, loss, cue) ??
    besideHarm(mentions, sentence, loss, cue) ??
    (loss?.group.isCivilian === true || loss === undefined ? holderOf(reading, [sentence]) : undefined) ??
    (loss?.kind === 'captured'
      ? opponentOf(reading, speakerOf(reading, mentions, sentence, cue))
      : speakerOf(reading, mentions, sentence, cue));
  if (direct !== undefined) return { side: asAuthority(reading, mentions, direct), isDirect: true };
  if (isMutual(reading, sentence)) return { side: 'unknown', isDirect: false };
  const concluded =
    harmedBy(reading, mentions, sentence) ??
    holderOf(reading, reading.sentences) ??
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

/** "Two Armenian soldiers", "deux soldats arméniens", "soldiers of Azerbaijan". */
function besideGroup(reading: Reading, mentions: Mentions, sentence: Sentence, loss: Loss): Party | undefined {
  const { group, harm } = loss;
  const end = Math.max(group.to, group.people?.to ?? 0);
  const segment = segmentAt(sentence, group.from);
  const near = names(mentions, sentence).filter(
    (one) => !one.isSpeaking && !isActor(sentence, one, group.from) && segmentAt(sentence, one.from) === segment,
  );
  const inside = near.find((one) => one.from >= group.from && one.to <= end);
  const before = near.findLast(
    (one) =>
      one.to <= group.from &&
      group.from - one.to <= (one.kind === 'enemy' || one.role === 'subject' ? 0 : 2) &&
      OWNING.has(one.role),
  );
  const after = near.find((one) => {
    const gap = one.from - end;
    if (one.kind === 'office' && gap >= 0 && gap <= 1 && !(harm.from >= end && harm.from < one.from)) return true;
    const isPastHarm = harm.from >= end && harm.from < one.from;
    const isBareOwner =
      one.role === 'subject' &&
      gap === 1 &&
      reading.input.language === 'ru' &&
      hitsOf(sentence, 'unit').some((unit) => unit.from === end);
    if (isBareOwner) return true;
    return gap >= 0 && !isPastHarm && (one.role === 'attribute' ? gap === 0 : one.role === 'genitive' && gap <= 2);
  });
  const foreign = [inside, before, after].find((one) => one !== undefined && campOf(reading, one.party) === undefined);
  if (foreign !== undefined && !isMediatorName(reading, foreign)) return foreign.party;
  return [inside, before, after].find((one) => one !== undefined && campOf(reading, one.party) !== undefined)?.party;
}

const OWNING: ReadonlySet<string> = new Set(['attribute', 'genitive', 'subject', 'pair']);

/** "Azerbaijani fire": the name belongs to the act, not to the people behind it. */
function isActor(sentence: Sentence, mention: Mention, before: number, within = Number.POSITIVE_INFINITY): boolean {
  if (mention.to > before) return false;
  return [
    ...hitsOf(sentence, 'clash', 'agent', 'violation', 'force'),
    ...sentence.hits.filter((hit) => hit.kind === 'weapon'),
  ].some(
    (hit) =>
      hit.to > mention.to &&
      hit.from >= mention.from &&
      hit.from < before &&
      hit.to <= before + 1 &&
      hit.from - mention.to <= within,
  );
}

function isMediatorName(reading: Reading, mention: Mention): boolean {
  return reading.gazetteer.parties.parties[mention.party]?.kind === 'mediator' && mention.office !== 'mission';
}

function names(mentions: Mentions, sentence: Sentence): readonly Mention[] {
  return mentions.in(sentence).filter((one) => one.kind !== 'person' && one.kind !== 'own');
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
    words.some((hit) => isOurs(reading.input.language, sentence.scan.tokens[hit.to - 1]?.text ?? '')) ||
    mentions
      .in(sentence)
      .some((one) => one.kind === 'own' && clauseAt(sentence, one.from) === clauseAt(sentence, cue.from));
  if (!isOwn) return undefined;
  if (campOf(reading, reading.home) !== undefined) return reading.home;
  const speaker = mentions.in(sentence).find((one) => one.isSpeaking && campOf(reading, one.party) !== undefined);
  return speaker?.party ?? mentions.in(sentence).find((one) => one.kind === 'own')?.party;
}

/** "The adversary lost", "on the Armenian side", "Azerbaijan said it has lost". */
function besideHarm(mentions: Mentions, sentence: Sentence, loss: Loss | undefined, cue: Hit): Party | undefined {
  const clause = clauseAt(sentence, cue.from);
  const near = mentions.in(sentence).filter((one) => clauseAt(sentence, one.from) === clause && one.kind !== 'person');
  if (loss?.kind === 'captured') return undefined;
  if (loss?.harm.group === 'lose') return near.find((one) => one.role === 'subject' || one.role === 'genitive')?.party;
  const side = near.find((one) => {
    const next = sentence.scan.tokens[one.to]?.text ?? '';
    return (
      /^(side|сторон|կողմ|tərəf|taraf|მხარე|cote|طرف|camp)/u.test(next) &&
      one.role !== 'origin' &&
      Math.abs(one.from - cue.from) <= 9 &&
      !hitsOf(sentence, 'agent').some((hit) => hit.from <= one.from && one.from - hit.to <= 1) &&
      !isDoer(sentence, one) &&
      !isActor(sentence, one, Number.POSITIVE_INFINITY, 3)
    );
  });
  return side?.party;
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

/** Who holds the place: the people hurt in a town are its own. */
function holderOf(reading: Reading, sentences: readonly Sentence[]): Party | undefined {
  const { places } = reading.gazetteer.places;
  const holders = new Set<Party>();
  for (const sentence of sentences) {
    for (const hit of sentence.hits) {
      const place = hit.kind === 'place' ? places[hit.id] : undefined;
      if (
        place?.controlledBy !== undefined &&
        place.role !== 'venue' &&
        place.isTheatre &&
        place.kind !== 'region' &&
        place.kind !== 'border'
      )
        holders.add(place.controlledBy);
    }
  }
  const [only] = holders;
  return holders.size === 1 ? only : undefined;
}

/** Where a local authority of the same camp speaks for its own soldiers, the loss is its own. */
function asAuthority(reading: Reading, mentions: Mentions, side: Party): Party {
  if (!reading.sides.includes(side)) return side;
  const speaker = mentions.all.find(
    (one) => (one.isSpeaking || one.kind === 'office') && campOf(reading, one.party) === side && one.party !== side,
  );
  const isNamed = mentions.all.some((one) => one.party === side && one.kind === 'office');
  return speaker !== undefined && !isNamed ? speaker.party : side;
}

/** Soldiers of whom only a region is known are those of the authority that stands there. */
function localOf(reading: Reading, side: Party): Party {
  const named = reading.sentences.flatMap((sentence) =>
    sentence.hits.filter((hit) => hit.kind === 'place').map((hit) => hit.id),
  );
  const local = Object.entries(reading.gazetteer.parties.parties).find(
    ([, party]) => party.alliedWith === side && party.region !== undefined,
  );
  const isThere = local !== undefined && named[0] === local[1].region;
  return isThere ? local[0] : side;
}
