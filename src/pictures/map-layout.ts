import type { Severity } from '../domain/incident.ts';
import { PICTURE_WORDS } from '../words/picture-words.ts';
import { wordsOf } from '../words/words.ts';
import type { MapPlot, MapPoint } from './map-plot.ts';
import { around, type Box, overlap, type Placed, placeLabels } from './placement.ts';
import { PAPER, signRadius } from './signs.ts';
import { cleanText } from './svg.ts';
import { cutText, textWidth } from './text-width.ts';

/** A sign on the map: one place, or several that lie too close together. */
export interface MapSign {
  readonly x: number;
  readonly y: number;
  readonly severity: Severity;
  readonly isArea: boolean;
  readonly lines: readonly string[];
}

/** A text on the map, in lines, within its box. */
export interface MapLabel {
  readonly box: Box;
  readonly lines: readonly string[];
  readonly size: number;
  readonly fill: string;
  readonly bold: boolean;
  readonly anchor: Placed['anchor'];
  readonly leader?: Placed['leader'];
}

/** Where everything stands; nothing in it overlaps. */
export interface MapLayout {
  /** The most severe first. */
  readonly signs: readonly MapSign[];
  readonly labels: readonly MapLabel[];
  readonly towns: readonly { readonly x: number; readonly y: number; readonly label: MapLabel }[];
  /** Countries and the sea. */
  readonly texts: readonly MapLabel[];
}

type Project = (lon: number, lat: number) => { readonly x: number; readonly y: number };

const LABEL = { size: 14, widest: 230, most: 16 };
const TOWN = { size: 11.5, widest: 170 };
const COUNTRY_SIZE = 15;
const LONGEST_NAME = 160;
/** Where a country's name may stand, best first: longitude, latitude. */
const COUNTRY_SPOTS: Readonly<Record<string, readonly (readonly [number, number])[]>> = {
  ARM: [
    [44.75, 40.48],
    [44.3, 40.5],
    [45.1, 40.65],
    [44.4, 40.95],
  ],
  AZE: [
    [48.2, 40.45],
    [47.8, 40.75],
    [48.2, 40.1],
    [48.5, 40.8],
  ],
  GEO: [
    [43.9, 41.62],
    [45.6, 41.6],
    [43.8, 41.4],
  ],
  TUR: [
    [43.5, 39.75],
    [43.55, 40.1],
    [43.55, 39.4],
  ],
  IRN: [
    [46.9, 38.6],
    [45.3, 38.6],
    [48.0, 38.6],
  ],
  RUS: [
    [47.6, 41.86],
    [47.3, 41.9],
    [48.0, 41.8],
  ],
  SEA: [
    [49.75, 39.55],
    [49.7, 39.2],
    [49.6, 41.4],
  ],
};

/** Joins signs that would hide each other, then gives labels their room: the worst first, then towns, then countries. Without `countries` neither they nor the sea are named. */
export function layOutMap(
  plot: Pick<MapPlot, 'caption' | 'points' | 'towns'> & { readonly countries?: MapPlot['countries'] },
  project: Project,
  bounds: Box,
): MapLayout {
  const { language } = plot.caption;
  const signs = clusters(plot, project);
  const boxes = signs.map(({ x, y, severity, isArea }) => around(x, y, signRadius(severity) + (isArea ? 6 : 0)));
  const wanted = signs.slice(0, LABEL.most);
  const placed = placeLabels(
    wanted.map(({ x, y, severity, isArea, lines }) => ({
      x,
      y,
      radius: signRadius(severity) + (isArea ? 6 : 0),
      ...sizeOf(lines, LABEL.size, true),
    })),
    boxes,
    bounds,
  );
  const labels = wanted.flatMap(({ lines }, index): MapLabel[] => {
    const found = placed[index];
    return found === undefined ? [] : [{ ...found, lines, size: LABEL.size, fill: PAPER.text, bold: true }];
  });
  const taken = [...boxes, ...labels.map((label) => label.box), ...labels.flatMap(leaderBoxes)];
  const spots = plot.towns
    .map((town) => ({ ...project(town.lon, town.lat), lines: linesOf(town.name, TOWN.size, TOWN.widest) }))
    .filter(({ x, y }) => !taken.some((box) => overlap(box, around(x, y, 4))));
  const dots = spots.map(({ x, y }) => around(x, y, 3));
  const townLabels = placeLabels(
    spots.map(({ x, y, lines }) => ({ x, y, radius: 3, ...sizeOf(lines, TOWN.size, false) })),
    [...taken, ...dots],
    bounds,
    1,
  );
  const towns = spots.flatMap(({ x, y, lines }, index) => {
    const found = townLabels[index];
    if (found === undefined) return [];
    return [{ x, y, label: { ...found, lines, size: TOWN.size, fill: PAPER.muted, bold: false } }];
  });
  const full = [...taken, ...dots, ...towns.map((town) => town.label.box)];
  const names: Readonly<Record<string, string>> =
    plot.countries === undefined ? {} : { ...plot.countries, SEA: PICTURE_WORDS[language].caspian };
  const texts = Object.entries(names).flatMap(([code, name]) =>
    countryText(code, cleanText(name), project, full, bounds),
  );
  return { signs, labels, towns, texts };
}

function countryText(
  code: string,
  name: string,
  project: Project,
  full: readonly Box[],
  bounds: Box,
): readonly MapLabel[] {
  const size = code === 'SEA' ? 12.5 : COUNTRY_SIZE;
  const { width, height } = sizeOf([name], size, false);
  for (const [lon, lat] of COUNTRY_SPOTS[code] ?? []) {
    const { x, y } = project(lon, lat);
    const left = Math.min(Math.max(x - width / 2, bounds.x), bounds.x + bounds.width - width);
    const box = { x: left, y: y - height / 2, width, height };
    if (full.some((one) => overlap(one, box))) continue;
    return [{ box, lines: [name], size, fill: code === 'SEA' ? '#7b97a5' : '#9a958a', bold: false, anchor: 'middle' }];
  }
  return [];
}

/** The name of a place above, further names below, `×2 +1` behind: how many incidents, how many more places. */
function clusters(plot: Pick<MapPlot, 'caption' | 'points'>, project: Project): readonly MapSign[] {
  const words = wordsOf(plot.caption.language);
  const groups: { first: MapPoint; x: number; y: number; count: number; places: number }[] = [];
  for (const point of plot.points) {
    const { x, y } = project(point.lon, point.lat);
    const near = groups.find(
      (group) =>
        Math.hypot(group.x - x, group.y - y) < (signRadius(group.first.severity) + signRadius(point.severity)) * 0.95,
    );
    if (near === undefined) groups.push({ first: point, x, y, count: point.count, places: 1 });
    else {
      near.count += point.count;
      near.places += 1;
    }
  }
  return groups.map(({ first, x, y, count, places }) => {
    const tail = [
      ...(count > 1 ? [`×${words.number(count)}`] : []),
      ...(places > 1 ? [`+${words.number(places - 1)}`] : []),
    ].join(' ');
    const [top = '', ...rest] = linesOf(first.name, LABEL.size, LABEL.widest);
    return { x, y, severity: first.severity, isArea: first.isArea, lines: [`${top} ${tail}`.trim(), ...rest] };
  });
}

/** All names in full: a long pair takes two lines. */
function linesOf(name: string, size: number, widest: number): readonly string[] {
  const clean = cleanText(name.slice(0, LONGEST_NAME));
  const lines = textWidth(clean, size, true) <= widest ? [clean] : clean.split(/(?<= \/) /);
  return lines.slice(0, 3).map((line) => cutText(line, size, widest, true));
}

function sizeOf(
  lines: readonly string[],
  size: number,
  bold: boolean,
): { readonly width: number; readonly height: number } {
  const width = Math.max(0, ...lines.map((line) => textWidth(line, size, bold)));
  return { width, height: size * (1.18 * lines.length + 0.08) };
}

function leaderBoxes({ leader }: MapLabel): readonly Box[] {
  if (leader === undefined) return [];
  const [fromX, fromY, toX, toY] = leader;
  return Array.from({ length: 9 }, (_, index) =>
    around(fromX + ((toX - fromX) * index) / 8, fromY + ((toY - fromY) * index) / 8, 3),
  );
}
