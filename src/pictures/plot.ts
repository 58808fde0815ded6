import type { ChartPlot } from './chart-plot.ts';
import type { MapPlot } from './map-plot.ts';
import type { PlaceMapPlot } from './place-map-plot.ts';
import type { TimelinePlot } from './timeline-plot.ts';

/** A picture to be drawn, as plain data in one language. */
export type Plot = MapPlot | PlaceMapPlot | ChartPlot | TimelinePlot;
