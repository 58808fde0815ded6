import { plotChart } from '../src/pictures/chart-plot.ts';
import { plotMap } from '../src/pictures/map-plot.ts';
import { plotPlaceMap } from '../src/pictures/place-map-plot.ts';
import type { Plot } from '../src/pictures/plot.ts';
import { createRenderPool } from '../src/pictures/render-pool.ts';
import { plotTimeline } from '../src/pictures/timeline-plot.ts';
import { SAMPLE_INCIDENTS } from '../src/words/sample-incidents.ts';
import { SAMPLE_NAMES } from '../src/words/sample-names.ts';
import { print } from './print.ts';

/** Time of the first and of later pictures, from the incidents to the PNG, and the memory they take: `node bench/pictures.ts [ROUNDS]`. */
const rounds = Number(process.argv[2] ?? 10);
const until = Date.parse('2026-11-21T12:00:00.000Z');
const base = SAMPLE_INCIDENTS['claimed'];
if (base === undefined) throw new Error('there is no sample incident');
/** Forty places along the line, five incidents each. */
const incidents = Array.from({ length: 200 }, (_, index) => {
  const place = index % 40;
  const [lat, lon] = [38.9 + place * 0.055, 46.5 - Math.abs(Math.sin(place)) * 1.4];
  const severity = ([0, 1, 1, 2, 3, 4] as const)[index % 6] ?? 1;
  const sideNames = { ARM: `Verin ${place}`, AZE: `Yukhari ${place}` };
  return { ...base, severity, place: { ...base.place, gazetteerId: `place-${place}`, sideNames, lat, lon } };
});
const days = Array.from({ length: 31 }, (_, index) => ({
  day: new Date(until - (30 - index) * 86_400_000).toISOString().slice(0, 10),
  counts: { clash: index % 7, ceasefire: index % 2, negotiation: index % 3, humanitarian: index % 4 },
}));
/** As many as a gazetteer has around a place. */
const neighbours = Array.from({ length: 40 }, (_, n) => ({
  id: `near-${n}`,
  lat: 40.2 + Math.sin(n) * 0.2,
  lon: 45.87 + Math.cos(n * 2) * 0.25,
  kind: 'village',
}));
const caption = { language: 'hy', title: 'Sotk / Zod', subtitle: '200' } as const;
const plots: readonly (() => Plot)[] = [
  () => plotMap(incidents, SAMPLE_NAMES, caption),
  () => plotChart({ days, before: days, areas: [{ placeId: 'sotk', now: 9, before: 4 }] }, SAMPLE_NAMES, caption),
  () => plotTimeline(incidents, { until, days: 31 }, SAMPLE_NAMES, caption),
  () => {
    const plot = plotPlaceMap(
      { ...base, place: { ...base.place, lat: 40.2, lon: 45.87, precision: 1 } },
      SAMPLE_NAMES,
      'hy',
      neighbours,
    );
    if (plot === undefined) throw new Error('the place has a map');
    return plot;
  },
];

const pool = createRenderPool({ timeoutMs: 20_000, mostWaiting: 5 });
const before = megabytes();
const first = await timed(() => plotMap(incidents, SAMPLE_NAMES, caption));
print('first picture: thread, library, fonts, map', `${first.ms} ms`, '-');
for (const plot of plots) {
  const all: number[] = [];
  const cpuBefore = process.cpuUsage();
  let bytes = 0;
  for (let round = 0; round < rounds; round++) {
    const one = await timed(plot);
    all.push(one.ms);
    bytes = one.bytes;
  }
  all.sort((a, b) => a - b);
  const median = all[Math.floor(all.length / 2)] ?? 0;
  const cpu = process.cpuUsage(cpuBefore);
  const cpuMs = Math.round((cpu.user + cpu.system) / 1000 / rounds);
  const measure = `${plot().kind}: median and slowest of ${rounds}, ${Math.round(bytes / 1000)} kB`;
  print(measure, `${median} ms, ${all.at(-1)} ms; CPU ${cpuMs} ms`, '<= 300 ms');
}
print('memory (RSS) before the first and after the last', `${before} MB, ${megabytes()} MB`, '<= 220 MB before');
await pool.close();

async function timed(plot: () => Plot): Promise<{ readonly ms: number; readonly bytes: number }> {
  const start = performance.now();
  const picture = await pool.render(plot());
  if (picture.kind === 'failed') throw new Error(picture.message);
  return { ms: Math.round(performance.now() - start), bytes: picture.bytes.length };
}

function megabytes(): number {
  return Math.round(process.memoryUsage().rss / 1_000_000);
}
