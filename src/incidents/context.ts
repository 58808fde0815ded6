import type { PartiesFile, PlacesFile, WeaponsFile } from '../config/schema/gazetteer.ts';
import type { IncidentsSettings } from '../config/schema/settings-incidents.ts';
import type { SubjectsFile } from '../config/schema/subjects.ts';
import type { Severity } from '../domain/incident.ts';
import type { Weapon } from '../domain/report.ts';
import { type Camps, createCamps } from './camps.ts';
import { compileGeography, type Geography } from './geography.ts';
import { compileSubjects, type Subjects } from './subjects.ts';

/** What the decisions of this room read besides the report: configuration, compiled once. The clock is the report's own arrival. */
export interface IncidentContext {
  /** First letters of incident ids. */
  readonly prefix: string;
  readonly camps: Camps;
  readonly geography: Geography;
  readonly subjects: Subjects;
  readonly settings: IncidentsSettings;
  /** Least severity of an incident in which a weapon was used. */
  readonly weaponSeverity: Readonly<Partial<Record<Weapon, Severity>>>;
  /** An item older than this at arrival never alerts, ms. */
  readonly maxAlertAgeMs: number;
}

export interface IncidentConfig {
  readonly parties: Pick<PartiesFile, 'theatre' | 'parties'>;
  readonly places: PlacesFile;
  readonly weapons: WeaponsFile;
  readonly subjects: SubjectsFile;
  readonly settings: {
    readonly incidents: IncidentsSettings;
    readonly alerts: { readonly maxAlertAge: number };
  };
}

/** Compiles the configuration for this room. */
export function createIncidentContext(config: IncidentConfig): IncidentContext {
  const camps = createCamps(config.parties);
  const weaponSeverity: Partial<Record<Weapon, Severity>> = {};
  for (const [weapon, { severity }] of Object.entries(config.weapons.weapons)) {
    weaponSeverity[weapon as Weapon] = severity as Severity;
  }
  return {
    prefix: config.parties.theatre.prefix,
    camps,
    geography: compileGeography(config.places, camps),
    subjects: compileSubjects(config.subjects),
    settings: config.settings.incidents,
    weaponSeverity,
    maxAlertAgeMs: config.settings.alerts.maxAlertAge,
  };
}
