import type { Filter, Silence, Subscription } from '../../domain/alert.ts';
import type { Decision, Label, RelevantLabel } from '../../domain/classification.ts';
import type { FeedHealth } from '../../domain/feed.ts';
import type { Incident, Severity, Status } from '../../domain/incident.ts';
import type { Language } from '../../domain/language.ts';
import type { Party } from '../../domain/party.ts';

/** What incidents are asked for. Absent = no limit. Newest first. */
export interface IncidentQuery {
  readonly words?: string;
  readonly label?: RelevantLabel;
  /** Gazetteer id; places within it count. */
  readonly place?: string;
  readonly party?: Party;
  readonly status?: Status;
  readonly minSeverity?: Severity;
  /** ISO 8601 UTC, by first sight; `from` included, `to` not. */
  readonly from?: string;
  readonly to?: string;
  readonly offset: number;
  readonly limit: number;
}

export interface Choice {
  readonly name: string;
  readonly value: string;
}

export interface LookUps {
  search(query: IncidentQuery): Promise<{ readonly total: number; readonly incidents: readonly Incident[] }>;
  /** Follows incidents that were joined. */
  incident(id: string): Promise<Incident | undefined>;
  /** Names that fit what was typed so far, best first, at most 25. */
  suggest(
    kind: 'place' | 'party' | 'incident' | 'outlet',
    typed: string,
    language: Language,
  ): Promise<readonly Choice[]>;
  /** What is made of a text or link, stage by stage, and the incident it belongs to. */
  explain(textOrLink: string): Promise<Explained>;
}

/** What the monitor makes of a text; `unseen`: a link that no feed brought. */
export type Explained =
  | { readonly kind: 'unseen' }
  | {
      readonly kind: 'read';
      /** How its item ended, where there is one. */
      readonly kept?: { readonly outcome: string; readonly reason: string };
      readonly language: { readonly tag: string; readonly confidence: number };
      readonly label: Label;
      /** 0 to 1. */
      readonly score: number;
      readonly decision: Decision;
      readonly reason: string;
      /** The heaviest first. */
      readonly cues: readonly { readonly text: string; readonly cue: string; readonly effective: number }[];
      /** Gazetteer ids. */
      readonly places: readonly string[];
      readonly accusations: readonly (readonly [accuser: Party, accused: Party])[];
      readonly deniers: readonly Party[];
      readonly incidentId?: string;
    };

/** How the service is doing. Times are ISO 8601 UTC. */
export interface ServiceStatus {
  readonly lastPollAt?: string;
  readonly lastAlertAt?: string;
  /** Deliveries that wait. */
  readonly waiting: number;
  readonly feeds: readonly { readonly id: string; readonly outletId: string; readonly health: FeedHealth }[];
  readonly held?: { readonly since: string; readonly reason: string };
}

export interface SubscriptionDesk {
  byGuild(guildId: string): Promise<readonly Subscription[]>;
  put(subscription: Subscription): Promise<unknown>;
  remove(subscriptionId: string): Promise<unknown>;
  /** Incidents of the last days that it would have sent, newest first. */
  wouldSend(subscription: Subscription, days: number): Promise<readonly Incident[]>;
  /** Sends those as one list; how many. */
  backfill(subscription: Subscription, days: number): Promise<number>;
  /** Which subscriptions send an incident, and which do not and why: all of a server, or with a channel those of it alone. */
  whyHere(
    incident: Incident,
    where: { readonly guildId: string; readonly channelId?: string },
  ): Promise<readonly Verdict[]>;
  /** Deletes all that is kept about a server, at once. */
  forget(guildId: string): Promise<unknown>;
}

/** What one subscription makes of an incident. */
export interface Verdict {
  readonly subscription: Subscription;
  /** Absent: it sends it. */
  readonly skip?: {
    readonly stage: 'disabled' | 'paused' | 'minimum' | 'silenced' | keyof Filter;
    readonly silence?: Silence;
  };
}

/** What was chosen so far in a form, by option; kept for an hour. */
export interface DraftDesk {
  get(key: string): Promise<Readonly<Record<string, string>> | undefined>;
  put(key: string, draft: Readonly<Record<string, string>>): Promise<unknown>;
}

export interface LanguageDesk {
  guild(guildId: string): Promise<{ readonly language: Language } | undefined>;
  user(userId: string): Promise<{ readonly language: Language } | undefined>;
  setGuild(guildId: string, settings: { readonly language: Language }): Promise<unknown>;
  setUser(userId: string, settings: { readonly language: Language }): Promise<unknown>;
}

/** What a moderator found wrong; the operators get it as a labelled case. */
export interface Correction {
  readonly incidentId: string;
  readonly verdict: 'falseAlarm' | 'wrongPlace' | 'wrongMerge' | 'withdraw';
  readonly by: string;
  readonly guildId?: string;
}

/** What a moderator decided about an item that waited for review. */
export interface ReviewDecision {
  readonly itemId: string;
  readonly verdict: 'approved' | 'rejected' | 'joined';
  /** Set for `joined`. */
  readonly incidentId?: string;
  readonly by: string;
}

export interface CommandPorts {
  readonly lookUps: LookUps;
  readonly status: () => Promise<ServiceStatus>;
  readonly subscriptions: SubscriptionDesk;
  readonly languages: LanguageDesk;
  readonly drafts: DraftDesk;
  readonly silences: {
    put(silence: Silence): Promise<unknown>;
    /** Those in force. */
    byGuild(guildId: string): Promise<readonly Silence[]>;
    remove(id: string): Promise<unknown>;
  };
  readonly corrections: { note(correction: Correction): Promise<unknown> };
  /** The one switch that holds all alerts, over all processes. */
  readonly hold?: { hold(by: string): Promise<unknown>; release(): Promise<unknown> };
  /** Absent where nothing waits for review. */
  readonly reviews?: { decide(decision: ReviewDecision): Promise<unknown> };
  /** Gazetteer ids of provinces and regions, for a menu of places. */
  readonly widePlaces?: () => readonly string[];
  /** The province, region or district an incident lies in, as gazetteer id; `undefined` when nobody said where. */
  readonly areaOf?: (incident: Incident) => string | undefined;
  /** Absent where none are made. */
  readonly pictures?: Pictures;
}

/** What stands above a picture. */
export interface PictureCaption {
  readonly language: Language;
  readonly title: string;
  readonly subtitle: string;
}

/** Pictures as PNG; `undefined` when one could not be made in time: the answer then goes without. */
export interface Pictures {
  map(incidents: readonly Incident[], caption: PictureCaption): Promise<Uint8Array | undefined>;
  chart(figures: StatsFigures, caption: PictureCaption): Promise<Uint8Array | undefined>;
  /** `until` in milliseconds since 1970. */
  timeline(
    incidents: readonly Incident[],
    period: { readonly until: number; readonly days: number },
    caption: PictureCaption,
  ): Promise<Uint8Array | undefined>;
}

/** Incidents of one day by label. */
export interface DayCounts {
  /** `2026-11-21`, UTC. */
  readonly day: string;
  readonly counts: Readonly<Record<RelevantLabel, number>>;
}

/** Numbers of a period and of as many days before it. */
export interface StatsFigures {
  /** Every day, oldest first, quiet ones with zeros. */
  readonly days: readonly DayCounts[];
  readonly before: readonly DayCounts[];
  /** By area, the most first; without a place: elsewhere or not stated. */
  readonly areas: readonly { readonly placeId?: string; readonly now: number; readonly before: number }[];
}
