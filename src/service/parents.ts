import type { PlacesFile } from '../config/schema/gazetteer.ts';

/** All parents of a gazetteer id, nearest first; remembers what it worked out. A circle in `within` ends where it began. */
export function parentsOf({ places }: PlacesFile): (placeId: string) => readonly string[] {
  const known = new Map<string, readonly string[]>();
  const find = (placeId: string): readonly string[] => {
    const ready = known.get(placeId);
    if (ready !== undefined) return ready;
    // The id counts as visited before its parents are asked.
    known.set(placeId, []);
    const direct = places[placeId]?.within ?? [];
    const all = [...new Set([...direct, ...direct.flatMap(find)])];
    known.set(placeId, all);
    return all;
  };
  return find;
}
