import { unitsOf } from './units.ts';

// C0 and C1 controls, bidi and zero-width format characters without meaning in our scripts. ZWNJ and ZWJ stay: Persian needs them.
const UNPRINTABLE = /[\p{Cc}\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff]/u;
const SPACE = /\s/;
const WINDOWS_1252 = new TextDecoder('windows-1252');

const UNKNOWN = 0;
const ORDINARY = 1;
const BLANK = 2;
/** White space other than the blank. */
const GAP = 3;
const NOTHING = 4;
const C1_CONTROL = 5;

/** What each UTF-16 unit is to a line of text; filled in as units are met. A look-up takes a fraction of what a regular expression takes. */
const kinds = new Uint8Array(0x10000);

function kindOf(code: number): number {
  const known = kinds[code] ?? ORDINARY;
  if (known !== UNKNOWN) return known;
  const kind = findKind(code);
  kinds[code] = kind;
  return kind;
}

function findKind(code: number): number {
  const letter = String.fromCharCode(code);
  if (letter === ' ') return BLANK;
  if (code >= 0x80 && code <= 0x9f) return C1_CONTROL;
  if (SPACE.test(letter)) return GAP;
  return UNPRINTABLE.test(letter) ? NOTHING : ORDINARY;
}

/** True for white space, the no-break and zero-width kinds included. */
export function isBlank(code: number): boolean {
  const kind = kindOf(code);
  return kind === BLANK || kind === GAP;
}

/** Removes control and direction characters and folds white space to single blanks. */
export function oneLine(text: string): string {
  let out = '';
  let from = 0;
  // A blank at the start is one too many.
  let isAfterBlank = true;
  const units = unitsOf(text);
  for (let i = 0; i < text.length; i++) {
    const kind = kindOf(units[i] ?? 0);
    if (kind === ORDINARY) isAfterBlank = false;
    else if (kind === BLANK && !isAfterBlank) isAfterBlank = true;
    else {
      if (from < i) out += text.slice(from, i);
      from = i + 1;
      if (kind === GAP && !isAfterBlank) {
        out += ' ';
        isAfterBlank = true;
      } else if (kind === C1_CONTROL) {
        const sign = windows1252(text.charAt(i));
        out += sign;
        if (sign !== '') isAfterBlank = false;
      }
    }
  }
  const line = from === 0 ? text : out + text.slice(from);
  return isAfterBlank ? line.slice(0, -1) : line;
}

/** A C1 control in a feed is a windows-1252 quotation mark or dash whose number was copied as it stood; nothing for one that stands for no sign. */
function windows1252(control: string): string {
  const sign = WINDOWS_1252.decode(Uint8Array.of(control.charCodeAt(0)));
  return UNPRINTABLE.test(sign) ? '' : sign;
}
