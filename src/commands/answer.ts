import type { Config } from '../config/load.ts';
import type { Answer } from '../quality/evaluate.ts';
import type { GoldRow } from '../quality/gold.ts';
import type { Understanding, Understood } from '../understanding.ts';
import { sideOfOutlet } from './outlet-side.ts';

/** Runs one gold row through language, classifier and extractors. */
export function understandRow(row: GoldRow, understanding: Understanding, config: Config): Understood {
  const side = sideOfOutlet(config, row.outlet, row.side);
  return understanding.understand({
    itemId: row.id,
    title: row.title,
    summary: row.summary,
    ...(row.publishedAt !== undefined && { publishedAt: row.publishedAt }),
    ...(side !== undefined && { outletSide: side }),
    feedLanguages: [],
  });
}

/** The part of an answer that is scored, places by their English names. */
export function answerOf(understood: Understood, config: Config): Answer {
  return {
    classification: understood.classification,
    extraction: {
      ...understood.extraction,
      places: understood.extraction.places.map((id) => config.places.places[id]?.name ?? id),
    },
  };
}

/** One name for all the names of a place. */
export function sameNameOf(config: Config): (name: string) => string {
  const plain = (name: string) => name.toLowerCase().replace(/[^\p{L}]/gu, '');
  const byName = new Map<string, string>();
  const places = Object.values(config.places.places);
  // A place of this very name comes before one that the other side calls so.
  for (const place of places) byName.set(plain(place.name), place.name);
  for (const place of places) {
    for (const name of [...(place.names.en ?? []), ...Object.values(place.sideNames)]) {
      if (!byName.has(plain(name))) byName.set(plain(name), place.name);
    }
  }
  return (name) => byName.get(plain(name)) ?? plain(name);
}
