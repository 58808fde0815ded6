import type { Incident } from '../domain/incident.ts';
import type { Account } from './account.ts';
import type { Candidate } from './candidate.ts';
import type { CandidateQuery } from './keys.ts';

/** An incident with the accounts it is made of. */
export interface StoredIncident {
  readonly incident: Incident;
  readonly accounts: readonly Account[];
  /** Reports that added nothing and are counted only. */
  readonly droppedArticles: number;
}

/** One incident to write, with everything under which it is found again. */
export interface IncidentWrite {
  readonly stored: StoredIncident;
  /** Absent for an incident that takes no further reports: joined into another. */
  readonly candidate?: Candidate;
  /** Keys of `indexKeys`. A key of an earlier state may go on leading here: what it finds is compared anyway. */
  readonly keys: readonly string[];
  /** Items that belong to it from now on, with the fingerprints of their texts. */
  readonly items: readonly Pick<Account, 'itemId' | 'fingerprint'>[];
}

/** A correction by hand, kept so that it can be looked up and undone. */
export interface Operation {
  /** Running number, given when it is written. */
  readonly id: string;
  readonly kind: 'join' | 'split' | 'withdraw' | 'restore' | 'undo';
  readonly incidentId: string;
  /** The other incident of a join or split. */
  readonly otherId?: string;
  /** Items that moved. */
  readonly itemIds: readonly string[];
  readonly by: string;
  readonly reason: string;
  /** ISO 8601 UTC. */
  readonly at: string;
  /** Set once it was undone: the number of the operation that did. */
  readonly undoneBy?: string;
}

/** What a correction by hand owes subscribers: written in one step with its records, and gone once its deliveries are planned. */
export interface Telling {
  readonly incidentId: string;
  readonly revision: number;
  readonly change: 'new' | 'material' | 'minor';
}

/** A record that cannot be read was set aside with its key and reason; it is not absent. */
export class UnreadableRecord extends Error {
  override readonly name = 'UnreadableRecord';
  readonly retry = 'never';
}

/** What a report is placed by. */
export interface Wanted {
  readonly itemId: string;
  readonly query: CandidateQuery;
  /** Bands of its text. */
  readonly bands: readonly string[];
  /** Most incidents found by keys, and most found by bands. */
  readonly limit: number;
}

/** What a search brings. */
export interface Found {
  /** The incident that the item belongs to. */
  readonly knownId: string | undefined;
  /** Each once, in no order. */
  readonly candidates: readonly Candidate[];
}

/** What the placing of one report reads and writes; all writes of one session happen together or not at all. */
export interface PlacingSession {
  /** The incident that an item belongs to, and those it may belong to: found under any of the keys, or holding a text with one of the bands; of both the latest. */
  search(wanted: Wanted): Promise<Found>;
  /** Incidents found under any of the keys, the latest told first, at most so many. */
  candidates(query: CandidateQuery, limit: number): Promise<readonly Candidate[]>;
  /** `undefined` = there is none; throws UnreadableRecord when it is there and cannot be read. */
  load(id: string): Promise<StoredIncident | undefined>;
  /** The next running number of a UTC day, from 1. */
  nextNumber(day: string): Promise<number>;
  operation(id: string): Promise<Operation | undefined>;
  write(
    incidents: readonly IncidentWrite[],
    operations?: readonly (Omit<Operation, 'id'> | Operation)[],
    tellings?: readonly Telling[],
  ): void;
}

/** Where incidents live. `exclusively` runs one session at a time over all workers and commits its writes when `work` has returned.
 * `first`: what the work will search for first; a hint that saves time. `work` may be run again when something was in its way. */
export interface IncidentRepository {
  exclusively<T>(work: (session: PlacingSession) => Promise<T>, first?: Wanted): Promise<T>;
}

/** What corrections still owe subscribers, over all workers. */
export interface TellingBook {
  dueTellings(): Promise<readonly Telling[]>;
  /** Their deliveries are durably planned. */
  told(tellings: readonly Telling[]): Promise<void>;
}
