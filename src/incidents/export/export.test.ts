import { describe, expect, it } from 'vitest';
import { incidentContext } from '../../../tests/support/incidents.ts';
import { sampleIncident } from '../../../tests/support/records.ts';
import { EXPORT_COLUMNS, exportRow } from './columns.ts';
import { dailyTable } from './daily.ts';
import { csvLines, incidentsAsCsv, incidentsAsGeoJson } from './formats.ts';

const context = incidentContext();

describe('the export', () => {
  it('leaves a number that nobody stated empty, and says zero where zero was said', () => {
    expect(exportRow(sampleIncident({ casualties: [] }), context).fatalities).toBeUndefined();
    const none = sampleIncident({
      casualties: [{ side: 'ARM', kind: 'killed', low: 0, best: 0, high: 0, claimIds: [] }],
    });
    expect(exportRow(none, context)).toMatchObject({ fatalities: 0, deaths_a: 0, low: 0, high: 0 });
    expect(exportRow(none, context).deaths_b).toBeUndefined();
  });

  it('counts deaths by side, takes the best figure where the harmed side named one, and leaves an open range open', () => {
    const row = exportRow(
      sampleIncident({
        casualties: [
          { side: 'ARM', kind: 'killed', low: 2, best: 4, high: 4, claimIds: [] },
          { side: 'AZE', kind: 'killed', low: 3, claimIds: [] },
        ],
      }),
      context,
    );
    expect(row).toMatchObject({ deaths_a: 2, deaths_b: 3, low: 5, fatalities: 5 });
    expect(row.best).toBeUndefined();
    expect(row.high).toBeUndefined();
  });

  it('names event types as ACLED does', () => {
    const types = (subtype: string) => exportRow(sampleIncident({ subtype }), context).sub_event_type;
    expect(['shooting', 'shelling', 'droneStrike', 'truce', 'unheardOf'].map(types)).toEqual([
      'Armed clash',
      'Shelling/artillery/missile attack',
      'Air/drone strike',
      'Agreement',
      'Other',
    ]);
  });

  it('places an incident in its country and province', () => {
    expect(exportRow(sampleIncident(), context)).toMatchObject({
      country: 'Armenia',
      admin1: 'Gegharkunik',
      location: 'Sotk',
      geo_precision: 1,
    });
  });

  it('writes a line for each incident with a cell for each column', () => {
    const [header, line] = incidentsAsCsv([sampleIncident()], context);
    expect(header).toBe(EXPORT_COLUMNS.join(','));
    expect(line).toContain('AA-2026-11-21-01,2026-11-21,2026');
  });

  it('quotes what a spreadsheet would take apart or run', () => {
    expect(csvLines(['a'], [['x, "y"\nz'], ['=1+1'], [undefined], [-1]])).toEqual([
      'a',
      '"x, ""y""\nz"',
      ' =1+1',
      '',
      '-1',
    ]);
  });

  it('gives a place without coordinates no geometry', () => {
    const { lat: _lat, lon: _lon, ...place } = sampleIncident().place;
    const collection = JSON.parse(incidentsAsGeoJson([sampleIncident(), sampleIncident({ place })], context)) as {
      features: { geometry: unknown }[];
    };
    expect(collection.features.map((one) => one.geometry)).toEqual([
      { type: 'Point', coordinates: [45.87, 40.2] },
      null,
    ]);
  });

  it('says zero days aloud, compares with the day before, and keeps counts of bulletins apart', () => {
    const rows = dailyTable(
      [
        sampleIncident(),
        sampleIncident({ id: 'AA-2026-11-21-02', clarity: 2, subtype: 'dailySummary', violations: 14 }),
        sampleIncident({ id: 'AA-2026-11-21-03', status: 'retracted' }),
        sampleIncident({ id: 'AA-2026-11-21-04', label: 'negotiation' }),
      ],
      '2026-11-20',
      '2026-11-22',
      context,
    );
    expect(rows.map(({ day, sector, violations, change }) => [day, sector, violations, change])).toEqual([
      ['2026-11-20', 'Gegharkunik', 0, undefined],
      ['2026-11-21', 'Gegharkunik', 1, 1],
      ['2026-11-22', 'Gegharkunik', 0, -1],
    ]);
    expect(rows[1]?.counted).toEqual([14]);
  });
});
