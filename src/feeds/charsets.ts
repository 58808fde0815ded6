import iconv from 'iconv-lite';

/** Spellings that content systems write and that the WHATWG table does not know. */
const ALIASES: Readonly<Record<string, string>> = {
  'cp-1251': 'windows-1251',
  'win-1251': 'windows-1251',
  win1251: 'windows-1251',
  windows1251: 'windows-1251',
  'cp-1252': 'windows-1252',
  win1252: 'windows-1252',
  windows1252: 'windows-1252',
  'cp-1254': 'windows-1254',
  win1254: 'windows-1254',
  windows1254: 'windows-1254',
  'koi-8-r': 'koi8-r',
  'iso8859-9e': 'iso-8859-9',
  utf: 'utf-8',
  utf8mb4: 'utf-8',
  'unicode-1-1-utf-8': 'utf-8',
  u16: 'utf-16le',
  'ucs-2': 'utf-16le',
  'georgian-academy': 'georgian-academy',
  armscii: 'armscii-8',
  armscii8: 'armscii-8',
};

export interface Decoded {
  readonly text: string;
  /** WHATWG name, or iconv-lite's for the few that the WHATWG table lacks. */
  readonly charset: string;
}

/** Cleans a label as headers and declarations carry it: quotes, parameters, blanks, old spellings. `undefined`: nobody knows this charset. */
export function charsetOf(label: string | undefined): string | undefined {
  const clean = label
    ?.split(';')[0]
    ?.trim()
    .replace(/^['"]+|['"]+$/g, '')
    .trim()
    .toLowerCase();
  if (clean === undefined || clean === '') return undefined;
  const name = ALIASES[clean] ?? clean;
  try {
    return new TextDecoder(name).encoding;
  } catch {
    return iconv.encodingExists(name) ? name : undefined;
  }
}

/** Decodes with a charset of `charsetOf`; with `isStrict`, bytes that the charset cannot hold give `undefined` instead of replacement characters. */
export function decodeAs(bytes: Uint8Array, charset: string, isStrict: boolean): string | undefined {
  try {
    return new TextDecoder(charset, { fatal: isStrict }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    if (!(error instanceof RangeError) || !iconv.encodingExists(charset)) throw error;
  }
  const text = iconv.decode(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), charset);
  return isStrict && text.includes('\ufffd') ? undefined : text;
}
