import type { IncidentPlace } from '../domain/incident.ts';
import type { Language } from '../domain/language.ts';
import type { PlaceNames } from './card-types.ts';

const ORDER = new Map<Language, Intl.Collator>();

/**
 * A place under every name it goes by in the reader's language: `Sotk / Zod`, `Зод / Сотк`; one name where both sides use one.
 * The order is the alphabet of the reader's language, whoever holds the place and whoever is reading.
 */
export function placeName(place: PlaceNames, language: Language): string {
  const own = place.names[language] ?? place.names.en ?? Object.values(place.sideNames);
  const names = [...new Set(own.map((name) => name.trim()))].filter((name) => name !== '');
  return names.length === 0 ? place.name : names.sort(orderOf(language).compare).join(' / ');
}

/** Every name a place is searched by: the plain one, those of all languages, those of the sides. */
export function allNames(place: PlaceNames): readonly string[] {
  return [place.name, ...Object.values(place.names).flatMap((names) => names ?? []), ...Object.values(place.sideNames)];
}

/** The names that an incident itself keeps, for a place that the gazetteer no longer has. */
export function keptPlaceName(place: Pick<IncidentPlace, 'names' | 'sideNames'>, language: Language): string {
  return placeName({ name: place.names.en, names: {}, sideNames: place.sideNames }, language);
}

function orderOf(language: Language): Intl.Collator {
  const known = ORDER.get(language);
  if (known !== undefined) return known;
  const order = new Intl.Collator(language);
  ORDER.set(language, order);
  return order;
}
