import { createHash } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';

/** A record that could not be read, and what is wrong with it. */
export type Unpacked<T> =
  | { readonly kind: 'ok'; readonly value: T }
  | { readonly kind: 'unreadable'; readonly reason: string };

/** First byte of a packed record: the version of the dictionary and of the shape inside. */
const VERSION = 1;

/** What most records have in common. Never change it: add a version, and keep this one for reading. */
const DICTIONARY = Buffer.from(
  '"dropped":0,"accounts":[{"places":["line-of-contact","kalbajar","gegharkunik","syunik","lachin"],"venues":[],"mediators":[],"parties":["ARM","AZE"],' +
    '"accusations":[["AZE","ARM"],["ARM","AZE"]],"deniers":["AZE"],"deniers":["ARM"],"deniers":[],"casualties":[{"side":"AZE","kind":"killed","low":1,"high":1,' +
    '"claimIds":["{"side":"ARM","kind":"wounded","low":0,"best":0,"high":0,"civilian":true,"kind":"captured","weapons":["small-arms","sniper","mortar","artillery","drone","mine"],' +
    '"ceasefireState":"agreed","talksStage":"held","outcome","announced","occurred":{"from":"2026-","precision":"minute","partOfDay","day","basis":"stated",' +
    '"precision":"unknown","basis":"published"},"claims":[{"kind":"accuses","kind":"denies","kind":"observes","kind":"reportsOwnLoss","kind":"reportsEnemyLoss",' +
    '"kind":"acknowledges","speaker":{"party":"ARM","office":"defenceMinistry","name":"Ministry of Defence of Azerbaijan","Ministry of Defence of Armenia","office":"foreignMinistry"},' +
    '"about":{"initiator":"AZE","target":"ARM","initiator":"ARM","target":"AZE","place":"","casualties":[]},"quote":"","language":"hy","language":"az","language":"ru","language":"en",' +
    '"itemId":"","feedId":"","outletId":"","ownerId":"","outletSide":"ARM","outletSide":"AZE","outletSide":"third","label":"clash","label":"negotiation","label":"humanitarian",' +
    '"label":"ceasefire","labels2":[],"title":"","summary":"","url":"https://www.","publishedAt":"2026-","arrivedAt":"2026-","itemRevision":0,"fingerprint":"","subjects":[]}],' +
    '"incident":{"id":"AA-2026-","revision":1,"label":"clash","subtype":"shooting","shelling","talks","place":{"gazetteerId":"","names":{"en":"","hy":"","az":"","ru":"","tr":"","ka":"",' +
    '"fa":"","fr":""},"sideNames":{"ARM":"","AZE":""},"lat":39.,"lon":46.,"precision":1},"basis":"alleged"},"status":"claimed","status":"denied","counterClaimed","thirdPartyConfirmed",' +
    '"reports":[{"sources":{"articles":1,"outlets":1,"owners":1,"origins":1,"sides":1,"languages":1},"severity":1,"clarity":1,"blindSpots":[],"related":[],' +
    '"history":[{"revision":1,"at":"2026-","kind":"created","detail":"claimed","material":true},"kind":"sources","detail":"+ ","material":false},"firstSeenAt":"2026-","updatedAt":"2026-"',
);

/** A record never grows so large; what inflates to more was not written by us. */
const MOST_BYTES = 64 * 1_048_576;

/** Below this many characters a window of 8 kB reaches all of a record and of the dictionary; it is made ready in half the time. */
const SHORT = 4000;

/** Packs a record to about a third of its JSON. */
export function pack(value: unknown): Buffer {
  const text = JSON.stringify(value);
  const effort = text.length < SHORT ? { windowBits: 13, memLevel: 6 } : {};
  return packed([deflateRawSync(text, { dictionary: DICTIONARY, level: 6, ...effort })]);
}

/** A record of a deflated stream, which may come in pieces. */
export function packed(pieces: readonly Buffer[]): Buffer {
  return Buffer.concat([Buffer.of(VERSION), ...pieces]);
}

/** A stamp begins with this byte, which neither a packed record nor JSON does. */
const STAMPED = 0x23;
/** Bytes of a stamp. */
export const STAMP_BYTES = 12;

/** A text behind a stamp of its content: who remembers the text need fetch only the stamp to know that it is the same. */
export function stamp(text: string): Buffer {
  const digest = createHash('sha1')
    .update(text)
    .digest('base64')
    .slice(0, STAMP_BYTES - 1);
  return Buffer.from(`${String.fromCharCode(STAMPED)}${digest}${text}`);
}

/** True when the bytes are stamped, and with this stamp. */
export function hasStamp(bytes: Buffer, wanted: Buffer): boolean {
  return bytes[0] === STAMPED && bytes.subarray(0, STAMP_BYTES).equals(wanted);
}

/** Reads a packed record, a stamped one, or the plain JSON that a person wrote in its place. `isShaped` says whether the value is one. */
export function unpack<T>(bytes: Buffer, isShaped: (value: unknown) => value is T): Unpacked<T> {
  try {
    const text =
      bytes[0] === VERSION
        ? inflateRawSync(bytes.subarray(1), { dictionary: DICTIONARY, maxOutputLength: MOST_BYTES }).toString('utf8')
        : bytes.toString('utf8', bytes[0] === STAMPED ? STAMP_BYTES : 0);
    const value: unknown = JSON.parse(text);
    return isShaped(value)
      ? { kind: 'ok', value }
      : { kind: 'unreadable', reason: 'it lacks fields that every record has' };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { kind: 'unreadable', reason: `its bytes cannot be read: ${why}` };
  }
}
