import type { Party } from '../domain/party.ts';
import type { Hit } from '../lexicon/hit.ts';
import type { Loss } from './casualties.ts';
import { isOurs } from './grammar.ts';
import { hostilityOf } from './hostility.ts';
import type { Mention, Mentions } from './mentions.ts';
import { campOf, clauseAt, hitsOf, opponentOf, type Reading, type Sentence, segmentAt } from './reading.ts';

/** Whose loss it is, from the words beside the number outwards; `unknown` where nothing tells. */
export function sideOf(
  reading: Reading,
  mentions: Mentions,
  sentence: Sentence,
  loss: Loss | undefined,
  cue: Hit,
): Party | 'unknown' {
  const steps = [
    () => (loss === undefined ? undefined : besideGroup(reading, mentions, sentence, loss)),
    () => ours(reading, mentions, sentence, loss, cue),
    () => besideHarm(mentions, sentence, loss, cue),
    () => speakerOf(reading, mentions, sentence, cue),
    () => (loss?.group.isCivilian === true || loss === undefined ? holderOf(reading) : undefined),
    () => harmedBy(reading, mentions, sentence),
    () => harmedElsewhere(reading, mentions),
    () => holderOf(reading),
    () => (campOf(reading, reading.home) === undefined ? undefined : reading.home),
  ];
  for (const step of steps) {
    const side = step();
    if (side !== undefined) return asAuthority(reading, mentions, side);
  }
  return 'unknown';
}

/** "Two Armenian soldiers", "deux soldats arméniens", "soldiers of Azerbaijan". */
function besideGroup(reading: Reading, mentions: Mentions, sentence: Sentence, loss: Loss): Party | undefined {
  const { group } = loss;
  const end = Math.max(group.to, group.people?.to ?? 0);
  const inside = names(mentions, sentence).filter((one) => one.from >= group.from && one.to <= end + 1);
  const outside = names(mentions, sentence).filter((one) => {
    const isBefore =
      one.to <= group.from &&
      group.from - one.to <= 2 &&
      (one.role === 'attribute' || one.role === 'genitive' || one.role === 'subject');
    const isAfter = one.from >= end && one.from - end <= 2;
    return (
      (isBefore || isAfter) && segmentAt(sentence, one.from) === segmentAt(sentence, group.from) && !one.isSpeaking
    );
  });
  const inRange = inside.filter((one) => one.kind !== 'office');
  const foreign = [...inRange, ...outside].find(
    (one) => campOf(reading, one.party) === undefined && one.kind === 'party' && !isMediatorName(reading, one),
  );
  return inRange[0]?.party ?? foreign?.party ?? outside.find((one) => campOf(reading, one.party) !== undefined)?.party;
}

function isMediatorName(reading: Reading, mention: Mention): boolean {
  return reading.gazetteer.parties.parties[mention.party]?.kind === 'mediator';
}

function names(mentions: Mentions, sentence: Sentence): readonly Mention[] {
  return mentions.in(sentence).filter((one) => one.kind !== 'person' && one.kind !== 'own');
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
  const speaker = mentions.in(sentence).find((one) => one.isSpeaking && campOf(reading, one.party) !== undefined);
  const own = mentions.in(sentence).find((one) => one.kind === 'own');
  return speaker?.party ?? own?.party ?? reading.home;
}

/** "The adversary lost", "on the Armenian side", "Azerbaijan said it has lost". */
function besideHarm(mentions: Mentions, sentence: Sentence, loss: Loss | undefined, cue: Hit): Party | undefined {
  const clause = clauseAt(sentence, cue.from);
  const near = mentions.in(sentence).filter((one) => clauseAt(sentence, one.from) === clause && one.kind !== 'person');
  if (loss?.harm.group === 'lose') return near.find((one) => one.role === 'subject' || one.role === 'genitive')?.party;
  const side = near.find((one) => {
    const next = sentence.scan.tokens[one.to]?.text ?? '';
    return (
      /^(side|сторон|կողմ|tərəf|taraf|მხარე|cote|طرف|camp)/u.test(next) &&
      one.role !== 'origin' &&
      Math.abs(one.from - cue.from) <= 9 &&
      !hitsOf(sentence, 'agent').some((hit) => hit.from <= one.from && one.from - hit.to <= 1) &&
      !isDoer(sentence, one)
    );
  });
  return side?.party;
}

function isDoer(sentence: Sentence, mention: Mention): boolean {
  return hitsOf(sentence, 'agent').some((hit) => hit.from >= mention.from && hit.from - mention.to <= 2);
}

/** A side that reports losses without an owner reports its own. */
function speakerOf(reading: Reading, mentions: Mentions, sentence: Sentence, cue: Hit): Party | undefined {
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
function holderOf(reading: Reading): Party | undefined {
  const { places } = reading.gazetteer.places;
  const holders = new Set<Party>();
  for (const sentence of reading.sentences) {
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
