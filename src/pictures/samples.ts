import type { Incident, Severity } from '../domain/incident.ts';
import type { Language } from '../domain/language.ts';
import { COMMAND_WORDS } from '../words/command-words.ts';
import { SAMPLE_INCIDENTS } from '../words/sample-incidents.ts';
import { SAMPLE_NAMES } from '../words/sample-names.ts';
import { fill, wordsOf } from '../words/words.ts';
import { plotChart } from './chart-plot.ts';
import { plotMap } from './map-plot.ts';
import { plotPlaceMap } from './place-map-plot.ts';
import type { Plot } from './plot.ts';
import { plotTimeline } from './timeline-plot.ts';

const DAY_MS = 86_400_000;
const UNTIL = Date.parse('2026-11-21T12:00:00.000Z');
const DAYS = 7;

/** Invented incidents at real places: where, and how well known. Source of the coordinates: GeoNames. */
const SPOTS: readonly (readonly [
  placeId: string,
  lat: number,
  lon: number,
  precision: 1 | 3,
  sample: string,
  severity: Severity,
  daysAgo: number,
])[] = [
  ['sotk', 40.203, 45.866, 1, 'confirmed', 4, 0],
  ['sotk', 40.203, 45.866, 1, 'claimed', 3, 1],
  ['jermuk', 39.842, 45.672, 1, 'denied', 2, 1],
  ['yeraskh', 39.74, 44.828, 1, 'claimed', 3, 3],
  ['berd', 40.881, 45.392, 1, 'summary', 1, 3],
  ['nerkin-hand', 39.06, 46.47, 1, 'denied', 2, 4],
  ['tegh', 39.56, 46.475, 1, 'summary', 1, 6],
  ['shusha', 39.758, 46.749, 1, 'prisoners', 1, 6],
  ['kalbajar', 40.106, 46.038, 3, 'claimed', 2, 4],
  ['syunik', 39.3, 46.2, 3, 'truce', 2, 0],
  ['sotk', 40.203, 45.866, 1, 'talks', 0, 0],
];

/** One picture of each kind in the language, for the gallery. */
export function samplePlots(language: Language): readonly Plot[] {
  const words = wordsOf(language);
  const incidents = SPOTS.flatMap(sampleIncident);
  const dates = [UNTIL - (DAYS - 1) * DAY_MS, UNTIL].map((at) => words.date(new Date(at).toISOString()));
  const subtitle = `${dates.join(' – ')} · ${words.plural(words.text.count.incidents, incidents.length)}`;
  const title = fill(COMMAND_WORDS[language].statsTitle, { n: words.number(DAYS) }, language);
  const caption = { language, title, subtitle };
  const days = Array.from({ length: DAYS }, (_, index) => {
    const day = new Date(UNTIL - (DAYS - 1 - index) * DAY_MS).toISOString().slice(0, 10);
    const count = (label: Incident['label']) =>
      incidents.filter((one) => one.label === label && one.firstSeenAt.startsWith(day)).length;
    const [clash, ceasefire] = [count('clash'), count('ceasefire')];
    return {
      day,
      counts: { clash, ceasefire, negotiation: count('negotiation'), humanitarian: count('humanitarian') },
    };
  });
  const areas = [
    { placeId: 'sotk', now: 7, before: 4 },
    { placeId: 'jermuk', now: 2, before: 5 },
    { now: 2, before: 1 },
  ];
  return [
    plotMap(incidents, SAMPLE_NAMES, caption),
    plotChart({ days, before: [...days].reverse(), areas }, SAMPLE_NAMES, caption),
    plotTimeline(incidents, { until: UNTIL, days: DAYS }, SAMPLE_NAMES, caption),
    ...[incidents[0], incidents[8]].flatMap((incident) => placePlot(incident, language)),
  ];
}

/** The small map of one of them among the others. */
function placePlot(incident: Incident | undefined, language: Language): readonly Plot[] {
  const towns = SPOTS.map(([id, lat, lon]) => ({ id, lat, lon, kind: 'village' }));
  const unique = towns.filter(({ id }, index) => towns.findIndex((other) => other.id === id) === index);
  return incident === undefined
    ? []
    : [plotPlaceMap(incident, SAMPLE_NAMES, language, unique)].filter((plot) => plot !== undefined);
}

function sampleIncident([
  placeId,
  lat,
  lon,
  precision,
  sample,
  severity,
  daysAgo,
]: (typeof SPOTS)[number]): readonly Incident[] {
  const base = SAMPLE_INCIDENTS[sample];
  if (base === undefined) return [];
  const known = SAMPLE_NAMES.places[placeId];
  const names = { en: known?.name ?? placeId };
  const place = { gazetteerId: placeId, names, sideNames: known?.sideNames ?? {}, lat, lon, precision };
  return [{ ...base, severity, place, firstSeenAt: new Date(UNTIL - daysAgo * DAY_MS).toISOString() }];
}
