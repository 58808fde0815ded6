import type { Filter } from '../domain/alert.ts';
import type { Incident } from '../domain/incident.ts';
import type { Alignment } from '../domain/party.ts';

/** Stage at which a filter let an incident go, with the reason for people; `explain` and "why not here?" read it. */
export type FilterResult =
  | { readonly kind: 'match' }
  | { readonly kind: 'skip'; readonly stage: keyof Filter; readonly reason: string };

/** What a filter needs to know about an incident, worked out once for all subscriptions. */
export interface FilterFacts {
  readonly incident: Incident;
  /** Gazetteer ids of its places and all their parents. */
  readonly placeIds: ReadonlySet<string>;
  readonly parties: ReadonlySet<string>;
  readonly languages: ReadonlySet<string>;
  readonly outlets: ReadonlySet<string>;
  readonly outletSides: ReadonlySet<string>;
  readonly alignments: ReadonlySet<string>;
  /** Folded titles and quotes, for words. */
  readonly words: string;
}

/** What is known of places and outlets beside the incident. */
export interface FactSources {
  /** All parents of a gazetteer id. */
  readonly parentsOf: (placeId: string) => readonly string[];
  readonly alignmentOf: (outletId: string) => Alignment;
}

/** Works out the facts that filters ask for. `fold` is the one of `language/`. */
export function factsOf(
  incident: Incident,
  { parentsOf, alignmentOf }: FactSources,
  fold: (text: string) => string,
): FilterFacts {
  const parties = [incident.parties.initiator, incident.parties.target, ...incident.mediators];
  for (const claim of incident.claims) parties.push(claim.speaker.party, claim.about.initiator, claim.about.target);
  const texts = [...incident.reports.map((report) => report.title), ...incident.claims.map((claim) => claim.quote)];
  return {
    incident,
    placeIds: new Set(incident.places.flatMap((place) => [place, ...parentsOf(place)])),
    parties: new Set(parties.filter((party): party is string => party !== undefined)),
    languages: new Set(incident.reports.map((report) => report.language)),
    outlets: new Set(incident.reports.map((report) => report.outletId)),
    outletSides: new Set(incident.reports.map((report) => report.outletSide)),
    alignments: new Set(incident.reports.map((report) => alignmentOf(report.outletId))),
    words: ` ${texts.map(fold).join(' ')} `,
  };
}

/** Asks a filter stage by stage; the first stage that says no gives the reason. */
export function matchFilter(filter: Filter, facts: FilterFacts, fold: (text: string) => string): FilterResult {
  const { incident } = facts;
  const skip = (stage: keyof Filter, reason: string): FilterResult => ({ kind: 'skip', stage, reason });
  if (filter.labels !== undefined && !filter.labels.includes(incident.label)) {
    return skip('labels', `label is ${incident.label}; wanted ${filter.labels.join(', ')}`);
  }
  if (filter.minSeverity !== undefined && incident.severity < filter.minSeverity) {
    return skip('minSeverity', `severity is ${incident.severity}; wanted at least ${filter.minSeverity}`);
  }
  if (filter.statuses !== undefined && !filter.statuses.includes(incident.status)) {
    return skip('statuses', `status is ${incident.status}; wanted ${filter.statuses.join(', ')}`);
  }
  if (!meets(filter.parties, facts.parties))
    return skip('parties', `parties are ${list(facts.parties)}; wanted ${list(filter.parties)}`);
  if (!meets(filter.places, facts.placeIds))
    return skip('places', `places are ${list(facts.placeIds)}; wanted ${list(filter.places)}`);
  if (!meets(filter.languages, facts.languages)) {
    return skip('languages', `articles are in ${list(facts.languages)}; wanted ${list(filter.languages)}`);
  }
  if (!meets(filter.outlets, facts.outlets))
    return skip('outlets', `outlets are ${list(facts.outlets)}; wanted ${list(filter.outlets)}`);
  if (!meets(filter.outletSides, facts.outletSides)) {
    return skip('outletSides', `outlets' sides are ${list(facts.outletSides)}; wanted ${list(filter.outletSides)}`);
  }
  if (!meets(filter.alignments, facts.alignments)) {
    return skip('alignments', `outlets are ${list(facts.alignments)}; wanted ${list(filter.alignments)}`);
  }
  const holds = (word: string) => facts.words.includes(` ${fold(word)}`);
  if (filter.includeWords !== undefined && !filter.includeWords.some(holds)) {
    return skip('includeWords', `none of the words ${filter.includeWords.join(', ')} stands in it`);
  }
  const excluded = filter.excludeWords?.find(holds);
  if (excluded !== undefined) return skip('excludeWords', `the word "${excluded}" stands in it`);
  return { kind: 'match' };
}

function meets(wanted: readonly string[] | undefined, has: ReadonlySet<string>): boolean {
  return wanted === undefined || wanted.some((one) => has.has(one));
}

function list(values: Iterable<string> | undefined): string {
  return [...(values ?? [])].join(', ') || 'none';
}
