import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { MultiPolygon, Polygon, Position } from 'geojson';
import { feature, mesh } from 'topojson-client';
import type { GeometryCollection, Topology, MultiPolygon as TopologyPolygons } from 'topojson-specification';
import type { Region, RegionLine } from '../src/pictures/region.ts';

/**
 * Cuts the map of the region out of the world: `node scripts/region.ts` writes `src/pictures/region.json`.
 * Source: Natural Earth 1:10m countries (public domain), by way of the package world-atlas.
 */
const OUT = 'src/pictures/region.json';
/** Wider than any frame of the map, so that cut edges stay out of sight. Degrees. */
const BOX = { west: 41.5, east: 52.5, south: 37, north: 43.2 };
/** ISO 3166 numbers of the countries the box touches, to the codes of `parties.yaml`. */
const COUNTRIES: Readonly<Record<string, string>> = {
  '051': 'ARM',
  '031': 'AZE',
  '268': 'GEO',
  '364': 'IRN',
  '643': 'RUS',
  '792': 'TUR',
  '368': 'IRQ',
  '795': 'TKM',
};
/** Most of this line was never agreed on the ground. */
const UNSETTLED = new Set(['051', '031']);

type World = Topology<{ countries: GeometryCollection<{ name?: string }> }>;
const path = createRequire(import.meta.url).resolve('world-atlas/countries-10m.json');
const world = JSON.parse(readFileSync(path, 'utf8')) as World;
const all = world.objects.countries;
const near: GeometryCollection = {
  type: 'GeometryCollection',
  geometries: all.geometries.filter((geometry) => COUNTRIES[String(geometry.id)] !== undefined),
};

const region: Region = {
  countries: near.geometries.flatMap((geometry) => {
    const code = COUNTRIES[String(geometry.id)];
    if (code === undefined || (geometry.type !== 'Polygon' && geometry.type !== 'MultiPolygon')) return [];
    const shape = feature(world, geometry as TopologyPolygons).geometry as Polygon | MultiPolygon;
    const polygons = shape.type === 'Polygon' ? [shape.coordinates] : shape.coordinates;
    const cut = polygons
      .map((rings) => rings.map(cutRing).filter((ring) => ring.length > 3))
      .filter((rings) => rings.length > 0);
    return cut.length === 0 ? [] : [{ code, polygons: cut }];
  }),
  lines: [
    ...linesOf('coast', (a, b) => a === b),
    ...linesOf('border', (a, b) => a !== b && !(UNSETTLED.has(a) && UNSETTLED.has(b))),
    ...linesOf('unsettled', (a, b) => a !== b && UNSETTLED.has(a) && UNSETTLED.has(b)),
  ],
};
writeFileSync(OUT, `${JSON.stringify(region)}\n`);
console.log(`${OUT}: ${JSON.stringify(region).length} bytes, ${region.countries.length} countries`);

function linesOf(kind: RegionLine['kind'], isWanted: (a: string, b: string) => boolean): readonly RegionLine[] {
  const lines = mesh(world, near as Parameters<typeof mesh>[1], (a, b) => isWanted(idOf(a), idOf(b)));
  return lines.coordinates.flatMap(cutLine).map((points) => ({ kind, points }));
}

function idOf(geometry: object): string {
  return 'id' in geometry ? String(geometry.id) : '';
}

/** A ring within the box. Source: Sutherland and Hodgman, Reentrant polygon clipping, 1974. */
function cutRing(ring: readonly Position[]): readonly Position[] {
  let points = ring.slice(0, -1);
  const edges = [
    { axis: 0, at: BOX.west, sign: 1 },
    { axis: 0, at: BOX.east, sign: -1 },
    { axis: 1, at: BOX.south, sign: 1 },
    { axis: 1, at: BOX.north, sign: -1 },
  ];
  for (const { axis, at, sign } of edges) {
    const inside = (point: Position) => ((point[axis] ?? 0) - at) * sign >= 0;
    points = points.flatMap((point, index) => {
      const before = points.at(index - 1) ?? point;
      const crossing = inside(point) === inside(before) ? [] : [between(before, point, axis, at)];
      return inside(point) ? [...crossing, point] : crossing;
    });
  }
  const [first] = points;
  return first === undefined ? [] : thin([...points, first]);
}

function between(a: Position, b: Position, axis: number, at: number): Position {
  const share = (at - (a[axis] ?? 0)) / ((b[axis] ?? 0) - (a[axis] ?? 0));
  return [0, 1].map((one) => (a[one] ?? 0) + share * ((b[one] ?? 0) - (a[one] ?? 0)));
}

/** The pieces of a line that lie in the box, with one point beyond it on each end. */
function cutLine(line: readonly Position[]): readonly (readonly Position[])[] {
  const pieces: Position[][] = [];
  let piece: Position[] = [];
  line.forEach((point, index) => {
    const isNear = [line[index - 1], point, line[index + 1]].some((one) => one !== undefined && isInBox(one));
    if (isNear) piece.push(point);
    if ((!isNear || index === line.length - 1) && piece.length > 1) pieces.push(piece);
    if (!isNear) piece = [];
  });
  return pieces.map(thin);
}

function isInBox([lon = 0, lat = 0]: Position): boolean {
  return lon >= BOX.west && lon <= BOX.east && lat >= BOX.south && lat <= BOX.north;
}

/** Three decimals are about 100 m: far less than a pixel. Points that fall together are dropped. */
function thin(points: readonly Position[]): readonly Position[] {
  const rounded = points.map((point) => point.map((value) => Math.round(value * 1000) / 1000));
  return rounded.filter((point, index) => {
    const before = rounded[index - 1];
    return before === undefined || point[0] !== before[0] || point[1] !== before[1];
  });
}
