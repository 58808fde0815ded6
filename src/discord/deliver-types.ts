import type { DeliveryJob, ReviewQuestion } from '../domain/alert.ts';
import type { Incident } from '../domain/incident.ts';
import type { CardNames } from '../words/card-types.ts';
import type { AlertPicture } from './alert-pictures.ts';

/** What became of one delivery; the worker that called decides what follows. */
export type DeliverOutcome =
  | {
      readonly kind: 'sent';
      readonly messageId: string;
      readonly threadId?: string;
      readonly alsoDone?: readonly string[];
      readonly revision?: number;
      readonly listed?: readonly { readonly incidentId: string; readonly revision: number }[];
    }
  | { readonly kind: 'done'; readonly reason: string; readonly alsoDone?: readonly string[] }
  | { readonly kind: 'retry'; readonly afterMs: number; readonly reason: string; readonly unsent?: true }
  | { readonly kind: 'setAside'; readonly reason: string; readonly body?: unknown }
  | { readonly kind: 'stop'; readonly reason: string };

/** A delivery that waits behind this one in the channel's line. */
export interface WaitingDelivery {
  readonly id: string;
  readonly incidentId: string;
  readonly revision: number;
  readonly kind: DeliveryJob['kind'];
}

export interface DeliverContext {
  /** ISO 8601 UTC. */
  readonly plannedAt: string;
  /** An earlier try began then and nobody knows how it ended. */
  readonly sendingSince?: string;
  readonly pending: readonly WaitingDelivery[];
  readonly signal: AbortSignal;
}

/** What stands in a channel of an incident. */
export interface Posted {
  readonly messageId: string;
  readonly threadId?: string;
  /** Newest revision that subscribers were shown. */
  readonly revision: number;
  /** `digest`: told in a list only, it has no card of its own. */
  readonly kind: 'own' | 'digest';
}

/** What becomes of the alerts of a channel that takes nothing. */
export type ChannelLost =
  | { readonly kind: 'dropped' } // people subscribed it themselves, and were told
  | { readonly kind: 'waits'; readonly afterMs: number } // the configuration leads there: tried again until it is mended
  | { readonly kind: 'setAside'; readonly reason: string }; // waited too long

/** What delivering needs from outside. */
export interface DeliverPorts {
  readonly incidentOf: (incidentId: string) => Promise<Incident | undefined>;
  readonly postOf: (incidentId: string, channelId: string) => Promise<Posted | undefined>;
  /** Names in force now; a reload may change them. */
  readonly names: () => CardNames;
  /** A channel takes nothing any more: tells whoever can mend it, once, and decides what becomes of its alerts. */
  readonly channelLost: (
    job: DeliveryJob,
    reason: 'noPermission' | 'unknownChannel',
    message: string,
  ) => Promise<ChannelLost>;
  /** Incidents that an item under review may belong to, best first. */
  readonly candidatesOf?: (
    review: ReviewQuestion,
  ) => Promise<readonly { readonly id: string; readonly headline: string }[]>;
  /** The channel whose cards carry the buttons of moderators too. */
  readonly moderatorsChannel?: () => string | undefined;
  /** The picture that helps with this alert, being drawn or drawn; `undefined` = none is wanted. Absent where none are made. */
  readonly pictureOf?: (job: DeliveryJob, incident: Incident) => AlertPicture | undefined;
  /** Milliseconds after which a waiting alert is late; never without it. */
  readonly lateAfterMs?: () => number;
  /** What Redis may have forgotten; absent where nothing is ever forgotten. */
  readonly memory?: () => Promise<{ readonly epoch: string; readonly restartedAt?: number }>;
  /** Whether the delivery log has this message. */
  readonly isLogged?: (messageId: string) => Promise<boolean>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}
