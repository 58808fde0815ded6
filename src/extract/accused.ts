import type { Party } from '../domain/party.ts';
import { hostilityOf } from './hostility.ts';
import type { Mention, Mentions } from './mentions.ts';
import { campOf, clauseAt, hitsOf, opponentOf, type Reading, type Sentence, segmentAt } from './reading.ts';
import { isIn, type Zone } from './zones.ts';

/** The other side's party that acts most clearly in a sentence. */
export function accusedIn(
  reading: Reading,
  mentions: Mentions,
  sentence: Sentence,
  speaker: Party,
  zone?: Zone,
): Party | undefined {
  const { acting, hit } = hostilityOf(reading, mentions, sentence, zone && ((one) => isIn(zone, one)));
  const camp = campOf(reading, speaker);
  const best = [...acting].filter(([party]) => campOf(reading, party) !== camp).sort((a, b) => b[1] - a[1])[0];
  if (best === undefined) return undefined;
  const sum = (weights: ReadonlyMap<Party, number>, own: boolean): number =>
    [...weights]
      .filter(([party]) => (campOf(reading, party) === camp) === own)
      .reduce((total, [, weight]) => total + weight, 0);
  return best[1] >= sum(acting, true) && best[1] >= sum(hit, false) ? best[0] : undefined;
}

/** A side that tells of an attack without naming who did it means the other side, when that side is in the text. */
export function defaultAccused(
  reading: Reading,
  mentions: Mentions,
  sentence: Sentence,
  voice: Mention,
  zone?: Zone,
): Party | undefined {
  if (sentence !== voice.sentence) return undefined;
  const other = opponentOf(reading, voice.party);
  const named = mentions.all.find(
    (one) => campOf(reading, one.party) === other && one.kind !== 'own' && one.role !== 'pair' && !isOtherEnd(one),
  );
  const isToll = voice.kind !== 'own' && hitsOf(sentence, 'lose', 'losses', 'killed', 'wounded').length > 0;
  if (
    isToll ||
    named === undefined ||
    mentions.in(sentence).some((one) => one.isClaimer && campOf(reading, one.party) === other)
  )
    return undefined;
  const segment = segmentAt(sentence, voice.from);
  const harm = hitsOf(sentence, 'killed', 'wounded', 'noCasualties');
  const isAttack = hitsOf(sentence, 'clash', 'violation')
    .filter((act) => !harm.some((other) => other.from < act.to && act.from < other.to))
    .some(
      (act) =>
        act.weight >= 2 &&
        clauseAt(sentence, act.from) === clauseAt(sentence, voice.from) &&
        Math.abs(segmentAt(sentence, act.from) - segment) <= 1,
    );
  const clause = clauseAt(sentence, voice.from);
  const { acting } = hostilityOf(reading, mentions, sentence, (one) =>
    zone === undefined ? clauseAt(sentence, one.from) === clause : isIn(zone, one),
  );
  const isOwnAct = [...acting.keys()].some((party) => campOf(reading, party) === campOf(reading, voice.party));
  return isAttack && !isOwnAct ? named.party : undefined;
}

/** "In its conflict with Armenia": named as the other end of a quarrel only. */
function isOtherEnd({ role, sentence, from }: Mention): boolean {
  return role === 'object' && hitsOf(sentence, 'topic', 'conflict').some((hit) => hit.to <= from && from - hit.to <= 1);
}

/** The one party of a side that acts in a sentence: whom somebody from outside accuses. */
export function onlyActor(reading: Reading, mentions: Mentions, sentence: Sentence): Party | undefined {
  if (isOnlyFeared(reading, sentence)) return undefined;
  const { acting } = hostilityOf(reading, mentions, sentence);
  const [only] = acting.keys();
  return acting.size === 1 ? only : undefined;
}

/** Longest way from "if" to what has not happened, words. */
const FAR = 8;

/** "Will pay the price if it violates the truce", "atəşkəsi pozarsa": every act of the sentence is only feared or threatened. */
export function isOnlyFeared({ grammar }: Reading, sentence: Sentence): boolean {
  const { tokens } = sentence.scan;
  const acts = hitsOf(sentence, 'force', 'violation');
  return (
    acts.length > 0 &&
    acts.every((act) => {
      const before = tokens.slice(Math.max(sentence.from, act.from - FAR), act.from);
      const verb = tokens.slice(act.from, Math.min(sentence.to, act.to + 1));
      return (
        before.some((token) => grammar.conditional(token.text)) ||
        verb.some((token) => grammar.conditionalWords(token.text))
      );
    })
  );
}
