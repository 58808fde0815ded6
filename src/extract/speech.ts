import type { Hit } from '../lexicon/hit.ts';
import { deniesAsArmy } from './army-voice.ts';
import { isAttribution, isBehindHead } from './attribution.ts';
import type { Draft } from './mentions.ts';
import { clauseAt, hitsOf, type Reading, type Sentence, segmentAt } from './reading.ts';
import { isSpeakingName } from './speaking-name.ts';
import { isCalledUntrue } from './untruth.ts';

const SAYING = ['say', 'assertion', 'blame', 'denial', 'acknowledge', 'retract', 'correct'] as const;

/** What a name does here: it speaks, or a claim of its own is spoken about. */
export interface Speech {
  readonly isSpeaking: boolean;
  readonly isClaimer: boolean;
}

/** Words of blame whose subject is the accuser; not "is accused of". */
export function blamesOf(sentence: Sentence): readonly Hit[] {
  const passive = hitsOf(sentence, 'blamed');
  const blames = hitsOf(sentence, 'blame');
  if (passive.length === 0) return blames;
  return blames.filter((hit) => !passive.some((other) => other.from < hit.to && hit.from < other.to));
}

/** Tells whether a named party, office or person speaks in its sentence. */
export function speechOf(reading: Reading, draft: Draft, drafts: readonly Draft[]): Speech {
  const isClaimer = claims(reading, draft);
  if (draft.kind === 'enemy' || draft.kind === 'own')
    return { isSpeaking: false, isClaimer: isClaimer && draft.kind === 'enemy' };
  if (isCalledUntrue(reading, draft, drafts)) return { isSpeaking: false, isClaimer: true };
  if (deniesAsArmy(reading, draft)) return { isSpeaking: true, isClaimer: false };
  const clause = clauseAt(draft.sentence, draft.from);
  const denials = hitsOf(draft.sentence, 'denial').filter((hit) => isDenialOfClaim(reading, draft, hit));
  if (isClaimer && denials.some((hit) => hit.id !== 'allegedly') && !isSubjectOfDenial(draft, denials))
    return { isSpeaking: false, isClaimer };
  if (isAttribution(reading, draft)) return { isSpeaking: true, isClaimer: false };
  const isPassive = hitsOf(draft.sentence, 'blamed').length > 0;
  const words = [
    ...hitsOf(draft.sentence, ...SAYING).filter((hit) => !isPassive || hit.group !== 'blame'),
    ...(isPassive ? blamesOf(draft.sentence) : []),
  ].filter((hit) => clauseAt(draft.sentence, hit.from) === clause);
  if (draft.kind === 'office' || draft.kind === 'person')
    return { isSpeaking: isSpeakingOffice(reading, draft, words), isClaimer };
  // "Baku: Armenia fired first": who stands behind such a head is spoken of.
  if (isBehindHead(draft, drafts)) return { isSpeaking: false, isClaimer };
  return { isSpeaking: isSpeakingName(reading, draft, words, drafts), isClaimer };
}

/** An office by its initials: "ՊՆ", "МИД". */
function isBareOwner({ kind, sentence, to }: Draft): boolean {
  return kind === 'office' && (sentence.scan.tokens[to - 1]?.text.length ?? 9) <= 3;
}

/** Where the verb closes the sentence, what is denied stands before the denial: "… iddiasını yalan adlandırıb". */
function isDenialOfClaim(reading: Reading, draft: Draft, denial: Hit): boolean {
  if (!DOER_LAST.has(reading.input.language) || denial.from >= draft.to) return true;
  // "ՊՆ-ն հերքում է Բաքվի պնդումը": the claim and its owner right behind the verb.
  return (
    draft.role === 'genitive' &&
    draft.from - denial.to <= 1 &&
    denial.to <= draft.from &&
    segmentAt(draft.sentence, denial.from) === segmentAt(draft.sentence, draft.from) &&
    hitsOf(draft.sentence, 'claimNoun').some((hit) => hit.from === draft.to)
  );
}

/** "Yerevan denies Baku's claim": the denier, although a claim stands beside it. */
function isSubjectOfDenial(draft: Draft, denials: readonly Hit[]): boolean {
  const isOwned = hitsOf(draft.sentence, 'claimNoun').some((hit) => hit.to === draft.from);
  const isOwner = isBareOwner(draft) && hitsOf(draft.sentence, 'claimNoun').some((hit) => hit.from === draft.to);
  return (
    !isOwned &&
    !isOwner &&
    draft.role === 'subject' &&
    denials.some((hit) => hit.id !== 'allegedly' && hit.from >= draft.to && hit.from - draft.to <= 2)
  );
}

function isSpeakingOffice(reading: Reading, draft: Draft, words: readonly Hit[]): boolean {
  const isOwner = draft.role === 'genitive' && DOER_LAST.has(reading.input.language);
  // "… են տեղեկացնում ՊՆ մամուլի ծառայությունից": at most the helping verb between.
  if (isOwner && words.some((hit) => hit.to <= draft.from && draft.from - hit.to <= 1)) return true;
  if (ownsSoldiers(reading, draft)) return false;
  // "Алиев обвинил Пашиняна": whoever stands right behind the verb of blame is blamed.
  if (
    !DOER_LAST.has(reading.input.language) &&
    words.every((hit) => hit.group === 'blame' && hit.to === draft.from) &&
    words.length > 0
  )
    return false;
  if (isOwner)
    return [...words, ...hitsOf(draft.sentence, 'claimNoun')].some(
      (hit) => hit.from >= draft.to && hit.from - draft.to <= 3,
    );
  const cares = hitsOf(draft.sentence, 'care').some((hit) => hit.from >= draft.to && hit.from - draft.to <= 5);
  if (cares || hitsOf(draft.sentence, 'condolence').length > 0) return false;
  if (words.length > 0) return draft.role !== 'target' && !(draft.role === 'object' && reading.input.language === 'hy');
  return (
    draft.role === 'subject' &&
    /[Mm]inistry$/u.test(draft.office ?? '') &&
    draft.from - draft.sentence.from <= 2 &&
    !hitsOf(draft.sentence, 'killed').some((hit) => hit.from < draft.from) &&
    // A ministry that stands alone speaks for the sentence before; one that appeals to journalists tells of nothing.
    (draft.sentence.to - draft.sentence.from <= 5 ||
      hitsOf(draft.sentence, 'force', 'violation', 'killed', 'wounded', 'answer', 'noCasualties').length > 0)
  );
}

/** "ՊԲ զինծառայող": an abbreviation, which takes no ending, before the soldiers it owns. */
function ownsSoldiers({ input: { language } }: Reading, draft: Draft): boolean {
  return (
    language === 'hy' &&
    isBareOwner(draft) &&
    hitsOf(draft.sentence, 'soldier', 'unit').some((hit) => hit.from === draft.to)
  );
}

/** Languages in which a genitive stands before what it owns and is marked by its ending. */
const DOER_LAST = new Set(['hy', 'az', 'tr', 'ka']);

/** Languages in which the owner stands behind what it owns. */
const OWNER_LAST = new Set(['fa', 'fr']);

/** A claim of the name's own is spoken of. */
function claims({ input }: Reading, draft: Draft): boolean {
  const nouns = [
    ...hitsOf(draft.sentence, 'claimNoun'),
    ...hitsOf(draft.sentence, 'denial').filter((hit) => hit.id === 'allegedly'),
  ];
  // Where the owner follows what it owns, a claim behind a name is somebody else's.
  const isOwner = !OWNER_LAST.has(input.language) && (draft.role === 'genitive' || draft.role === 'attribute');
  // "Ադրբեջանի ՊՆ հայտարարությունը": an abbreviation takes no ending before what it owns.
  if (isBareOwner(draft) && input.language === 'hy' && nouns.some((hit) => hit.from === draft.to)) return true;
  // Georgian names that end in a vowel have one form for owner and object.
  if (input.language === 'ka' && draft.role === 'object' && nouns.some((hit) => hit.from === draft.to)) return true;
  if (isOwner || draft.kind === 'enemy') {
    if (nouns.some((hit) => hit.from >= draft.to && hit.from - draft.to <= 4)) return true;
  }
  // "заявление Баку", "ادعای باکو", "claims by Baku"
  return nouns.some(
    (hit) =>
      hit.to <= draft.from &&
      draft.from - hit.to <= 1 &&
      draft.role !== 'place' &&
      segmentAt(draft.sentence, hit.from) === segmentAt(draft.sentence, draft.from),
  );
}
