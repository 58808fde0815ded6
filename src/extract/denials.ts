import type { Party } from '../domain/party.ts';
import type { Hit } from '../lexicon/hit.ts';
import { type Found, spanOf } from './found.ts';
import type { Mention, Mentions } from './mentions.ts';
import { campOf, clauseAt, hitsOf, opponentOf, type Reading, type Sentence, segmentAt } from './reading.ts';
import { strayingIn } from './straying.ts';

/** A denial: who denies, in which sentence. */
export interface Denial {
  readonly party: Party;
  readonly sentence: Sentence;
  readonly mention: Mention | undefined;
  readonly cue: Pick<Hit, 'from' | 'to' | 'start' | 'end'>;
  /** "He lost his way": what the other side says of him is denied, no shot. */
  readonly isStraying?: true;
}

/** Finds denials of breaches and claims; a denial of talks or of a draft is none. */
export function findDenials(reading: Reading, mentions: Mentions): Denial[] {
  const { label } = reading.input;
  if (label !== 'clash' && label !== 'humanitarian') return [];
  const denials: Denial[] = [];
  for (const sentence of reading.sentences) {
    for (const cue of hitsOf(sentence, 'denial')) {
      if (cue.id === 'allegedly' || isAboutTalks(sentence, cue)) continue;
      if (
        hitsOf(sentence, 'bothSides').some((hit) => segmentAt(sentence, hit.from) === segmentAt(sentence, cue.from))
      ) {
        denials.push(...bothOf(reading, mentions, sentence, cue));
        continue;
      }
      const denial = denialAt(reading, mentions, sentence, cue);
      if (denial !== undefined) denials.push(denial, ...twinOf(reading, mentions, denial));
    }
    const strayed = label === 'clash' && !sentence.isBackground ? strayedAt(reading, mentions, sentence) : undefined;
    if (strayed !== undefined && !denials.some((denial) => denial.party === strayed.party)) denials.push(strayed);
  }
  return denials;
}

/** "Baku and Yerevan both deny", "Turkey and Azerbaijan deny": the name that "and" ties to the denier's denies as well. */
function twinOf(reading: Reading, mentions: Mentions, denial: Denial): Denial[] {
  const { mention, sentence } = denial;
  if (mention === undefined || mention.sentence !== sentence) return [];
  const twin = mentions
    .in(sentence)
    .find(
      (one) => one.party !== mention.party && one.role === mention.role && isJoined(reading, sentence, one, mention),
    );
  return twin === undefined ? [] : [{ ...denial, party: twin.party, mention: twin }];
}

/** "Both sides deny": each side that the text names. */
function bothOf(reading: Reading, mentions: Mentions, sentence: Sentence, cue: Hit): Denial[] {
  return reading.sides.flatMap((side) => {
    const mention = mentions.all.find((one) => campOf(reading, one.party) === side);
    return mention === undefined ? [] : [{ party: mention.party, sentence, mention, cue }];
  });
}

/** Only "and", an article or a particle stands between two names. */
function isJoined({ grammar, input }: Reading, sentence: Sentence, a: Mention, b: Mention): boolean {
  const [first, second] = a.from < b.from ? [a, b] : [b, a];
  const between = sentence.scan.tokens.slice(first.to, second.from).map((token) => token.text);
  // "Yerevan, Baku deny": in a headline a comma is enough.
  if (between.length === 0)
    return input.language === 'en' && segmentAt(sentence, first.from) + 1 === segmentAt(sentence, second.from);
  return between.length <= 3 && between.some(grammar.and) && between.every((word) => word.length <= 3);
}

/** "Baku's denial", "démenti d'Erevan", "تکذیبیه وزارت دفاع ارمنستان": the owner of the noun. */
function ownerOfDenial(sentence: Sentence, here: readonly Mention[], cue: Hit): Mention | undefined {
  const noun = hitsOf(sentence, 'denialNoun').find((hit) => hit.from < cue.to && cue.from < hit.to);
  if (noun === undefined) return undefined;
  return here.find(
    (one) =>
      (one.to === noun.from && (one.role === 'genitive' || one.role === 'attribute')) ||
      (one.from >= noun.to && one.from - noun.to <= 2 && (one.role === 'genitive' || one.role === 'attribute')),
  );
}

/** "The soldier lost his way, Yerevan says": a side that speaks of its own man denies that he attacked. */
function strayedAt(reading: Reading, mentions: Mentions, sentence: Sentence): Denial | undefined {
  const cue = strayingIn(sentence);
  if (cue === undefined) return undefined;
  const voices = mentions.in(sentence).filter((one) => one.isSpeaking && campOf(reading, one.party) !== undefined);
  const voice = nearestTo(sentence, voices, cue);
  return voice === undefined ? undefined : { party: voice.party, sentence, mention: voice, cue, isStraying: true };
}

/** "Rejected the draft", "refuses negotiations": no denial of an act. */
function isAboutTalks(sentence: Sentence, cue: Hit): boolean {
  const near = (hit: Hit): boolean => Math.min(Math.abs(hit.from - cue.to), Math.abs(cue.from - hit.to)) <= 5;
  return (
    hitsOf(sentence, 'negotiation').some(near) &&
    !hitsOf(sentence, 'clash').some((hit) => near(hit) && (hit.to <= cue.from || hit.from >= cue.to))
  );
}

/** Who denies, each party once. */
export function deniersOf(denials: readonly Denial[]): Found<Party>[] {
  const found = new Map<Party, Found<Party>>();
  for (const { party, sentence, cue } of denials) {
    const spans = [...(found.get(party)?.spans ?? []), spanOf(sentence, cue, 'denies')];
    found.set(party, { value: party, spans });
  }
  return [...found.values()];
}

function denialAt(reading: Reading, mentions: Mentions, sentence: Sentence, cue: Hit): Denial | undefined {
  const here = mentions.in(sentence);
  const speaking = here.filter((one) => one.isSpeaking);
  const nearest = nearestTo(sentence, speaking, cue);
  const made = (party: Party | undefined, mention?: Mention): Denial | undefined =>
    party === undefined ? undefined : { party, sentence, mention, cue };
  const owner = ownerOfDenial(sentence, here, cue);
  if (owner !== undefined) return made(owner.party, owner);
  const own = here.find((one) => one.kind === 'own');
  if (own !== undefined && (nearest === undefined || nearest.kind === 'party')) return made(own.party, own);
  if (nearest !== undefined) return made(nearest.party, nearest);
  // "The statement of the enemy's ministry is a lie": whoever speaks here is on the other side.
  const claimer = here.find((one) => one.isClaimer);
  const camp = opponentOf(reading, claimer?.party);
  if (camp !== undefined) {
    const voice = mentions.all.find(
      (one) =>
        campOf(reading, one.party) === camp && (one.kind === 'office' || one.kind === 'person' || one.kind === 'own'),
    );
    return made(voice?.party ?? camp, voice);
  }
  const actor = here.find(
    (one) => one.role === 'subject' && one.kind !== 'enemy' && campOf(reading, one.party) !== undefined,
  );
  const around = mentions.all.find((one) => one.isSpeaking && Math.abs(one.sentence.index - sentence.index) <= 1);
  if (around !== undefined) return made(around.party, around);
  return made(actor?.party, actor);
}

/** The speaker of the same segment, else of the same clause, else the nearest before. */
function nearestTo(sentence: Sentence, speaking: readonly Mention[], cue: Denial['cue']): Mention | undefined {
  const segment = segmentAt(sentence, cue.from);
  const clause = clauseAt(sentence, cue.from);
  return (
    closest(
      speaking.filter((one) => segmentAt(sentence, one.from) === segment),
      cue,
    ) ??
    closest(
      speaking.filter((one) => clauseAt(sentence, one.from) === clause),
      cue,
    ) ??
    closest(speaking, cue)
  );
}

function closest(speaking: readonly Mention[], cue: Denial['cue']): Mention | undefined {
  const before = speaking.filter((one) => one.from < cue.from);
  const pool = before.length > 0 ? before : speaking;
  return [...pool].sort((a, b) => Math.abs(a.from - cue.from) - Math.abs(b.from - cue.from))[0];
}
