import type { Accusation, Party } from '../domain/party.ts';
import type { Casualties, Claim, ClaimKind, Speaker } from '../domain/report.ts';
import type { Denial } from './denials.ts';
import type { Found } from './found.ts';
import type { Mention, Mentions } from './mentions.ts';
import { campOf, hitsOf, opponentOf, quoteOf, type Reading, type Sentence } from './reading.ts';

/** What the extractors found before claims are put together. */
export interface Material {
  readonly mentions: Mentions;
  readonly denials: readonly Denial[];
  readonly accusations: readonly Found<Accusation>[];
  readonly casualties: readonly Found<Omit<Casualties, 'claimIds'>>[];
  readonly place: string | undefined;
  readonly when: string | undefined;
}

/** Offices that watch and tell. */
const OBSERVERS: ReadonlySet<string> = new Set(['mission', 'peacekeepers']);

/** Longest quote that a claim keeps, UTF-16 units. */
const MAX_QUOTE = 400;

/** Every speaker's claims in the order of the text: accusations, denials, admissions, losses, observations, corrections. */
export function extractClaims(reading: Reading, material: Material): Claim[] {
  const claims: Claim[] = [];
  const derived: Claim[] = [];
  for (const denial of material.denials) {
    claims.push(
      claimOf(reading, material, 'denies', denial.mention ?? { party: denial.party }, denial.sentence, {
        initiator: denial.party,
        target: opponentOf(reading, denial.party),
      }),
    );
  }
  for (const {
    value: [accuser, accused],
    spans,
  } of material.accusations) {
    const told = spans.map((span) => sentenceAt(reading, span.field, span.start)).filter((one) => one !== undefined);
    const isDenier = claims.some((claim) => claim.kind === 'denies' && claim.speaker.party === accuser);
    // Who denies and blames in turn says two things; what only its denial tells is one.
    const counter = isDenier ? told.find((one) => !isDenied(material, one)) : undefined;
    if (isDenier && counter === undefined) continue;
    const speaker = bestSpeaker(material, accuser);
    // Peacekeepers and monitors that name who fired report what they saw.
    if (speaker?.office !== undefined && OBSERVERS.has(speaker.office)) continue;
    const sentence = counter ?? speaker?.sentence ?? told[0] ?? reading.sentences[0];
    if (sentence === undefined) continue;
    const about = { initiator: accused, target: accuser };
    const claim = claimOf(reading, material, 'accuses', speaker ?? { party: accuser }, sentence, about);
    // A report taken back tells the accusation once more, and makes it no longer.
    if (isDenied(material, sentence) || hitsOf(sentence, 'retract').length > 0)
      derived.push({ ...claim, isDerived: true });
    else claims.push(claim);
  }
  for (const sentence of reading.sentences) {
    const speaker = material.mentions.in(sentence).find((one) => one.isSpeaking);
    if (speaker === undefined) continue;
    const kind = kindOf(reading, material, sentence, speaker);
    // Who condemns an attack has said what it says.
    if (kind === 'observes' && claims.some((claim) => claim.speaker.party === speaker.party)) continue;
    if (kind === undefined || claims.some((claim) => claim.kind === kind && claim.speaker.party === speaker.party))
      continue;
    claims.push(claimOf(reading, material, kind, speaker, sentence, {}));
  }
  return [...claims, ...derived];
}

/** The sentence is the answer of the accused: it tells of the accusation only by denying it. */
function isDenied(material: Material, sentence: Sentence): boolean {
  return material.denials.some((denial) => denial.sentence === sentence);
}

/** The sentence that tells the deed: of a speaker who stands alone ("… ․ ՊՆ", "ՀՀ ՊՆ. …") the one beside. */
function tellingOf(reading: Reading, sentence: Sentence, by: Mention | { readonly party: Party }): Sentence {
  const words = sentence.to - sentence.from;
  const named = 'from' in by && by.sentence === sentence ? by.to - by.from : 0;
  if (words - named > 1 && words > 3) return sentence;
  if (hitsOf(sentence, 'force', 'killed', 'wounded', 'denial').length > 0) return sentence;
  const beside = [reading.sentences[sentence.index - 1], reading.sentences[sentence.index + 1]].filter(
    (other) => other !== undefined && other.to - other.from > words,
  );
  return beside.find((other) => other?.field === sentence.field) ?? beside[0] ?? sentence;
}

function kindOf(reading: Reading, material: Material, sentence: Sentence, speaker: Mention): ClaimKind | undefined {
  const { label } = reading.input;
  const isSide = campOf(reading, speaker.party) !== undefined;
  const losses = lossesIn(material, sentence);
  // "Acknowledged that a soldier was wounded while repelling an attack": the other side's force, an own loss.
  const tellsOfForce = hitsOf(sentence, 'force').length > 0 && hitsOf(sentence, 'answer').length === 0;
  if (
    hitsOf(sentence, 'acknowledge').length > 0 &&
    isSide &&
    !hasDenial(sentence) &&
    (tellsOfForce || losses.length === 0)
  )
    return 'acknowledges';
  if (hitsOf(sentence, 'correct').length > 0 && (label === 'clash' || label === 'humanitarian')) return 'corrects';
  if (losses.length > 0 && isSide) {
    return losses.some((loss) => campOf(reading, loss.side) === campOf(reading, speaker.party))
      ? 'reportsOwnLoss'
      : 'reportsEnemyLoss';
  }
  if (isSide) return undefined;
  // What a third party tells of talks, a truce or aid is its own word for it; of force only what it saw.
  return label !== 'clash' || hitsOf(sentence, 'clash', 'violation', 'killed', 'wounded').length > 0
    ? 'observes'
    : undefined;
}

function hasDenial(sentence: Sentence): boolean {
  return hitsOf(sentence, 'denial').some((hit) => hit.id !== 'allegedly');
}

function lossesIn(material: Material, sentence: Sentence): Omit<Casualties, 'claimIds'>[] {
  return material.casualties
    .filter((one) => one.spans.some((span) => isInside(sentence, span.field, span.start)))
    .map((one) => one.value);
}

function isInside(sentence: Sentence, field: string | undefined, start: number | undefined): boolean {
  const first = sentence.scan.tokens[sentence.from];
  const last = sentence.scan.tokens[sentence.to - 1];
  return (
    field === sentence.field &&
    start !== undefined &&
    first !== undefined &&
    last !== undefined &&
    start >= first.start &&
    start < last.end
  );
}

function sentenceAt(reading: Reading, field: string | undefined, start: number | undefined): Sentence | undefined {
  return reading.sentences.find((sentence) => isInside(sentence, field, start));
}

/** An office says more than a capital's name, and its own sentence more than the answer to it. */
function bestSpeaker(material: Material, party: Party): Mention | undefined {
  const all = material.mentions.all.filter((one) => one.party === party && one.isSpeaking);
  const direct = all.filter((one) => !isDenied(material, one.sentence));
  const speaking = direct.length > 0 ? direct : all;
  return speaking.find((one) => one.kind === 'office' || one.kind === 'person') ?? speaking[0];
}

function claimOf(
  reading: Reading,
  material: Material,
  kind: ClaimKind,
  by: Mention | { readonly party: Party },
  sentence: Sentence,
  about: { readonly initiator?: Party; readonly target?: Party | undefined },
): Claim {
  const { language, itemId } = reading.input;
  const losses = kind === 'denies' || kind === 'accuses' ? [] : lossesIn(material, sentence);
  return {
    kind,
    speaker: speakerOf(reading, by),
    about: {
      ...(about.initiator === undefined ? {} : { initiator: about.initiator }),
      ...(about.target === undefined ? {} : { target: about.target }),
      ...(material.place === undefined ? {} : { place: material.place }),
      ...(material.when === undefined ? {} : { when: material.when }),
      ...(losses.length === 0 ? {} : { casualties: losses.map((loss) => ({ ...loss, claimIds: [itemId] })) }),
    },
    quote: quoteOf(tellingOf(reading, sentence, by)).slice(0, MAX_QUOTE),
    language,
    itemId,
  };
}

function speakerOf(reading: Reading, by: Mention | { readonly party: Party }): Speaker {
  if (!('office' in by) || by.office === undefined) return { party: by.party };
  const { parties, genericSpeakers } = reading.gazetteer.parties;
  const known = parties[by.party]?.speakers.find((one) => one.id === by.speakerId)?.name.en;
  const generic = genericSpeakers.find((one) => one.office === by.office)?.name.en;
  const country = parties[by.party]?.name.en;
  const name = known ?? (generic === undefined || country === undefined ? undefined : `${generic} of ${country}`);
  return { party: by.party, office: by.office, ...(name === undefined ? {} : { name }) };
}
