import type { Incident, Severity } from '../domain/incident.ts';
import type { CardNames } from '../words/card-types.ts';
import { nameOfPlace, spotOf as placeOf } from '../words/headline.ts';
import { entry, partyName } from '../words/naming.ts';
import { wordsOf } from '../words/words.ts';
import type { Caption } from './page.ts';

/** The map shows what lies within. Degrees. */
export const FRAME = { west: 43.15, east: 50.45, south: 38.35, north: 41.98 };

/** Incidents of one place. */
export interface MapPoint {
  readonly lat: number;
  readonly lon: number;
  readonly name: string;
  /** The highest of them. */
  readonly severity: Severity;
  readonly count: number;
  /** The district, province or area is known, the spot is not. */
  readonly isArea: boolean;
}

/** All that a map shows, in one language; plain data, for another thread draws it. */
export interface MapPlot {
  readonly kind: 'map';
  readonly caption: Caption;
  /** The most severe first. */
  readonly points: readonly MapPoint[];
  readonly notShown: number;
  readonly countries: Readonly<Record<string, string>>;
  readonly towns: readonly { readonly lat: number; readonly lon: number; readonly name: string }[];
}

/** Towns that help to find one's way, by gazetteer id. Source: GeoNames (public facts). */
const TOWNS: readonly (readonly [id: string, lat: number, lon: number])[] = [
  ['yerevan', 40.178, 44.513],
  ['baku', 40.409, 49.867],
  ['tbilisi', 41.716, 44.783],
  ['stepanakert', 39.815, 46.752],
  ['ganja', 40.683, 46.361],
  ['gyumri', 40.789, 43.848],
  ['goris', 39.511, 46.338],
  ['nakhchivan', 39.209, 45.412],
];
const COUNTRIES = ['ARM', 'AZE', 'GEO', 'TUR', 'IRN', 'RUS'];
/** UCDP where_prec from which a place is an area. */
export const AREA_FROM = 3;
/** From 6 (country) on it is no place on a map. */
const NOWHERE_FROM = 6;

/** Puts incidents in their places; what has none, lies outside or was taken back is counted, not drawn. */
export function plotMap(incidents: readonly Incident[], names: CardNames, caption: Caption): MapPlot {
  const words = wordsOf(caption.language);
  const points = new Map<string, MapPoint>();
  let notShown = 0;
  for (const incident of incidents) {
    const where = spotOf(incident);
    if (where === undefined) {
      notShown += 1;
      continue;
    }
    const key = incident.place.gazetteerId ?? `${where.lat} ${where.lon}`;
    const known = points.get(key);
    const severity = known === undefined || incident.severity > known.severity ? incident.severity : known.severity;
    points.set(key, {
      ...where,
      name: known?.name ?? placeOf(incident.place, names, words),
      severity,
      count: (known?.count ?? 0) + 1,
      isArea: incident.place.precision >= AREA_FROM && known?.isArea !== false,
    });
  }
  return {
    kind: 'map',
    caption,
    points: [...points.values()].sort((a, b) => b.severity - a.severity || b.count - a.count || a.lon - b.lon),
    notShown,
    countries: Object.fromEntries(
      COUNTRIES.filter((code) => entry(names.parties, code) !== undefined).map((code) => [
        code,
        partyName(code, names, caption.language),
      ]),
    ),
    towns: TOWNS.filter(([id]) => entry(names.places, id) !== undefined).map(([id, lat, lon]) => ({
      lat,
      lon,
      name: nameOfPlace(id, names, words),
    })),
  };
}

/** Where an incident stands on the map; `undefined` when nowhere. */
export function spotOf(incident: Incident): { readonly lat: number; readonly lon: number } | undefined {
  const { lat, lon, precision } = incident.place;
  if (lat === undefined || lon === undefined || precision >= NOWHERE_FROM) return undefined;
  if (incident.status === 'retracted' || incident.withdrawn !== undefined) return undefined;
  // Talks happen at their venue; the place they are about is not where something happened.
  if (incident.label === 'negotiation' && incident.venues.length > 0) return undefined;
  const isInside = lat >= FRAME.south && lat <= FRAME.north && lon >= FRAME.west && lon <= FRAME.east;
  return isInside ? { lat, lon } : undefined;
}
