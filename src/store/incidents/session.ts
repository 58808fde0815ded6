import { createHash } from 'node:crypto';
import {
  type Found,
  type IncidentWrite,
  type Operation,
  type PlacingSession,
  type StoredIncident,
  type Telling,
  UnreadableRecord,
  type Wanted,
} from '../../incidents/repository.ts';
import { EPOCH_OF, runKey } from '../restarts.ts';
import { defineScript } from '../script.ts';
import type { Assumption, Step } from './commit.ts';
import { type RecordReader, readRecords } from './reader.ts';
import { readFound, search } from './search.ts';
import { tellingField } from './tellings.ts';
import { one, stepsOf } from './write-steps.ts';

const DAY_MS = 86_400_000;
/** Longer records are fetched: to compare them in the commit would hold Redis up. */
const MOST_ASSUMED_BYTES = 16_384;

/**
 * KEYS: the number of a day, the epoch in which it was last counted up, run of the server. ARGV: ttl, now. A server that came back may have forgotten numbers
 * that people were told: it goes on some hundreds further, elsewhere in each epoch.
 */
const NUMBER = defineScript(
  'number an incident',
  `${EPOCH_OF}local epoch, at = epoch_of(KEYS[3], ARGV[2])
if epoch ~= '' and redis.call('GET', KEYS[2]) ~= epoch then
  local is_recent = math.abs(tonumber(ARGV[2]) - tonumber(at)) < 3600000
  if is_recent or redis.call('EXISTS', KEYS[1]) == 1 then
    redis.call('INCRBY', KEYS[1], 100 + (tonumber(string.sub(epoch, 1, 6), 16) or 0) % 900)
  end
  redis.call('SET', KEYS[2], epoch, 'PX', ARGV[1])
end
local number = redis.call('INCR', KEYS[1])
redis.call('PEXPIRE', KEYS[1], ARGV[1])
return number`,
);

/** What sessions number and write by. */
export interface SessionOptions {
  /** First letters of incident ids. */
  readonly prefix: string;
  readonly retentionMs: number;
  readonly ancestorsOf: (placeId: string) => readonly string[];
  readonly clock: () => number;
}

/** What was searched for when the lock was taken, and what Redis answered. */
export interface FirstSearch {
  readonly wanted: Wanted;
  readonly answer: unknown;
}

/** A session that gathers its writes; `steps` are what Redis must run to keep them. */
export interface OpenSession {
  readonly session: PlacingSession;
  /** Records that were taken from memory. */
  readonly assumptions: readonly Assumption[];
  steps(): Promise<Step[]>;
}

/** Opens a session. Reads go to Redis at once; writes are gathered. `first`: a search that was made when the lock was taken. */
export function openSession(reader: RecordReader, options: SessionOptions, first?: FirstSearch): OpenSession {
  const { store, keys } = reader;
  const writes: IncidentWrite[] = [];
  const logged: (Omit<Operation, 'id'> | Operation)[] = [];
  const owed: Telling[] = [];
  const before = new Map<string, StoredIncident | undefined>();
  const unchanged = new Set<string>();
  const assumptions: Assumption[] = [];

  async function lookAround(wanted: Wanted): Promise<Found> {
    const answer = wanted === first?.wanted ? first.answer : await search(reader, wanted);
    const found = await readFound(reader, answer, wanted.limit, options.prefix);
    for (const id of found.unchanged) unchanged.add(id);
    return found;
  }

  async function load(id: string): Promise<StoredIncident | undefined> {
    const stored = assumed(id) ?? (await fetched(id));
    before.set(id, stored);
    return stored;
  }

  /** A record is written in one step with its candidate: where that is as it was, so is this, unless a person wrote it; the commit makes sure. */
  function assumed(id: string): StoredIncident | undefined {
    const key = keys.record(id);
    const last = unchanged.has(id) ? reader.incidents.cache.last(key) : undefined;
    if (last === undefined || last.bytes.length > MOST_ASSUMED_BYTES) return undefined;
    assumptions.push({ key, sha: createHash('sha1').update(last.bytes).digest('hex') });
    return last.value;
  }

  async function fetched(id: string): Promise<StoredIncident | undefined> {
    const [found] = await readRecords(reader, [keys.record(id)], reader.incidents);
    if (found?.kind === 'unreadable') throw new UnreadableRecord(`incident ${id} cannot be read: ${found.reason}`);
    return found?.kind === 'ok' ? found.value : undefined;
  }

  const session: PlacingSession = {
    search: (wanted) => lookAround(wanted),
    candidates: async (query, limit) => (await lookAround({ itemId: '', query, bands: [], limit })).candidates,
    load,
    async nextNumber(day) {
      const numbered = [keys.number(day), keys.numberEpoch(day), runKey(store)];
      return Number(await store.run(NUMBER, numbered, [options.retentionMs + DAY_MS, options.clock()]));
    },
    async operation(id) {
      const text = await store.ask('read an operation', (redis) => redis.get(keys.operation(id)));
      return text === null ? undefined : (JSON.parse(text) as Operation);
    },
    write(incidentWrites, operations = [], tellings = []) {
      writes.push(...incidentWrites);
      logged.push(...operations);
      owed.push(...tellings);
    },
  };

  return {
    session,
    assumptions,
    async steps() {
      const steps = writes.flatMap((write) => stepsOf(write, before.get(write.stored.incident.id), reader, options));
      for (const operation of logged) steps.push(...(await operationSteps(operation)));
      for (const telling of owed) steps.push(one(keys.tellings, 'HSET', tellingField(telling), telling.change));
      return steps;
    },
  };

  async function operationSteps(operation: Omit<Operation, 'id'> | Operation): Promise<Step[]> {
    const isKnown = 'id' in operation;
    const id = isKnown
      ? operation.id
      : String(await store.ask('number an operation', (redis) => redis.incr(keys.operationCount)));
    const steps = [one(keys.operation(id), 'SET', JSON.stringify({ ...operation, id }), 'PX', options.retentionMs)];
    if (!isKnown) steps.push(one(keys.operations, 'ZADD', Date.parse(operation.at), id));
    return steps;
  }
}
