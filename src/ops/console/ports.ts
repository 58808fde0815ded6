import type { Classification, Label } from '../../domain/classification.ts';
import type { BlindSpot, Incident, Severity, Status } from '../../domain/incident.ts';
import type { Item } from '../../domain/item.ts';
import type { Extraction } from '../../domain/report.ts';
import type { CardNames } from '../../words/card-types.ts';

/** What the console reads. Every method may reject when Redis does not answer; the page then says so. */
export interface ConsoleReads {
  now(): number;
  names(): CardNames;
  /** Name of the watched conflict. */
  theatre(): string;
  incidents(query: IncidentFilter, limit: number, cursor?: string): Promise<IncidentList>;
  incident(id: string): Promise<Incident | undefined>;
  /** Where an incident was posted. */
  posts(incidentId: string): Promise<readonly PostView[]>;
  blindSpots(): Promise<readonly BlindSpot[]>;
  vitals(): Promise<Vitals>;
  /** Places with coordinates, for the map. */
  map(): MapView;
  items(query: ItemFilter, limit: number): Promise<readonly ItemView[]>;
  itemCounts(sinceMs: number): Promise<Readonly<Record<string, number>>>;
  item(id: string): Promise<ItemView | undefined>;
  /** By its address, however it is decorated. */
  itemAt(url: string): Promise<ItemView | undefined>;
  /** What the configuration in force makes of a text. */
  explain(text: TextToExplain): Explained;
  feeds(): Promise<readonly FeedView[]>;
  deliveries(): Promise<DeliveriesView>;
  configuration(): ConfigurationView;
  cues(language: string): readonly CueView[];
  /** Languages with a lexicon. */
  languages(): readonly string[];
  /** What a new or changed cue would do to the kept items of the last days. */
  tryCue(draft: CueDraft, days: number): Promise<CueTrial>;
}

/** What the console may order, where the visitor has the token. */
export interface ConsoleOrders {
  pollNow(feedIds: readonly string[]): Promise<void>;
  hold(reason: string): Promise<void>;
  release(): Promise<void>;
  /** False when there is no such entry any more. */
  retry(kind: SetAsideView['kind'], id: string): Promise<boolean>;
  discard(kind: SetAsideView['kind'], id: string): Promise<boolean>;
  /** Reads the configuration folder again; what came of it, in a sentence. */
  reload(): Promise<string>;
  /** Lets an item that waits for review pass, or keeps it out; false when it is no longer kept. */
  review(itemId: string, verdict: 'approved' | 'rejected'): Promise<boolean>;
  /** Notes the right label of an item for `eval` and `lexicon suggest`; false when the item is no longer kept. */
  label(itemId: string, label: Label): Promise<boolean>;
}

export interface IncidentFilter {
  readonly label?: string;
  readonly status?: Status;
  readonly minSeverity?: Severity;
  readonly party?: string;
  readonly place?: string;
  readonly words?: string;
}

export interface IncidentList {
  readonly incidents: readonly Incident[];
  readonly nextCursor?: string;
}

export interface PostView {
  readonly channelId: string;
  readonly messageId: string;
  readonly revision: number;
  readonly postedAt: string;
  readonly updatedAt: string;
}

/** The service at a glance. */
export interface Vitals {
  readonly isReady: boolean;
  readonly reasons: readonly string[];
  readonly hold: HoldView;
  readonly lastPollAt?: number;
  readonly lastSentAt?: string;
  readonly waiting: number;
  readonly feeds: Readonly<Record<string, number>>;
  /** Channels of the configuration that take nothing; their alerts wait. */
  readonly lostChannels: readonly { readonly channelId: string; readonly detail: string; readonly since: string }[];
}

export type HoldView =
  | { readonly kind: 'open' }
  | { readonly kind: 'held'; readonly author: string; readonly reason: string; readonly since: string };

export interface MapPlace {
  readonly name: string;
  readonly lat: number;
  readonly lon: number;
  /** Large enough to be named on the map. */
  readonly isNamed: boolean;
}

export interface MapView {
  readonly places: readonly MapPlace[];
}

export interface ItemFilter {
  readonly outcome?: string;
  readonly feedId?: string;
  readonly beforeMs?: number;
}

export interface ItemView {
  readonly item: Item;
  readonly decidedAt: string;
  readonly outcome: string;
  readonly reason: string;
  readonly label?: Label;
  readonly score?: number;
  readonly incidentId?: string;
  readonly change?: string;
  readonly lexiconVersion?: string;
  /** `<channel> <why not>`. */
  readonly notSentTo: readonly string[];
}

export interface TextToExplain {
  readonly title: string;
  readonly summary: string;
  readonly outletId?: string;
  readonly publishedAt?: string;
}

export interface Explained {
  readonly language: string;
  readonly languageConfidence: number;
  readonly classification: Classification;
  readonly extraction: Extraction;
}

export interface FeedView {
  readonly id: string;
  readonly outlet: string;
  readonly side: string;
  readonly url: string;
  readonly isEnabled: boolean;
  readonly health: string;
  readonly since?: number;
  readonly lastOkAt?: number;
  readonly lastPolledAt?: number;
  readonly nextPollAt?: number;
  readonly everyMs: number;
  /** Median time between new items, where it is known. */
  readonly rhythmMs?: number;
  readonly lastError?: string;
  readonly movedTo?: string;
}

export interface DeliveriesView {
  readonly hold: HoldView;
  readonly ready: number;
  readonly later: number;
  readonly lines: readonly {
    readonly channelId: string;
    readonly waiting: readonly { readonly id: string; readonly incidentId: string; readonly kind: string }[];
  }[];
  readonly setAside: readonly SetAsideView[];
  readonly sent: readonly {
    readonly sentAt: string;
    readonly kind: string;
    readonly incidentId: string;
    readonly revision: number;
    readonly channelId: string;
  }[];
}

export interface SetAsideView {
  readonly kind: 'item' | 'poll' | 'delivery';
  readonly id: string;
  readonly error: string;
  readonly at: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

export interface ConfigurationView {
  readonly dir: string;
  readonly version: string;
  readonly lexiconVersion: string;
  readonly takenAt: number;
  /** The last refusal, while the files are still broken. */
  readonly problems: readonly string[];
  /** What the last reload changed. */
  readonly lastChange: readonly string[];
  readonly counts: Readonly<Record<string, number>>;
  /** Settings room by room, as in force. */
  readonly settings: Readonly<Record<string, unknown>>;
}

export interface CueView {
  readonly group: string;
  readonly id: string;
  readonly weight: number;
  readonly any: readonly string[];
  readonly except: readonly string[];
}

export interface CueDraft {
  readonly language: string;
  readonly group: string;
  readonly id: string;
  readonly weight: number;
  readonly any: readonly string[];
  readonly except: readonly string[];
}

export type CueTrial =
  | { readonly kind: 'invalid'; readonly problems: readonly string[] }
  | {
      readonly kind: 'tried';
      readonly days: number;
      readonly items: number;
      readonly counts: Readonly<Record<string, number>>;
      readonly rows: readonly TrialRow[];
      readonly brokenSamples: readonly string[];
      readonly warnings: readonly string[];
      /** What to paste into the lexicon file. */
      readonly yaml: string;
    };

export interface TrialRow {
  readonly id: string;
  readonly title: string;
  readonly language: string;
  readonly effect: string;
  readonly before: string;
  readonly after: string;
  readonly gained: readonly string[];
  readonly lost: readonly string[];
}
