import type { Store } from '../connect.ts';

/** Names of everything this folder keeps. */
export interface IncidentKeys {
  readonly lock: string;
  /** Hash of records that could not be read: key -> what is wrong. */
  readonly unreadable: string;
  readonly operationCount: string;
  /** Numbers of operations by time. */
  readonly operations: string;
  /** Hash of what corrections owe subscribers. */
  readonly tellings: string;
  record(id: string): string;
  candidate(id: string): string;
  item(itemId: string): string;
  gate(key: string): string;
  /** Texts of a day whose bands begin with one letter. */
  band(day: string, letter: string): string;
  number(day: string): string;
  /** The epoch of Redis in which a day's number was last counted up. */
  numberEpoch(day: string): string;
  operation(id: string): string;
  term(bucket: number, term: string): string;
  /** Where an unreadable record is moved to. */
  aside(key: string): string;
}

export function incidentKeys(store: Store): IncidentKeys {
  // Put together by the dozen for every report.
  const at = (kind: string) => `${store.key(kind)}:`;
  const [record, candidate, item, gate, band, term] = [
    at('inc'),
    at('inc-c'),
    at('inc-i'),
    at('inc-g'),
    at('inc-b'),
    at('inc-t'),
  ];
  return {
    lock: store.key('incident-lock'),
    unreadable: store.key('incident-unreadable'),
    operationCount: store.key('incident-operations'),
    operations: store.key('incident-operation-times'),
    tellings: store.key('incident-tellings'),
    record: (id) => `${record}${id}`,
    candidate: (id) => `${candidate}${id}`,
    item: (itemId) => `${item}${itemId}`,
    gate: (key) => `${gate}${key}`,
    band: (day, letter) => `${band}${day}:${letter}`,
    number: (day) => store.key('inc-n', day),
    numberEpoch: (day) => store.key('inc-ne', day),
    operation: (id) => store.key('inc-o', id),
    term: (bucket, word) => `${term}${bucket}:${word}`,
    aside: (key) => `${store.key('aside')}:${key}`,
  };
}
