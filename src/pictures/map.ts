import { geoMercator, geoPath } from 'd3-geo';
import type { Severity } from '../domain/incident.ts';
import type { Language } from '../domain/language.ts';
import { PICTURE_WORDS } from '../words/picture-words.ts';
import { fill, wordsOf } from '../words/words.ts';
import { layOutMap, type MapLabel, type MapLayout } from './map-layout.ts';
import { FRAME, type MapPlot } from './map-plot.ts';
import { flowOf, MARGIN, notes, PAGE_WIDTH, page, TOP } from './page.ts';
import type { Region, RegionLine } from './region.ts';
import { PAPER, severitySign, signRadius } from './signs.ts';
import { element, textLine } from './svg.ts';
import { textWidth } from './text-width.ts';

const SEVERITIES: readonly Severity[] = [0, 1, 2, 3, 4];
const SIDES: ReadonlySet<string> = new Set(['ARM', 'AZE']);
const LINES: Readonly<Record<RegionLine['kind'], Readonly<Record<string, string | number>>>> = {
  coast: { stroke: '#9fb4bf', 'stroke-width': 1 },
  border: { stroke: PAPER.line, 'stroke-width': 1.2 },
  unsettled: { stroke: PAPER.line, 'stroke-width': 1.4, 'stroke-dasharray': '5 4' },
};

/** The map is as wide as the page; Mercator, for shapes of a small region stay true. */
const projection = geoMercator()
  .precision(0)
  .fitWidth(PAGE_WIDTH, {
    type: 'MultiPoint',
    coordinates: [
      [FRAME.west, FRAME.south],
      [FRAME.east, FRAME.north],
    ],
  });
/** Height of the map itself, without title and legend. */
export const MAP_HEIGHT = Math.round(project(FRAME.west, FRAME.south).y - project(FRAME.west, FRAME.north).y);

/** Draws incidents by place and severity, with legend and the note on borders. */
export function mapSvg(plot: MapPlot, region: Region): string {
  const { language } = plot.caption;
  const layout = layOutMap(plot, project, { x: 6, y: 6, width: PAGE_WIDTH - 12, height: MAP_HEIGHT - 12 });
  const say = PICTURE_WORDS[language];
  const legend = legendSvg(language, TOP + MAP_HEIGHT + 12);
  const small = notes(language, TOP + MAP_HEIGHT + 12 + legend.height, [
    say.sign,
    ...(plot.notShown === 0 ? [] : [fill(say.notShown, { n: wordsOf(language).number(plot.notShown) }, language)]),
    say.borders,
  ]);
  const height = TOP + MAP_HEIGHT + 12 + legend.height + small.height + 18;
  return page(plot.caption, height, [
    element('g', { transform: `translate(0 ${TOP})` }, [
      groundSvg(region),
      ...layout.texts.map((text) => mapText(text, language)),
      ...layout.towns.map((town) =>
        [element('circle', { cx: town.x, cy: town.y, r: 2.6, fill: PAPER.muted }), mapText(town.label, language)].join(
          '',
        ),
      ),
      ...layout.labels.flatMap(leaderSvg),
      ...signsSvg(layout, language),
      ...layout.labels.map((label) => mapText(label, language)),
    ]),
    legend.svg,
    small.svg,
  ]);
}

/** Longitude and latitude to the map's own units. */
export function project(lon: number, lat: number): { readonly x: number; readonly y: number } {
  const [x = 0, y = 0] = projection([lon, lat]) ?? [];
  return { x, y };
}

/** Land and lines are the same in every picture, and the costly part of it. */
const GROUNDS = new WeakMap<Region, string>();

function groundSvg(region: Region): string {
  const known = GROUNDS.get(region);
  if (known !== undefined) return known;
  // Cut by arithmetic: a clip in the picture costs the drawing library a whole layer.
  projection.clipExtent([
    [0, 0],
    [PAGE_WIDTH, MAP_HEIGHT],
  ]);
  const path = geoPath(projection).digits(1);
  const shape = (coordinates: Region['countries'][number]['polygons']) =>
    path({
      type: 'MultiPolygon',
      coordinates: coordinates.map((rings) => rings.map((ring) => ring.map((at) => [...at]))),
    });
  const svg = [
    element('rect', { width: PAGE_WIDTH, height: MAP_HEIGHT, fill: PAPER.sea }),
    ...region.countries.map(({ code, polygons }) =>
      element('path', { d: shape(polygons) ?? '', fill: SIDES.has(code) ? PAPER.sides : PAPER.land }),
    ),
    ...(['coast', 'border', 'unsettled'] as const).map((kind) => {
      const coordinates = region.lines
        .filter((line) => line.kind === kind)
        .map((line) => line.points.map((at) => [...at]));
      const d = path({ type: 'MultiLineString', coordinates }) ?? '';
      return element('path', { d, fill: 'none', 'stroke-linejoin': 'round', ...LINES[kind] });
    }),
  ].join('');
  GROUNDS.set(region, svg);
  return svg;
}

/** The least severe below, so that the worst is never hidden. */
function signsSvg(layout: MapLayout, language: Language): readonly string[] {
  return [...layout.signs].reverse().map(({ x, y, severity, isArea }) => {
    const ring = isArea ? areaRing(x, y, signRadius(severity) + 6) : '';
    return ring + severitySign(severity, x, y, language);
  });
}

function areaRing(x: number, y: number, radius: number): string {
  const line = {
    fill: '#ffffff',
    'fill-opacity': 0.45,
    stroke: PAPER.text,
    'stroke-width': 1.1,
    'stroke-dasharray': '3 3',
  };
  return element('circle', { cx: x, cy: y, r: radius, ...line });
}

function leaderSvg({ leader }: MapLabel): readonly string[] {
  if (leader === undefined) return [];
  const [x1, y1, x2, y2] = leader;
  return [element('line', { x1, y1, x2, y2, stroke: PAPER.text, 'stroke-width': 0.9 })];
}

function mapText({ box, anchor, lines, size, fill: colour, bold }: MapLabel, language: Language): string {
  const share = { start: 0, middle: 0.5, end: 1 }[anchor];
  return lines
    .map((line, index) =>
      textLine(line, language, {
        x: box.x + box.width * share,
        y: box.y + size * (0.95 + index * 1.18),
        size,
        fill: colour,
        rim: PAPER.ground,
        anchor,
        bold,
      }),
    )
    .join('');
}

/** Signs of all severities with their words, then the ring and the dashed line; wrapped where a language needs more room. */
function legendSvg(language: Language, top: number): { readonly svg: string; readonly height: number } {
  const { text } = wordsOf(language);
  const say = PICTURE_WORDS[language];
  const flow = flowOf(language);
  const entries = [
    ...SEVERITIES.map((level) => ({
      word: text.severity[level],
      icon: (x: number, y: number) => severitySign(level, x, y, language),
    })),
    { word: say.area, icon: (x: number, y: number) => areaRing(x, y, 11) },
    {
      word: say.unsettled,
      icon: (x: number, y: number) => element('line', { x1: x - 14, x2: x + 14, y1: y, y2: y, ...LINES.unsettled }),
    },
  ];
  let x = MARGIN;
  let row = 0;
  const parts = entries.map(({ word, icon }) => {
    const width = 36 + textWidth(word, 13.5) + 20;
    if (x + width > PAGE_WIDTH - MARGIN + 20) {
      x = MARGIN;
      row += 1;
    }
    const y = top + 18 + row * 36;
    const part = icon(flow.at(x + 15), y) + flow.text(word, { x: x + 36, y: y + 5, size: 13.5, fill: PAPER.text });
    x += width;
    return part;
  });
  return { svg: parts.join(''), height: (row + 1) * 36 + 6 };
}
