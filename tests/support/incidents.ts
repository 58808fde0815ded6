import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { partiesFile, placesFile, weaponsFile } from '../../src/config/schema/gazetteer.ts';
import { incidentsSettings } from '../../src/config/schema/settings-incidents.ts';
import { subjectsFile } from '../../src/config/schema/subjects.ts';
import type { Report } from '../../src/domain/report.ts';
import { createIncidentContext, type IncidentConfig, type IncidentContext } from '../../src/incidents/context.ts';

/** The configuration that ships, with the default settings of the incidents room. */
export function incidentConfig(settings: Readonly<Record<string, unknown>> = {}): IncidentConfig {
  return {
    parties: partiesFile.parse(parse(readFileSync('config/parties.yaml', 'utf8'))),
    places: placesFile.parse(parse(readFileSync('config/places.yaml', 'utf8'))),
    weapons: weaponsFile.parse(parse(readFileSync('config/weapons.yaml', 'utf8'))),
    subjects: subjectsFile.parse(parse(readFileSync('config/subjects.yaml', 'utf8'))),
    settings: { incidents: incidentsSettings.parse(settings), alerts: { maxAlertAge: 86_400_000 } },
  };
}

let ready: IncidentContext | undefined;

/** One compiled context for all tests that change no setting. */
export function incidentContext(): IncidentContext {
  ready ??= createIncidentContext(incidentConfig());
  return ready;
}

let serial = 0;

/** Fire at Sotk that Armenia alleges, told by an Armenian outlet in English; every report is an item of its own. */
export function sampleReport(fields: Partial<Report> = {}): Report {
  serial += 1;
  const arrivedAt = fields.arrivedAt ?? '2026-11-20T18:00:00.000Z';
  return {
    itemId: `item-${serial}`,
    feedId: 'araks-en',
    outletId: 'araks',
    ownerId: 'araks-media',
    outletSide: 'ARM',
    language: 'en',
    label: 'clash',
    labels2: [],
    title: 'Azerbaijani units open fire near Sotk',
    summary: `The Defence Ministry said that positions came under fire, report ${wordOf(serial)}.`,
    url: `https://araks.example/${serial}`,
    publishedAt: arrivedAt,
    arrivedAt,
    itemRevision: 0,
    places: ['sotk'],
    venues: [],
    mediators: [],
    parties: ['ARM', 'AZE'],
    accusations: [['ARM', 'AZE']],
    deniers: [],
    casualties: [],
    weapons: ['small-arms'],
    occurred: { precision: 'unknown', basis: 'published' },
    claims: [],
    ...fields,
  };
}

/** A time so many hours after the first report of `sampleReport`. */
export function hoursLater(hours: number): string {
  return new Date(Date.parse('2026-11-20T18:00:00.000Z') + hours * 3_600_000).toISOString();
}

const WORDS = 'alder birch cedar dogwood elm fir gorse hazel ivy juniper'.split(' ');

/** Numbers in words, so that two reports do not differ in digits only. */
function wordOf(count: number): string {
  return String(count)
    .split('')
    .map((digit) => WORDS[Number(digit)])
    .join(' ');
}
