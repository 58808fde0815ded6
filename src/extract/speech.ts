import type { Hit } from '../lexicon/hit.ts';
import { deniesAsArmy } from './army-voice.ts';
import { isAttribution, isBehindHead } from './attribution.ts';
import type { Draft } from './mentions.ts';
import { clauseAt, hitsOf, type Reading, type Sentence, segmentAt } from './reading.ts';
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
  if (isOwner && words.some((hit) => hit.to === draft.from)) return true;
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

function isSpeakingName(reading: Reading, draft: Draft, told: readonly Hit[], drafts: readonly Draft[]): boolean {
  const { language } = reading.input;
  const words = told.filter((hit) => !isTakenBehind(draft, hit, drafts));
  const near = (hit: Hit, before: number, after: number): boolean =>
    (hit.from >= draft.to && hit.from - draft.to <= after) || (hit.to <= draft.from && draft.from - hit.to <= before);
  // "В Баку заявили", "Բաքվում հերքել են": a capital stands for its government, when nobody else speaks there.
  if (draft.role === 'place') {
    const isAlone = !drafts.some(
      (other) =>
        other !== draft && other.sentence === draft.sentence && other.kind !== 'party' && other.role === 'subject',
    );
    const isTown = draft.sentence.hits.some(
      (hit) => hit.kind === 'place' && hit.from === draft.from && hit.to === draft.to,
    );
    if (!isTown && language !== 'ru') return false;
    // "ბაქოში … უარყოფენ": "in Baku they deny", the verb at the end.
    const { tokens } = draft.sentence.scan;
    const isImpersonal = (hit: Hit): boolean =>
      language === 'ka' &&
      draft.from === draft.sentence.from &&
      hit.from >= draft.to &&
      /ენ$/u.test(tokens[hit.to - 1]?.text ?? '');
    if (isAlone && words.some(isImpersonal)) return true;
    const reach = DOER_LAST.has(language) ? 1 : 4;
    return (language === 'ru' || (DOER_LAST.has(language) && isAlone)) && words.some((hit) => near(hit, 2, reach));
  }
  if (isAccordingTo(draft, words)) return true;
  if (draft.role === 'genitive' || (language === 'ka' && draft.role === 'object')) {
    // "Բաքվի փոխանցմամբ", "ბაქოს განცხადებით"; Russian puts the source first: "по данным Еревана".
    const isSource = words.some((hit) =>
      hit.group === 'say' || hit.group === 'assertion'
        ? language === 'ru' || language === 'fa'
          ? // "به گفته ایروان" is two words; "گفته‌های باکو" is what Baku said.
            hit.to === draft.from && (language === 'ru' || hit.to - hit.from > 1)
          : hit.from === draft.to
        : false,
    );
    // "Ermənistanın iddiasına görə": the claim whose owner speaks is followed by "according to".
    const isByClaim =
      (language === 'az' || language === 'tr') &&
      words.some((hit) => hit.group === 'say' && hit.from - draft.to === 1 && hit.to - hit.from === 1) &&
      hitsOf(draft.sentence, 'claimNoun').some((hit) => hit.from === draft.to);
    if (isByClaim) return true;
    return isSource && (language === 'ru' || language === 'ka' || language === 'hy' || language === 'fa');
  }
  if (draft.role === 'attribute') return isAdjectivalVoice(reading, draft, words);
  // "Azerbaycan'dan Ermenistan'a ateşkes ihlali suçlaması": whose accusation, denial or answer it is.
  if (draft.role === 'origin' && (language === 'tr' || language === 'az'))
    return hitsOf(draft.sentence, 'voiceNoun').some((hit) => hit.from >= draft.to);
  if (draft.role !== 'subject') return false;
  // Turkic languages put a bare name before what it owns: "Ermənistan bölmələri".
  const isTurkic = language === 'az' || language === 'tr';
  const owned = hitsOf(draft.sentence, 'unit', 'position', 'soldier', 'claimNoun', 'clash').some(
    (hit) => hit.from === draft.to,
  );
  if (isTurkic && owned && !reading.grammar.sideNouns(draft.sentence.scan.tokens[draft.to]?.text)) return false;
  if (language === 'en' || language === 'fr' || language === 'ru') {
    const isBetween = (other: Draft, low: number, high: number): boolean =>
      other !== draft && other.sentence === draft.sentence && other.from >= low && other.to <= high;
    const start = draft.sentence.from + draft.sentence.segments.indexOf(segmentAt(draft.sentence, draft.from));
    const hasRival = drafts.some(
      (other) => isBetween(other, start, draft.from - 1) && other.kind !== 'office' && other.role === 'subject',
    );
    if (hasRival) return false;
    const follows = words.some(
      (hit) =>
        near(hit, -1, language === 'en' ? 4 : 3) &&
        segmentsAgree(draft, hit) &&
        !drafts.some((other) => isBetween(other, draft.to, hit.from) && other.kind === 'office'),
    );
    // "…, says Baku": in English only behind a comma.
    const isInverted = words.some(
      (hit) =>
        hit.to === draft.from &&
        hit.group === 'say' &&
        (language !== 'en' ||
          (hit.from > draft.sentence.from &&
            segmentAt(draft.sentence, hit.from - 1) !== segmentAt(draft.sentence, hit.from))),
    );
    return follows || isInverted;
  }
  // "…, ამბობს ბაქო": the verb before its subject, at the end.
  if (
    words.some(
      (hit) =>
        hit.group === 'say' &&
        hit.to === draft.from &&
        segmentAt(draft.sentence, hit.from) === segmentAt(draft.sentence, draft.from),
    )
  )
    return true;
  // The verb closes the sentence: its subject is the first bare name of the clause.
  const clause = clauseAt(draft.sentence, draft.from);
  const rival = drafts.find(
    (other) =>
      other.sentence === draft.sentence && other.role === 'subject' && clauseAt(draft.sentence, other.from) === clause,
  );
  const rivalInSegment = drafts.find(
    (other) =>
      other.sentence === draft.sentence &&
      other.role === 'subject' &&
      segmentAt(draft.sentence, other.from) === segmentAt(draft.sentence, draft.from),
  );
  if (rival !== draft && rivalInSegment !== draft) return false;
  return words.some(
    (hit) =>
      hit.from >= draft.to &&
      (rival === draft || segmentAt(draft.sentence, hit.from) === segmentAt(draft.sentence, draft.from)),
  );
}

/** "…, հայտնում է ՊՆ-ն": ", Müdafiə Nazirliyi bildirib": the word of saying behind a comma belongs to whoever stands there. */
function isTakenBehind(draft: Draft, word: Hit, drafts: readonly Draft[]): boolean {
  const { sentence } = draft;
  const segment = segmentAt(sentence, word.from);
  if (word.from < draft.to || segment === segmentAt(sentence, draft.to - 1)) return false;
  return drafts.some(
    (other) =>
      other !== draft &&
      other.sentence === sentence &&
      other.role === 'subject' &&
      segmentAt(sentence, other.from) === segment &&
      ((other.from <= word.from && other.kind === 'office') ||
        (other.from >= word.to &&
          other.from - word.to <= 1 &&
          // An ending behind a hyphen is a word of its own: "ՊՆ-ն".
          (other.to + 1 >= sentence.to || segmentAt(sentence, other.to + 1) !== segment))),
  );
}

/** "According to Baku", "Ermenistan'a göre": the words for "according to" stand right beside the name. */
function isAccordingTo(draft: Draft, words: readonly Hit[]): boolean {
  if (draft.role !== 'target') return false;
  const { tokens } = draft.sentence.scan;
  return words.some(
    (hit) =>
      hit.group === 'say' &&
      ((hit.to === draft.from && hit.to - hit.from > 1) ||
        (hit.from === draft.to && hit.to - hit.from === 1 && (tokens[hit.from]?.text.length ?? 9) <= 4)),
  );
}

function segmentsAgree(draft: Draft, hit: Hit): boolean {
  return Math.abs(segmentAt(draft.sentence, hit.from) - segmentAt(draft.sentence, draft.from)) <= 1;
}

/** "The Armenian side says", "Ermənistan tərəfi bildirib". */
function isAdjectivalVoice({ grammar }: Reading, draft: Draft, words: readonly Hit[]): boolean {
  // "The Armenian army reports": the word of saying stands right behind the army.
  const army = hitsOf(draft.sentence, 'unit').find((hit) => hit.from === draft.to);
  if (army !== undefined && words.some((hit) => hit.from === army.to)) return true;
  const noun = draft.sentence.scan.tokens[draft.to]?.text;
  if (!grammar.sideNouns(noun) && !grammar.mediaNouns(noun)) return false;
  // "…, ამბობს ერევანი": that word of saying belongs to the name behind it.
  const isTaken = (hit: Hit): boolean =>
    draft.sentence.hits.some(
      (other) => other.kind === 'party' && other.from === hit.to && other.to === draft.sentence.to,
    );
  return words.some((hit) => hit.from >= draft.to && hit.from - draft.to <= 12 && !isTaken(hit));
}
