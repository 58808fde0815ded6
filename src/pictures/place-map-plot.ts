import type { Incident } from '../domain/incident.ts';
import type { CardNames } from '../words/card-types.ts';
import { nameOfPlace, spotOf as placeOf } from '../words/headline.ts';
import { PICTURE_WORDS } from '../words/picture-words.ts';
import { fill, wordsOf } from '../words/words.ts';
import { AREA_FROM, type MapPoint, spotOf } from './map-plot.ts';
import type { Caption } from './page.ts';

/** Where an incident is said to have happened, among the places around: all that the map shows, in one language. */
export interface PlaceMapPlot {
  readonly kind: 'placeMap';
  readonly caption: Caption;
  readonly point: MapPoint;
  readonly neighbours: readonly { readonly lat: number; readonly lon: number; readonly name: string }[];
  /** From the middle to the left and right edge, kilometres. */
  readonly reachKm: number;
  /** For screen readers. */
  readonly description: string;
}

/** A place of the gazetteer that may stand beside. */
export interface Neighbour {
  readonly id: string;
  readonly lat: number;
  readonly lon: number;
  readonly kind: string;
}

const REACH_KM = 30;
/** Where only the area is known, what is shown must be wider than the area. */
const AREA_REACH_KM = 75;
/** How much higher than wide the map is. */
const HEIGHT_SHARE = 0.66;
const MOST_NEIGHBOURS = 7;
/** Larger places help more to find one's way. */
const RANK: Readonly<Record<string, number>> = { city: 0, town: 1, village: 2 };
/** Length of a degree of latitude; of a mean Earth of 6,371 km. */
export const KM_PER_DEGREE = 111.2;

/**
 * A small map of a clash; `undefined` where no place can be shown: unknown, a whole country, outside the region, taken back. It shows where, how severe and
 * that only the area is known, never a direction, a position or who did it. It has no border: ours is drawn for the whole region and is wrong by a few
 * kilometres, which here would put villages on the other side.
 */
export function plotPlaceMap(
  incident: Incident,
  names: CardNames,
  language: Caption['language'],
  places: readonly Neighbour[],
): PlaceMapPlot | undefined {
  const spot = spotOf(incident);
  if (spot === undefined) return undefined;
  const words = wordsOf(language);
  const say = PICTURE_WORDS[language];
  const isArea = incident.place.precision >= AREA_FROM;
  const reachKm = isArea ? AREA_REACH_KM : REACH_KM;
  const name = placeOf(incident.place, names, words);
  const neighbours = places
    .filter(({ id, kind }) => id !== incident.place.gazetteerId && RANK[kind] !== undefined)
    .map((place) => ({ ...place, ...offsetKm(spot, place) }))
    .filter(({ east, north }) => Math.abs(east) < reachKm * 0.95 && Math.abs(north) < reachKm * HEIGHT_SHARE * 0.95)
    // What lies under the sign would only hide it.
    .filter(({ east, north }) => Math.hypot(east, north) > reachKm * 0.05)
    .sort(
      (a, b) => (RANK[a.kind] ?? 9) - (RANK[b.kind] ?? 9) || Math.hypot(a.east, a.north) - Math.hypot(b.east, b.north),
    )
    .slice(0, MOST_NEIGHBOURS)
    .map(({ id, lat, lon }) => ({ lat, lon, name: nameOfPlace(id, names, words) }));
  const when = incident.occurred.from ?? incident.firstSeenAt;
  const subtitle = [words.text.label[incident.label], words.text.severity[incident.severity], words.date(when)].join(
    ' · ',
  );
  const told = [
    fill(say.mapOf, { place: name }, language),
    ...(isArea ? [say.area] : []),
    ...(neighbours.length === 0
      ? []
      : [fill(say.near, { places: words.list(neighbours.map((one) => one.name)) }, language)]),
  ];
  return {
    kind: 'placeMap',
    caption: { language, title: name, subtitle },
    point: { ...spot, name, severity: incident.severity, count: 1, isArea },
    neighbours,
    reachKm,
    description: told.join(' · ').slice(0, 1000),
  };
}

/** How far east and north one point lies of another; good enough for some tens of kilometres. */
function offsetKm(
  from: { readonly lat: number; readonly lon: number },
  to: { readonly lat: number; readonly lon: number },
): { readonly east: number; readonly north: number } {
  const east = (to.lon - from.lon) * KM_PER_DEGREE * Math.cos((from.lat * Math.PI) / 180);
  return { east, north: (to.lat - from.lat) * KM_PER_DEGREE };
}
