import type { Party } from '../domain/party.ts';
import type { Span } from '../domain/report.ts';
import { accusedIn, defaultAccused, isOnlyFeared, onlyActor } from './accused.ts';
import type { Add } from './blame.ts';
import type { Denial } from './denials.ts';
import { spanOf } from './found.ts';
import type { Mentions } from './mentions.ts';
import { campOf, type Reading, type Sentence } from './reading.ts';

/** "Our positions were fired at by the units of …": the army speaks through its outlet; so does the known outlet of a side that tells of its own people being hit, and a state's own statement. */
export function addOwnVoice(
  reading: Reading,
  mentions: Mentions,
  denials: readonly Denial[],
  heard: readonly (Party | undefined)[],
  add: Add,
): void {
  const own = mentions.all.find((one) => one.kind === 'own' && campOf(reading, one.party) !== undefined);
  const outlet = campOf(reading, outletParty(reading)) ?? stateVoice(reading);
  const voice = own?.party ?? outlet;
  const camp = campOf(reading, voice);
  // Whoever of the same camp is quoted has said it already.
  if (voice === undefined || (camp !== undefined && heard.includes(camp))) return;
  for (const sentence of reading.sentences) {
    if (sentence.isBackground || isOnlyFeared(reading, sentence)) continue;
    if (denials.some((denial) => denial.sentence === sentence)) continue;
    if (mentions.in(sentence).some((one) => one.isSpeaking && campOf(reading, one.party) !== camp)) continue;
    const accused =
      camp === undefined
        ? onlyActor(reading, mentions, sentence)
        : (accusedIn(reading, mentions, sentence, voice) ??
          (own?.sentence === sentence ? defaultAccused(reading, mentions, sentence, own) : undefined));
    if (accused === undefined) continue;
    add(voice, accused, [own === undefined ? wholeOf(sentence, 'outletVoice') : spanOf(own.sentence, own, 'ownVoice')]);
  }
}

function outletParty({ input: { outletSide } }: Reading): Party | undefined {
  return outletSide === 'third' ? undefined : outletSide;
}

/** A state from outside that issues a statement through its own outlet: "Press release …", "We condemn …". */
function stateVoice(reading: Reading): Party | undefined {
  const party = outletParty(reading);
  if (party === undefined) return undefined;
  const { grammar, sentences } = reading;
  const title = sentences.find((sentence) => sentence.field === 'title');
  const opens = title?.scan.tokens.slice(title.from, title.from + 2).some((token) => grammar.statements(token.text));
  const isFirstPerson = sentences.some((sentence) => sentence.scan.tokens.some((token) => grammar.we(token.text)));
  return opens === true || isFirstPerson ? party : undefined;
}

function wholeOf(sentence: Sentence, rule: string): Span {
  return {
    field: sentence.field,
    start: sentence.scan.tokens[sentence.from]?.start ?? 0,
    end: sentence.scan.tokens[sentence.to - 1]?.end ?? 0,
    rule,
  };
}
