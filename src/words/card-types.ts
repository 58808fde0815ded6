import type { RelevantLabel } from '../domain/classification.ts';
import type { Severity, Status } from '../domain/incident.ts';
import type { Language, Localised } from '../domain/language.ts';
import type { Alignment, Party, Side } from '../domain/party.ts';
import type { ClaimKind } from '../domain/report.ts';
import type { Text } from './text.ts';

type Names = Readonly<Partial<Record<Language, string | undefined>>>;

/** What a card needs to know of a party; entries of `parties.yaml` fit as they are. */
export interface PartyNames {
  readonly name: Localised | Names;
  readonly alliedWith?: Party | undefined;
  readonly speakers: readonly { readonly office: string; readonly name: Localised | Names }[];
}

/** What a card needs to know of an outlet; entries of `outlets.yaml` fit as they are. */
export interface OutletNames {
  readonly name: string;
  readonly names?: Names;
  readonly side: Side;
  readonly alignment: Alignment;
}

/** What a card needs to know of a place; entries of `places.yaml` fit as they are. */
export interface PlaceNames {
  readonly name: string;
  /** Every name it goes by in a language: both sides' where they differ. */
  readonly names: Readonly<Partial<Record<Language, readonly string[] | undefined>>>;
  readonly sideNames: Readonly<Record<Party, string>>;
}

/** Configuration that turns ids into names. */
export interface CardNames {
  /** The two sides of the conflict. */
  readonly sides: readonly Party[];
  readonly parties: Readonly<Record<Party, PartyNames>>;
  /** Offices that every party has, without their country. */
  readonly offices: readonly { readonly office: string; readonly name: Localised | Names }[];
  readonly outlets: Readonly<Record<string, OutletNames>>;
  readonly places: Readonly<Record<string, PlaceNames>>;
}

/** One thing one speaker says, as a card shows it. Plain text. */
export interface Statement {
  readonly kind: ClaimKind;
  /** `Accuses Azerbaijan`. */
  readonly what: string;
  readonly speaker: string;
  readonly quote: string;
  /** Name of the quote's language; absent when it is the card's own. */
  readonly quoteLanguage?: string;
}

/** What one side says. */
export interface Account {
  /** A party, or `unknown` where nobody is named. */
  readonly party: string;
  readonly name: string;
  /** Newest first; empty = nothing said so far. */
  readonly statements: readonly Statement[];
  readonly hidden: number;
}

/** Losses of one side, with who says so. */
export interface Losses {
  readonly name: string;
  readonly lines: readonly string[];
}

export interface CardLink {
  readonly kind: 'oldest' | 'best';
  readonly word: string;
  readonly title: string;
  readonly url: string;
  readonly outlet: string;
  /** Home and alignment: `Armenia, public`. */
  readonly outletLabel: string;
}

/** All that a reader sees of one incident revision, in one language, as plain text: renderers only lay it out and escape it. */
export interface AlertCard {
  readonly incidentId: string;
  readonly revision: number;
  readonly language: Language;
  readonly direction: 'ltr' | 'rtl';
  readonly label: { readonly id: RelevantLabel; readonly word: string };
  readonly severity: { readonly level: Severity; readonly word: string; readonly full: string };
  /** The fact in one line. */
  readonly headline: string;
  readonly place: string;
  readonly placeNote?: string;
  readonly when: Text;
  readonly status: { readonly id: Status; readonly word: string; readonly note: string };
  /** Weapon, venue, mediators and the like; only what is known. */
  readonly facts: readonly { readonly name: string; readonly value: string }[];
  /** The two sides, in the order of the configuration; empty where nobody is accused and neither has spoken. */
  readonly accounts: readonly Account[];
  /** Third parties and speakers nobody named; only those who said something. */
  readonly others: readonly Account[];
  readonly losses: readonly Losses[];
  readonly counts: string;
  readonly languages: string;
  readonly blindSpots: readonly Text[];
  readonly links: readonly CardLink[];
  /** `Retracted` or `Withdrawn by the operators`, with the reason; absent while it stands. */
  readonly takenBack?: { readonly word: string; readonly note: string };
  readonly changes: readonly string[];
  /** ISO 8601 UTC. */
  readonly updatedAt: string;
  /** Stands on every message of this delivery: `AA-2026-11-21-07 r3`. */
  readonly marker: string;
}
