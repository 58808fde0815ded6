import type { IncidentPlace } from '../domain/incident.ts';
import type { Language } from '../domain/language.ts';
import type { Party } from '../domain/party.ts';
import { localised } from './words.ts';

/**
 * A place under both names: `Sotk / Zod`, and with a third name in front where the reader's language has its own: `Сотк (Sotk / Zod)`.
 * The sides' names stand in alphabetical order, whoever is reading.
 */
export function placeName(
  place: Pick<IncidentPlace, 'names' | 'sideNames'>,
  language: Language,
  sides: readonly Party[],
): string {
  const own = localised(place.names, language).trim();
  const both = [...new Set(sides.map((side) => place.sideNames[side]?.trim() ?? '').filter((name) => name !== ''))];
  both.sort((a, b) => a.localeCompare(b, 'en'));
  if (both.length === 0) return own;
  if (own === '') return both.join(' / ');
  if (both.length === 1) return both[0] === own ? own : `${own} / ${both[0]}`;
  return both.includes(own) ? both.join(' / ') : `${own} (${both.join(' / ')})`;
}
