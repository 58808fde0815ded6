import type { RelevantLabel } from './classification.ts';
import type { LanguageTag } from './language.ts';
import type { Accusation, Party, Side } from './party.ts';

export type ClaimKind =
  | 'accuses'
  | 'denies'
  | 'acknowledges'
  | 'reportsOwnLoss'
  | 'reportsEnemyLoss'
  | 'observes'
  | 'corrects';

/** Who says it: a ministry, a mission, a person; never the outlet. All fields absent = nobody is named. */
export interface Speaker {
  /** Plain English name of the office or person as configured, for example `Ministry of Defence of Armenia`. */
  readonly name?: string;
  readonly party?: Party;
  /** `defenceMinistry`, `foreignMinistry`, `president`, `mission` … as `parties.yaml` names it. */
  readonly office?: string;
}

/** What one speaker says in one item. Append-only once it stands on an incident. */
export interface Claim {
  readonly kind: ClaimKind;
  readonly speaker: Speaker;
  readonly about: {
    readonly initiator?: Party;
    readonly target?: Party;
    readonly place?: string;
    readonly when?: string;
    readonly casualties?: readonly Casualties[];
  };
  /** The sentence that tells the deed, in the language of the item. */
  readonly quote: string;
  /** Known only from the answer of the accused ("Baku denies firing"): any other claim says it better. */
  readonly isDerived?: true;
  readonly language: LanguageTag;
  readonly itemId: string;
}

export type CasualtyKind = 'killed' | 'wounded' | 'captured' | 'missing';

/** UCDP-like range. Source: UCDP GED codebook (low/best/high); ACLED (vague words). */
export interface Casualties {
  readonly side: Party | 'unknown';
  readonly civilian?: true;
  readonly kind: CasualtyKind;
  readonly low: number;
  /** What the harmed side itself says last; absent while it says nothing. */
  readonly best?: number;
  /** Absent = open ("at least", "dozens"). */
  readonly high?: number;
  /** The vague word as it stands, when `low` comes from one. */
  readonly vague?: string;
  /** Killed who were told as wounded before: "a wounded soldier has died". */
  readonly ofWounds?: true;
  /** Indexes are item ids of the claims behind it. */
  readonly claimIds: readonly string[];
}

export const WEAPONS = [
  'small-arms',
  'sniper',
  'mortar',
  'artillery',
  'rocket',
  'missile',
  'drone',
  'aircraft',
  'tank',
  'mine',
  'cluster',
  'none',
] as const;
export type Weapon = (typeof WEAPONS)[number];

export type CeasefireState = 'announced' | 'agreed' | 'extended' | 'offered' | 'holding' | 'broken' | 'ended';

/** Stage of talks, read off a `negotiation` report. */
export type TalksStage = 'announced' | 'held' | 'outcome' | 'cancelled';

export type TimePrecision = 'minute' | 'hour' | 'partOfDay' | 'day' | 'week' | 'unknown';

/** When it is said to have happened. ISO 8601 UTC. Both absent = unknown. */
export interface Occurred {
  readonly from?: string;
  readonly to?: string;
  readonly precision: TimePrecision;
  /** `stated`: the text says it. `published`: taken from the item's date. */
  readonly basis: 'stated' | 'published';
}

/** Where a value stands in the text and which rule read it. `start`/`end`: UTF-16 offsets, end exclusive. */
export interface Span {
  readonly field: 'title' | 'summary';
  readonly start: number;
  readonly end: number;
  readonly rule: string;
}

/** What the extractors read off one text; lists are never absent. Places are gazetteer ids. */
export interface Extraction {
  readonly places: readonly string[];
  readonly venues: readonly string[];
  readonly mediators: readonly Party[];
  readonly parties: readonly Party[];
  readonly accusations: readonly Accusation[];
  readonly deniers: readonly Party[];
  readonly casualties: readonly Casualties[];
  readonly weapons: readonly Weapon[];
  readonly ceasefireState?: CeasefireState;
  readonly talksStage?: TalksStage;
  /** The speaker takes back or corrects an earlier report of his own. */
  readonly isRetraction?: true;
  readonly isCorrection?: true;
  /** A summary of many ("14 violations overnight"): clarity 2. */
  readonly isSummary?: true;
  /** Number of violations a summary counts, as stated. */
  readonly violations?: number;
  readonly occurred: Occurred;
  readonly claims: readonly Claim[];
  /** Span and rule of every value, keyed like `places.sotk`, `casualties.0`, `accusations.ARM>AZE`. */
  readonly spans: Readonly<Record<string, readonly Span[]>>;
}

/** An item that passed the classifier, with what was extracted: one outlet's account. */
export interface Report extends Omit<Extraction, 'spans'> {
  readonly itemId: string;
  readonly feedId: string;
  readonly outletId: string;
  /** Owner of the outlet; the outlet's own id where nobody reviewed it. */
  readonly ownerId: string;
  /** Home side of the outlet. */
  readonly outletSide: Side;
  readonly language: LanguageTag;
  readonly label: RelevantLabel;
  readonly labels2: readonly RelevantLabel[];
  readonly title: string;
  readonly summary: string;
  readonly url: string;
  readonly publishedAt?: string;
  /** ISO 8601 UTC: when we first saw it; the clock of every decision. */
  readonly arrivedAt: string;
  /** 0 upwards; an edited item gives the next revision of its own report. */
  readonly itemRevision: number;
}
