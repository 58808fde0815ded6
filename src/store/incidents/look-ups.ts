import type { Filter } from '../../domain/alert.ts';
import type { Incident } from '../../domain/incident.ts';
import type { Store } from '../connect.ts';
import type { IncidentKeys } from './keys.ts';
import { inEveryGroup, type NumberList, readList } from './lists.ts';
import { bucketOf, firstNumberOf, idOfNumber } from './numbers.ts';
import { type RecordReader, readRecords } from './reader.ts';
import { partiesOf, wordsOf } from './terms.ts';

/** Which incidents are wanted; what is absent does not matter. All that stands must hold. */
export interface IncidentQuery extends Pick<Filter, 'labels' | 'parties' | 'places' | 'statuses' | 'minSeverity'> {
  /** UTC days on which the incident was first told, both included. */
  readonly from?: string;
  readonly to?: string;
  /** Words of its titles in any language, each found by its first six letters; all must stand. */
  readonly words?: string;
}

export interface Page {
  readonly limit: number;
  /** As an earlier page gave it. */
  readonly cursor?: string;
}

/** Incidents of one page, the latest first told first. */
export interface IncidentPage {
  readonly incidents: readonly Incident[];
  /** Absent on the last page. A page may be short, even empty, and still have a next one. */
  readonly nextCursor?: string;
}

export type FoundIncident =
  | { readonly kind: 'found'; readonly incident: Incident }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unreadable'; readonly reason: string };

/** Joined incidents lead to where their reports went; a chain is no longer than this. */
const MAX_JOINS = 10;
/** Records read for one page before the rest is left to the next one. */
const MAX_READ = 120;
const CHUNK = 24;

export interface LookUpOptions {
  readonly prefix: string;
  readonly retentionMs: number;
  readonly ancestorsOf: (placeId: string) => readonly string[];
  readonly clock: () => number;
}

/** The incident of an id; the id of a joined one leads to the one it was joined into. */
export async function getIncident(reader: RecordReader, id: string): Promise<FoundIncident> {
  let wanted = id;
  for (let hop = 0; hop < MAX_JOINS; hop++) {
    const [found] = await readRecords(reader, [reader.keys.record(wanted)], reader.incidents);
    if (found === undefined || found.kind === 'absent') return { kind: 'absent' };
    if (found.kind === 'unreadable') return found;
    const { incident } = found.value;
    if (incident.joinedInto === undefined) return { kind: 'found', incident };
    wanted = incident.joinedInto;
  }
  return { kind: 'unreadable', reason: `${id} was joined in a circle` };
}

/** Looks incidents up through the lists of their terms, period by period from the latest; every hit is checked on its record. */
export async function findIncidents(
  reader: RecordReader,
  query: IncidentQuery,
  page: Page,
  options: LookUpOptions,
): Promise<IncidentPage> {
  const alternatives = alternativesOf(query);
  const now = options.clock();
  const newest = Math.min(
    page.cursor === undefined ? Number.POSITIVE_INFINITY : Number(page.cursor) - 1,
    lastNumber(query.to, now),
  );
  const oldest = Math.max(
    firstNumberOf(query.from ?? '2000-01-01'),
    firstNumberOf(dayAt(now - options.retentionMs - 86_400_000)),
  );
  const found: Incident[] = [];
  let reads = 0;
  for (let bucket = bucketOf(newest); bucket >= bucketOf(oldest); bucket--) {
    const lists = await listsIn(reader.store, reader.keys, bucket, alternatives);
    for (const chunk of inChunks(inEveryGroup(lists, newest, oldest), Math.min(CHUNK, page.limit))) {
      const records = await readRecords(
        reader,
        chunk.map((one) => reader.keys.record(idOfNumber(options.prefix, one))),
        reader.incidents,
      );
      reads += chunk.length;
      for (const [index, record] of records.entries()) {
        if (record.kind !== 'ok' || !matches(record.value.incident, query, options)) continue;
        found.push(record.value.incident);
        if (found.length === page.limit) return { incidents: found, nextCursor: String(chunk[index]) };
      }
      const last = chunk.at(-1);
      if (reads >= MAX_READ && last !== undefined) return { incidents: found, nextCursor: String(last) };
    }
  }
  return { incidents: found };
}

/** Groups of terms: one of each group must hold. */
function alternativesOf(query: IncidentQuery): string[][] {
  const groups: string[][] = [];
  if (query.labels !== undefined) groups.push(query.labels.map((label) => `l:${label}`));
  if (query.parties !== undefined) groups.push(query.parties.map((party) => `p:${party}`));
  if (query.places !== undefined) groups.push(query.places.map((place) => `g:${place}`));
  if (query.statuses !== undefined) groups.push(query.statuses.map((status) => `s:${status}`));
  if (query.minSeverity !== undefined && query.minSeverity > 0) groups.push([`v:${query.minSeverity}`]);
  for (const word of new Set(wordsOf(query.words ?? ''))) groups.push([`w:${word}`]);
  return groups.length === 0 ? [['all']] : groups;
}

/** The lists of one period, group by group. */
async function listsIn(
  store: Store,
  keys: IncidentKeys,
  bucket: number,
  groups: readonly (readonly string[])[],
): Promise<NumberList[][]> {
  const terms = [...new Set(groups.flat())];
  const bytes = await store.ask('read lists of incidents', (redis) =>
    redis.mgetBuffer(...terms.map((term) => keys.term(bucket, term))),
  );
  const byTerm = new Map(terms.map((term, index) => [term, readList(bytes[index] ?? undefined)]));
  return groups.map((group) => group.flatMap((term) => byTerm.get(term) ?? []));
}

function* inChunks(numbers: Iterable<number>, size: number): Generator<number[]> {
  let chunk: number[] = [];
  for (const number of numbers) {
    chunk.push(number);
    if (chunk.length === size) {
      yield chunk;
      chunk = [];
    }
  }
  if (chunk.length > 0) yield chunk;
}

/** The lists only grow: a status or a severity that has passed still stands in them. */
function matches(incident: Incident, query: IncidentQuery, options: LookUpOptions): boolean {
  if (incident.joinedInto !== undefined) return false;
  if (query.labels !== undefined && !query.labels.includes(incident.label)) return false;
  if (query.statuses !== undefined && !query.statuses.includes(incident.status)) return false;
  if (query.minSeverity !== undefined && incident.severity < query.minSeverity) return false;
  if (query.parties !== undefined) {
    const parties = partiesOf(incident);
    if (!query.parties.some((party) => parties.has(party))) return false;
  }
  if (query.places !== undefined) {
    const places = new Set(
      [...incident.places, ...incident.venues].flatMap((place) => [place, ...options.ancestorsOf(place)]),
    );
    if (!query.places.some((place) => places.has(place))) return false;
  }
  if (query.words !== undefined) {
    const words = new Set(incident.reports.flatMap((report) => wordsOf(report.title)));
    if (!wordsOf(query.words).every((word) => words.has(word))) return false;
  }
  return true;
}

function lastNumber(to: string | undefined, now: number): number {
  const day = to ?? dayAt(now + 86_400_000);
  return firstNumberOf(dayAt(Date.parse(day) + 86_400_000)) - 1;
}

function dayAt(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
