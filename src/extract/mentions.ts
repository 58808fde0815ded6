import type { Party } from '../domain/party.ts';
import type { Hit } from '../lexicon/hit.ts';
import { isFirstPerson, type Role } from './grammar.ts';
import { countryBeside, isOfBoth, ownCountryBefore } from './office-country.ts';
import { resolveOffices } from './offices.ts';
import { campOf, hitsOf, opponentOf, type Reading, type Sentence, segmentAt } from './reading.ts';
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

/** Finds who is named, resolves offices without a country, and tells who speaks. */
export function findMentions(reading: Reading): Mentions {
  const drafts = reading.sentences.flatMap((sentence) => draftsOf(reading, sentence));
  const named = resolveOffices(reading, drafts);
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
    if (isOfBoth(reading, sentence, hit)) continue;
    const country =
      hit.party === undefined ? countryBeside(reading, sentence, hit) : ownCountryBefore(reading, sentence, hit);
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
  const isLed = hit.from > sentence.from && reading.grammar.articles(sentence.scan.tokens[hit.from - 1]?.text);
  const first = isLed ? hit.from - 1 : hit.from;
  const opens = first === sentence.from || segmentAt(sentence, first - 1) !== segmentAt(sentence, first);
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

/** Whose text it is: the outlet's side, else the first office or person of a side. */
function voiceOf(reading: Reading, drafts: readonly Draft[]): Party | undefined {
  const speaker = drafts.find(
    (draft) => (draft.kind === 'office' || draft.kind === 'person') && campOf(reading, draft.party) !== undefined,
  );
  const home = campOf(reading, reading.home) === undefined ? undefined : reading.home;
  if (home !== undefined && campOf(reading, speaker?.party) === campOf(reading, home)) return speaker?.party ?? home;
  return home ?? speaker?.party;
}
