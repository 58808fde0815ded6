import { charsetOf, decodeAs } from './charsets.ts';
import { isWesternLatin, looksGarbled } from './garbled.ts';

export type DecodeResult =
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly charset: string;
      readonly basis: 'bom' | 'nulPattern' | 'validUtf8' | 'override' | 'http' | 'xml' | 'fallback';
    }
  | { readonly kind: 'undecodable'; readonly message: string };

export interface DecodeHints {
  readonly contentType?: string | undefined;
  /** The feed's `encoding:` from the configuration. */
  readonly override?: string | undefined;
}

/** More than this share of replacement characters is an error of the feed, not text. */
const MAX_REPLACEMENT_SHARE = 0.001;

/**
 * Bytes to text: BOM or NUL pattern, then valid UTF-8 that is more than ASCII, then the operator's override, then the HTTP charset, then the XML declaration,
 * then UTF-8 with few replacement characters. The override stands before the labels because a single-byte charset accepts any bytes: behind them it could
 * never mend a wrong label. Valid UTF-8 stands before the labels because feeds that declare windows-1251 and send UTF-8 are common, and the reverse accident
 * does not happen to real text.
 */
export function decodeFeed(bytes: Uint8Array, hints: DecodeHints = {}): DecodeResult {
  const marked = byteOrderMark(bytes) ?? nulPattern(bytes);
  if (marked !== undefined) return judged(decodeAs(bytes, marked.charset, false) ?? '', marked.charset, marked.basis);

  const override = charsetOf(hints.override);
  if (hints.override !== undefined && override === undefined) {
    return {
      kind: 'undecodable',
      message: `nobody knows the charset ${JSON.stringify(hints.override)}; correct encoding: of this feed`,
    };
  }
  const utf8 = decodeAs(bytes, 'utf-8', true);
  if (utf8 !== undefined && (utf8.length !== bytes.length || override === undefined)) {
    // Plain ASCII may still be a seven-bit charset with escapes, which only a label can tell.
    const sevenBit = utf8.length === bytes.length ? sevenBitCharset(bytes, hints) : undefined;
    if (sevenBit === undefined) return { kind: 'text', text: utf8, charset: 'utf-8', basis: 'validUtf8' };
    return judged(decodeAs(bytes, sevenBit, false) ?? utf8, sevenBit, 'http');
  }
  const labelled = [
    { basis: 'override', charset: override },
    { basis: 'http', charset: charsetOf(httpCharset(hints.contentType)) },
    { basis: 'xml', charset: charsetOf(declaredCharset(bytes)) },
  ] as const;
  for (const { basis, charset } of labelled) {
    if (charset === undefined) continue;
    const text = decodeAs(bytes, charset, true);
    if (text === undefined) continue;
    if (basis !== 'override' && looksGarbled(text)) continue;
    return { kind: 'text', text: withoutMark(text), charset, basis };
  }
  return unlabelled(
    bytes,
    labelled.some(({ charset }) => charset !== undefined && charset !== 'utf-8'),
  );
}

/** Bytes without a fitting label: UTF-8 with a stray byte, else the Latin of western Europe where it is plainly that, else nothing. */
function unlabelled(bytes: Uint8Array, hasOtherLabel: boolean): DecodeResult {
  const utf8 = judged(decodeAs(bytes, 'utf-8', false) ?? '', 'utf-8', 'fallback');
  if (utf8.kind === 'text' || hasOtherLabel) return utf8;
  const latin = decodeAs(bytes, 'windows-1252', true);
  if (latin === undefined || looksGarbled(latin) || !isWesternLatin(latin)) return utf8;
  return { kind: 'text', text: latin, charset: 'windows-1252', basis: 'fallback' };
}

function judged(text: string, charset: string, basis: 'bom' | 'nulPattern' | 'http' | 'fallback'): DecodeResult {
  let replaced = 0;
  for (let at = text.indexOf('\ufffd'); at !== -1; at = text.indexOf('\ufffd', at + 1)) replaced++;
  if (replaced > text.length * MAX_REPLACEMENT_SHARE) {
    return {
      kind: 'undecodable',
      message: `${replaced} of ${text.length} characters cannot be read as ${charset}, and the feed names no charset that fits; set encoding: for this feed (windows-1251, koi8-r, windows-1254, armscii-8 …)`,
    };
  }
  return { kind: 'text', text: withoutMark(text), charset, basis };
}

function withoutMark(text: string): string {
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

interface Marked {
  readonly charset: string;
  readonly basis: 'bom' | 'nulPattern';
}

function byteOrderMark(bytes: Uint8Array): Marked | undefined {
  const [a, b, c, d] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return { charset: 'utf-8', basis: 'bom' };
  if (a === 0xff && b === 0xfe) return { charset: c === 0 && d === 0 ? 'utf-32le' : 'utf-16le', basis: 'bom' };
  if (a === 0xfe && b === 0xff) return { charset: 'utf-16be', basis: 'bom' };
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff) return { charset: 'utf-32be', basis: 'bom' };
  return undefined;
}

/** UTF-16 and UTF-32 without a mark show by the zero bytes around their first ASCII characters (`<`, a blank or `{`). */
function nulPattern(bytes: Uint8Array): Marked | undefined {
  if (bytes.length < 4) return undefined;
  const pattern = [...bytes.subarray(0, 4)].map((byte) => (byte === 0 ? '0' : 'x')).join('');
  const charset = { x000: 'utf-32le', '000x': 'utf-32be', x0x0: 'utf-16le', '0x0x': 'utf-16be' }[pattern];
  return charset === undefined ? undefined : { charset, basis: 'nulPattern' };
}

function httpCharset(contentType: string | undefined): string | undefined {
  return contentType?.match(/charset\s*=\s*("[^"]*"|'[^']*'|[^\s;,]+)/i)?.[1];
}

/** The XML declaration in its first bytes, read as Latin letters: every charset that gets here agrees with ASCII there. */
function declaredCharset(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 1024)).toString('latin1');
  return head.match(/<\?xml[^>]*?\sencoding\s*=\s*["']?\s*([A-Za-z0-9._:+-]+)/i)?.[1];
}

function sevenBitCharset(bytes: Uint8Array, hints: DecodeHints): string | undefined {
  if (!bytes.includes(0x1b)) return undefined;
  const label = charsetOf(httpCharset(hints.contentType)) ?? charsetOf(declaredCharset(bytes));
  return label?.startsWith('iso-2022') ? label : undefined;
}
