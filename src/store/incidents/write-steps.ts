import { bandsOf } from '../../incidents/fingerprint.ts';
import type { IncidentWrite, StoredIncident } from '../../incidents/repository.ts';
import { dayOf } from '../../incidents/times.ts';
import { bandEntry, placeOfBand } from './bands.ts';
import type { Command, Step } from './commit.ts';
import { packIncident } from './long-records.ts';
import { BUCKET_MS, bucketOf, numberOfId } from './numbers.ts';
import { stamp } from './packing.ts';
import type { RecordReader } from './reader.ts';
import { writeCandidate } from './records.ts';
import { termsOf } from './terms.ts';

const DAY_MS = 86_400_000;
/** Gate keys outlive the longest window in which reports still join. */
const GATE_MS = 16 * DAY_MS;
/** Days on which a text may still be copied. */
export const BAND_DAYS = 3;

/** What the writing of every incident goes by. */
export interface WriteOptions {
  readonly retentionMs: number;
  /** All parents of a gazetteer id. */
  readonly ancestorsOf: (placeId: string) => readonly string[];
}

/** What Redis must run to keep one incident, given what it was `before`. The reader remembers what was written. */
export function stepsOf(
  write: IncidentWrite,
  before: StoredIncident | undefined,
  reader: RecordReader,
  options: WriteOptions,
): Step[] {
  const { incident } = write.stored;
  const { keys } = reader;
  const record = packIncident(write.stored);
  reader.incidents.cache.keep(keys.record(incident.id), record, write.stored);
  return [
    one(keys.record(incident.id), 'SET', record, 'PX', options.retentionMs),
    ...candidateSteps(write, reader, options),
    ...itemSteps(write, before, reader, options),
    ...termSteps(write, before, reader, options),
  ];
}

/** One command on one key. */
export function one(key: string, ...command: Command): Step {
  return { keys: [key], commands: [command] };
}

function candidateSteps(
  { stored, candidate, keys: gateKeys }: IncidentWrite,
  reader: RecordReader,
  options: WriteOptions,
): Step[] {
  const { id } = stored.incident;
  const key = reader.keys.candidate(id);
  if (candidate === undefined) return [one(key, 'DEL')];
  const kept = stamp(writeCandidate(candidate));
  reader.candidates.cache.keep(key, kept, candidate);
  return [
    one(key, 'SET', kept, 'PX', Math.min(options.retentionMs, GATE_MS)),
    {
      keys: gateKeys.map((gate) => reader.keys.gate(gate)),
      commands: [
        ['ZADD', candidate.lastMs, id],
        ['ZREMRANGEBYSCORE', '-inf', candidate.lastMs - GATE_MS],
        ['PEXPIRE', GATE_MS],
      ],
    },
  ];
}

/** Binds items that were not known, and the bands of their texts. */
function itemSteps(
  write: IncidentWrite,
  before: StoredIncident | undefined,
  reader: RecordReader,
  options: WriteOptions,
): Step[] {
  const { incident } = write.stored;
  const known = new Set(isMoved(write) ? [] : before?.accounts.map((account) => account.itemId));
  const fresh = write.items.filter(({ itemId }) => !known.has(itemId));
  const today = dayOf(reader.clock());
  const appended = fresh.flatMap(({ fingerprint }) =>
    bandsOf(fingerprint)
      .map(placeOfBand)
      .flatMap((place) => {
        const entry = bandEntry(place, incident.id);
        return entry === undefined ? [] : [one(reader.keys.band(today, place.letter), 'APPEND', entry)];
      }),
  );
  return [
    {
      keys: fresh.map(({ itemId }) => reader.keys.item(itemId)),
      commands: [['SET', incident.id, 'PX', options.retentionMs]],
    },
    ...appended,
    { keys: [...new Set(appended.flatMap((step) => step.keys))], commands: [['PEXPIRE', (BAND_DAYS + 2) * DAY_MS]] },
  ];
}

/** Corrections by hand move items between incidents: all of them are bound anew. */
function isMoved(write: IncidentWrite): boolean {
  return write.stored.incident.history.some((change) => change.kind === 'joined' || change.kind === 'split');
}

/** Adds the incident to the lists of terms that it did not stand in. */
function termSteps(
  { stored }: IncidentWrite,
  before: StoredIncident | undefined,
  reader: RecordReader,
  options: WriteOptions,
): Step[] {
  const { incident } = stored;
  const number = numberOfId(incident.id);
  if (number === undefined) return [];
  const had = new Set(before === undefined ? [] : termsOf(before.incident, options.ancestorsOf));
  const bucket = bucketOf(number);
  const entry = Buffer.alloc(4);
  entry.writeUInt32BE(number);
  const terms = termsOf(incident, options.ancestorsOf).filter((term) => !had.has(term));
  return [
    {
      keys: terms.map((term) => reader.keys.term(bucket, term)),
      commands: [
        ['APPEND', entry],
        ['PEXPIRE', options.retentionMs + BUCKET_MS],
      ],
    },
  ];
}
