import type { Party } from '../domain/party.ts';
import type { Add } from './blame.ts';
import type { Denial } from './denials.ts';
import { spanOf } from './found.ts';
import { hostilityOf } from './hostility.ts';
import type { Mentions } from './mentions.ts';
import { campOf, hitsOf, opponentOf, type Reading, type Sentence } from './reading.ts';
import { tellsOfSabotage } from './straying.ts';

/** What is denied was said by the other side, when that side claims it in the text, or its place or people were hit. */
export function addDenied(reading: Reading, mentions: Mentions, denials: readonly Denial[], add: Add): void {
  for (const denial of denials) {
    const other = opponentOf(reading, denial.party);
    // "Rejects France's statement": what a third party said is denied.
    const isThird = mentions
      .in(denial.sentence)
      .some((one) => one.isClaimer && campOf(reading, one.party) === undefined && one.party !== denial.party);
    if (isThird) continue;
    if (other === undefined || isAboutThirdParty(reading, mentions)) continue;
    if (denial.isStraying && !tellsOfSabotage(reading)) continue;
    const isAct =
      denial.isStraying ||
      reading.sentences.some(
        (sentence) => !sentence.isBackground && hitsOf(sentence, 'clash', 'force', 'violation').length > 0,
      );
    if (!isAct) continue;
    const named = mentions.all.filter((one) => campOf(reading, one.party) === other && one.kind !== 'own');
    const claimer = named.find((one) => one.isClaimer || one.isSpeaking) ?? named[0];
    if (isOwnAdvance(reading, mentions, denial)) continue;
    // "Both have been accused of it, both deny": by whom, nobody says.
    const isUnnamed =
      denials.some((one) => campOf(reading, one.party) === other) &&
      claimer?.isClaimer !== true &&
      claimer?.isSpeaking !== true &&
      reading.sentences.some((sentence) => hitsOf(sentence, 'blamed').length > 0);
    if (isUnnamed) continue;
    const accuser = claimer?.party ?? (isHeldBy(reading, other) ? other : undefined);
    add(accuser, denial.party, [spanOf(denial.sentence, denial.cue, 'denied')]);
  }
}

/** "Baku says it has taken the town, Yerevan denies it": the claimer tells of its own act, no breach by the denier. */
function isOwnAdvance(reading: Reading, mentions: Mentions, denial: Denial): boolean {
  const told = reading.sentences.filter((sentence) => !sentence.isBackground);
  const isBreach = (sentence: Sentence): boolean => hitsOf(sentence, 'force', 'violation').length > 0;
  // "It is not true that a post of ours was destroyed", and the same told right before.
  const isBoast = (sentence: Sentence): boolean =>
    hitsOf(sentence, 'advance', 'feat').length > 0 ||
    (sentence !== denial.sentence && hitsOf(sentence, 'losses').length > 0);
  const claim = [denial.sentence, ...reading.sentences.slice(0, 1)].find(isBoast);
  if (claim !== undefined && !isBreach(claim) && !isBreach(denial.sentence)) return true;
  if (!told.some((sentence) => hitsOf(sentence, 'advance').length > 0)) return false;
  const camp = campOf(reading, denial.party);
  return !told.some((sentence) =>
    [...hostilityOf(reading, mentions, sentence).acting.keys()].some((party) => campOf(reading, party) === camp),
  );
}

function isHeldBy(reading: Reading, side: Party): boolean {
  return reading.sentences.some((sentence) =>
    sentence.hits.some((hit) => hit.kind === 'place' && reading.gazetteer.places.places[hit.id]?.controlledBy === side),
  );
}

/** A mission that came under fire: its own claim, not the other side's. */
function isAboutThirdParty(reading: Reading, mentions: Mentions): boolean {
  const first = mentions.all.find((one) => one.sentence.field === 'title');
  return (
    mentions.all.some((one) => one.office === 'mission') ||
    (first !== undefined &&
      first.sentence.field === 'title' &&
      reading.gazetteer.parties.parties[first.party]?.kind === 'mediator')
  );
}
