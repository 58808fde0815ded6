import type { Incident } from '../../domain/incident.ts';
import type { IncidentContext } from '../context.ts';
import { EXPORT_COLUMNS, exportRow } from './columns.ts';

/** Lines of a table as RFC 4180 has them. A cell that a spreadsheet would run as a formula is quoted by a blank before it. Source: RFC 4180; OWASP, "CSV Injection". */
export function csvLines(
  header: readonly string[],
  rows: readonly (readonly (string | number | undefined)[])[],
): string[] {
  return [header, ...rows].map((row) => row.map(csvCell).join(','));
}

function csvCell(value: string | number | undefined): string {
  if (value === undefined) return '';
  if (typeof value === 'number') return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? ` ${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** One incident a line under ACLED- and UCDP-like columns. */
export function incidentsAsCsv(
  incidents: readonly Incident[],
  context: Pick<IncidentContext, 'camps' | 'geography'>,
): string[] {
  const rows = incidents.map((incident) => exportRow(incident, context));
  return csvLines(
    EXPORT_COLUMNS,
    rows.map((row) => EXPORT_COLUMNS.map((column) => row[column])),
  );
}

/** A GeoJSON feature collection; incidents without coordinates have no geometry. Source: RFC 7946. */
export function incidentsAsGeoJson(
  incidents: readonly Incident[],
  context: Pick<IncidentContext, 'camps' | 'geography'>,
): string {
  const features = incidents.map((incident) => {
    const { lat, lon } = incident.place;
    const geometry = lat === undefined || lon === undefined ? null : { type: 'Point', coordinates: [lon, lat] };
    return { type: 'Feature', id: incident.id, geometry, properties: exportRow(incident, context) };
  });
  return JSON.stringify({ type: 'FeatureCollection', features });
}
