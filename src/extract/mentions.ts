import type { Party } from '../domain/party.ts';
import type { Hit } from '../lexicon/hit.ts';
import { isFirstPerson, type Role } from './grammar.ts';
import { hostilityOf } from './hostility.ts';
import { campOf, clauseAt, hitsOf, opponentOf, type Reading, type Sentence, segmentAt } from './reading.ts';
import { roleOf } from './roles.ts';
import { speechOf } from './speech.ts';

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

/** A mention before it is known whose it is and whether it speaks. */
export type Draft = Omit<Mention, 'party' | 'isSpeaking' | 'isClaimer'> & { readonly party: Party | undefined };

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
    all.push({ ...draft, party, ...speechOf(reading, draft, named) });
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
      role: roleOf(reading.grammar, sentence, hit.from, hit.to),
    });
  }
  for (const hit of sentence.hits) {
    if (hit.kind === 'party' && !absorbed.has(hit)) {
      drafts.push({
        ...place(sentence, hit.from, hit.to, hit),
        kind: 'party',
        party: hit.party,
        role: roleOf(reading.grammar, sentence, hit.from, hit.to),
      });
    } else if (hit.kind === 'place' && speaksAsRegion(reading, sentence, hit)) {
      drafts.push({
        ...place(sentence, hit.from, hit.to, hit),
        kind: 'party',
        party: Object.entries(reading.gazetteer.parties.parties).find(([, party]) => party.region === hit.id)?.[0],
        role: 'subject',
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
        role: roleOf(reading.grammar, sentence, hit.from, hit.to),
      });
    }
  }
  return drafts.sort((a, b) => a.from - b.from || b.to - a.to);
}

/** "Karabakh says", "Карабах сообщил": a region that speaks is its authority. */
function speaksAsRegion(reading: Reading, sentence: Sentence, hit: Hit): boolean {
  if (!Object.values(reading.gazetteer.parties.parties).some((party) => party.region === hit.id)) return false;
  if (sentence.hits.some((other) => other.kind === 'party' && other.from <= hit.from && hit.to <= other.to))
    return false;
  const opens = hit.from === sentence.from || segmentAt(sentence, hit.from - 1) !== segmentAt(sentence, hit.from);
  const isHead = opens && sentence.field === 'title' && /^\s?:\s/u.test(sentence.scan.text.slice(hit.end, hit.end + 3));
  const isSaying = hitsOf(sentence, 'say', 'blame', 'denial').some((word) => word.from === hit.to);
  return opens && (isSaying || (isHead && reading.input.language === 'ru'));
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
  return hit.group === 'ownSide' || hit.to - hit.from === 1 ? isFirstPerson(reading.grammar, words) : false;
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
  // "ministère arménien de la Défense": the country stands inside the office.
  const around = parties.find(
    (hit) =>
      (hit.from <= office.from && hit.to >= office.to) ||
      (hit.from >= office.from && hit.to <= office.to && office.to - office.from > 1),
  );
  if (around !== undefined) return around;
  const clause = clauseAt(sentence, office.from);
  const before = parties.findLast(
    (hit) =>
      ((hit.from < office.from && hit.to > office.from && hit.to <= office.to) || hit.to <= office.from) &&
      office.from - hit.to <= 2 &&
      segmentAt(sentence, hit.to - 1) === segmentAt(sentence, office.from),
  );
  const after = parties.find(
    (hit) =>
      hit.from >= office.to &&
      hit.from - office.to <= 3 &&
      clauseAt(sentence, hit.from) === clause &&
      !isSpokenOf(sentence, office, hit),
  );
  return COUNTRY_FIRST.has(reading.input.language)
    ? (before ?? afterOf(reading, sentence, office, after))
    : (after ?? before);
}

/** "The ministry called Yerevan's statement a lie": what stands behind the verb is spoken of and owns no office. */
function isSpokenOf(sentence: Sentence, office: Hit, party: Hit): boolean {
  return hitsOf(sentence, 'assertion', 'denial', 'blame', 'claimNoun').some(
    (word) => word.from >= office.to && word.to <= party.from,
  );
}

/** "Ministry of Defence of Armenia", "officials in Yerevan": only across a preposition. */
function afterOf({ grammar }: Reading, sentence: Sentence, office: Hit, after: Hit | undefined): Hit | undefined {
  if (after === undefined || after.from === office.to) return undefined;
  const between = sentence.scan.tokens[office.to]?.text;
  return grammar.of(between) || grammar.in(between) ? after : undefined;
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
    } else if (draft.kind === 'office' && party === undefined && (isHomeASide || !belongsElsewhere(reading, draft))) {
      party =
        lastByOffice.get(draft.office ?? '') ??
        laterHolder(drafts, draft) ??
        (isHomeASide ? reading.home : (last ?? victim ?? firstSide(reading, drafts) ?? reading.home));
    }
    if (draft.kind !== 'office') {
      const isHeard =
        draft.kind === 'party' && campOf(reading, party) !== undefined && speechOf(reading, draft, drafts).isSpeaking;
      if (isHeard || draft.kind === 'person') last = campOf(reading, party) === undefined ? last : party;
      return { ...draft, party };
    }
    if (party !== undefined && draft.office !== undefined) lastByOffice.set(draft.office, party);
    if (campOf(reading, party) !== undefined) last = party;
    return { ...draft, party };
  });
}

/** The one country that holds the same office further on: "The ministry: we condemn. … the Turkish ministry said." */
function laterHolder(drafts: readonly Draft[], office: Draft): Party | undefined {
  const holders = new Set(
    drafts.flatMap((one) =>
      one.kind === 'office' && one.office === office.office && one.party !== undefined ? [one.party] : [],
    ),
  );
  const [only] = holders;
  return holders.size === 1 ? only : undefined;
}

/** "Foreign Minister Maas", "the ministry of Bosnia": a name nobody configured owns the office. */
function belongsElsewhere({ grammar }: Reading, draft: Draft): boolean {
  const { tokens, text } = draft.sentence.scan;
  const isName = (index: number): boolean => {
    const token = tokens[index];
    if (
      token === undefined ||
      index >= draft.sentence.to ||
      draft.sentence.hits.some((hit) => hit.from <= index && index < hit.to)
    )
      return false;
    return /^\p{Lu}\p{Ll}/u.test(text.slice(token.start, token.start + 2));
  };
  const next = tokens[draft.to];
  if (next === undefined || next.start - (tokens[draft.to - 1]?.end ?? 0) > 1) return false;
  return isName(draft.to) || (grammar.of(next.text) && isName(draft.to + 1));
}

/** A mayor or governor belongs to whoever holds the place beside the office. */
function holderBeside(reading: Reading, draft: Draft): Party | undefined {
  const place = draft.sentence.hits.find(
    (hit) => hit.kind === 'place' && Math.min(Math.abs(hit.from - draft.to), Math.abs(draft.from - hit.to)) <= 5,
  );
  if (place !== undefined) return reading.gazetteer.places.places[place.id]?.controlledBy;
  // "The local administration said": of the places told, when one side holds them all.
  const holders = new Set(
    reading.sentences.flatMap((sentence) =>
      sentence.hits.flatMap((hit) => {
        const told = hit.kind === 'place' ? reading.gazetteer.places.places[hit.id] : undefined;
        return told?.controlledBy !== undefined && told.isTheatre && told.role !== 'venue' ? [told.controlledBy] : [];
      }),
    ),
  );
  const [only] = holders;
  return holders.size === 1 ? only : undefined;
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
