import type { RelevantLabel } from './classification.ts';
import type { Localised } from './language.ts';
import type { Party, Side } from './party.ts';
import type { Casualties, CeasefireState, Claim, Occurred, TalksStage, Weapon } from './report.ts';

/** From the weakest to the strongest; a story that was taken back comes last. */
export const STATUSES = [
  'claimed',
  'denied',
  'counterClaimed',
  'acknowledged',
  'thirdPartyConfirmed',
  'retracted',
] as const;
export type Status = (typeof STATUSES)[number];

/** 0 note, 1 low, 2 moderate, 3 high, 4 critical; the table stands in `docs/subscribers.md`. */
export type Severity = 0 | 1 | 2 | 3 | 4;

/** UCDP where_prec: 1 exact, 2 within 25 km, 3 second-level district, 4 first-level, 5 general area, 6 country, 7 sea or air. */
export type PlacePrecision = 1 | 2 | 3 | 4 | 5 | 6 | 7;

export interface IncidentPlace {
  readonly gazetteerId?: string;
  /** Plain names, and the names each side uses. */
  readonly names: Localised;
  readonly sideNames: Readonly<Record<Party, string>>;
  readonly lat?: number;
  readonly lon?: number;
  readonly precision: PlacePrecision;
}

/** One report as the incident keeps it: enough to count, link and re-reduce. */
export interface IncidentSource {
  readonly itemId: string;
  readonly outletId: string;
  readonly ownerId: string;
  readonly outletSide: Side;
  readonly language: string;
  readonly title: string;
  readonly url: string;
  readonly publishedAt?: string;
  readonly arrivedAt: string;
  /** Set when it is a reprint of another item: counted as article, never as origin. */
  readonly duplicateOf?: string;
}

/** What changed, and whether it deserves a new notification. */
export interface Change {
  readonly revision: number;
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly itemId?: string;
  readonly kind:
    | 'created'
    | 'status'
    | 'casualties'
    | 'deaths'
    | 'confirmation'
    | 'talksStage'
    | 'truceCollapse'
    | 'retraction'
    | 'correction'
    | 'sources'
    | 'place'
    | 'severity'
    | 'joined'
    | 'split'
    | 'withdrawn'
    | 'ended';
  /** Stated fact for people and cards, language-neutral: `ARM killed 0->1`, `claimed->denied`. */
  readonly detail: string;
  readonly material: boolean;
}

/** What is said to have happened, made of reports. */
export interface Incident {
  /** `AA-2026-11-21-07`: the theatre's prefix, the day it was first seen, a running number, which has gaps. */
  readonly id: string;
  readonly revision: number;
  readonly label: RelevantLabel;
  /** For example `shelling`, `dailySummary`, `truce`, `talks`, `prisoners`, `mine`. */
  readonly subtype: string;
  readonly occurred: Occurred;
  readonly place: IncidentPlace;
  /** All places named, gazetteer ids, most specific first. */
  readonly places: readonly string[];
  readonly venues: readonly string[];
  readonly mediators: readonly Party[];
  readonly parties: { readonly initiator?: Party; readonly target?: Party; readonly basis: 'alleged' };
  readonly status: Status;
  readonly casualties: readonly Casualties[];
  readonly weapons: readonly Weapon[];
  readonly ceasefireState?: CeasefireState;
  readonly talksStage?: TalksStage;
  readonly violations?: number;
  readonly claims: readonly Claim[];
  readonly reports: readonly IncidentSource[];
  readonly sources: {
    readonly articles: number;
    readonly outlets: number;
    readonly owners: number;
    /** Distinct speakers quoted: ten outlets relaying one ministry are one origin. */
    readonly origins: number;
    readonly sides: number;
    readonly languages: number;
  };
  readonly severity: Severity;
  /** 1 a single incident, 2 a summary of many. Source: UCDP event_clarity. */
  readonly clarity: 1 | 2;
  /** Sides whose feeds were down or silent when it was last reduced. */
  readonly blindSpots: readonly BlindSpot[];
  readonly related: readonly string[];
  readonly history: readonly Change[];
  /** ISO 8601 UTC. */
  readonly firstSeenAt: string;
  readonly updatedAt: string;
  /** Set when operators withdrew the alert by hand. */
  readonly withdrawn?: { readonly by: string; readonly reason: string; readonly at: string };
  /** Set when it was joined into another incident by hand; look-ups follow it. */
  readonly joinedInto?: string;
}

export interface BlindSpot {
  readonly side: Side;
  /** ISO 8601 UTC: nothing from this side's outlets since. */
  readonly since: string;
  readonly feeds: readonly string[];
}
