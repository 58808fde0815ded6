import type { Candidate } from '../../incidents/candidate.ts';
import type { Found, Wanted } from '../../incidents/repository.ts';
import { daysBetween } from '../../incidents/times.ts';
import { defineScript, runScriptRaw } from '../script.ts';
import { placeOfBand } from './bands.ts';
import { type Along, defineAlong } from './lock.ts';
import { idOfNumber } from './numbers.ts';
import { hasStamp, STAMP_BYTES } from './packing.ts';
import { type RecordReader, readPresent } from './reader.ts';
import { BAND_DAYS } from './write-steps.ts';

const DAY_MS = 86_400_000;

/**
 * KEYS behind the first k: the incident of the item, then sorted sets of incident ids by time, then lists of bands. ARGV behind the first a: most ids; earliest time;
 * how many sorted sets; how the keys of candidates begin; for each list of bands the head that is sought in it. Answers the incident of the item; numbers of
 * incidents with such a band, four bytes each; the latest ids in any of the sorted sets; the stamps of their candidates. The candidates themselves are
 * fetched by a command of its own where they are not remembered: a script handles long texts five times as slowly.
 */
const SEARCH_LUA = `local function search(k, a)
  local limit, since, gates = tonumber(ARGV[a + 1]), ARGV[a + 2], tonumber(ARGV[a + 3])
  local scores, ids = {}, {}
  for at = k + 2, k + gates + 1 do
    local page = redis.call('ZREVRANGEBYSCORE', KEYS[at], '+inf', since, 'WITHSCORES', 'LIMIT', 0, limit)
    -- As many as are wanted are at least as late as the last of a full page: what is earlier cannot be among them.
    if #page == 2 * limit then since = page[#page] end
    for i = 1, #page, 2 do
      local score = tonumber(page[i + 1])
      local known = scores[page[i]]
      if not known then ids[#ids + 1] = page[i] end
      if not known or score > known then scores[page[i]] = score end
    end
  end
  if #ids > limit then
    table.sort(ids, function(a, b)
      if scores[a] ~= scores[b] then return scores[a] > scores[b] end
      return a < b
    end)
    for i = #ids, limit + 1, -1 do ids[i] = nil end
  end
  local numbers = {}
  for at = k + gates + 2, #KEYS do
    local list, head, from = redis.call('GET', KEYS[at]) or '', ARGV[a + at - k - gates + 3], 1
    while true do
      local found = string.find(list, head, from, true)
      if not found then break end
      if found % 7 == 1 then numbers[#numbers + 1] = string.sub(list, found + 3, found + 6) end
      from = found + 1
    end
  end
  local stamps = {}
  for i, id in ipairs(ids) do stamps[i] = redis.call('GETRANGE', ARGV[a + 4] .. id, 0, ${STAMP_BYTES - 1}) end
  return {redis.call('GET', KEYS[k + 1]), table.concat(numbers), ids, stamps}
end
`;

const SEARCH = defineScript('look for the incident of a report', `${SEARCH_LUA}return search(0, 0)`);
const TAKE_AND_SEARCH = defineAlong(
  'take the placing lock and look for an incident',
  `${SEARCH_LUA}return search(4, 3)`,
);

/** What SEARCH answers. */
type Answer = readonly [knownId: Buffer | null, numbers: Buffer, ids: readonly Buffer[], stamps: readonly Buffer[]];

/** A search that is made in the step in which the lock is taken. */
export function searchAlong(reader: RecordReader, wanted: Wanted): Along {
  return { script: TAKE_AND_SEARCH, ...keysAndArgs(reader, wanted) };
}

/** A search of its own. */
export async function search(reader: RecordReader, wanted: Wanted): Promise<unknown> {
  const { keys, args } = keysAndArgs(reader, wanted);
  return reader.store.ask(SEARCH.name, (redis) => runScriptRaw(redis, SEARCH, keys, args));
}

function keysAndArgs({ keys, clock }: RecordReader, wanted: Wanted): Pick<Along, 'keys' | 'args'> {
  const now = clock();
  const days = daysBetween(now - BAND_DAYS * DAY_MS, now);
  const places = wanted.bands.map(placeOfBand).flatMap((place) => days.map((day) => ({ day, place })));
  return {
    keys: [
      keys.item(wanted.itemId),
      ...wanted.query.keys.map((key) => keys.gate(key)),
      ...places.map(({ day, place }) => keys.band(day, place.letter)),
    ],
    args: [
      wanted.limit,
      wanted.query.sinceMs,
      wanted.query.keys.length,
      keys.candidate(''),
      ...places.map(({ place }) => place.head),
    ],
  };
}

/** What a search found: candidates that are remembered under the same stamp as they are, the others fetched. `prefix`: first letters of incident ids. */
export async function readFound(
  reader: RecordReader,
  answer: unknown,
  limit: number,
  prefix: string,
): Promise<Found & { readonly unchanged: ReadonlySet<string> }> {
  const [knownId, numbers, gated, stamps] = answer as Answer;
  const remembered: Candidate[] = [];
  const unchanged = new Set<string>();
  const wanted = new Set<string>();
  for (const [index, bytes] of gated.entries()) {
    const id = bytes.toString('latin1');
    const stamp = stamps[index];
    if (stamp === undefined || stamp.length === 0) continue;
    const last = reader.candidates.cache.last(reader.keys.candidate(id));
    if (last !== undefined && hasStamp(last.bytes, stamp)) {
      remembered.push(last.value);
      unchanged.add(id);
    } else {
      wanted.add(id);
    }
  }
  for (const number of latestOf(numbers, limit)) {
    const id = idOfNumber(prefix, number);
    if (!unchanged.has(id)) wanted.add(id);
  }
  // Another worker changed them, and their records with them.
  for (const id of wanted) reader.incidents.cache.forget(reader.keys.record(id));
  const fetched = await readPresent(
    reader,
    [...wanted].map((id) => reader.keys.candidate(id)),
    reader.candidates,
  );
  return {
    knownId: knownId?.toString('utf8'),
    candidates: [...remembered, ...fetched.flatMap((record) => (record.kind === 'ok' ? [record.value] : []))],
    unchanged,
  };
}

function latestOf(numbers: Buffer, limit: number): number[] {
  const unique = new Set<number>();
  for (let at = 0; at + 4 <= numbers.length; at += 4) unique.add(numbers.readUInt32BE(at));
  return [...unique].sort((one, other) => other - one).slice(0, limit);
}
