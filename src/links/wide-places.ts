import type { Desk } from '../desk.ts';

const WIDE: ReadonlySet<string> = new Set(['province', 'region']);

/** Provinces and regions of the theatre, in the order of the gazetteer; a menu holds 25 of them, the rest is typed. */
export function widePlaces({ config }: Pick<Desk, 'config'>): readonly string[] {
  return Object.entries(config.places.places).flatMap(([id, { kind, isTheatre }]) =>
    WIDE.has(kind) && isTheatre ? [id] : [],
  );
}
