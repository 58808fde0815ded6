import type { Accusation, Party } from '../domain/party.ts';
import type { Span } from '../domain/report.ts';
import type { Denial } from './denials.ts';
import { type Found, spanOf } from './found.ts';
import { hostilityOf, tellsOfForce } from './hostility.ts';
import type { Mention, Mentions } from './mentions.ts';
import { campOf, clauseAt, hitsOf, opponentOf, type Reading, type Sentence } from './reading.ts';

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
  if (reading.input.label === 'clash') {
    addReported(reading, mentions, denials, add);
    addOwnVoice(reading, mentions, add);
  }
  addDenied(reading, mentions, denials, add);
  return withoutAllies(reading, [...pairs.values()]);
}

type Add = (accuser: Party | undefined, accused: Party | undefined, spans: readonly Span[]) => void;

/** "Accused each other": both ways. */
function addMutual(reading: Reading, mentions: Mentions, add: Add): void {
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
function addBlame(reading: Reading, mentions: Mentions, add: Add): void {
  for (const sentence of reading.sentences) {
    if (hitsOf(sentence, 'mutual').length > 0 || sentence.isBackground) continue;
    for (const cue of hitsOf(sentence, 'blame')) {
      const here = mentions.in(sentence).filter((one) => clauseAt(sentence, one.from) === clauseAt(sentence, cue.from));
      const speakers = here.filter((one) => one.isSpeaking);
      const speaker = speakers.findLast((one) => one.from < cue.from) ?? speakers[0];
      if (speaker === undefined) continue;
      const accused = here.find(
        (one) =>
          one !== speaker && isOtherSide(reading, speaker, one) && (one.from > speaker.from || one.role !== 'subject'),
      );
      if (accused === undefined || !(tellsOfForce(sentence) || reading.input.label === 'clash')) continue;
      add(speaker.party, accused.party, [spanOf(sentence, cue, 'blames')]);
    }
  }
}

function isOtherSide(reading: Reading, speaker: Mention, other: Mention): boolean {
  const camp = campOf(reading, other.party);
  return camp !== undefined && camp !== campOf(reading, speaker.party);
}

/** A side's office, person or government tells that the other side did it. */
function addReported(reading: Reading, mentions: Mentions, denials: readonly Denial[], add: Add): void {
  const voices = mentions.all.filter(
    (one) =>
      one.isSpeaking &&
      campOf(reading, one.party) !== undefined &&
      !isDenying(one, denials) &&
      !one.sentence.isBackground,
  );
  const camps = new Set(voices.map((one) => campOf(reading, one.party)));
  for (const voice of voices) {
    if (
      hitsOf(voice.sentence, 'acknowledge').some(
        (hit) => clauseAt(voice.sentence, hit.from) === clauseAt(voice.sentence, voice.from),
      )
    )
      continue;
    const scope =
      camps.size === 1 && denials.length === 0
        ? reading.sentences.filter((one) => !one.isBackground)
        : scopeOf(reading, voice);
    for (const sentence of scope) {
      const accused = accusedIn(reading, mentions, sentence, voice.party);
      if (accused === undefined) continue;
      add(voice.party, accused, [
        spanOf(voice.sentence, voice, 'speaks'),
        spanOf(sentence, voice.sentence === sentence ? voice : sentenceSpan(sentence), 'act'),
      ]);
      break;
    }
  }
}

function sentenceSpan(sentence: Sentence): { start: number; end: number } {
  return {
    start: sentence.scan.tokens[sentence.from]?.start ?? 0,
    end: sentence.scan.tokens[sentence.to - 1]?.end ?? 0,
  };
}

function isDenying(mention: Mention, denials: readonly Denial[]): boolean {
  return denials.some((denial) => denial.mention === mention);
}

/** Where two sides speak, each speaks for its own sentence, and for the title when nobody else speaks there. */
function scopeOf(reading: Reading, voice: Mention): readonly Sentence[] {
  const title = reading.sentences[0];
  return title === undefined || voice.sentence.field === 'title' ? [voice.sentence] : [voice.sentence, title];
}

/** The other side's party that acts most clearly in a sentence. */
function accusedIn(reading: Reading, mentions: Mentions, sentence: Sentence, speaker: Party): Party | undefined {
  const { acting, hit } = hostilityOf(reading, mentions, sentence);
  const camp = campOf(reading, speaker);
  const best = [...acting].filter(([party]) => campOf(reading, party) !== camp).sort((a, b) => b[1] - a[1])[0];
  if (best === undefined) return undefined;
  const own = [...acting]
    .filter(([party]) => campOf(reading, party) === camp)
    .reduce((sum, [, weight]) => sum + weight, 0);
  const hurt = [...hit]
    .filter(([party]) => campOf(reading, party) !== camp)
    .reduce((sum, [, weight]) => sum + weight, 0);
  return best[1] >= own && best[1] >= hurt ? best[0] : undefined;
}

/** "Our positions were fired at by the units of …": the army speaks through its outlet. */
function addOwnVoice(reading: Reading, mentions: Mentions, add: Add): void {
  const own = mentions.all.find((one) => one.kind === 'own' && campOf(reading, one.party) !== undefined);
  if (own === undefined) return;
  for (const sentence of reading.sentences) {
    const accused = sentence.isBackground ? undefined : accusedIn(reading, mentions, sentence, own.party);
    if (accused !== undefined) add(own.party, accused, [spanOf(own.sentence, own, 'ownVoice')]);
  }
}

/** What is denied was said by the other side, when the other side is named as claiming it, or was hit. */
function addDenied(reading: Reading, mentions: Mentions, denials: readonly Denial[], add: Add): void {
  for (const denial of denials) {
    const other = opponentOf(reading, denial.party);
    if (other === undefined) continue;
    const named = mentions.all.filter((one) => campOf(reading, one.party) === other && one.kind !== 'own');
    const claimer = named.find((one) => one.isClaimer || one.isSpeaking) ?? named[0];
    if (claimer === undefined || isAboutThirdParty(mentions)) continue;
    const isAct = reading.sentences.some(
      (sentence) => !sentence.isBackground && hitsOf(sentence, 'clash', 'violation').length > 0,
    );
    if (isAct) add(claimer.party, denial.party, [spanOf(denial.sentence, denial.cue, 'denied')]);
  }
}

/** A mission that came under fire: its own claim, not the other side's. */
function isAboutThirdParty(mentions: Mentions): boolean {
  return mentions.all.some((one) => one.office === 'mission');
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
