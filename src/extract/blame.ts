import type { Party } from '../domain/party.ts';
import type { Span } from '../domain/report.ts';
import type { Hit } from '../lexicon/hit.ts';
import { isNamedAsDoer, tellsOfForce } from './acts.ts';
import { spanOf } from './found.ts';
import { hostilityOf } from './hostility.ts';
import type { Mention, Mentions } from './mentions.ts';
import { campOf, clauseAt, hitsOf, type Reading, type Sentence } from './reading.ts';
import { blamesOf } from './speech.ts';

/** Takes one accusation with the words that make it. */
export type Add = (accuser: Party | undefined, accused: Party | undefined, spans: readonly Span[]) => void;

/** "Accused each other": both ways. */
export function addMutual(reading: Reading, mentions: Mentions, add: Add): void {
  for (const sentence of reading.sentences) {
    const cue = hitsOf(sentence, 'mutual')[0];
    if (cue === undefined || sentence.isBackground) continue;
    const pool = [...mentions.in(sentence), ...mentions.all];
    const [first, second] = reading.sides.map(
      (side) =>
        pool.find((one) => one.party === side)?.party ?? pool.find((one) => campOf(reading, one.party) === side)?.party,
    );
    if (first === undefined || second === undefined) continue;
    const spans = [spanOf(sentence, cue, 'mutual')];
    add(first, second, spans);
    add(second, first, spans);
  }
}

/** "X accuses Y", also by third parties. */
export function addBlame(reading: Reading, mentions: Mentions, add: Add): void {
  for (const sentence of reading.sentences) {
    if (hitsOf(sentence, 'mutual').length > 0 || sentence.isBackground) continue;
    for (const cue of blamesOf(sentence)) {
      if (isAnswered(sentence, cue)) continue;
      const here = mentions.in(sentence).filter((one) => clauseAt(sentence, one.from) === clauseAt(sentence, cue.from));
      const speakers = here.some((one) => one.isSpeaking)
        ? here.filter((one) => one.isSpeaking)
        : mentions.in(sentence).filter((one) => one.isSpeaking && one.from < cue.from);
      const speaker = speakers.findLast((one) => one.from < cue.from) ?? speakers[0];
      if (speaker === undefined) {
        addUnnamed(reading, mentions, sentence, cue, add);
        continue;
      }
      const others = here.filter(
        (one) =>
          one !== speaker && isOtherSide(reading, speaker, one) && (one.from > speaker.from || one.role !== 'subject'),
      );
      // "France condemned Azerbaijan's strike on Armenia's territory": of two sides the one that acts.
      const { acting } = hostilityOf(reading, mentions, sentence);
      const isThird = campOf(reading, speaker.party) === undefined;
      const accused = (isThird ? others.find((one) => acting.has(one.party)) : undefined) ?? others[0];
      if (accused === undefined || !(tellsOfForce(sentence) || reading.input.label === 'clash')) continue;
      add(speaker.party, accused.party, [spanOf(sentence, cue, 'blames')]);
    }
  }
}

/** "We condemn the attack of …", "Ազգային ժողովը դատապարտում է Ադրբեջանի …": nobody of a party is named, and the text is a state's own or stands in the language of a side. */
function addUnnamed(reading: Reading, mentions: Mentions, sentence: Sentence, cue: Hit, add: Add): void {
  if (reading.input.label !== 'clash') return;
  const { grammar, home } = reading;
  const { outletSide } = reading.input;
  const words = sentence.scan.tokens.slice(Math.max(sentence.from, cue.from - 3), Math.min(sentence.to, cue.to + 1));
  const isFirstPerson = words.some((token) => grammar.weDo(token.text));
  const camp = campOf(reading, home);
  const state = isFirstPerson && outletSide !== 'third' ? outletSide : undefined;
  const accuser = camp === undefined ? state : home;
  const here = mentions.in(sentence);
  if (accuser === undefined || (!isFirstPerson && here.some((one) => campOf(reading, one.party) === undefined))) return;
  const others = here.filter((one) => campOf(reading, one.party) !== undefined && campOf(reading, one.party) !== camp);
  const { acting, hit } = hostilityOf(reading, mentions, sentence);
  // Somebody from outside may mean either side: the one that is not hit, where it is the only one named.
  const isClear = camp !== undefined || (others.length === 1 && others.every((one) => !hit.has(one.party)));
  const accused = others.find((one) => acting.has(one.party)) ?? (isClear ? others[0] : undefined);
  add(accuser, accused?.party, [spanOf(sentence, cue, 'blames')]);
}

/** "Armenia is accused by Baku of …", "l'Azerbaïdjan accusé par Erevan": the accuser stands behind "by", if anywhere. */
export function addBlamed(reading: Reading, mentions: Mentions, add: Add): void {
  for (const sentence of reading.sentences) {
    if (sentence.isBackground) continue;
    for (const cue of hitsOf(sentence, 'blamed')) {
      if (isAnswered(sentence, cue)) continue;
      const here = mentions.in(sentence);
      const accuser = here.find((one) => isNamedAsDoer(reading, sentence, one)) ?? here.find((one) => one.isSpeaking);
      if (accuser === undefined) continue;
      const others = here.filter((one) => one !== accuser && isOtherSide(reading, accuser, one));
      const accused = others.findLast((one) => one.to <= cue.from) ?? others[0];
      if (accused === undefined || !(tellsOfForce(sentence) || reading.input.label === 'clash')) continue;
      add(accuser.party, accused.party, [spanOf(sentence, cue, 'isBlamed')]);
    }
  }
}

/** "Rejected the accusations", "refutes Armenia's accusation": the noun of an accusation that is denied. */
function isAnswered(sentence: Sentence, cue: Hit): boolean {
  const isNoun = hitsOf(sentence, 'claimNoun').some((hit) => hit.from < cue.to && cue.from < hit.to);
  return hitsOf(sentence, 'denial').some(
    (hit) =>
      hit.id !== 'allegedly' &&
      ((hit.from >= cue.to && hit.from - cue.to <= 1) ||
        (isNoun &&
          hit.from <= cue.from &&
          cue.from - hit.to <= 3 &&
          clauseAt(sentence, hit.from) === clauseAt(sentence, cue.from))),
  );
}

function isOtherSide(reading: Reading, speaker: Mention, other: Mention): boolean {
  const camp = campOf(reading, other.party);
  return camp !== undefined && camp !== campOf(reading, speaker.party);
}
