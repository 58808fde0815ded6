import { createRequire } from 'node:module';
import { parentPort } from 'node:worker_threads';
import { Resvg } from '@resvg/resvg-js';
import { chartSvg } from './chart.ts';
import { mapSvg } from './map.ts';
import { placeMapSvg } from './place-map.ts';
import type { Plot } from './plot.ts';
import { loadRegion } from './region.ts';
import { timelineSvg } from './timeline.ts';

/** What the drawing thread answers: once that it is ready, then one answer to each plot. */
export type DrawAnswer =
  | { readonly kind: 'ready' }
  | { readonly kind: 'png'; readonly bytes: Uint8Array }
  | { readonly kind: 'failed'; readonly message: string };

/** Pixels for one unit of a picture: 1200 wide, sharp enough on dense screens. */
const ZOOM = 1.5;
/** With an alert a picture is small, and goes to many channels. */
const SMALL_ZOOM = 1;
const require = createRequire(import.meta.url);
/** One family has all our scripts; a slim server has no fonts of its own. */
const font = {
  fontFiles: ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf'].map((file) => require.resolve(`dejavu-fonts-ttf/ttf/${file}`)),
  loadSystemFonts: false,
  defaultFontFamily: 'DejaVu Sans',
};
const region = loadRegion();

function svgOf(plot: Plot): string {
  switch (plot.kind) {
    case 'map':
      return mapSvg(plot, region);
    case 'placeMap':
      return placeMapSvg(plot, region);
    case 'chart':
      return chartSvg(plot);
    case 'timeline':
      return timelineSvg(plot);
    default:
      return plot satisfies never;
  }
}

function draw(plot: Plot): DrawAnswer {
  try {
    const value = plot.kind === 'placeMap' ? SMALL_ZOOM : ZOOM;
    const png = new Resvg(svgOf(plot), { font, fitTo: { mode: 'zoom', value } }).render().asPng();
    return { kind: 'png', bytes: new Uint8Array(png) };
  } catch (error) {
    return { kind: 'failed', message: error instanceof Error ? error.message : String(error) };
  }
}

parentPort?.on('message', (plot: Plot) => parentPort?.postMessage(draw(plot)));
parentPort?.postMessage({ kind: 'ready' } satisfies DrawAnswer);
