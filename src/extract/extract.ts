import type { Extraction, Span } from '../domain/report.ts';
import { extractAccusations } from './accusations.ts';
import { extractCasualties } from './casualties.ts';
import { extractClaims } from './claims.ts';
import { deniersOf, findDenials } from './denials.ts';
import type { Found } from './found.ts';
import { extractMediators } from './mediators.ts';
import { findMentions } from './mentions.ts';
import { extractNotes } from './notes.ts';
import { extractOccurred } from './occurred.ts';
import { extractPlaces } from './places.ts';
import { type ExtractInput, type Gazetteer, readText } from './reading.ts';
import { extractTalksStage, extractTruce } from './truce.ts';
import { extractVenues } from './venues.ts';
import { extractWeapons } from './weapons.ts';

/** Reads who says what happened where to whom off one scanned text; only what the text says, every value with its span and rule. */
export function extract(input: ExtractInput, gazetteer: Gazetteer): Extraction {
  if (input.label === 'other') return nothing(input);
  const reading = readText(input, gazetteer);
  const mentions = findMentions(reading);
  const spans: Record<string, readonly Span[]> = {};
  const keep = <T>(kind: string, found: readonly Found<T>[], keyOf: (value: T, index: number) => string): T[] =>
    found.map(({ value, spans: where }, index) => {
      spans[`${kind}.${keyOf(value, index)}`] = where;
      return value;
    });

  const denials = findDenials(reading, mentions);
  const accusations = extractAccusations(reading, mentions, denials);
  const casualties = extractCasualties(reading, mentions);
  const places = extractPlaces(reading, mentions);
  const timing = extractOccurred(reading);
  const notes = extractNotes(reading);
  const truce = extractTruce(reading);
  const talks = extractTalksStage(reading);
  if (truce !== undefined) spans['ceasefireState'] = truce.spans;
  if (talks !== undefined) spans['talksStage'] = talks.spans;
  if (timing.spans.length > 0) spans['occurred'] = timing.spans;
  Object.assign(spans, notes.spans);
  const { spans: _noteSpans, ...flags } = notes;

  return {
    places: keep('places', places, (id) => id),
    venues: keep('venues', extractVenues(reading), (id) => id),
    mediators: keep('mediators', extractMediators(reading, mentions), (party) => party),
    parties: [...new Set(mentions.all.map((mention) => mention.party))],
    accusations: keep('accusations', accusations, ([accuser, accused]) => `${accuser}>${accused}`),
    deniers: keep('deniers', deniersOf(denials), (party) => party),
    casualties: keep('casualties', casualties, (_value, index) => String(index)).map((value) => ({
      ...value,
      claimIds: [input.itemId],
    })),
    weapons: keep('weapons', extractWeapons(reading), (weapon) => weapon),
    ...(truce === undefined ? {} : { ceasefireState: truce.value }),
    ...(talks === undefined ? {} : { talksStage: talks.value }),
    ...flags,
    occurred: timing.occurred,
    claims: extractClaims(reading, {
      mentions,
      denials,
      accusations,
      casualties,
      place: places[0]?.value,
      when: timing.occurred.basis === 'stated' ? timing.occurred.from : undefined,
    }),
    spans,
  };
}

/** What is said of an item that is no news of the conflict. */
function nothing(input: ExtractInput): Extraction {
  const published = input.publishedAt;
  return {
    places: [],
    venues: [],
    mediators: [],
    parties: [],
    accusations: [],
    deniers: [],
    casualties: [],
    weapons: [],
    occurred: {
      ...(published === undefined ? {} : { from: published, to: published }),
      precision: 'unknown',
      basis: 'published',
    },
    claims: [],
    spans: {},
  };
}
