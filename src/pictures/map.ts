import { geoMercator } from 'd3-geo';
import type { Severity } from '../domain/incident.ts';
import type { Language } from '../domain/language.ts';
import { PICTURE_WORDS } from '../words/picture-words.ts';
import { fill, wordsOf } from '../words/words.ts';
import { groundOf, LINES } from './map-ground.ts';
import { layOutMap, type MapLabel, type MapLayout } from './map-layout.ts';
import { FRAME, type MapPlot } from './map-plot.ts';
import { flowOf, MARGIN, notes, PAGE_WIDTH, page, TOP } from './page.ts';
import type { Region } from './region.ts';
import { PAPER, severitySign, signRadius } from './signs.ts';
import { element, textLine } from './svg.ts';
import { textWidth } from './text-width.ts';

const SEVERITIES: readonly Severity[] = [0, 1, 2, 3, 4];
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
  const legend = legendSvg(language, TOP + MAP_HEIGHT + 12, { levels: SEVERITIES, hasArea: true });
  const small = notes(language, TOP + MAP_HEIGHT + 12 + legend.height, [
    say.sign,
    ...(plot.notShown === 0 ? [] : [fill(say.notShown, { n: wordsOf(language).number(plot.notShown) }, language)]),
    say.borders,
  ]);
  const height = TOP + MAP_HEIGHT + 12 + legend.height + small.height + 18;
  return page(plot.caption, height, [
    element('g', { transform: `translate(0 ${TOP})` }, [groundSvg(region), ...layoutSvg(layout, language)]),
    legend.svg,
    small.svg,
  ]);
}

/** Longitude and latitude to the map's own units. */
export function project(lon: number, lat: number): { readonly x: number; readonly y: number } {
  const [x = 0, y = 0] = projection([lon, lat]) ?? [];
  return { x, y };
}

/** Land and lines are the same in every map of the region, and the costly part of it. */
const GROUNDS = new WeakMap<Region, string>();

/** The whole region much smaller, with a mark where the eye should look. */
export function insetSvg(region: Region, width: number, at: { readonly lon: number; readonly lat: number }): string {
  const scale = width / PAGE_WIDTH;
  const { x, y } = project(at.lon, at.lat);
  const mark = { cx: x * scale, cy: y * scale, fill: 'none', stroke: PAPER.text };
  return [
    element('g', { transform: `scale(${scale})` }, [groundOf(region, projection, MAP_HEIGHT, 0.8 / scale)]),
    element('circle', { ...mark, r: 7, 'stroke-width': 1.6 }),
    element('circle', { ...mark, r: 1.6, fill: PAPER.text }),
  ].join('');
}

function groundSvg(region: Region): string {
  const known = GROUNDS.get(region);
  if (known !== undefined) return known;
  const svg = groundOf(region, projection, MAP_HEIGHT);
  GROUNDS.set(region, svg);
  return svg;
}

/** Names, towns and signs; the ground lies below. */
export function layoutSvg(layout: MapLayout, language: Language): readonly string[] {
  return [
    ...layout.texts.map((text) => mapText(text, language)),
    ...layout.towns.map((town) =>
      [element('circle', { cx: town.x, cy: town.y, r: 2.6, fill: PAPER.muted }), mapText(town.label, language)].join(
        '',
      ),
    ),
    ...layout.labels.flatMap(leaderSvg),
    ...signsSvg(layout, language),
    ...layout.labels.map((label) => mapText(label, language)),
  ];
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
export function legendSvg(
  language: Language,
  top: number,
  shown: { readonly levels: readonly Severity[]; readonly hasArea: boolean },
): { readonly svg: string; readonly height: number } {
  const { text } = wordsOf(language);
  const say = PICTURE_WORDS[language];
  const flow = flowOf(language);
  const entries = [
    ...shown.levels.map((level) => ({
      word: text.severity[level],
      icon: (x: number, y: number) => severitySign(level, x, y, language),
    })),
    ...(shown.hasArea ? [{ word: say.area, icon: (x: number, y: number) => areaRing(x, y, 11) }] : []),
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
