import type { Incident } from '../../domain/incident.ts';
import type { CasualtyKind, TimePrecision } from '../../domain/report.ts';
import type { IncidentContext } from '../context.ts';

/** One row of the export: column names of ACLED and UCDP GED where they have one, our own behind them. An empty cell is unknown, never 0. */
export type ExportRow = Readonly<Record<(typeof EXPORT_COLUMNS)[number], string | number | undefined>>;

/**
 * Columns in the order of the file.
 *
 * | column | meaning here | of |
 * |---|---|---|
 * | event_id, event_date, year | id; UTC day it is said to have happened | ACLED |
 * | time_precision | 1 day or finer, 2 week, 3 vaguer | ACLED |
 * | event_type, sub_event_type | see `ACLED_TYPES` | ACLED |
 * | actor1, actor2, inter | initiator and target as alleged; `alleged` always | ACLED names, with a direction that ACLED has not |
 * | country, admin1, location, latitude, longitude, geo_precision | from the gazetteer; 1 exact or near, 2 district, 3 vaguer | ACLED |
 * | source, source_scale | outlets; number of distinct speakers quoted | ACLED |
 * | fatalities | best where the harmed side named one, else the lowest figure: the conservative one; empty = no number stated | ACLED |
 * | where_prec, date_prec, event_clarity, number_of_sources | 1 to 7; 1 day, 3 week, 5 vaguer; 2 = a summary of many; articles | UCDP GED |
 * | deaths_a, deaths_b, deaths_civilians, deaths_unknown | by side as configured (first, second) | UCDP GED |
 * | low, best, high | deaths over all sides; `high` empty = open | UCDP GED |
 * | label … updated_at | as in the record | ours |
 */
export const EXPORT_COLUMNS = [
  'event_id',
  'event_date',
  'year',
  'time_precision',
  'event_type',
  'sub_event_type',
  'actor1',
  'actor2',
  'direction_basis',
  'country',
  'admin1',
  'location',
  'location_names',
  'latitude',
  'longitude',
  'geo_precision',
  'source',
  'source_scale',
  'notes',
  'fatalities',
  'where_prec',
  'date_prec',
  'event_clarity',
  'number_of_sources',
  'deaths_a',
  'deaths_b',
  'deaths_civilians',
  'deaths_unknown',
  'low',
  'best',
  'high',
  'wounded_low',
  'wounded_high',
  'captured',
  'label',
  'subtype',
  'status',
  'severity',
  'weapons',
  'violations_stated',
  'owners',
  'sides',
  'languages',
  'withdrawn',
  'first_seen_at',
  'updated_at',
] as const;

/** Event and sub-event type by subtype. Source: ACLED codebook, 2024, table of event types. */
export const ACLED_TYPES: Readonly<Record<string, readonly [type: string, subType: string]>> = {
  clash: ['Battles', 'Armed clash'],
  shooting: ['Battles', 'Armed clash'],
  capture: ['Strategic developments', 'Other'],
  shelling: ['Explosions/Remote violence', 'Shelling/artillery/missile attack'],
  airStrike: ['Explosions/Remote violence', 'Air/drone strike'],
  droneStrike: ['Explosions/Remote violence', 'Air/drone strike'],
  droneDowned: ['Strategic developments', 'Disrupted weapons use'],
  mine: ['Explosions/Remote violence', 'Remote explosive/landmine/IED'],
  evidence: ['Violence against civilians', 'Attack'],
  truce: ['Strategic developments', 'Agreement'],
  displaced: ['Protests', 'Peaceful protest'],
};
const OTHER_TYPE = ['Strategic developments', 'Other'] as const;

const TIME_PRECISION: Readonly<Record<TimePrecision, 1 | 2 | 3>> = {
  minute: 1,
  hour: 1,
  partOfDay: 1,
  day: 1,
  week: 2,
  unknown: 3,
};
const DATE_PREC: Readonly<Record<1 | 2 | 3, number>> = { 1: 1, 2: 3, 3: 5 };

/** The row of one incident. */
export function exportRow(incident: Incident, context: Pick<IncidentContext, 'camps' | 'geography'>): ExportRow {
  const [type, subType] = incident.clarity === 2 ? (['Battles', 'Armed clash'] as const) : typeOf(incident);
  const day = (incident.occurred.from ?? incident.firstSeenAt).slice(0, 10);
  const precision = TIME_PRECISION[incident.occurred.precision];
  const [sideA, sideB] = context.camps.sides;
  const deaths = (side: string | undefined) =>
    figures(incident, 'killed', (one) => one.side !== 'unknown' && context.camps.campOf(one.side) === side);
  const all = figures(incident, 'killed', () => true);
  const wounded = figures(incident, 'wounded', () => true);
  const place = incident.place.gazetteerId;
  const parents = place === undefined ? [] : context.geography.ancestorsOf(place);
  const parentOf = (kind: string) =>
    [place ?? '', ...parents].find((id) => context.geography.placeOf(id)?.kind === kind);
  const nameOf = (id: string | undefined) => (id === undefined ? undefined : context.geography.placeOf(id)?.name);
  return {
    event_id: incident.id,
    event_date: day,
    year: Number(day.slice(0, 4)),
    time_precision: precision,
    event_type: type,
    sub_event_type: subType,
    actor1: incident.parties.initiator,
    actor2: incident.parties.target,
    direction_basis: incident.parties.initiator === undefined ? undefined : incident.parties.basis,
    country: nameOf(parentOf('country')),
    admin1: nameOf(parentOf('province')),
    location: place === undefined ? undefined : incident.place.names.en,
    location_names:
      Object.entries(incident.place.sideNames)
        .map(([side, name]) => `${side}: ${name}`)
        .join('; ') || undefined,
    latitude: incident.place.lat,
    longitude: incident.place.lon,
    geo_precision: incident.place.precision <= 2 ? 1 : incident.place.precision === 3 ? 2 : 3,
    source: [...new Set(incident.reports.map((report) => report.outletId))].join('; '),
    source_scale: incident.sources.origins,
    notes: incident.claims[0]?.quote ?? incident.reports[0]?.title,
    fatalities: all?.best ?? all?.low,
    where_prec: incident.place.precision,
    date_prec: DATE_PREC[precision],
    event_clarity: incident.clarity,
    number_of_sources: incident.sources.articles,
    deaths_a: deaths(sideA)?.low,
    deaths_b: deaths(sideB)?.low,
    deaths_civilians: figures(incident, 'killed', (one) => one.civilian === true)?.low,
    deaths_unknown: figures(incident, 'killed', (one) => one.side === 'unknown')?.low,
    low: all?.low,
    best: all?.best,
    high: all?.high,
    wounded_low: wounded?.low,
    wounded_high: wounded?.high,
    captured: figures(incident, 'captured', () => true)?.low,
    label: incident.label,
    subtype: incident.subtype,
    status: incident.status,
    severity: incident.severity,
    weapons: incident.weapons.join('; ') || undefined,
    violations_stated: incident.violations,
    owners: incident.sources.owners,
    sides: incident.sources.sides,
    languages: incident.sources.languages,
    withdrawn: incident.withdrawn?.reason,
    first_seen_at: incident.firstSeenAt,
    updated_at: incident.updatedAt,
  };
}

interface Figures {
  readonly low: number;
  readonly best: number | undefined;
  readonly high: number | undefined;
}

/** Sides are different people: their figures add up. `undefined` = nobody stated a number. */
function figures(
  incident: Incident,
  kind: CasualtyKind,
  isWanted: (one: Incident['casualties'][number]) => boolean,
): Figures | undefined {
  const rows = incident.casualties.filter((one) => one.kind === kind && isWanted(one));
  if (rows.length === 0) return undefined;
  const sum = (read: (one: Incident['casualties'][number]) => number | undefined): number | undefined =>
    rows.reduce<number | undefined>((total, one) => {
      const value = read(one);
      return total === undefined || value === undefined ? undefined : total + value;
    }, 0);
  return { low: sum((one) => one.low) ?? 0, best: sum((one) => one.best), high: sum((one) => one.high) };
}

function typeOf(incident: Incident): readonly [string, string] {
  const harmsCivilians = incident.casualties.some((one) => one.civilian === true && one.low > 0);
  if (incident.label === 'clash' && incident.subtype === 'shooting' && harmsCivilians) {
    return ['Violence against civilians', 'Attack'];
  }
  return ACLED_TYPES[incident.subtype] ?? OTHER_TYPE;
}
