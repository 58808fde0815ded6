import type { Classification, RelevantLabel } from './classification.ts';
import type { Change, Incident, Severity, Status } from './incident.ts';
import type { Item } from './item.ts';
import type { Language } from './language.ts';
import type { Alignment, Party, Side } from './party.ts';

/** Which incidents reach a channel. Absent = no limit. The same shape serves `routes.yaml` and `/subscribe`. */
export interface Filter {
  readonly labels?: readonly RelevantLabel[];
  readonly minSeverity?: Severity;
  /** Not before the incident has one of these. */
  readonly statuses?: readonly Status[];
  readonly parties?: readonly Party[];
  /** Gazetteer ids; children are included. */
  readonly places?: readonly string[];
  /** Languages of articles: at least one report in one of these. */
  readonly languages?: readonly string[];
  readonly outlets?: readonly string[];
  readonly outletSides?: readonly Side[];
  /** Who stands behind the outlets: at least one report by one of these. */
  readonly alignments?: readonly Alignment[];
  /** Folded words, at least one must stand in a title or summary. */
  readonly includeWords?: readonly string[];
  readonly excludeWords?: readonly string[];
}

export interface Delivery {
  readonly mode: 'now' | 'hourly' | 'daily';
  /** `HH:MM` in `zone`, for `daily`. */
  readonly at?: string;
  /** IANA zone, for example `Asia/Yerevan`. */
  readonly zone: string;
}

/** A rule in config (`origin: 'config'`) or made by a Discord user (`origin: 'user'`): where alerts go. */
export interface Subscription {
  readonly id: string;
  readonly origin: 'config' | 'user';
  readonly channelId: string;
  readonly guildId?: string;
  readonly createdBy?: string;
  readonly createdAt: string;
  readonly filter: Filter;
  readonly delivery: Delivery;
  /** `HH:MM` to `HH:MM` in the delivery's zone; critical alerts pass. */
  readonly quietHours?: { readonly from: string; readonly to: string };
  readonly mention?: { readonly roleId: string; readonly minSeverity: Severity };
  readonly language: Language;
  readonly threads: boolean;
  /** `false`: alerts come without maps and charts. */
  readonly pictures?: boolean;
  /** Announcement channels: publish from this severity on. */
  readonly crosspostFrom?: Severity;
  /** Most alerts an hour; more are delayed and merged, never dropped; critical ones pass. */
  readonly maxPerHour?: number;
  readonly pausedUntil?: string;
  /** Set when Discord refused: missing permission, deleted channel. */
  readonly disabled?: { readonly reason: 'noPermission' | 'unknownChannel'; readonly at: string };
}

/** Holds back matching alerts until it expires. */
export interface Silence {
  readonly id: string;
  readonly guildId?: string;
  readonly channelId?: string;
  readonly incidentId?: string;
  readonly place?: string;
  readonly party?: Party;
  readonly outletId?: string;
  readonly expiresAt: string;
  readonly author: string;
  readonly reason: string;
}

/** What subscribers see of one incident revision. */
export interface Alert {
  readonly incident: Incident;
  /** The change that caused it: `new` posts, `material` edits and replies, `minor` edits in place. */
  readonly change: 'new' | 'material' | 'minor';
  readonly changes: readonly Change[];
  /** Set when this is one clash of a burst that its sector's own past does not explain: one sentence for people. */
  readonly escalation?: string;
  /** Gazetteer id of that sector. */
  readonly escalationArea?: string;
}

/** An item that the classifier is unsure of, as it was when it came. */
export interface ReviewQuestion {
  readonly item: Item;
  readonly classification: Pick<Classification, 'label' | 'score' | 'reason' | 'evidence' | 'runnerUp'>;
  /** Gazetteer ids of the places that it names. */
  readonly places: readonly string[];
}

/** One alert to one channel, durably queued. The id is deterministic: incident, channel, revision. */
export interface DeliveryJob {
  readonly id: string;
  readonly subscriptionIds: readonly string[];
  readonly channelId: string;
  readonly incidentId: string;
  readonly revision: number;
  readonly kind: 'post' | 'edit' | 'editAndReply' | 'digest' | 'retract' | 'review';
  /** Incident ids of a digest, oldest first. */
  readonly digest?: readonly string[];
  /** What moderators are asked, for `review`; `incidentId` and `revision` are then those of the item. */
  readonly review?: ReviewQuestion;
  readonly isLate?: boolean;
  readonly language: Language;
  readonly mentionRoleId?: string;
  readonly crosspost?: boolean;
  readonly thread?: boolean;
  /** A picture may come with it; `area`: of the burst in this sector. */
  readonly picture?: { readonly area?: string };
  /** ISO 8601 UTC: when the report behind it arrived, for the time from feed to reader. */
  readonly arrivedAt?: string;
  /** ISO 8601 UTC. */
  readonly notBefore?: string;
}
