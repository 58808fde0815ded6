import type { Party } from '../domain/party.ts';
import type { Mentions } from './mentions.ts';
import { campOf, opponentOf, type Reading, type Sentence } from './reading.ts';

/** Who holds the place: the people hurt in a town are its own. */
export function holderOf(reading: Reading, mentions: Mentions, sentences: readonly Sentence[]): Party | undefined {
  const authority = authorityOf(reading, mentions, sentences);
  if (authority !== undefined) return authority;
  const { places } = reading.gazetteer.places;
  const holders = new Set<Party>();
  for (const sentence of sentences) {
    for (const hit of sentence.hits) {
      const place = hit.kind === 'place' ? places[hit.id] : undefined;
      if (
        place?.controlledBy !== undefined &&
        place.role !== 'venue' &&
        place.isTheatre &&
        place.kind !== 'region' &&
        place.kind !== 'border'
      )
        holders.add(place.controlledBy);
    }
  }
  const [only] = holders;
  return holders.size === 1 ? only : undefined;
}

/** The authority of a region in which every place told lies, when it speaks or a town of its own is under fire. */
function authorityOf(reading: Reading, mentions: Mentions, sentences: readonly Sentence[]): Party | undefined {
  const { places } = reading.gazetteer.places;
  const isWithin = (id: string, region: string): boolean =>
    id === region || (places[id]?.within ?? []).some((parent) => parent !== id && isWithin(parent, region));
  const ids = sentences.flatMap((sentence) =>
    sentence.hits.filter((hit) => hit.kind === 'place' && places[hit.id]?.role !== 'venue').map((hit) => hit.id),
  );
  if (ids.length === 0) return undefined;
  const isTown = ids.some((id) => places[id]?.kind !== 'region');
  const local = Object.entries(reading.gazetteer.parties.parties).find(
    ([, party]) => party.region !== undefined && ids.every((id) => isWithin(id, party.region ?? '')),
  );
  if (local === undefined) return undefined;
  const [party] = local;
  const isHeard = mentions.all.some((one) => one.party === party && one.isSpeaking);
  // Whoever holds the town now does not shell it: under fire it was the authority's.
  const isShelled =
    isTown && reading.input.label === 'clash' && campOf(reading, reading.home) !== opponentOf(reading, party);
  return isHeard || isShelled ? party : undefined;
}

/** Where a local authority of the same camp speaks for its own soldiers, the loss is its own. */
export function asAuthority(reading: Reading, mentions: Mentions, side: Party): Party {
  if (!reading.sides.includes(side)) return side;
  const speaker = mentions.all.find(
    (one) => (one.isSpeaking || one.kind === 'office') && campOf(reading, one.party) === side && one.party !== side,
  );
  const isNamed = mentions.all.some((one) => one.party === side && one.kind === 'office');
  return speaker !== undefined && !isNamed ? speaker.party : side;
}

/** Soldiers of whom only a region is known are those of the authority that stands there. */
export function localOf(reading: Reading, side: Party): Party {
  const named = reading.sentences.flatMap((sentence) =>
    sentence.hits.filter((hit) => hit.kind === 'place').map((hit) => hit.id),
  );
  const local = Object.entries(reading.gazetteer.parties.parties).find(
    ([, party]) => party.alliedWith === side && party.region !== undefined,
  );
  const isThere = local !== undefined && named[0] === local[1].region;
  return isThere ? local[0] : side;
}
