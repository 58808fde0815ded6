import { type GeoProjection, geoPath } from 'd3-geo';
import { PAGE_WIDTH } from './page.ts';
import type { Region, RegionLine } from './region.ts';
import { PAPER } from './signs.ts';
import { element } from './svg.ts';

const SIDES: ReadonlySet<string> = new Set(['ARM', 'AZE']);

/** How each kind of line is drawn; what is not agreed is dashed. */
export const LINES: Readonly<Record<RegionLine['kind'], Readonly<Record<string, string | number>>>> = {
  coast: { stroke: '#9fb4bf', 'stroke-width': 1 },
  border: { stroke: PAPER.line, 'stroke-width': 1.2 },
  unsettled: { stroke: PAPER.line, 'stroke-width': 1.4, 'stroke-dasharray': '5 4' },
};

/** Sea, land and lines within a map as wide as the page; `lineScale` keeps lines visible where the whole is drawn smaller. */
export function groundOf(region: Region, projection: GeoProjection, height: number, lineScale = 1): string {
  // Cut by arithmetic: a clip in the picture costs the drawing library a whole layer.
  projection.clipExtent([
    [0, 0],
    [PAGE_WIDTH, height],
  ]);
  const path = geoPath(projection).digits(1);
  return [
    element('rect', { width: PAGE_WIDTH, height, fill: PAPER.sea }),
    ...region.countries.map((country) =>
      element('path', { d: path(shapeOf(country)) ?? '', fill: SIDES.has(country.code) ? PAPER.sides : PAPER.land }),
    ),
    ...(['coast', 'border', 'unsettled'] as const).map((kind) => {
      const coordinates = region.lines
        .filter((line) => line.kind === kind)
        .map((line) => line.points.map((at) => [...at]));
      const d = path({ type: 'MultiLineString', coordinates }) ?? '';
      const line = { ...LINES[kind], 'stroke-width': Number(LINES[kind]['stroke-width']) * lineScale };
      return element('path', { d, fill: 'none', 'stroke-linejoin': 'round', ...line });
    }),
  ].join('');
}

function shapeOf({ polygons }: Region['countries'][number]) {
  return {
    type: 'MultiPolygon' as const,
    coordinates: polygons.map((rings) => rings.map((ring) => ring.map((at) => [...at]))),
  };
}
