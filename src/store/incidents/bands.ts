import { numberOfId } from './numbers.ts';

/** Bytes of one entry: which band, its second and third letter, the number of the incident. */
const ENTRY = 7;

/** A band as `bandsOf` gives it, `<index><three letters>`: the list in which it stands, and how it begins there. */
export interface BandPlace {
  readonly letter: string;
  readonly head: string;
}

/** Where a band stands. */
export function placeOfBand(band: string): BandPlace {
  return { letter: band.charAt(1), head: `${band.charAt(0)}${band.slice(2, 4)}` };
}

/** What is appended to the list of a band; `undefined` for an incident whose id has no number. */
export function bandEntry(place: BandPlace, incidentId: string): Buffer | undefined {
  const number = numberOfId(incidentId);
  if (number === undefined) return undefined;
  const entry = Buffer.alloc(ENTRY);
  entry.write(place.head, 'latin1');
  entry.writeUInt32BE(number, 3);
  return entry;
}
