import type { Incident } from '../../domain/incident.ts';
import { keptPlaceName } from '../../words/place-name.ts';
import { type Html, html } from './html.ts';
import type { MapView } from './ports.ts';

const WIDTH = 360;
const MARGIN = 14;
/** Of a label: distance to its town, mean width of a letter, height of a line. */
const GAP = 4;
const LETTER_WIDTH = 5.2;
const LINE = 10;

interface Town {
  readonly name: string;
  readonly x: number;
  readonly y: number;
}

interface Frame {
  readonly height: number;
  readonly holds: (place: { readonly lat: number; readonly lon: number }) => boolean;
  readonly at: (place: { readonly lat: number; readonly lon: number }) => { readonly x: number; readonly y: number };
}

/** Incidents over the known places of the theatre. No line is drawn between anybody: the map takes no side. */
export function incidentMap(
  incidents: readonly Incident[],
  view: MapView,
  headline: (incident: Incident) => string,
): Html | undefined {
  const located = incidents.flatMap((incident) => {
    const { lat, lon } = incident.place;
    return lat === undefined || lon === undefined ? [] : [{ incident, lat, lon }];
  });
  const frame = frameOf(view.places);
  if (frame === undefined) return undefined;
  const inside = located.filter((place) => frame.holds(place));
  const elsewhere = [
    ...new Set(
      located.filter((place) => !frame.holds(place)).map(({ incident }) => keptPlaceName(incident.place, 'en')),
    ),
  ];
  const towns = view.places.map((place) => {
    const { x, y } = frame.at(place);
    return html`<circle class="town" cx="${round(x)}" cy="${round(y)}" r="${place.isNamed ? 2 : 0.9}"/>`;
  });
  const named = view.places.filter((place) => place.isNamed);
  const labels = labelsOf(named.map((place) => ({ name: place.name, ...frame.at(place) }))).map(
    ({ name, x, y, isLeft }) =>
      isLeft
        ? html`<text x="${round(x - GAP)}" y="${round(y + 3)}" text-anchor="end">${name}</text>`
        : html`<text x="${round(x + GAP)}" y="${round(y + 3)}">${name}</text>`,
  );
  // The gravest lies on top.
  const hits = [...inside]
    .sort((a, b) => a.incident.severity - b.incident.severity)
    .map(({ incident, ...where }) => {
      const { x, y } = frame.at(where);
      const title = `${headline(incident)} (${incident.id})`;
      return html`<a href="/incidents/${incident.id}" aria-label="${title}"><title>${title}</title><circle class="hit s${incident.severity}" cx="${round(x)}" cy="${round(y)}" r="${4 + incident.severity * 1.3}"/></a>`;
    });
  return html`<svg class="map" viewBox="0 0 ${WIDTH} ${Math.round(frame.height)}" role="group" aria-label="Map of ${inside.length} incidents">${towns}${labels}${hits}</svg>${elsewhere.length > 0 && html`<p class="faint">Elsewhere: ${elsewhere.join(', ')}</p>`}`;
}

/** Plate carrée, shrunk east to west by the latitude: true enough for a few hundred kilometres. */
function frameOf(places: readonly { readonly lat: number; readonly lon: number }[]): Frame | undefined {
  if (places.length < 2) return undefined;
  const lats = places.map((place) => place.lat);
  const lons = places.map((place) => place.lon);
  const [south, north, west, east] = [Math.min(...lats), Math.max(...lats), Math.min(...lons), Math.max(...lons)];
  if (north === south || east === west) return undefined;
  const squeeze = Math.cos((((north + south) / 2) * Math.PI) / 180);
  const scale = (WIDTH - 2 * MARGIN) / ((east - west) * squeeze);
  return {
    holds: ({ lat, lon }) => lat >= south && lat <= north && lon >= west && lon <= east,
    height: (north - south) * scale + 2 * MARGIN,
    at: ({ lat, lon }) => ({ x: MARGIN + (lon - west) * squeeze * scale, y: MARGIN + (north - lat) * scale }),
  };
}

/** Names stand to the right of their towns, to the left where they would leave the map or lie on another; else they are left out. */
function labelsOf(towns: readonly Town[]): readonly (Town & { readonly isLeft: boolean })[] {
  const kept: { readonly from: number; readonly to: number; readonly label: Town & { readonly isLeft: boolean } }[] =
    [];
  for (const town of towns) {
    const width = town.name.length * LETTER_WIDTH;
    for (const isLeft of [false, true]) {
      const from = isLeft ? town.x - GAP - width : town.x + GAP;
      const to = from + width;
      const isFree = kept.every(
        (other) => Math.abs(other.label.y - town.y) > LINE || other.from > to || other.to < from,
      );
      if (from < 0 || to > WIDTH || !isFree) continue;
      kept.push({ from, to, label: { ...town, isLeft } });
      break;
    }
  }
  return kept.map(({ label }) => label);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
