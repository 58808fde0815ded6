import type { Incident, Severity } from '../domain/incident.ts';
import type { IncidentContext } from './context.ts';

type Rated = Pick<
  Incident,
  'label' | 'subtype' | 'clarity' | 'casualties' | 'weapons' | 'places' | 'ceasefireState' | 'talksStage' | 'status'
> & { readonly breaksTruce: boolean };

/**
 * How grave an incident is, 0 to 4. The highest line that holds counts; figures are the largest that anybody states.
 *
 * | severity | holds when |
 * |---|---|
 * | 4 critical | 5 or more killed · 3 or more civilians killed · a truce in force collapses with deaths |
 * | 3 high | anyone killed in a clash · a truce in force collapses · a truce is broken or ended · 5 or more wounded |
 * | 2 moderate | anyone wounded, captured or missing · killed or hurt by an old mine · fire at a town or city, or in a third country · a truce is announced, agreed or extended · an outcome of talks · prisoners or bodies exchanged |
 * | 1 low | any other use of force, daily counts of violations · a truce offered or holding · talks announced or held |
 * | 0 note | statements, trials, rallies, heritage · anything retracted |
 *
 * The class of weapon sets a floor of its own (`severity` in `weapons.yaml`).
 */
export function severityOf(
  incident: Rated,
  context: Pick<IncidentContext, 'geography' | 'weaponSeverity' | 'camps'>,
): Severity {
  if (incident.status === 'retracted') return 0;
  const floors: Severity[] = [baseOf(incident), harmOf(incident)];
  if (incident.breaksTruce) floors.push(countOf(incident, 'killed') > 0 ? 4 : 3);
  if (incident.label === 'clash' && incident.clarity === 1) {
    for (const weapon of incident.weapons) floors.push(context.weaponSeverity[weapon] ?? 0);
    if (isUnusualPlace(incident.places, context)) floors.push(2);
  }
  return Math.max(...floors) as Severity;
}

function baseOf(incident: Rated): Severity {
  switch (incident.label) {
    case 'clash':
      return 1;
    case 'ceasefire':
      if (incident.ceasefireState === 'broken' || incident.ceasefireState === 'ended') return 3;
      return incident.ceasefireState === undefined ||
        incident.ceasefireState === 'holding' ||
        incident.ceasefireState === 'offered'
        ? 1
        : 2;
    case 'negotiation':
      if (incident.talksStage === undefined) return 0;
      return incident.talksStage === 'outcome' ? 2 : 1;
    case 'humanitarian':
      return incident.subtype === 'prisoners' || incident.subtype === 'bodies' ? 2 : 0;
    default:
      return incident.label satisfies never;
  }
}

function harmOf(incident: Rated): Severity {
  const killed = countOf(incident, 'killed');
  const civilians = incident.casualties
    .filter((one) => one.kind === 'killed' && one.civilian === true)
    .reduce((sum, one) => sum + (one.high ?? one.low), 0);
  if (killed >= 5 || civilians >= 3) return 4;
  const wounded = countOf(incident, 'wounded');
  const hurt = wounded + countOf(incident, 'captured') + countOf(incident, 'missing');
  if (incident.label === 'humanitarian') return killed + hurt > 0 ? 2 : 0;
  if (killed > 0 || wounded >= 5) return 3;
  return hurt > 0 ? 2 : 0;
}

/** Largest stated figures of all sides; sides are different people and may be added, sources never are. */
function countOf(incident: Rated, kind: Incident['casualties'][number]['kind']): number {
  return incident.casualties.filter((one) => one.kind === kind).reduce((sum, one) => sum + (one.high ?? one.low), 0);
}

/** A town or city, or a place that neither side holds: not where the line is. */
function isUnusualPlace(places: readonly string[], context: Pick<IncidentContext, 'geography' | 'camps'>): boolean {
  return context.geography.specific(places).some((id) => {
    const place = context.geography.placeOf(id);
    const isThirdCountry = place?.controlledBy !== undefined && context.camps.campOf(place.controlledBy) === undefined;
    return place?.kind === 'city' || isThirdCountry;
  });
}
