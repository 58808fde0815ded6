import { readFileSync } from 'node:fs';

/** A point as GeoJSON has it: longitude, latitude, degrees. */
export type LonLat = readonly number[];

/** A line of the map; `unsettled` is a border that the two sides have not agreed on, drawn dashed and said so. */
export interface RegionLine {
  readonly kind: 'coast' | 'border' | 'unsettled';
  readonly points: readonly LonLat[];
}

/** Land and lines around the two sides. Source: Natural Earth 1:10m countries (public domain), cut out by `scripts/region.ts`. */
export interface Region {
  /** `code` is a code of `parties.yaml` where there is one; polygons are rings as in GeoJSON. */
  readonly countries: readonly {
    readonly code: string;
    readonly polygons: readonly (readonly (readonly LonLat[])[])[];
  }[];
  readonly lines: readonly RegionLine[];
}

/** Reads the map of the region, about 100 kB; done once, in the thread that draws. */
export function loadRegion(): Region {
  return JSON.parse(readFileSync(new URL('./region.json', import.meta.url), 'utf8')) as Region;
}
