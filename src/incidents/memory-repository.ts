import type { Candidate } from './candidate.ts';
import { bandsOf } from './fingerprint.ts';
import type { CandidateQuery } from './keys.ts';
import type {
  IncidentRepository,
  IncidentWrite,
  Operation,
  PlacingSession,
  StoredIncident,
  Telling,
  TellingBook,
} from './repository.ts';

/** Incidents in memory, for one run of a command. */
export interface MemoryRepository extends IncidentRepository, TellingBook {
  /** Every incident, oldest id first; joined ones included. */
  all(): readonly StoredIncident[];
  operations(): readonly Operation[];
}

/** Creates an empty repository. */
export function createMemoryRepository(): MemoryRepository {
  const incidents = new Map<string, StoredIncident>();
  const candidates = new Map<string, Candidate>();
  const idsByKey = new Map<string, Set<string>>();
  const keysById = new Map<string, readonly string[]>();
  const idByItem = new Map<string, string>();
  const idsByBand = new Map<string, Set<string>>();
  const numbers = new Map<string, number>();
  const operations = new Map<string, Operation>();
  let tellings: readonly Telling[] = [];
  let queue: Promise<unknown> = Promise.resolve();

  function latest(ids: Iterable<string>, limit: number): Candidate[] {
    const found = [...new Set(ids)].flatMap((id) => candidates.get(id) ?? []);
    return found.sort((a, b) => b.lastMs - a.lastMs || (a.id < b.id ? -1 : 1)).slice(0, limit);
  }

  function gated({ keys, sinceMs }: CandidateQuery, limit: number): Candidate[] {
    return latest(
      keys
        .flatMap((key) => [...(idsByKey.get(key) ?? [])])
        .filter((id) => (candidates.get(id)?.lastMs ?? 0) >= sinceMs),
      limit,
    );
  }

  function commit(write: IncidentWrite): void {
    const { id } = write.stored.incident;
    incidents.set(id, write.stored);
    for (const key of keysById.get(id) ?? []) idsByKey.get(key)?.delete(id);
    keysById.set(id, write.keys);
    for (const key of write.keys) addTo(idsByKey, key, id);
    if (write.candidate === undefined) candidates.delete(id);
    else candidates.set(id, write.candidate);
    for (const { itemId, fingerprint } of write.items) {
      idByItem.set(itemId, id);
      for (const band of bandsOf(fingerprint)) addTo(idsByBand, band, id);
    }
  }

  function session(): { readonly session: PlacingSession; readonly commitAll: () => void } {
    const writes: IncidentWrite[] = [];
    const logged: (Omit<Operation, 'id'> | Operation)[] = [];
    const owed: Telling[] = [];
    return {
      commitAll() {
        for (const write of writes) commit(write);
        for (const operation of logged) {
          const id = 'id' in operation ? operation.id : String(operations.size + 1);
          operations.set(id, { ...operation, id });
        }
        tellings = [...tellings, ...owed];
      },
      session: {
        async search({ itemId, query, bands, limit }) {
          const copies = latest(
            bands.flatMap((band) => [...(idsByBand.get(band) ?? [])]),
            limit,
          );
          return { knownId: idByItem.get(itemId), candidates: [...new Set([...gated(query, limit), ...copies])] };
        },
        candidates: async (query, limit) => gated(query, limit),
        load: async (id) => incidents.get(id),
        async nextNumber(day) {
          const number = (numbers.get(day) ?? 0) + 1;
          numbers.set(day, number);
          return number;
        },
        operation: async (id) => operations.get(id),
        write(incidentWrites, operationWrites = [], tellingWrites = []) {
          writes.push(...incidentWrites);
          logged.push(...operationWrites);
          owed.push(...tellingWrites);
        },
      },
    };
  }

  return {
    async exclusively(work) {
      const turn = queue.then(async () => {
        const open = session();
        const result = await work(open.session);
        open.commitAll();
        return result;
      });
      queue = turn.catch(() => undefined);
      return turn;
    },
    all: () => [...incidents.values()].sort((a, b) => (a.incident.id < b.incident.id ? -1 : 1)),
    operations: () => [...operations.values()],
    dueTellings: async () => tellings,
    async told(done) {
      const ended = new Set(done);
      tellings = tellings.filter((one) => !ended.has(one));
    },
  };
}

function addTo(index: Map<string, Set<string>>, key: string, id: string): void {
  const ids = index.get(key);
  if (ids === undefined) index.set(key, new Set([id]));
  else ids.add(id);
}
