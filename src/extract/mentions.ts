import type { Party } from '../domain/party.ts';
import type { Hit } from '../lexicon/hit.ts';
import { isFirstPerson, isSideWord, type Role, roleOf } from './grammar.ts';
import { hostilityOf } from './hostility.ts';
import { campOf, clauseAt, hitsOf, opponentOf, type Reading, type Sentence, segmentAt } from './reading.ts';

/** A party where it is named, by name, office, person, or as "the enemy" and "our side". */
export interface Mention {
  readonly party: Party;
  readonly kind: 'party' | 'office' | 'person' | 'enemy' | 'own';
  readonly office?: string;
  /** Id of a person or body in `parties.yaml`; absent for an office every party has. */
  readonly speakerId?: string;
  readonly sentence: Sentence;
  readonly from: number;
  readonly to: number;
  readonly start: number;
  readonly end: number;
  readonly role: Role;
  /** It says something here: accuses, denies, reports. */
  readonly isSpeaking: boolean;
  /** A claim of its own is spoken about: "the statement of …". */
  readonly isClaimer: boolean;
}

/** All mentions of a text, sentence by sentence. */
export interface Mentions {
  readonly all: readonly Mention[];
  in(sentence: Sentence): readonly Mention[];
}

type Draft = Omit<Mention, 'party' | 'isSpeaking' | 'isClaimer'> & { readonly party: Party | undefined };

const SAYING = ['say', 'assertion', 'blame', 'denial', 'acknowledge', 'retract', 'correct'] as const;

/** Languages that put the country before the office: "Հայաստանի ՊՆ", "Azərbaycan Müdafiə Nazirliyi". */
const COUNTRY_FIRST = new Set(['hy', 'az', 'tr', 'ka', 'en']);

/** Finds who is named, resolves offices without a country, and tells who speaks. */
export function findMentions(reading: Reading): Mentions {
  const drafts = reading.sentences.flatMap((sentence) => draftsOf(reading, sentence));
  const named = resolveOffices(reading, drafts, victimOf(reading, drafts));
  const voice = voiceOf(reading, named);
  const all: Mention[] = [];
  for (const draft of named) {
    const party =
      draft.party ?? (draft.kind === 'enemy' ? opponentOf(reading, voice) : draft.kind === 'own' ? voice : undefined);
    if (party === undefined) continue;
    all.push({ ...draft, party, ...speech(reading, draft, named) });
  }
  const bySentence = new Map<Sentence, Mention[]>();
  for (const mention of all) {
    const list = bySentence.get(mention.sentence) ?? [];
    list.push(mention);
    bySentence.set(mention.sentence, list);
  }
  return { all, in: (sentence) => bySentence.get(sentence) ?? [] };
}

function draftsOf(reading: Reading, sentence: Sentence): Draft[] {
  const { language } = reading.input;
  const drafts: Draft[] = [];
  const speakers = sentence.hits.filter((hit) => hit.kind === 'speaker');
  const absorbed = new Set<Hit>();
  for (const hit of speakers) {
    const country = hit.party === undefined ? countryBeside(reading, sentence, hit) : undefined;
    if (country !== undefined) absorbed.add(country);
    for (const other of sentence.hits) {
      if (other.kind === 'party' && other.from >= hit.from && other.to <= hit.to) absorbed.add(other);
    }
    const from = country === undefined ? hit.from : Math.min(hit.from, country.from);
    drafts.push({
      ...place(sentence, from, hit.to, hit),
      kind: hit.party !== undefined && !isBody(hit) ? 'person' : 'office',
      party: hit.party ?? country?.party,
      ...(hit.office === undefined ? {} : { office: hit.office }),
      ...(hit.party === undefined ? {} : { speakerId: hit.id }),
      role: roleOf(language, sentence, hit.from, hit.to),
    });
  }
  for (const hit of sentence.hits) {
    if (hit.kind === 'party' && !absorbed.has(hit)) {
      drafts.push({
        ...place(sentence, hit.from, hit.to, hit),
        kind: 'party',
        party: hit.party,
        role: roleOf(language, sentence, hit.from, hit.to),
      });
    } else if (hit.group === 'enemy' || isOwn(reading, sentence, hit)) {
      const kind = hit.group === 'enemy' ? 'enemy' : 'own';
      if (drafts.some((other) => other.kind === kind && other.from <= hit.from && hit.to <= other.to)) continue;
      const named = sentence.hits.find(
        (other) => other.kind === 'party' && other.from >= hit.from && other.to <= hit.to,
      );
      drafts.push({
        ...place(sentence, hit.from, hit.to, hit),
        kind,
        party: kind === 'enemy' ? named?.party : undefined,
        role: roleOf(language, sentence, hit.from, hit.to),
      });
    }
  }
  return drafts.sort((a, b) => a.from - b.from || b.to - a.to);
}

function place(
  sentence: Sentence,
  from: number,
  to: number,
  hit: Hit,
): Pick<Draft, 'sentence' | 'from' | 'to' | 'start' | 'end'> {
  return {
    sentence,
    from,
    to,
    start: Math.min(hit.start, sentence.scan.tokens[from]?.start ?? hit.start),
    end: hit.end,
  };
}

/** "Our positions", "mövqelərimiz": a cue in the first person. */
function isOwn(reading: Reading, sentence: Sentence, hit: Hit): boolean {
  if (hit.kind !== 'cue') return false;
  const words = sentence.scan.tokens.slice(hit.from, hit.to).map((token) => token.text);
  return hit.group === 'ownSide' || hit.to - hit.from === 1 ? isFirstPerson(reading.input.language, words) : false;
}

function isBody(hit: Hit): boolean {
  return (
    hit.office === 'mission' ||
    hit.office === 'army' ||
    hit.office === 'borderService' ||
    hit.office === 'prisonersCommission'
  );
}

function countryBeside(reading: Reading, sentence: Sentence, office: Hit): Hit | undefined {
  const parties = sentence.hits.filter((hit) => hit.kind === 'party');
  const clause = clauseAt(sentence, office.from);
  const before = parties.findLast(
    (hit) =>
      ((hit.from < office.from && hit.to > office.from && hit.to <= office.to) || hit.to <= office.from) &&
      office.from - hit.to <= 2 &&
      segmentAt(sentence, hit.to - 1) === segmentAt(sentence, office.from),
  );
  const after = parties.find(
    (hit) => hit.from >= office.to && hit.from - office.to <= 3 && clauseAt(sentence, hit.from) === clause,
  );
  return COUNTRY_FIRST.has(reading.input.language) ? (before ?? afterOf(sentence, office, after)) : (after ?? before);
}

/** "Ministry of Defence of Armenia", "officials in Yerevan": only across a preposition. */
function afterOf(sentence: Sentence, office: Hit, after: Hit | undefined): Hit | undefined {
  if (after === undefined || after.from === office.to) return undefined;
  const between = sentence.scan.tokens[office.to]?.text ?? '';
  return /^(of|in|from)$/u.test(between) ? after : undefined;
}

/** An office without a country belongs to whom the text gave the same office before, else to the outlet's side, else to the last voice, else to the side that was hit. */
function resolveOffices(reading: Reading, drafts: readonly Draft[], victim: Party | undefined): Draft[] {
  const lastByOffice = new Map<string, Party>();
  let last: Party | undefined;
  const isHomeASide = campOf(reading, reading.home) !== undefined;
  return drafts.map((draft) => {
    let { party } = draft;
    if (draft.kind === 'office' && party === undefined && draft.office === 'localOfficial' && !isHomeASide) {
      party = holderBeside(reading, draft);
    } else if (draft.kind === 'office' && party === undefined) {
      party =
        lastByOffice.get(draft.office ?? '') ??
        (isHomeASide ? reading.home : (last ?? victim ?? firstSide(reading, drafts) ?? reading.home));
    }
    if (draft.kind !== 'office') {
      const isHeard =
        draft.kind === 'party' && campOf(reading, party) !== undefined && speech(reading, draft, drafts).isSpeaking;
      if (isHeard || draft.kind === 'person') last = campOf(reading, party) === undefined ? last : party;
      return { ...draft, party };
    }
    if (party !== undefined && draft.office !== undefined) lastByOffice.set(draft.office, party);
    if (campOf(reading, party) !== undefined) last = party;
    return { ...draft, party };
  });
}

/** A mayor or governor belongs to whoever holds the place beside the office. */
function holderBeside(reading: Reading, draft: Draft): Party | undefined {
  const place = draft.sentence.hits.find(
    (hit) => hit.kind === 'place' && Math.min(Math.abs(hit.from - draft.to), Math.abs(draft.from - hit.to)) <= 5,
  );
  return place === undefined ? undefined : reading.gazetteer.places.places[place.id]?.controlledBy;
}

function firstSide(reading: Reading, drafts: readonly Draft[]): Party | undefined {
  return drafts.find((draft) => campOf(reading, draft.party) !== undefined)?.party;
}

/** The side that was hit, as far as names tell before anybody's office is resolved. */
function victimOf(reading: Reading, drafts: readonly Draft[]): Party | undefined {
  const known = drafts.flatMap((draft) =>
    draft.party === undefined ? [] : [{ ...draft, party: draft.party, isSpeaking: false, isClaimer: false }],
  );
  const mentions: Mentions = { all: known, in: (sentence) => known.filter((one) => one.sentence === sentence) };
  for (const sentence of reading.sentences) {
    const { acting, hit } = hostilityOf(reading, mentions, sentence);
    const doer = strongest(acting);
    const hurt = strongest(hit);
    if (hurt !== undefined) return hurt;
    if (doer !== undefined) return opponentOf(reading, doer);
  }
  return undefined;
}

function strongest(weights: ReadonlyMap<Party, number>): Party | undefined {
  return [...weights].sort((a, b) => b[1] - a[1])[0]?.[0];
}

/** Whose text it is: the outlet's side, else the first office or person of a side. */
function voiceOf(reading: Reading, drafts: readonly Draft[]): Party | undefined {
  const speaker = drafts.find(
    (draft) => (draft.kind === 'office' || draft.kind === 'person') && campOf(reading, draft.party) !== undefined,
  );
  const home = campOf(reading, reading.home) === undefined ? undefined : reading.home;
  if (home !== undefined && campOf(reading, speaker?.party) === campOf(reading, home)) return speaker?.party ?? home;
  return home ?? speaker?.party;
}

function speech(reading: Reading, draft: Draft, drafts: readonly Draft[]): { isSpeaking: boolean; isClaimer: boolean } {
  const isClaimer = claims(draft);
  if (draft.kind === 'enemy' || draft.kind === 'own')
    return { isSpeaking: false, isClaimer: isClaimer && draft.kind === 'enemy' };
  const clause = clauseAt(draft.sentence, draft.from);
  const denials = hitsOf(draft.sentence, 'denial').filter((hit) => isDenialOfClaim(reading, draft, hit));
  if (isClaimer && denials.some((hit) => hit.id !== 'allegedly') && !isSubjectOfDenial(draft, denials))
    return { isSpeaking: false, isClaimer };
  if (isAttribution(reading, draft)) return { isSpeaking: true, isClaimer: false };
  const words = hitsOf(draft.sentence, ...SAYING).filter((hit) => clauseAt(draft.sentence, hit.from) === clause);
  if (draft.kind === 'office' || draft.kind === 'person')
    return { isSpeaking: isSpeakingOffice(reading, draft, words), isClaimer };
  return { isSpeaking: words.length > 0 && isSpeakingName(reading, draft, words, drafts), isClaimer };
}

/** Where the verb closes the sentence, what is denied stands before the denial: "… iddiasını yalan adlandırıb". */
function isDenialOfClaim(reading: Reading, draft: Draft, denial: Hit): boolean {
  return !DOER_LAST.has(reading.input.language) || denial.from >= draft.to;
}

/** "Yerevan denies Baku's claim": the denier, although a claim stands beside it. */
function isSubjectOfDenial(draft: Draft, denials: readonly Hit[]): boolean {
  const isOwned = hitsOf(draft.sentence, 'claimNoun').some((hit) => hit.to === draft.from);
  return (
    !isOwned &&
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
  if (words.length > 0) return draft.role !== 'target';
  return (
    draft.role === 'subject' &&
    /[Mm]inistry$/u.test(draft.office ?? '') &&
    draft.from - draft.sentence.from <= 2 &&
    !hitsOf(draft.sentence, 'killed').some((hit) => hit.from < draft.from)
  );
}

/** Languages in which a genitive stands before what it owns and is marked by its ending. */
const DOER_LAST = new Set(['hy', 'az', 'tr', 'ka']);

/** "Baku: …", "… - Defence Ministry": the name stands alone before or after a colon or dash. */
function isAttribution(reading: Reading, draft: Draft): boolean {
  const { sentence, from, to } = draft;
  if (draft.role === 'pair' || hasAndBefore(draft)) return false;
  // "Arménie : …" heads a story in French; it says nothing.
  if (draft.kind === 'party' && reading.input.language === 'fr') return false;
  const clause = clauseAt(sentence, from);
  const length = sentence.clauses.filter((other) => other === clause).length;
  const { text, tokens } = sentence.scan;
  const end = tokens[to - 1]?.end ?? 0;
  const start = tokens[from]?.start ?? 0;
  const after = text.slice(end, end + 3);
  const before = text.slice(Math.max(0, start - 3), start);
  if (draft.kind !== 'party' && /^(-[\p{L}]{1,3})?\s*[:.՝]/u.test(after) && from - sentence.from <= 2) return true;
  if (/^\s[—–]\s/u.test(after) && /,\s$/u.test(before)) return hitsOf(sentence, 'say').some((hit) => hit.to <= from);
  if (sentence.clauses.at(-1) === 0 && !/^\s?:/u.test(after)) return false;
  if (length > (draft.kind === 'party' ? 3 : 6)) return false;
  return /^\s*[:—–]|^\s-/u.test(after) || /[—–-]\s$/u.test(before) || length <= 3;
}

/** "Armenia and Azerbaijan: …" */
function hasAndBefore(draft: Draft): boolean {
  const { tokens } = draft.sentence.scan;
  const isAnd = (index: number): boolean => /^(and|и|եւ|ու|և|və|ve|da|და|و|et)$/u.test(tokens[index]?.text ?? '');
  return draft.kind === 'party' && (isAnd(draft.from - 1) || isAnd(draft.to));
}

function claims(draft: Draft): boolean {
  const nouns = [
    ...hitsOf(draft.sentence, 'claimNoun'),
    ...hitsOf(draft.sentence, 'denial').filter((hit) => hit.id === 'allegedly'),
  ];
  if (draft.role === 'genitive' || draft.role === 'attribute' || draft.kind === 'enemy') {
    if (nouns.some((hit) => hit.from >= draft.to && hit.from - draft.to <= 4)) return true;
  }
  // "заявление Баку", "ادعای باکو", "claims by Baku"
  return nouns.some((hit) => hit.to <= draft.from && draft.from - hit.to <= 1 && draft.role !== 'place');
}

function isSpeakingName(reading: Reading, draft: Draft, words: readonly Hit[], drafts: readonly Draft[]): boolean {
  const { language } = reading.input;
  const near = (hit: Hit, before: number, after: number): boolean =>
    (hit.from >= draft.to && hit.from - draft.to <= after) || (hit.to <= draft.from && draft.from - hit.to <= before);
  if (draft.role === 'place') return language === 'ru' && words.some((hit) => near(hit, 2, 4));
  if (draft.role === 'genitive' || (language === 'ka' && draft.role === 'object')) {
    // "Բաքվի փոխանցմամբ", "ბაქოს განცხადებით"; Russian puts the source first: "по данным Еревана".
    const isSource = words.some((hit) =>
      hit.group === 'say' || hit.group === 'assertion'
        ? language === 'ru'
          ? hit.to === draft.from
          : hit.from === draft.to
        : false,
    );
    return isSource && (language === 'ru' || language === 'ka' || language === 'hy');
  }
  if (draft.role === 'attribute') return isAdjectivalVoice(draft, words);
  if (draft.role !== 'subject') return false;
  // Turkic languages put a bare name before what it owns: "Ermənistan bölmələri".
  const isTurkic = language === 'az' || language === 'tr';
  const owned = hitsOf(draft.sentence, 'unit', 'position', 'soldier', 'claimNoun', 'clash').some(
    (hit) => hit.from === draft.to,
  );
  if (isTurkic && owned && !isSideWord(draft.sentence.scan.tokens[draft.to]?.text)) return false;
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
    const isInverted = language !== 'en' && words.some((hit) => hit.to === draft.from && hit.group === 'say');
    return follows || isInverted;
  }
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

function segmentsAgree(draft: Draft, hit: Hit): boolean {
  return Math.abs(segmentAt(draft.sentence, hit.from) - segmentAt(draft.sentence, draft.from)) <= 1;
}

/** "The Armenian side says", "Ermənistan tərəfi bildirib". */
function isAdjectivalVoice(draft: Draft, words: readonly Hit[]): boolean {
  if (!isSideWord(draft.sentence.scan.tokens[draft.to]?.text)) return false;
  return words.some((hit) => hit.from >= draft.to && hit.from - draft.to <= 12);
}
