import type { Candidate } from '../../incidents/candidate.ts';
import {
  type IncidentWrite,
  type Operation,
  type PlacingSession,
  type StoredIncident,
  type Telling,
  UnreadableRecord,
} from '../../incidents/repository.ts';
import { dayOf, daysBetween } from '../../incidents/times.ts';
import type { Store } from '../connect.ts';
import { EPOCH_OF, runKey } from '../restarts.ts';
import { defineScript } from '../script.ts';
import { bandEntry, numbersOfBand, placeOfBand } from './bands.ts';
import type { Command } from './commit.ts';
import type { IncidentKeys } from './keys.ts';
import { BUCKET_MS, bucketOf, idOfNumber, numberOfId } from './numbers.ts';
import { pack } from './packing.ts';
import { type RecordReader, readRecords } from './reader.ts';
import { isCandidate, isStoredIncident, readCandidate, writeCandidate } from './records.ts';
import { tellingField } from './tellings.ts';
import { termsOf } from './terms.ts';

const DAY_MS = 86_400_000;
/** Gate keys outlive the longest window in which reports still join; bands the window of copies. */
const GATE_MS = 16 * DAY_MS;
const BAND_DAYS = 3;

/** KEYS: sorted sets of incident ids by time. Answers the ids in any of them that are not older than ARGV[2], latest first, ARGV[1] at most. */
const LATEST = defineScript(
  'find incidents by gate keys',
  `local limit = tonumber(ARGV[1])
local scores, ids = {}, {}
for _, key in ipairs(KEYS) do
  local page = redis.call('ZREVRANGEBYSCORE', key, '+inf', ARGV[2], 'WITHSCORES', 'LIMIT', 0, limit)
  for i = 1, #page, 2 do
    local score = tonumber(page[i + 1])
    if not scores[page[i]] then ids[#ids + 1] = page[i] scores[page[i]] = score
    elseif score > scores[page[i]] then scores[page[i]] = score end
  end
end
table.sort(ids, function(a, b)
  if scores[a] ~= scores[b] then return scores[a] > scores[b] end
  return a < b
end)
local first = {}
for i = 1, math.min(limit, #ids) do first[i] = ids[i] end
return first`,
);

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
    redis.call('INCRBY', KEYS[1], 100 + tonumber(string.sub(epoch, 1, 6), 16) % 900)
  end
  redis.call('SET', KEYS[2], epoch, 'PX', ARGV[1])
end
local number = redis.call('INCR', KEYS[1])
redis.call('PEXPIRE', KEYS[1], ARGV[1])
return number`,
);

export interface SessionOptions {
  /** First letters of incident ids. */
  readonly prefix: string;
  readonly retentionMs: number;
  readonly ancestorsOf: (placeId: string) => readonly string[];
  readonly clock: () => number;
}

/** A session that gathers its writes; `commands` are what Redis must run to keep them. */
export interface OpenSession {
  readonly session: PlacingSession;
  commands(): Promise<Command[]>;
}

/** Opens a session. Reads go to Redis at once; writes are gathered. */
export function openSession(store: Store, keys: IncidentKeys, options: SessionOptions): OpenSession {
  const reader: RecordReader = { store, keys, clock: options.clock };
  const writes: IncidentWrite[] = [];
  const logged: (Omit<Operation, 'id'> | Operation)[] = [];
  const owed: Telling[] = [];
  const before = new Map<string, StoredIncident | undefined>();

  async function load(id: string): Promise<StoredIncident | undefined> {
    const [found] = await readRecords(reader, [keys.record(id)], isStoredIncident);
    if (found?.kind === 'unreadable') throw new UnreadableRecord(`incident ${id} cannot be read: ${found.reason}`);
    const stored = found?.kind === 'ok' ? found.value : undefined;
    before.set(id, stored);
    return stored;
  }

  async function candidatesOf(ids: readonly string[]): Promise<readonly Candidate[]> {
    const records = await readRecords(
      reader,
      ids.map((id) => keys.candidate(id)),
      isCandidate,
    );
    return records.flatMap((record) => (record.kind === 'ok' ? [readCandidate(record.value)] : []));
  }

  const session: PlacingSession = {
    async incidentOfItem(itemId) {
      return (await store.ask('find the incident of an item', (redis) => redis.get(keys.item(itemId)))) ?? undefined;
    },
    async candidates({ keys: gateKeys, sinceMs }, limit) {
      if (gateKeys.length === 0) return [];
      const ids = await store.run(
        LATEST,
        gateKeys.map((key) => keys.gate(key)),
        [limit, sinceMs],
      );
      return candidatesOf(ids as string[]);
    },
    async candidatesByBands(bands, limit) {
      if (bands.length === 0) return [];
      const now = options.clock();
      const days = daysBetween(now - BAND_DAYS * DAY_MS, now);
      const places = bands
        .map(placeOfBand)
        .flatMap((place) => days.map((day) => ({ place, key: keys.band(day, place.letter) })));
      const lists = await store.ask('find copies', (redis) => redis.mgetBuffer(...places.map((one) => one.key)));
      const numbers = places.flatMap(({ place }, index) => numbersOfBand(lists[index] ?? Buffer.alloc(0), place));
      const latest = [...new Set(numbers)].sort((one, other) => other - one).slice(0, limit);
      return candidatesOf(latest.map((number) => idOfNumber(options.prefix, number)));
    },
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
    async commands() {
      const commands: Command[] = [];
      for (const write of writes) commands.push(...writeCommands(write));
      for (const operation of logged) commands.push(...(await operationCommands(operation)));
      for (const telling of owed) commands.push(['HSET', keys.tellings, tellingField(telling), telling.change]);
      return commands;
    },
  };

  function writeCommands(write: IncidentWrite): Command[] {
    const { incident } = write.stored;
    const ttl = options.retentionMs;
    const commands: Command[] = [['SET', keys.record(incident.id), pack(write.stored), 'PX', ttl]];
    if (write.candidate === undefined) {
      commands.push(['DEL', keys.candidate(incident.id)]);
    } else {
      const kept = writeCandidate(write.candidate);
      commands.push(['SET', keys.candidate(incident.id), kept, 'PX', Math.min(ttl, GATE_MS)]);
      for (const key of write.keys) {
        commands.push(
          ['ZADD', keys.gate(key), write.candidate.lastMs, incident.id],
          ['ZREMRANGEBYSCORE', keys.gate(key), '-inf', write.candidate.lastMs - GATE_MS],
          ['PEXPIRE', keys.gate(key), GATE_MS],
        );
      }
    }
    const known = new Set(before.get(incident.id)?.accounts.map((account) => account.itemId));
    for (const { itemId, bands } of write.items) {
      if (known.has(itemId) && !isMoved(write)) continue;
      commands.push(['SET', keys.item(itemId), incident.id, 'PX', ttl]);
      for (const place of bands.map(placeOfBand)) {
        const entry = bandEntry(place, incident.id);
        const key = keys.band(dayOf(options.clock()), place.letter);
        if (entry !== undefined) commands.push(['APPEND', key, entry], ['PEXPIRE', key, (BAND_DAYS + 2) * DAY_MS]);
      }
    }
    return [...commands, ...termCommands(write)];
  }

  /** Corrections by hand move items between incidents: all of them are bound anew. */
  function isMoved(write: IncidentWrite): boolean {
    return write.stored.incident.history.some((change) => change.kind === 'joined' || change.kind === 'split');
  }

  function termCommands(write: IncidentWrite): Command[] {
    const { incident } = write.stored;
    const number = numberOfId(incident.id);
    if (number === undefined) return [];
    const past = before.get(incident.id)?.incident;
    const had = new Set(past === undefined ? [] : termsOf(past, options.ancestorsOf));
    const bucket = bucketOf(number);
    const entry = Buffer.alloc(4);
    entry.writeUInt32BE(number);
    return termsOf(incident, options.ancestorsOf)
      .filter((term) => !had.has(term))
      .flatMap((term) => {
        const key = keys.term(bucket, term);
        return [
          ['APPEND', key, entry],
          ['PEXPIRE', key, options.retentionMs + BUCKET_MS],
        ] as Command[];
      });
  }

  async function operationCommands(operation: Omit<Operation, 'id'> | Operation): Promise<Command[]> {
    const isKnown = 'id' in operation;
    const id = isKnown
      ? operation.id
      : String(await store.ask('number an operation', (redis) => redis.incr(keys.operationCount)));
    const commands: Command[] = [
      ['SET', keys.operation(id), JSON.stringify({ ...operation, id }), 'PX', options.retentionMs],
    ];
    if (!isKnown) commands.push(['ZADD', keys.operations, Date.parse(operation.at), id]);
    return commands;
  }
}
