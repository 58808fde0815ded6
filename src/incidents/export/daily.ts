import type { Incident } from '../../domain/incident.ts';
import type { IncidentContext } from '../context.ts';
import { daysBetween } from '../times.ts';

/** One day of one sector, told in the manner of a monitoring mission: zero is said. */
export interface DailyRow {
  readonly day: string;
  /** A province of the gazetteer; `not stated` where no place was told. */
  readonly sector: string;
  /** Single clashes told. */
  readonly violations: number;
  /** Against the day before; absent on the first day. */
  readonly change?: number;
  /** Violations that bulletins of the day count, each side's own count; never added up, never added to `violations`. */
  readonly counted: readonly number[];
  readonly killedLow: number | undefined;
  readonly woundedLow: number | undefined;
  /** Sides whose outlets were down or silent at some time of the day. */
  readonly blindSpots: readonly string[];
}

const NOT_STATED = 'not stated';

/**
 * Violations by sector and day, from one UTC day to another, both included. Every sector that has an incident in the period has a row on every day. Withdrawn and
 * retracted incidents do not count.
 */
export function dailyTable(
  incidents: readonly Incident[],
  from: string,
  to: string,
  context: Pick<IncidentContext, 'geography'>,
): DailyRow[] {
  const counting = incidents.filter(
    (one) => one.label === 'clash' && one.withdrawn === undefined && one.status !== 'retracted',
  );
  const placed = counting.flatMap((incident) =>
    sectorsOf(incident, context).map((sector) => ({ incident, sector, day: dayOfIncident(incident) })),
  );
  const sectors = [...new Set(placed.map((one) => one.sector))].sort((a, b) => (a < b ? -1 : 1));
  const rows: DailyRow[] = [];
  for (const sector of sectors) {
    let before: number | undefined;
    for (const day of daysBetween(Date.parse(from), Date.parse(to))) {
      const here = placed.filter((one) => one.sector === sector && one.day === day).map((one) => one.incident);
      const violations = here.filter((one) => one.clarity === 1).length;
      rows.push({
        day,
        sector,
        violations,
        ...(before === undefined ? {} : { change: violations - before }),
        counted: here.flatMap((one) => (one.clarity === 2 && one.violations !== undefined ? [one.violations] : [])),
        killedLow: lowest(here, 'killed'),
        woundedLow: lowest(here, 'wounded'),
        blindSpots: [...new Set(blindOn(incidents, day))].sort((a, b) => (a < b ? -1 : 1)),
      });
      before = violations;
    }
  }
  return rows.sort((a, b) => (a.day === b.day ? (a.sector < b.sector ? -1 : 1) : a.day < b.day ? -1 : 1));
}

/** Header and cells of the table for a CSV file. */
export function dailyCells(rows: readonly DailyRow[]): {
  readonly header: readonly string[];
  readonly cells: (string | number | undefined)[][];
} {
  return {
    header: [
      'day',
      'sector',
      'violations',
      'change',
      'counted_by_bulletins',
      'killed_low',
      'wounded_low',
      'blind_spots',
    ],
    cells: rows.map((row) => [
      row.day,
      row.sector,
      row.violations,
      row.change,
      row.counted.join('; ') || undefined,
      row.killedLow,
      row.woundedLow,
      row.blindSpots.join('; ') || undefined,
    ]),
  };
}

function dayOfIncident(incident: Incident): string {
  return (incident.occurred.from ?? incident.firstSeenAt).slice(0, 10);
}

/** The provinces of the places named; a summary counts in each of its own. */
function sectorsOf(incident: Incident, context: Pick<IncidentContext, 'geography'>): string[] {
  const { geography } = context;
  const specific = incident.clarity === 2 ? geography.specific(incident.places) : incident.places.slice(0, 1);
  const provinces = specific.flatMap(
    (id) => [id, ...geography.ancestorsOf(id)].find((one) => isSector(geography.placeOf(one)?.kind)) ?? [],
  );
  const names = [...new Set(provinces)].map((id) => geography.placeOf(id)?.name ?? id);
  return names.length === 0 ? [NOT_STATED] : names;
}

function isSector(kind: string | undefined): boolean {
  return kind === 'province' || kind === 'district';
}

function lowest(incidents: readonly Incident[], kind: 'killed' | 'wounded'): number | undefined {
  const rows = incidents
    .filter((one) => one.clarity === 1)
    .flatMap((one) => one.casualties.filter((loss) => loss.kind === kind));
  return rows.length === 0 ? undefined : rows.reduce((sum, one) => sum + (one.best ?? one.low), 0);
}

function blindOn(incidents: readonly Incident[], day: string): string[] {
  return incidents
    .filter((one) => one.updatedAt.startsWith(day))
    .flatMap((one) => one.blindSpots.map((spot) => spot.side));
}
