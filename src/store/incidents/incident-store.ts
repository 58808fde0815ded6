import type { IncidentRepository, Operation, PlacingSession, TellingBook, Wanted } from '../../incidents/repository.ts';
import type { Store } from '../connect.ts';
import { commit, LockLost, StaleRead } from './commit.ts';
import { incidentKeys } from './keys.ts';
import { releaseLock, takeLock } from './lock.ts';
import {
  type FoundIncident,
  findIncidents,
  getIncident,
  type IncidentPage,
  type IncidentQuery,
  type LookUpOptions,
  type Page,
} from './look-ups.ts';
import { createReader, listUnreadable, type UnreadableEntry } from './reader.ts';
import { searchAlong } from './search.ts';
import { openSession } from './session.ts';
import { createTellingBook } from './tellings.ts';

/** Incidents in Redis: placing, look-ups, corrections by hand. */
export interface IncidentStore extends IncidentRepository, TellingBook {
  get(id: string): Promise<FoundIncident>;
  /** Latest first; see `IncidentQuery`. */
  find(query: IncidentQuery, page: Page): Promise<IncidentPage>;
  /** The incident that an item belongs to. */
  incidentOfItem(itemId: string): Promise<string | undefined>;
  /** Corrections by hand, the latest first. */
  operations(limit: number): Promise<readonly Operation[]>;
  /** Records that could not be read, with their keys and reasons. */
  unreadable(): Promise<readonly UnreadableEntry[]>;
}

export interface IncidentStoreOptions {
  /** First letters of incident ids. */
  readonly prefix: string;
  readonly retentionMs: number;
  /** All parents of a gazetteer id. */
  readonly ancestorsOf: (placeId: string) => readonly string[];
  readonly clock?: () => number;
}

/** A lock that is lost that often means that Redis or this machine stalls. */
const MAX_TRIES = 5;

/** Opens the incidents of a store. Every method rejects with StoreUnavailable when Redis cannot answer. */
export function createIncidentStore(store: Store, options: IncidentStoreOptions): IncidentStore {
  const keys = incidentKeys(store);
  const clock = options.clock ?? Date.now;
  const reader = createReader(store, keys, clock);
  const lookUpOptions: LookUpOptions = { ...options, clock };
  // One at a time in this process as well: waiting here costs nothing, waiting for the lock costs round trips.
  let turn: Promise<unknown> = Promise.resolve();

  async function runLocked<T>(work: (session: PlacingSession) => Promise<T>, wanted: Wanted | undefined): Promise<T> {
    const along = wanted === undefined ? undefined : searchAlong(reader, wanted);
    for (let attempt = 1; ; attempt++) {
      const { token, answer } = await takeLock(store, keys.lock, along);
      const open = openSession(reader, { ...options, clock }, wanted && { wanted, answer });
      try {
        const result = await work(open.session);
        await commit(store, keys.lock, token, await open.steps(), open.assumptions);
        return result;
      } catch (error) {
        await releaseLock(store, keys.lock, token).catch(() => undefined);
        for (const { key } of open.assumptions) reader.incidents.cache.forget(key);
        const isWorthATry = error instanceof LockLost || error instanceof StaleRead;
        if (!isWorthATry || attempt === MAX_TRIES) throw error;
      }
    }
  }

  return {
    ...createTellingBook(store, keys.tellings),
    exclusively<T>(work: (session: PlacingSession) => Promise<T>, first?: Wanted) {
      const mine = turn.then(() => runLocked(work, first));
      turn = mine.catch(() => undefined);
      return mine;
    },
    get: (id) => getIncident(reader, id),
    find: (query, page) => findIncidents(reader, query, page, lookUpOptions),
    async incidentOfItem(itemId) {
      return (await store.ask('find the incident of an item', (redis) => redis.get(keys.item(itemId)))) ?? undefined;
    },
    async operations(limit) {
      const ids = await store.ask('list operations', (redis) => redis.zrevrange(keys.operations, 0, limit - 1));
      if (ids.length === 0) return [];
      const texts = await store.ask('read operations', (redis) => redis.mget(...ids.map((id) => keys.operation(id))));
      return texts.flatMap((text) => (text === null ? [] : [JSON.parse(text) as Operation]));
    },
    unreadable: () => listUnreadable(reader),
  };
}
