const LENGTH = 32_768;
const bytes = Buffer.alloc(2 * LENGTH);
const units = new Uint16Array(bytes.buffer, bytes.byteOffset, LENGTH);

/**
 * The UTF-16 units of a text, and possibly more behind them: the same memory is used for the next text. Going over them takes about half of what going over
 * the text itself takes, as a text may be a part or a chain of other texts.
 */
export function unitsOf(text: string): Uint16Array {
  if (text.length > LENGTH) {
    const own = Buffer.from(text, 'utf16le');
    return new Uint16Array(own.buffer, own.byteOffset, text.length);
  }
  bytes.write(text, 0, 'utf16le');
  return units;
}
