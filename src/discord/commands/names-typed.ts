import type { CardNames } from '../../words/card-types.ts';
import { entry } from '../../words/naming.ts';
import { allNames } from '../../words/place-name.ts';

/** The gazetteer id of a place that somebody chose or typed: its id, or one of its names in any language. `undefined`: no such place. */
export function readPlace(typed: string, names: CardNames): string | undefined {
  const [id] =
    Object.entries(names.places).find(([, place]) => allNames(place).some((name) => isSame(name, typed))) ?? [];
  return entry(names.places, typed) === undefined ? id : typed;
}

/** The code of a party, from its code or one of its names. */
export function readParty(typed: string, names: CardNames): string | undefined {
  const isNamed = (name: string | undefined) => name !== undefined && isSame(name, typed);
  const found = Object.entries(names.parties).find(
    ([code, party]) => isSame(code, typed) || Object.values(party.name).some(isNamed),
  );
  return found?.[0];
}

/** The id of an outlet, from its id or its name. */
export function readOutlet(typed: string, names: CardNames): string | undefined {
  const found = Object.entries(names.outlets).find(([id, outlet]) => isSame(id, typed) || isSame(outlet.name, typed));
  return found?.[0];
}

/** A side, or `third` for outlets of neither. */
export function readSide(typed: string, names: CardNames): string | undefined {
  return typed === 'third' ? typed : readParty(typed, names);
}

function isSame(name: string, typed: string): boolean {
  return name.localeCompare(typed.trim(), 'en', { sensitivity: 'base' }) === 0;
}
