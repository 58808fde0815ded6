import type { Accusation, Party } from '../domain/party.ts';
import type { Span } from '../domain/report.ts';
import { accusedIn, defaultAccused, isOnlyFeared, onlyActor } from './accused.ts';
import { type Add, addBlame, addBlamed, addMutual } from './blame.ts';
import type { Denial } from './denials.ts';
import { type Found, spanOf } from './found.ts';
import type { Mention, Mentions } from './mentions.ts';
import { addOwnVoice } from './own-voice.ts';
import { campOf, clauseAt, hitsOf, type Reading, type Sentence } from './reading.ts';
import { addDenied } from './rebuttals.ts';
import { zoneOf } from './zones.ts';

/** Directed accusations of a breach or an attack; the outlet's own voice makes none. */
export function extractAccusations(
  reading: Reading,
  mentions: Mentions,
  denials: readonly Denial[],
): Found<Accusation>[] {
  if (reading.input.label === 'other') return [];
  const pairs = new Map<string, Found<Accusation>>();
  const add = (accuser: Party | undefined, accused: Party | undefined, spans: readonly Span[]): void => {
    if (accuser === undefined || accused === undefined || campOf(reading, accuser) === campOf(reading, accused)) return;
    const key = `${accuser}>${accused}`;
    pairs.set(key, { value: [accuser, accused], spans: [...(pairs.get(key)?.spans ?? []), ...spans] });
  };
  addMutual(reading, mentions, add);
  addBlame(reading, mentions, add);
  addBlamed(reading, mentions, add);
  if (reading.input.label === 'clash') {
    addReported(reading, mentions, denials, add);
    const camps = [...pairs.values()].map(({ value: [accuser] }) => campOf(reading, accuser));
    addOwnVoice(reading, mentions, denials, camps, add);
  }
  addDenied(reading, mentions, denials, add);
  return withoutAllies(reading, [...pairs.values()]);
}

/** A side's office, person or government tells that the other side did it. */
function addReported(reading: Reading, mentions: Mentions, denials: readonly Denial[], add: Add): void {
  const voices = mentions.all.filter(
    (one) => one.isSpeaking && campOf(reading, one.party) !== undefined && !one.sentence.isBackground && !admits(one),
  );
  addThirdParties(reading, mentions, denials, add);
  const camps = new Set(voices.map((one) => campOf(reading, one.party)));
  for (const voice of voices) {
    const isOnly = camps.size === 1 && denials.length === 0;
    const isDenier = denials.some((denial) => campOf(reading, denial.party) === campOf(reading, voice.party));
    const scope = isOnly
      ? reading.sentences.filter((one) => !one.isBackground)
      : isDenier
        ? [voice.sentence]
        : scopeOf(reading, voice);
    for (const sentence of scope) {
      if (tellsOfOwnGain(sentence) || isOnlyFeared(reading, sentence)) continue;
      const isDenied = denials.some((denial) => denial.sentence === sentence);
      if (isDenied && !countersIn(reading, mentions, denials, sentence, voice.party)) continue;
      const zone = sentence === voice.sentence ? zoneOf(reading, mentions, voice) : undefined;
      const accused =
        accusedIn(reading, mentions, sentence, voice.party, zone) ??
        (isDenied || acknowledges(voice) ? undefined : defaultAccused(reading, mentions, sentence, voice, zone));
      if (accused === undefined) continue;
      add(voice.party, accused, [spanOf(voice.sentence, voice, 'speaks')]);
      break;
    }
  }
}

/** "The Russian peacekeepers: Azerbaijan broke the truce": a third party that tells who did it accuses as well. */
function addThirdParties(reading: Reading, mentions: Mentions, denials: readonly Denial[], add: Add): void {
  for (const voice of mentions.all) {
    const { sentence } = voice;
    if (!voice.isSpeaking || voice.sentence.isBackground || campOf(reading, voice.party) !== undefined) continue;
    if (hitsOf(sentence, 'force', 'violation').length === 0 || hitsOf(sentence, 'blame', 'blamed', 'mutual').length > 0)
      continue;
    if (denials.some((denial) => denial.sentence === sentence)) continue;
    const others = mentions.in(sentence).some((one) => one.isSpeaking && campOf(reading, one.party) !== undefined);
    const only = onlyActor(reading, mentions, sentence);
    if (!others && only !== undefined) add(voice.party, only, [spanOf(sentence, voice, 'speaks')]);
  }
}

/** "Its forces took the town", "the other side suffers losses": no breach is told. */
function tellsOfOwnGain(sentence: Sentence): boolean {
  if (hitsOf(sentence, 'advance').length > 0) return true;
  return hitsOf(sentence, 'losses').length > 0 && hitsOf(sentence, 'force').length === 0;
}

/** A side that owns up to its fire; "confirms that it answered fire" owns up to nothing. */
function admits(voice: Mention): boolean {
  return acknowledges(voice) && hitsOf(voice.sentence, 'answer').length === 0;
}

function acknowledges(voice: Mention): boolean {
  return hitsOf(voice.sentence, 'acknowledge').some(
    (hit) => clauseAt(voice.sentence, hit.from) === clauseAt(voice.sentence, voice.from),
  );
}

/** Where two sides speak, each speaks for its own sentence, and for the title when nobody else speaks there. */
function scopeOf(reading: Reading, voice: Mention): readonly Sentence[] {
  const title = reading.sentences[0];
  return title === undefined || voice.sentence.field === 'title' ? [voice.sentence] : [voice.sentence, title];
}

/** A denial that goes on to accuse: "… is disinformation, it was they who opened fire". */
function countersIn(
  reading: Reading,
  mentions: Mentions,
  denials: readonly Denial[],
  sentence: Sentence,
  speaker: Party,
): boolean {
  const cue = denials.find(
    (denial) => denial.sentence === sentence && campOf(reading, denial.party) === campOf(reading, speaker),
  )?.cue;
  if (cue === undefined) return false;
  const camp = campOf(reading, speaker);
  const isOther = (one: Mention): boolean =>
    campOf(reading, one.party) !== undefined && campOf(reading, one.party) !== camp && !one.isClaimer;
  return mentions
    .in(sentence)
    .some(
      (one) =>
        isOther(one) &&
        one.from > cue.to &&
        hitsOf(sentence, 'clash', 'violation').some((act) => act.from >= one.to && act.from - one.to <= 6),
    );
}

/** Of two accusers of one camp the authority that speaks stays; of two accused the one named more often. */
function withoutAllies(reading: Reading, pairs: readonly Found<Accusation>[]): Found<Accusation>[] {
  return pairs.filter((pair) => {
    const [accuser, accused] = pair.value;
    const twin = pairs.find(
      (other) =>
        other !== pair &&
        other.value[0] === accuser &&
        other.value[1] !== accused &&
        campOf(reading, other.value[1]) === campOf(reading, accused),
    );
    return (
      twin === undefined ||
      twin.spans.length < pair.spans.length ||
      (twin.spans.length === pair.spans.length && pairs.indexOf(pair) < pairs.indexOf(twin))
    );
  });
}
