import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Label } from '../domain/classification.ts';
import type { Item } from '../domain/item.ts';
import { type JsonRecord, parseRecord } from './json.ts';

/** What became of one item, and why: kept for `explain`, the console and the back-test. */
export interface ItemRecord {
  readonly item: Item;
  /** ISO 8601 UTC. */
  readonly decidedAt: string;
  /** One short word of the pipeline: `alert`, `review`, `drop`, `duplicate`, `archive` … */
  readonly outcome: string;
  /** One sentence for an operator. */
  readonly reason: string;
  readonly label?: Label;
  readonly score?: number;
  readonly incidentId?: string;
  readonly change?: string;
  readonly lexiconVersion?: string;
  /** Further facts of the stages; keep it small. */
  readonly details?: JsonRecord;
}

/** What stands in front of the packed record, so that a look-up need not unpack it. */
export interface ItemHead {
  readonly revision: number;
  readonly textHash: string;
  readonly outcome: string;
}

/** No head is longer: a look-up reads only so many bytes. */
export const HEAD_BYTES = 96;

/** Words that most records share: the packer refers to them instead of repeating them. */
const DICTIONARY = Buffer.from(
  '","publishedAt":"2026-","dateBasis":"firstSeen","dateBasis":"stated","fetchedAt":"2026-","language":"az","language":"en","language":"tr",' +
    '"language":"ru","language":"hy","languageConfidence":0.9,"languageConfidence":1},"decidedAt":"2026-","outcome":"duplicate","outcome":"review",' +
    '"outcome":"archive","outcome":"alert","outcome":"drop","reason":"","label":"humanitarian","label":"negotiation","label":"ceasefire",' +
    '"label":"clash","label":"other","score":0.,"incidentId":"AA-2026-","change":"material","change":"minor","change":"none","change":"new",' +
    '"lexiconVersion":"","details":{{"item":{"id":"","feedId":"","outletId":"","guid":"https://www.","url":"https://www.","title":"","summary":"',
);

// Records are small: the packer's usual window of 32 kB and its tables (a quarter of a megabyte anew for each record) would only feed the garbage collector.
const PACKING = { dictionary: DICTIONARY, level: 6, windowBits: 12, memLevel: 5 };

/** A record never grows so large; what inflates to more was not written by us. */
const MOST_BYTES = 64 * 1_048_576;

/** Packs a record to about half its size; a summary longer than `keepSummary` characters is cut. */
export function packItem(record: ItemRecord, keepSummary: number): Buffer {
  return deflateRawSync(JSON.stringify(withShortSummary(record, keepSummary)), PACKING);
}

/** Reads a packed record. */
export function unpackItem(packed: Buffer): ItemRecord {
  const text = inflateRawSync(packed, { dictionary: DICTIONARY, maxOutputLength: MOST_BYTES }).toString('utf8');
  return parseRecord<ItemRecord>(text, 'item record');
}

/** `<revision>:<text hash>:<outcome>:` at the start of an item's value. */
export function parseHead(value: Buffer): { readonly head: ItemHead; readonly packed: Buffer } {
  const match = /^(\d+):([^:]*):([^:]*):/.exec(value.subarray(0, HEAD_BYTES).toString('latin1'));
  if (match === null) throw new Error('item record: its head cannot be read');
  const [whole, revision, textHash = '', outcome = ''] = match;
  return { head: { revision: Number(revision), textHash, outcome }, packed: value.subarray(whole.length) };
}

/** A part of the head must not hold its separator, nor outgrow it. */
export function headPart(text: string): string {
  if (!/^[\w.+/=-]{0,40}$/.test(text))
    throw new Error(`"${text}" is not a short word of letters, digits and . + / = _ -`);
  return text;
}

function withShortSummary(record: ItemRecord, keepSummary: number): ItemRecord {
  const { summary } = record.item;
  if (summary.length <= keepSummary) return record;
  const end = /[\uD800-\uDBFF]/.test(summary.charAt(keepSummary - 1)) ? keepSummary - 1 : keepSummary;
  return { ...record, item: { ...record.item, summary: `${summary.slice(0, end)}…` } };
}
