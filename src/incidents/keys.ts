import type { RelevantLabel } from '../domain/classification.ts';
import { type Account, isFollowUp, isSummaryReport } from './account.ts';
import type { Candidate } from './candidate.ts';
import type { IncidentContext } from './context.ts';
import { publishedMs } from './times.ts';

/** A report with an earlier date may belong to an incident that was told before it arrived: late items. */
const BACK_MS = 12 * 3_600_000;

/** Where a report looks for its incident: under any of the keys, among incidents told since. */
export interface CandidateQuery {
  readonly keys: readonly string[];
  /** Epoch ms: the latest report of the incident is not older. */
  readonly sinceMs: number;
}

/**
 * Keys under which a report looks for its incident: label family, then one thing that must agree (a place, one inside it, a parent, a neighbour; a venue,
 * a mediator, a subject), within the family's window of days. A report that names none of these looks at all incidents of the family.
 */
export function candidateKeys(report: Account, context: IncidentContext): CandidateQuery {
  const keys = familiesOf(report).flatMap((family) =>
    lookupFacets(report, family, context).map((facet) => keyOf(family, facet)),
  );
  return { keys, sinceMs: publishedMs(report) - windowMs(report, context) };
}

/** Truces that were told within their window before a report. */
export function truceKeys(report: Account, context: IncidentContext): CandidateQuery {
  return { keys: [keyOf('ceasefire', 'all')], sinceMs: publishedMs(report) - context.settings.truceWindow };
}

/** Keys under which an incident can be found: what its reports name. */
export function indexKeys(candidate: Candidate, context: IncidentContext): string[] {
  return indexFacets(candidate, context).map((facet) => keyOf(candidate.label, facet));
}

/** How long back a report of this kind may belong to an incident, ms. */
export function windowMs(report: Account, context: IncidentContext): number {
  const { settings } = context;
  switch (report.label) {
    case 'clash':
      return isFollowUp(report) || hasDeaths(report) ? settings.followUpWindow : settings.clashWindow + BACK_MS;
    case 'ceasefire':
      return settings.truceWindow;
    case 'negotiation':
      return settings.talksWindow;
    case 'humanitarian':
      return settings.humanitarianWindow;
    default:
      return report.label satisfies never;
  }
}

function hasDeaths(report: Pick<Account, 'casualties'>): boolean {
  return report.casualties.some((one) => one.kind === 'killed' && one.low > 0);
}

/** Labels whose incidents a report may belong to: its own and those it clearly also carries. */
export function familiesOf(report: Pick<Account, 'label' | 'labels2' | 'weapons'>): RelevantLabel[] {
  const families = new Set<RelevantLabel>([report.label, ...report.labels2]);
  // A mine on a road is told as an attack by one outlet and as an accident by the next.
  if (report.weapons.includes('mine')) families.add('clash').add('humanitarian');
  return [...families];
}

function keyOf(family: string, facet: string): string {
  return `${family}|${facet}`;
}

function lookupFacets(report: Account, family: RelevantLabel, context: IncidentContext): string[] {
  const { geography } = context;
  const specific = geography.specific(report.places).filter((id) => geography.breadthOf(id) !== 'wide');
  const facets = new Set<string>();
  for (const id of specific) {
    facets.add(`p:${id}`).add(`u:${id}`);
    for (const other of [...geography.ancestorsOf(id), ...geography.neighboursOf(id)]) {
      if (geography.breadthOf(other) === 'wide') continue;
      facets.add(`p:${other}`);
      // Two villages of one province are two incidents, and need no comparison; talks are told apart by their venue.
      if (family === 'negotiation') facets.add(`u:${other}`);
    }
  }
  if (specific.length > 0) facets.add('placeless');
  if (isSummaryReport(report)) facets.add('summary');
  for (const facet of sharedFacets(report)) facets.add(facet);
  if (specific.length === 0) facets.add('all');
  return [...facets];
}

function indexFacets(candidate: Candidate, context: IncidentContext): string[] {
  const { geography } = context;
  const specific = geography.specific(candidate.places).filter((id) => geography.breadthOf(id) !== 'wide');
  const facets = new Set<string>(['all']);
  for (const id of specific) {
    facets.add(`p:${id}`);
    for (const parent of geography.ancestorsOf(id))
      if (geography.breadthOf(parent) !== 'wide') facets.add(`u:${parent}`);
  }
  if (specific.length === 0) facets.add('placeless');
  if (candidate.isSummary) facets.add('summary');
  for (const facet of sharedFacets(candidate)) facets.add(facet);
  return [...facets];
}

function sharedFacets(facts: Pick<Account, 'venues' | 'mediators' | 'subjects'>): string[] {
  return [
    ...facts.venues.map((venue) => `v:${venue}`),
    ...facts.mediators.map((party) => `m:${party}`),
    ...facts.subjects.map((subject) => `s:${subject}`),
  ];
}
