import type { PlacesFile } from '../config/schema/gazetteer.ts';
import type { Party } from '../domain/party.ts';
import type { Camps } from './camps.ts';

type Place = PlacesFile['places'][string];

/** How precisely naming a place says where something was. */
export type Breadth = 'spot' | 'district' | 'province' | 'wide';

/** The gazetteer as the same-incident decision needs it. Unknown ids are places without parents. */
export interface Geography {
  placeOf(id: string): Place | undefined;
  /** All parents, nearest first. */
  ancestorsOf(id: string): readonly string[];
  /** Places across the line that reports of one incident name instead. Declared ones count both ways. */
  neighboursOf(id: string): readonly string[];
  /** The side that holds it, its own or its parents'. */
  holderOf(id: string): Party | undefined;
  /** Who controls it, third countries included. */
  controllerOf(id: string): Party | undefined;
  breadthOf(id: string): Breadth;
  /** Drops parents of other places in the list, and wide names beside narrower ones. */
  specific(ids: readonly string[]): readonly string[];
}

/** What the places of two accounts say about each other. */
export type PlaceRelation =
  | { readonly kind: 'same'; readonly breadth: Breadth; readonly place: string }
  | { readonly kind: 'within'; readonly breadth: Breadth; readonly place: string }
  | { readonly kind: 'near'; readonly place: string }
  /** At least one of them names no place that could differ. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'different'; readonly place: string };

const BREADTH_BY_KIND: Readonly<Record<Place['kind'], Breadth>> = {
  village: 'spot',
  town: 'spot',
  city: 'spot',
  site: 'spot',
  road: 'spot',
  water: 'spot',
  district: 'district',
  province: 'province',
  region: 'wide',
  country: 'wide',
  border: 'wide',
};

/** How far from its own coordinates a place may be meant, km: half the width of a border district or province. */
const REACH_KM: Readonly<Record<Breadth, number>> = { spot: 6, district: 30, province: 35, wide: 0 };

/** How much further a declared neighbourhood of a district reaches into its villages, km. */
const INHERITED_KM = 20;

/** Compiles the gazetteer once; everything it answers later is a look-up. */
export function compileGeography(file: PlacesFile, camps: Camps): Geography {
  const places = file.places;
  const ancestors = new Map<string, readonly string[]>();
  const holders = new Map<string, Party | undefined>();
  const controllers = new Map<string, Party | undefined>();
  for (const id of Object.keys(places)) {
    const line = ancestorLine(places, id);
    ancestors.set(id, line);
    const controller = [id, ...line].map((one) => places[one]?.controlledBy).find((party) => party !== undefined);
    controllers.set(id, controller);
    holders.set(id, camps.campOf(controller));
  }
  const geography = {
    placeOf: (id: string) => places[id],
    ancestorsOf: (id: string) => ancestors.get(id) ?? [],
    holderOf: (id: string) => holders.get(id),
    controllerOf: (id: string) => controllers.get(id),
    breadthOf: (id: string): Breadth => {
      const place = places[id];
      return place === undefined ? 'spot' : BREADTH_BY_KIND[place.kind];
    },
  };
  const neighbours = neighbourMap(file, geography);
  // One list of places is compared with dozens of others.
  const specifics = new WeakMap<readonly string[], readonly string[]>();
  return {
    ...geography,
    neighboursOf: (id) => neighbours.get(id) ?? [],
    specific(ids) {
      const known = specifics.get(ids);
      if (known !== undefined) return known;
      const found = specificOf(ids, geography);
      specifics.set(ids, found);
      return found;
    },
  };
}

function specificOf(ids: readonly string[], geography: Pick<Geography, 'ancestorsOf' | 'breadthOf'>): string[] {
  const unique = [...new Set(ids)];
  const narrow = unique.filter((id) => geography.breadthOf(id) !== 'wide');
  const kept = narrow.length > 0 ? narrow : unique;
  return kept.filter((id) => !kept.some((other) => other !== id && geography.ancestorsOf(other).includes(id)));
}

/**
 * Compares where two accounts place it. Two places on one side of the line of which neither holds the other are different, whatever else
 * agrees; places on the two sides agree when they face each other.
 */
export function comparePlaces(
  geography: Geography,
  first: readonly string[],
  second: readonly string[],
): PlaceRelation {
  const one = geography.specific(first).filter((id) => geography.breadthOf(id) !== 'wide');
  const two = geography.specific(second).filter((id) => geography.breadthOf(id) !== 'wide');
  if (one.length === 0 || two.length === 0) return { kind: 'unknown' };

  let best: PlaceRelation | undefined;
  for (const a of one) {
    for (const b of two) best = better(best, relate(geography, a, b));
  }
  for (const holder of new Set(one.map((id) => geography.holderOf(id)))) {
    const here = one.filter((id) => geography.holderOf(id) === holder);
    const there = two.filter((id) => geography.holderOf(id) === holder);
    if (here.length === 0 || there.length === 0) continue;
    const agrees = here.some((a) => there.some((b) => isSameOrWithin(relate(geography, a, b))));
    if (!agrees) return { kind: 'different', place: `${here.join('+')} and ${there.join('+')}` };
  }
  return best ?? { kind: 'different', place: `${one.join('+')} and ${two.join('+')}` };
}

function relate(geography: Geography, a: string, b: string): PlaceRelation | undefined {
  if (a === b) return { kind: 'same', breadth: geography.breadthOf(a), place: a };
  if (geography.ancestorsOf(a).includes(b)) return { kind: 'within', breadth: geography.breadthOf(b), place: a };
  if (geography.ancestorsOf(b).includes(a)) return { kind: 'within', breadth: geography.breadthOf(a), place: b };
  const facing = geography.neighboursOf(a).includes(b);
  return facing ? { kind: 'near', place: `${a} and ${b}` } : undefined;
}

function isSameOrWithin(relation: PlaceRelation | undefined): boolean {
  return relation?.kind === 'same' || relation?.kind === 'within';
}

const RANK = { same: 3, within: 2, near: 1, unknown: 0, different: 0 } as const;
const NARROWNESS: Readonly<Record<Breadth, number>> = { spot: 0.3, district: 0.2, province: 0.1, wide: 0 };

function better(a: PlaceRelation | undefined, b: PlaceRelation | undefined): PlaceRelation | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return rankOf(b) > rankOf(a) ? b : a;
}

function rankOf(relation: PlaceRelation): number {
  return RANK[relation.kind] + ('breadth' in relation ? NARROWNESS[relation.breadth] : 0);
}

function ancestorLine(places: PlacesFile['places'], id: string): string[] {
  const line: string[] = [];
  let frontier = places[id]?.within ?? [];
  while (frontier.length > 0) {
    const fresh = frontier.filter((one) => one !== id && !line.includes(one));
    line.push(...new Set(fresh));
    frontier = fresh.flatMap((one) => places[one]?.within ?? []);
  }
  return line;
}

/** Declared neighbours of a place and of its parents, both ways, and places of the other side within reach. */
function neighbourMap(
  file: PlacesFile,
  geography: Pick<Geography, 'ancestorsOf' | 'holderOf' | 'breadthOf'>,
): Map<string, readonly string[]> {
  const ids = Object.keys(file.places).filter((id) => geography.breadthOf(id) !== 'wide');
  const declared = new Map<string, Set<string>>();
  const link = (a: string, b: string) => declared.set(a, (declared.get(a) ?? new Set()).add(b));
  for (const id of ids) {
    for (const other of file.places[id]?.near ?? []) {
      link(id, other);
      link(other, id);
    }
  }
  const facing = (a: string, b: string) => declared.get(a)?.has(b) === true;
  const result = new Map<string, readonly string[]>();
  for (const a of ids) {
    const near = ids.filter((b) => {
      if (a === b || (geography.holderOf(a) === geography.holderOf(b) && geography.holderOf(a) !== undefined))
        return facing(a, b);
      const upA = [a, ...geography.ancestorsOf(a)];
      const upB = [b, ...geography.ancestorsOf(b)];
      if (facing(a, b) || isWithinReach(file, geography, a, b, 0)) return true;
      // What faces a district faces its villages too, but not those at its far end.
      const isInherited = upA.some((x) => facing(x, b)) || upB.some((y) => facing(a, y));
      return isInherited && isWithinReach(file, geography, a, b, INHERITED_KM);
    });
    result.set(a, near);
  }
  return result;
}

function isWithinReach(
  file: PlacesFile,
  geography: Pick<Geography, 'breadthOf' | 'holderOf'>,
  a: string,
  b: string,
  moreKm: number,
): boolean {
  const distance = distanceKm(file.places[a], file.places[b]);
  if (distance === undefined) return moreKm > 0;
  if (geography.holderOf(a) === undefined || geography.holderOf(b) === undefined) return false;
  return distance <= REACH_KM[geography.breadthOf(a)] + REACH_KM[geography.breadthOf(b)] + moreKm;
}

function distanceKm(a: Place | undefined, b: Place | undefined): number | undefined {
  if (a?.lat === undefined || a.lon === undefined || b?.lat === undefined || b.lon === undefined) return undefined;
  const radians = Math.PI / 180;
  const x = (b.lon - a.lon) * radians * Math.cos(((a.lat + b.lat) / 2) * radians);
  const y = (b.lat - a.lat) * radians;
  return Math.hypot(x, y) * 6371;
}
