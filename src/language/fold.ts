import { repairMixedScript } from './mixed-script.ts';
import type { Token } from './token.ts';

/** Longest folded word that is kept; the rest of a longer one is read but not stored, so that a megabyte without blanks costs no more than one with. */
const MAX_TOKEN = 64;

const UNKNOWN = 0;
const SEPARATOR = 1;
const DROP = 2;
const COMBINING = 3;
/** The folded form has several letters; they stand in `expansions`. */
const EXPANDS = 4;

const table = new Uint16Array(0x10000);
const expansions = new Map<number, string>();

const WORD = /^[\p{L}\p{M}\p{N}]$/u;

// One letter, one form. What is folded here must be a difference that writers of the same language do not keep apart.
const SAME: ReadonlyMap<string, string> = new Map(
  [
    // Turkish and Azerbaijani İ I ı i: capitals in headlines are typed with either i.
    ['İIı', 'i'],
    // Cyrillic ё is optional; ә U+04D9 and ǝ U+01DD stand for ə in Azerbaijani text.
    ['ёЁ', 'е'],
    ['әӘǝƎ', 'ə'],
    // French capitals lose their accents; Turkish circumflexes are optional. ö ü ç ş ğ carry meaning and stay.
    ['éèêëÉÈÊË', 'e'],
    ['àâÀÂ', 'a'],
    ['îïÎÏ', 'i'],
    ['ôÔ', 'o'],
    ['ùûÙÛ', 'u'],
    // Turkish read in the wrong code page (Latin-1 for Latin-5).
    ['þÞ', 'ş'],
    ['ðÐ', 'ğ'],
    ['ýÝ', 'i'],
    // Arabic keyboards in Persian text.
    ['يىئۍ', 'ی'],
    ['ك', 'ک'],
    ['آأإٱ', 'ا'],
    ['ؤ', 'و'],
    ['ةۀۂ', 'ه'],
  ].flatMap(([from = '', to = '']) => Array.from(from).map((letter) => [letter, to] as const)),
);

/**
 * The form in which news text and patterns are compared: NFKC, small letters, spelling variants of one letter merged, invisible and
 * word-internal marks removed. Separators stay. Folding twice changes nothing.
 */
export function fold(text: string): string {
  let out = '';
  // Most letters of news stand as they are: what is unchanged since here is taken over as a whole.
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const folded = foldUnit(code);
    if (folded === code) continue;
    if (folded === SEPARATOR) {
      const astral = astralWord(text, i);
      if (astral === undefined) continue;
      out += text.slice(from, i) + astral;
      i++;
    } else {
      out += text.slice(from, i);
      if (folded === COMBINING) out = combine(out, text.charAt(i));
      else if (folded === EXPANDS) out += expansions.get(code) ?? '';
      else if (folded !== DROP) out += String.fromCharCode(folded);
    }
    from = i + 1;
  }
  return out + text.slice(from);
}

/** Small letters for texts whose spelling must stay as it is (language detection): İ becomes i, never i with a dot above. */
export function lowerCase(text: string): string {
  return text.replaceAll('İ', 'i').toLowerCase();
}

/**
 * Folded words with their place in the text as published. A Turkish or English ending after an apostrophe and a French elision before one
 * are no words; thousands written in groups are one number. Time is linear in the length of the text.
 */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  const codes: number[] = [];
  let start = -1;
  let end = 0;
  let scripts = 0;
  let isDigits = true;
  let afterApostrophe = false;

  function close(byApostrophe: boolean): void {
    if (start >= 0) {
      let word = String.fromCharCode(...codes);
      if ((scripts & (scripts - 1)) !== 0) word = repairMixedScript(word);
      addWord(tokens, { text: word, start, end }, afterApostrophe);
      afterApostrophe = byApostrophe;
      start = -1;
      codes.length = 0;
      scripts = 0;
      isDigits = true;
    } else {
      afterApostrophe = false;
    }
  }

  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const folded = foldUnit(code);
    if (folded > EXPANDS) {
      if (start < 0) start = i;
      end = i + 1;
      if (codes.length < MAX_TOKEN) codes.push(folded);
      scripts |= scriptBit(folded);
      if (isDigits && (folded < 0x30 || folded > 0x39)) isDigits = false;
    } else if (folded === SEPARATOR) {
      const astral = astralWord(text, i);
      if (astral !== undefined) {
        if (start < 0) start = i;
        for (let k = 0; k < astral.length && codes.length < MAX_TOKEN; k++) codes.push(astral.charCodeAt(k));
        isDigits = false;
        i++;
        end = i + 1;
      } else if (start < 0 || !isDigits || !joinsThousands(text, i, codes.length)) {
        close(isApostrophe(code));
      }
    } else if (folded === EXPANDS) {
      if (start < 0) start = i;
      end = i + 1;
      isDigits = false;
      for (const letter of expansions.get(code) ?? '') {
        if (codes.length < MAX_TOKEN) codes.push(letter.charCodeAt(0));
        scripts |= scriptBit(letter.charCodeAt(0));
      }
    } else if (start >= 0) {
      // A mark inside the word: composed with its letter, or gone.
      if (folded === COMBINING) combineCode(codes, text.charAt(i));
      end = i + 1;
    }
  }
  close(false);
  return tokens;
}

function addWord(tokens: Token[], token: Token, afterApostrophe: boolean): void {
  const previous = tokens.at(-1);
  if (afterApostrophe && previous !== undefined && isLatin(token.text.charCodeAt(0))) {
    if (ELISIONS.has(previous.text)) {
      tokens.pop();
    } else if (token.text.length <= 7 && previous.text.length > 1 && previous.text !== 'aujourd') {
      return;
    }
  }
  tokens.push(token);
}

const ELISIONS: ReadonlySet<string> = new Set('l d j m n s t c qu jusqu lorsqu puisqu quoiqu'.split(' '));

function foldUnit(code: number): number {
  const known = table[code] ?? SEPARATOR;
  if (known !== UNKNOWN) return known;
  const folded = computeUnit(code);
  table[code] = folded;
  return folded;
}

function computeUnit(code: number): number {
  const letter = String.fromCharCode(code);
  if (isRemoved(code)) return DROP;
  if (code >= 0x300 && code <= 0x36f) return COMBINING;
  // The Armenian comma ՝ ends a word; modifier apostrophes are letters to Unicode only.
  if (isApostrophe(code) || code === 0x55d || !WORD.test(letter)) return SEPARATOR;
  const digit = nationalDigit(code);
  if (digit !== undefined) return digit;
  const same = SAME.get(letter);
  if (same !== undefined) return same.charCodeAt(0);
  const plain = Array.from(letter.normalize('NFKC').toLowerCase().normalize('NFC'));
  if (plain.some((part) => !WORD.test(part) && !isMark(part))) return SEPARATOR;
  const parts = plain.filter((part) => !isMark(part)).map((part) => (part === letter ? part : foldPart(part)));
  if (parts.length === 0) return DROP;
  const joined = parts.join('');
  if (joined.length === 1) return joined.charCodeAt(0);
  expansions.set(code, joined);
  return EXPANDS;
}

function foldPart(part: string): string {
  if (part.length > 1) return part;
  const code = part.charCodeAt(0);
  const folded = foldUnit(code);
  if (folded === EXPANDS) return expansions.get(code) ?? '';
  return folded > EXPANDS ? String.fromCharCode(folded) : '';
}

function isMark(part: string): boolean {
  const code = part.charCodeAt(0);
  return (code >= 0x300 && code <= 0x36f) || isRemoved(code);
}

/** Marks that stand inside or around words and are no part of them: Armenian emphasis, joiners, soft hyphen, vowel signs, direction marks. */
function isRemoved(code: number): boolean {
  return (
    code === 0xad ||
    code === 0x640 ||
    code === 0x670 ||
    code === 0xfeff ||
    code === 0x61c ||
    (code >= 0x55a && code <= 0x55f && code !== 0x55d) ||
    (code >= 0x64b && code <= 0x65f) ||
    (code >= 0x200b && code <= 0x200f) ||
    (code >= 0x202a && code <= 0x202e) ||
    (code >= 0x2060 && code <= 0x2069) ||
    (code >= 0xfe00 && code <= 0xfe0f)
  );
}

function isApostrophe(code: number): boolean {
  return code === 0x27 || code === 0x2019 || code === 0x2018 || (code >= 0x2bb && code <= 0x2bd) || code === 0xb4;
}

function nationalDigit(code: number): number | undefined {
  if (code >= 0x660 && code <= 0x669) return code - 0x660 + 0x30;
  if (code >= 0x6f0 && code <= 0x6f9) return code - 0x6f0 + 0x30;
  return undefined;
}

/** Letters outside the basic plane that news uses are styled Latin ones; everything else there (emoji) separates. */
function astralWord(text: string, index: number): string | undefined {
  const code = text.charCodeAt(index);
  if (code < 0xd800 || code > 0xdbff) return undefined;
  const point = text.codePointAt(index) ?? 0;
  if (point < 0x10000) return undefined;
  const letter = String.fromCodePoint(point);
  if (!WORD.test(letter)) return undefined;
  const plain = letter.normalize('NFKC').toLowerCase();
  return plain.length === 1 ? foldPart(plain) || undefined : plain;
}

/** Composes a mark with the letter before it where Unicode knows the pair; otherwise the mark (a Russian stress, the dot of i̇) is gone. */
function combine(before: string, mark: string): string {
  const composed = (before.slice(-1) + mark).normalize('NFC');
  return before !== '' && composed.length === 1 ? before.slice(0, -1) + foldPart(composed) : before;
}

function combineCode(codes: number[], mark: string): void {
  const letter = codes.at(-1);
  if (letter === undefined) return;
  const composed = (String.fromCharCode(letter) + mark).normalize('NFC');
  if (composed.length === 1) codes[codes.length - 1] = foldPart(composed).charCodeAt(0);
}

/** True at the separator of `1,200`, `1.200` and `1 200` (with a no-break blank): exactly three digits follow. */
function joinsThousands(text: string, index: number, digitsBefore: number): boolean {
  const code = text.charCodeAt(index);
  const groups = code === 0x2c || code === 0x2e || code === 0xa0 || code === 0x202f || code === 0x66c;
  if (!groups || digitsBefore > 12) return false;
  if (digitsBefore > 3 && text.charCodeAt(index - 4) !== code) return false;
  for (let k = 1; k <= 3; k++) if (!isDigit(text.charCodeAt(index + k))) return false;
  return !isDigit(text.charCodeAt(index + 4));
}

function isDigit(code: number): boolean {
  return (code >= 0x30 && code <= 0x39) || nationalDigit(code) !== undefined;
}

function isLatin(code: number): boolean {
  return scriptBit(code) === 1;
}

/** 1 Latin, 2 Cyrillic, 4 Armenian, 0 the rest; ə belongs to Latin and Cyrillic Azerbaijani alike. */
function scriptBit(code: number): number {
  if (code < 0x61 || code === 0x259) return 0;
  if (code < 0x250) return 1;
  if (code >= 0x400 && code <= 0x52f) return 2;
  if (code >= 0x531 && code <= 0x587) return 4;
  return 0;
}
