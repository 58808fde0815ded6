import type { RelevantLabel } from '../domain/classification.ts';
import type { Change, Status } from '../domain/incident.ts';
import type { Alignment } from '../domain/party.ts';
import type { CasualtyKind, CeasefireState, ClaimKind, TalksStage, TimePrecision, Weapon } from '../domain/report.ts';

/**
 * A text by plural category of the language; `other` always stands, `{n}` is the number.
 * Source: Unicode CLDR plural rules, by way of `Intl.PluralRules`.
 */
export type Plural = Readonly<Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }>;

/** Kinds of incidents that have a word of their own; any other is called by its label. */
export const SUBTYPES = [
  'shooting',
  'shelling',
  'droneStrike',
  'droneDowned',
  'airStrike',
  'mine',
  'capture',
  'evidence',
  'dailySummary',
  'truce',
  'talks',
  'phoneCall',
  'borderCommission',
  'offer',
  'statement',
  'prisoners',
  'trial',
  'bodies',
  'missingPersons',
  'mineMaps',
  'blockade',
  'gasSupply',
  'water',
  'demining',
  'displaced',
  'aid',
  'heritage',
] as const;
export type Subtype = (typeof SUBTYPES)[number];

/** How far a place is known, for UCDP where_prec 2 to 7; 1 (exact) needs no word. */
export type CoarsePrecision = 2 | 3 | 4 | 5 | 6 | 7;

/**
 * Words of cards, one catalogue a language. Templates hold `{name}`, and `{name:subject}` or `{name:object}` where the language bends a name.
 * Plain text: the renderers escape it.
 */
export interface AlertWords {
  /** The language's own name. */
  readonly endonym: string;
  readonly label: Readonly<Record<RelevantLabel, string>>;
  readonly severity: readonly [string, string, string, string, string];
  readonly severityOf: string;
  readonly status: Readonly<Record<Status, string>>;
  /** Without an accusation (talks, truces, aid) these say how far it is told; other statuses keep their words. */
  readonly plainStatus: Readonly<Record<'claimed' | 'acknowledged', { readonly word: string; readonly note: string }>>;
  readonly statusNote: Readonly<Record<Status, string>>;
  readonly subtype: Readonly<Record<Subtype, string>>;
  readonly weapon: Readonly<Record<Exclude<Weapon, 'none'>, string>>;
  readonly claim: Readonly<Record<ClaimKind, string>>;
  readonly talks: Readonly<Record<TalksStage, string>>;
  readonly ceasefire: Readonly<Record<CeasefireState, string>>;
  readonly headline: {
    readonly accuses: string;
    readonly accusesBack: string;
    readonly mutual: string;
    readonly denies: string;
    readonly admits: string;
    readonly confirms: string;
    readonly retracted: string;
    readonly withdrawn: string;
    readonly update: string;
    readonly late: string;
  };
  readonly field: {
    readonly place: string;
    readonly when: string;
    readonly status: string;
    readonly weapon: string;
    readonly casualties: string;
    readonly reports: string;
    readonly blindSpots: string;
    readonly links: string;
    readonly others: string;
    readonly changes: string;
    readonly venue: string;
    readonly mediators: string;
    readonly related: string;
  };
  readonly precision: Readonly<Record<CoarsePrecision, string>>;
  readonly when: Readonly<Record<Exclude<TimePrecision, 'minute'>, string>>;
  readonly whenPublished: string;
  readonly unknownPlace: string;
  readonly side: {
    readonly silent: string;
    readonly accuses: string;
    readonly noSpeaker: string;
    readonly unknown: string;
    readonly third: string;
    readonly more: Plural;
  };
  readonly casualty: Readonly<Record<CasualtyKind, Plural>>;
  readonly figure: {
    readonly atLeast: string;
    readonly range: string;
    readonly none: string;
    readonly civilian: string;
    readonly own: string;
    readonly statedBy: string;
    readonly notStated: string;
  };
  readonly violations: Plural;
  readonly summaryNote: string;
  readonly count: {
    readonly articles: Plural;
    readonly outlets: Plural;
    readonly owners: Plural;
    readonly origins: Plural;
    /** Home countries of the outlets. */
    readonly sides: Plural;
    readonly languages: Plural;
    readonly incidents: Plural;
    readonly minutes: Plural;
    readonly hours: Plural;
    readonly days: Plural;
  };
  readonly link: { readonly oldest: string; readonly best: string };
  readonly alignment: Readonly<Record<Alignment, string>>;
  readonly blindSpot: string;
  readonly button: Readonly<
    Record<
      'article' | 'sources' | 'why' | 'timeline' | 'mute' | 'falseAlarm' | 'wrongPlace' | 'wrongMerge' | 'withdraw',
      string
    >
  >;
  readonly change: Readonly<Record<Change['kind'], string>>;
  readonly digest: {
    readonly now: string;
    readonly hourly: string;
    readonly daily: string;
    readonly late: string;
    readonly empty: string;
    readonly more: Plural;
  };
  readonly quoteIn: string;
  readonly withdrawnNote: string;
}
