import type { Accusation, Party } from '../domain/party.ts';
import type { Span } from '../domain/report.ts';
import { type Add, addBlame, addBlamed, addMutual } from './blame.ts';
import type { Denial } from './denials.ts';
import { type Found, spanOf } from './found.ts';
import { hostilityOf } from './hostility.ts';
import type { Mention, Mentions } from './mentions.ts';
import { campOf, clauseAt, hitsOf, opponentOf, type Reading, type Sentence, segmentAt } from './reading.ts';
import { tellsOfSabotage } from './straying.ts';

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
    addOwnVoice(reading, mentions, denials, add);
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
      if (tellsOfOwnGain(sentence)) continue;
      const isDenied = denials.some((denial) => denial.sentence === sentence);
      if (isDenied && !countersIn(reading, mentions, denials, sentence, voice.party)) continue;
      const accused =
        accusedIn(reading, mentions, sentence, voice.party) ??
        (isDenied || acknowledges(voice) ? undefined : defaultAccused(reading, mentions, sentence, voice));
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
    const { acting } = hostilityOf(reading, mentions, sentence);
    const [only] = acting.keys();
    if (!others && acting.size === 1) add(voice.party, only, [spanOf(sentence, voice, 'speaks')]);
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

/** The other side's party that acts most clearly in a sentence. */
function accusedIn(reading: Reading, mentions: Mentions, sentence: Sentence, speaker: Party): Party | undefined {
  const { acting, hit } = hostilityOf(reading, mentions, sentence);
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
function defaultAccused(reading: Reading, mentions: Mentions, sentence: Sentence, voice: Mention): Party | undefined {
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
  const { acting } = hostilityOf(reading, mentions, sentence, clauseAt(sentence, voice.from));
  const isOwnAct = [...acting.keys()].some((party) => campOf(reading, party) === campOf(reading, voice.party));
  return isAttack && !isOwnAct ? named.party : undefined;
}

/** "In its conflict with Armenia": named as the other end of a quarrel only. */
function isOtherEnd({ role, sentence, from }: Mention): boolean {
  return role === 'object' && hitsOf(sentence, 'topic', 'conflict').some((hit) => hit.to <= from && from - hit.to <= 1);
}

/** "Our positions were fired at by the units of …": the army speaks through its outlet; so does the known outlet of a side that tells of its own people being hit. */
function addOwnVoice(reading: Reading, mentions: Mentions, denials: readonly Denial[], add: Add): void {
  const own = mentions.all.find((one) => one.kind === 'own' && campOf(reading, one.party) !== undefined);
  const outlet = campOf(reading, reading.input.outletSide === 'third' ? undefined : reading.input.outletSide);
  const voice = own?.party ?? outlet;
  if (voice === undefined) return;
  for (const sentence of reading.sentences) {
    if (sentence.isBackground || denials.some((denial) => denial.sentence === sentence)) continue;
    if (mentions.in(sentence).some((one) => one.isSpeaking && campOf(reading, one.party) !== campOf(reading, voice)))
      continue;
    const accused =
      accusedIn(reading, mentions, sentence, voice) ??
      (own?.sentence === sentence ? defaultAccused(reading, mentions, sentence, own) : undefined);
    if (accused === undefined) continue;
    add(voice, accused, [own === undefined ? wholeOf(sentence, 'outletVoice') : spanOf(own.sentence, own, 'ownVoice')]);
  }
}

function wholeOf(sentence: Sentence, rule: string): Span {
  return {
    field: sentence.field,
    start: sentence.scan.tokens[sentence.from]?.start ?? 0,
    end: sentence.scan.tokens[sentence.to - 1]?.end ?? 0,
    rule,
  };
}

/** What is denied was said by the other side, when that side claims it in the text, or its place or people were hit. */
function addDenied(reading: Reading, mentions: Mentions, denials: readonly Denial[], add: Add): void {
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
      reading.sentences.some((sentence) => !sentence.isBackground && hitsOf(sentence, 'clash', 'violation').length > 0);
    if (!isAct) continue;
    const named = mentions.all.filter((one) => campOf(reading, one.party) === other && one.kind !== 'own');
    const claimer = named.find((one) => one.isClaimer || one.isSpeaking) ?? named[0];
    if (isOwnAdvance(reading, mentions, denial.party)) continue;
    const accuser = claimer?.party ?? (isHeldBy(reading, other) ? other : undefined);
    add(accuser, denial.party, [spanOf(denial.sentence, denial.cue, 'denied')]);
  }
}

/** "Baku says it has taken the town, Yerevan denies it": the claimer tells of its own act, no breach by the denier. */
function isOwnAdvance(reading: Reading, mentions: Mentions, denier: Party): boolean {
  const told = reading.sentences.filter((sentence) => !sentence.isBackground);
  if (!told.some((sentence) => hitsOf(sentence, 'advance').length > 0)) return false;
  const camp = campOf(reading, denier);
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
