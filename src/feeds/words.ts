import { fold } from '../language/fold.ts';
import { unitsOf } from './units.ts';

/**
 * The words of a text, folded, with single blanks between them, as UTF-8. Equal for texts that differ in case, spaces and punctuation only.
 * One pass without strings in between: this is what every item of every poll pays for its identity.
 */
export function writeWords(text: string, into: WordBuffer): void {
  const before = into.length;
  into.reserve(text.length * MAX_BYTES);
  let { bytes, length } = into;
  let isGap = true;
  const units = unitsOf(text);
  for (let i = 0; i < text.length; i++) {
    const code = units[i] ?? 0;
    let letter = forms[code] ?? UNKNOWN;
    if (letter === UNKNOWN) letter = learn(code);
    if (letter > LAST_SIGN) {
      isGap = false;
      if (letter < 0x80) bytes[length++] = letter;
      else if (letter < 0x800) {
        bytes[length++] = 0xc0 | (letter >> 6);
        bytes[length++] = 0x80 | (letter & 0x3f);
      } else {
        bytes[length++] = 0xe0 | (letter >> 12);
        bytes[length++] = 0x80 | ((letter >> 6) & 0x3f);
        bytes[length++] = 0x80 | (letter & 0x3f);
      }
    } else if (letter === GAP) {
      if (!isGap) bytes[length++] = BLANK;
      isGap = true;
    } else if (letter === SEVERAL) {
      length += bytes.write(several.get(code) ?? '', length);
      isGap = false;
    } else if (letter === HALF && isSign(text, i)) {
      if (!isGap) bytes[length++] = BLANK;
      isGap = true;
      i++;
    } else if (letter !== NOTHING) {
      // A mark that changes the letter before it, or a letter beyond the basic plane.
      into.length = before;
      into.add(foldedWords(text));
      return;
    }
  }
  into.length = isGap && length > before ? length - 1 : length;
}

/** The same as a text: what `writeWords` is defined by. */
export function foldedWords(text: string): string {
  return fold(text)
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim();
}

/** Bytes that grow as they are needed; used over and over. */
export class WordBuffer {
  bytes = Buffer.alloc(USUAL_LENGTH);
  length = 0;

  /** Starts over, without keeping what one huge text needed. */
  clear(): void {
    this.length = 0;
    if (this.bytes.length > 16 * USUAL_LENGTH) this.bytes = Buffer.alloc(USUAL_LENGTH);
  }

  reserve(more: number): void {
    if (this.length + more <= this.bytes.length) return;
    const larger = Buffer.alloc((this.length + more) * 2);
    this.bytes.copy(larger, 0, 0, this.length);
    this.bytes = larger;
  }

  add(text: string): void {
    this.reserve(text.length * MAX_BYTES);
    this.length += this.bytes.write(text, this.length);
  }

  /** The same for a text of ASCII alone, which needs no encoder. */
  addAscii(text: string): void {
    this.reserve(text.length);
    for (let i = 0; i < text.length; i++) this.bytes[this.length++] = text.charCodeAt(i);
  }

  /** What was written up to here; overwritten by what comes next. */
  written(): Uint8Array {
    return this.bytes.subarray(0, this.length);
  }
}

const USUAL_LENGTH = 65_536;
/** A UTF-16 unit takes three bytes of UTF-8 at most; the longest that several letters may take is four (և is եւ). */
const MAX_BYTES = 4;
const BLANK = 0x20;

// What stands in `forms` in place of a letter.
const UNKNOWN = 0;
const GAP = 1;
const NOTHING = 2;
/** Folded to several letters, such as the Armenian և; they stand in `several`. */
const SEVERAL = 3;
/** Half of a pair that stands for one character, such as an emoji. */
const HALF = 4;
const DEPENDS = 5;
const LAST_SIGN = DEPENDS;

/** What folding makes of each UTF-16 unit that stands alone; filled in as letters are met. */
const forms = new Uint16Array(0x10000);
const several = new Map<number, string>();

function learn(code: number): number {
  const form = formOf(code);
  forms[code] = form;
  return form;
}

function formOf(code: number): number {
  if (code >= 0xd800 && code <= 0xdfff) return HALF;
  if (code >= 0x300 && code <= 0x36f) return DEPENDS;
  const folded = fold(String.fromCharCode(code));
  if (folded === '') return NOTHING;
  if (!/^[\p{L}\p{M}\p{N}]+$/u.test(folded)) return /[\p{L}\p{M}\p{N}]/u.test(folded) ? DEPENDS : GAP;
  if (folded.length === 1) return folded.charCodeAt(0);
  // A ligature of a whole phrase is longer than the place that is kept for it.
  if (Buffer.byteLength(folded) > MAX_BYTES) return DEPENDS;
  several.set(code, folded);
  return SEVERAL;
}

/** True for a whole pair that stands for no letter and no digit. */
function isSign(text: string, index: number): boolean {
  const point = text.codePointAt(index) ?? 0;
  return point > 0xffff && !/[\p{L}\p{M}\p{N}]/u.test(String.fromCodePoint(point));
}
