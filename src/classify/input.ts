import type { PartiesFile, PlacesFile } from '../config/schema/gazetteer.ts';
import type { ClassifySettings } from '../config/schema/settings-classify.ts';
import type { LanguageTag } from '../domain/language.ts';
import type { Side } from '../domain/party.ts';
import type { Scan } from '../lexicon/hit.ts';

/** One item as the classifier sees it. */
export interface ClassifyInput {
  readonly language: LanguageTag;
  /** ISO 8601 UTC. */
  readonly publishedAt?: string;
  /** Home side of the outlet; absent = unknown. */
  readonly outletSide?: Side;
  readonly scans: { readonly title: Scan; readonly summary: Scan };
}

/** What stays the same from item to item. */
export interface ClassifyContext {
  readonly lexiconVersion: string;
  readonly parties: PartiesFile;
  readonly places: PlacesFile;
  readonly settings: ClassifySettings;
}

/** Hits of both fields, the title's first. */
export function scansOf(input: ClassifyInput): readonly Scan[] {
  return [input.scans.title, input.scans.summary];
}
