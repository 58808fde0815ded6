import type { PartiesFile } from '../config/schema/gazetteer.ts';
import type { Party, Side } from '../domain/party.ts';

/** Which of the two sides a party belongs to. */
export interface Camps {
  readonly sides: readonly Party[];
  /** The side a party is or stands with; `undefined` for third parties, `third` and unknown codes. */
  campOf(party: Side | undefined): Party | undefined;
  /** The other of the two sides; `undefined` for a third party. */
  opponentOf(party: Side | undefined): Party | undefined;
  /** True for a party that mediates or observes by trade: missions, the Red Cross, the states that broker. */
  isMediator(party: Side | undefined): boolean;
  /** True for a party, known or not, that belongs to neither side. */
  isThird(party: Side | undefined): boolean;
}

/** Reads the two sides and who stands with them off `parties.yaml`. */
export function createCamps(file: Pick<PartiesFile, 'theatre' | 'parties'>): Camps {
  const sides = file.theatre.sides;
  const campByParty = new Map<Party, Party>(sides.map((side) => [side, side]));
  for (const [code, party] of Object.entries(file.parties)) {
    if (party.kind === 'local' && party.alliedWith !== undefined) campByParty.set(code, party.alliedWith);
  }
  function campOf(party: Side | undefined): Party | undefined {
    return party === undefined ? undefined : campByParty.get(party);
  }
  return {
    sides,
    campOf,
    opponentOf(party) {
      const camp = campOf(party);
      return camp === undefined ? undefined : sides.find((side) => side !== camp);
    },
    isMediator(party) {
      return party !== undefined && file.parties[party]?.kind === 'mediator';
    },
    isThird(party) {
      return party !== undefined && party !== 'third' && party !== 'unknown' && campOf(party) === undefined;
    },
  };
}
