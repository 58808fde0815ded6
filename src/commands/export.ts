import type { Incident } from '../domain/incident.ts';
import { createIncidentContext } from '../incidents/context.ts';
import { dailyCells, dailyTable } from '../incidents/export/daily.ts';
import { csvLines, incidentsAsCsv, incidentsAsGeoJson } from '../incidents/export/formats.ts';
import type { IncidentStore } from '../store/incidents/incident-store.ts';
import type { CommandIo, ExitCode } from './io.ts';
import { startProgress } from './progress.ts';
import { withState } from './with-state.ts';

export interface ExportOptions {
  /** UTC days, both included. */
  readonly from: string;
  readonly to: string;
  readonly format: 'csv' | 'json' | 'geojson' | 'daily';
}

/** Incidents that are first told up to a day after the period may have happened in it. */
const LATE_DAYS = 1;
const DAY_MS = 86_400_000;

/** `export`: incidents that are said to have happened in a period, as CSV, NDJSON, GeoJSON or a daily table. */
export async function run(options: ExportOptions, io: CommandIo): Promise<ExitCode> {
  for (const [name, day] of [
    ['--from', options.from],
    ['--to', options.to],
  ] as const) {
    if (!isDay(day)) {
      io.stderr.write(`${name}: "${day}" is no day; write it as 2026-11-21\n`);
      return 2;
    }
  }
  if (options.from > options.to) {
    io.stderr.write(`--from ${options.from} lies after --to ${options.to}\n`);
    return 2;
  }
  return withState<ExitCode>(io, async ({ state }, config) => {
    const context = createIncidentContext(config);
    const days = Math.round((Date.parse(options.to) - Date.parse(options.from)) / DAY_MS) + 1;
    const progress = startProgress(io, 'reading days', days);
    const incidents = await incidentsOf(state.incidents, options, (count) => progress.step(count));
    progress.stop();
    for (const line of linesOf(incidents, options, context)) io.stdout.write(`${line}\n`);
    return 0;
  });
}

/** The lines of the export. */
export function linesOf(
  incidents: readonly Incident[],
  options: ExportOptions,
  context: ReturnType<typeof createIncidentContext>,
): string[] {
  switch (options.format) {
    case 'csv':
      return incidentsAsCsv(incidents, context);
    case 'json':
      return incidents.map((incident) => JSON.stringify(incident));
    case 'geojson':
      return [incidentsAsGeoJson(incidents, context)];
    case 'daily': {
      const { header, cells } = dailyCells(dailyTable(incidents, options.from, options.to, context));
      return csvLines(header, cells);
    }
    default:
      return options.format satisfies never;
  }
}

/** Oldest first; they are read from the latest day back, and `onDays` hears how many days more are behind. */
async function incidentsOf(
  store: Pick<IncidentStore, 'find'>,
  options: ExportOptions,
  onDays: (count: number) => void,
): Promise<Incident[]> {
  const days = Math.round((Date.parse(options.to) - Date.parse(options.from)) / DAY_MS) + 1;
  let behind = 0;
  const to = new Date(Date.parse(options.to) + LATE_DAYS * DAY_MS).toISOString().slice(0, 10);
  const incidents: Incident[] = [];
  let cursor: string | undefined;
  do {
    const page = await store.find(
      { from: options.from, to },
      { limit: 100, ...(cursor === undefined ? {} : { cursor }) },
    );
    incidents.push(...page.incidents);
    cursor = page.nextCursor;
    const done = cursor === undefined ? days : Math.max(behind, daysBetween(page.incidents.at(-1), options.to, days));
    if (done > behind) onDays(done - behind);
    behind = done;
  } while (cursor !== undefined);
  return incidents.reverse().filter((incident) => {
    const day = (incident.occurred.from ?? incident.firstSeenAt).slice(0, 10);
    return day >= options.from && day <= options.to;
  });
}

/** Days from an incident to the end of the period, at most all of them; 0 without an incident. */
function daysBetween(incident: Incident | undefined, to: string, most: number): number {
  if (incident === undefined) return 0;
  return Math.min(most, Math.floor((Date.parse(to) + DAY_MS - Date.parse(incident.firstSeenAt)) / DAY_MS));
}

function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));
}
