import type { Party } from '../domain/party.ts';
import { hostilityOf } from './hostility.ts';
import type { Draft, Mentions } from './mentions.ts';
import { campOf, opponentOf, type Reading } from './reading.ts';
import { speechOf } from './speech.ts';

/** An office without a country belongs to whom the text gave the same office before, else to the outlet's side, else to the last voice, else to the side that was hit. */
export function resolveOffices(reading: Reading, drafts: readonly Draft[]): Draft[] {
  const victim = victimOf(reading, drafts);
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
        laterHolder(reading, drafts, draft) ??
        (isHomeASide ? reading.home : (last ?? victim ?? firstSide(reading, drafts) ?? reading.home));
    }
    if (draft.kind !== 'office') {
      const isHeard =
        draft.kind === 'party' && campOf(reading, party) !== undefined && speechOf(reading, draft, drafts).isSpeaking;
      if (isHeard || draft.kind === 'person') last = campOf(reading, party) === undefined ? last : party;
      return { ...draft, party };
    }
    const isSpokenOf =
      isHomeASide && campOf(reading, party) !== campOf(reading, reading.home) && isOnlyClaimer(reading, draft, drafts);
    if (party !== undefined && draft.office !== undefined && !isSpokenOf) lastByOffice.set(draft.office, party);
    if (campOf(reading, party) !== undefined) last = party;
    return { ...draft, party };
  });
}

/** Its statement is spoken of, and it says nothing itself. */
function isOnlyClaimer(reading: Reading, draft: Draft, drafts: readonly Draft[]): boolean {
  const { isSpeaking, isClaimer } = speechOf(reading, draft, drafts);
  return isClaimer && !isSpeaking;
}

/** The one country that holds the same office further on: "The ministry: we condemn. … the Turkish ministry said." */
function laterHolder(reading: Reading, drafts: readonly Draft[], office: Draft): Party | undefined {
  const holders = new Set(
    drafts.flatMap((one) =>
      one.kind === 'office' && one.office === office.office && one.party !== undefined ? [one.party] : [],
    ),
  );
  const [only] = holders;
  // In an outlet of a side a bare office is that side's, whoever else's is named further on.
  if (campOf(reading, reading.home) !== undefined && campOf(reading, only) !== undefined) return undefined;
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
  // "Spokesman of the Ministry of Foreign Affairs, Mr. Hami Aksoy"
  const from = tokens.slice(draft.to, draft.to + 7).findIndex((token) => grammar.honorifics(token.text));
  if (from >= 0 && isName(draft.to + from + 1)) return true;
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
