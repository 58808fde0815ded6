import { geoMercator } from 'd3-geo';
import { PICTURE_WORDS } from '../words/picture-words.ts';
import { wordsOf } from '../words/words.ts';
import { insetSvg, layoutSvg, legendSvg, MAP_HEIGHT } from './map.ts';
import { layOutMap } from './map-layout.ts';
import { MARGIN, notes, PAGE_WIDTH, page, TOP } from './page.ts';
import { KM_PER_DEGREE, type PlaceMapPlot } from './place-map-plot.ts';
import type { Region } from './region.ts';
import { PAPER } from './signs.ts';
import { element, textLine } from './svg.ts';

/** The place among its neighbours; beside it the region, much smaller. */
const WIDTH = 528;
const HEIGHT = 348;
const INSET = { x: WIDTH + 16, width: PAGE_WIDTH - WIDTH - 32 };
/** Lengths of the bar for distances, kilometres; the longest that takes at most a third of the width. */
const BARS_KM = [50, 25, 20, 10, 5];

/** Draws one place among its neighbours: sign, names, a bar for distances; where that lies in the region, and the note on borders. */
export function placeMapSvg(plot: PlaceMapPlot, region: Region): string {
  const { caption, point, reachKm } = plot;
  const { language } = caption;
  const halfDegrees = reachKm / (KM_PER_DEGREE * Math.cos((point.lat * Math.PI) / 180));
  const projection = geoMercator()
    .center([point.lon, point.lat])
    .translate([WIDTH / 2, HEIGHT / 2])
    .scale((WIDTH / 2 / halfDegrees) * (180 / Math.PI));
  const project = (lon: number, lat: number) => {
    const [x = 0, y = 0] = projection([lon, lat]) ?? [];
    return { x, y };
  };
  // The bar for distances stands below the names.
  const bounds = { x: 6, y: 6, width: WIDTH - 12, height: HEIGHT - 44 };
  const layout = layOutMap({ caption, points: [point], towns: plot.neighbours }, project, bounds);
  const legend = legendSvg(language, TOP + HEIGHT + 8, { levels: [point.severity], hasArea: point.isArea });
  const small = notes(language, TOP + HEIGHT + 8 + legend.height, [PICTURE_WORDS[language].borders]);
  const insetTop = TOP + (HEIGHT - (INSET.width / PAGE_WIDTH) * MAP_HEIGHT) / 2;
  return page(caption, TOP + HEIGHT + 8 + legend.height + small.height + 16, [
    element('g', { transform: `translate(0 ${TOP})` }, [
      element('rect', { width: WIDTH, height: HEIGHT, fill: PAPER.sides, stroke: PAPER.land, 'stroke-width': 2 }),
      ...layoutSvg(layout, language),
      barSvg(plot),
    ]),
    element('g', { transform: `translate(${INSET.x} ${insetTop})` }, [insetSvg(region, INSET.width, point)]),
    legend.svg,
    small.svg,
  ]);
}

/** A bar as long as so many kilometres. */
function barSvg({ caption: { language }, reachKm }: PlaceMapPlot): string {
  const lengthOf = (km: number) => (km / reachKm) * (WIDTH / 2);
  const km = BARS_KM.find((one) => lengthOf(one) <= WIDTH / 3) ?? 5;
  const y = HEIGHT - 16;
  return (
    element('line', { x1: MARGIN, x2: MARGIN + lengthOf(km), y1: y, y2: y, stroke: PAPER.text, 'stroke-width': 2 }) +
    textLine(`${wordsOf(language).number(km)} ${PICTURE_WORDS[language].km}`, language, {
      x: MARGIN + lengthOf(km) + 8,
      y: y + 4,
      size: 12.5,
      fill: PAPER.text,
      anchor: 'start',
    })
  );
}
