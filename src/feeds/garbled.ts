const SAMPLE = 200_000;
const WORD =
  /[\p{L}\p{M}\u00a1-\u00bf\u00d7\u00f7\u2010-\u203f\u20ac\u2116\u2122\u2219\u221a\u2248-\u2265\u2310-\u2321\u2500-\u25ff]+/gu;

/**
 * True when text was most likely decoded with the wrong single-byte charset. Such a charset accepts any bytes, so a wrong label gives no error, only nonsense;
 * the nonsense has shapes that no language has: words made of accented letters alone, small letters before capitals, signs inside words, Icelandic letters in
 * place of the Turkish ones.
 */
export function looksGarbled(text: string): boolean {
  let foreign = 0;
  let odd = 0;
  let accents = 0;
  let icelandic = 0;
  let capitals = 0;
  let inverted = 0;
  for (const [word] of text.slice(0, SAMPLE).matchAll(WORD)) {
    if (!/[^ -~]/.test(word)) continue;
    for (const letter of word) {
      if (letter >= '\u00c0' && letter <= '\u00ff') {
        accents++;
        if ('ðþýÐÞÝ'.includes(letter)) icelandic++;
      }
    }
    if (word.length < 3) continue;
    foreign++;
    if (isOdd(word)) odd++;
    // windows-1251 and KOI8-R exchange small letters and capitals: "Минобороны сообщило" becomes "лХМНАНПНМШ ЯННАЫХКН".
    if (/^\p{Lu}+$/u.test(word)) capitals++;
    else if (/^\p{Ll}\p{Lu}{2,}$/u.test(word)) inverted++;
  }
  if (inverted > 0 && capitals + inverted > foreign * 0.6) return true;
  if (foreign >= 3 && odd > foreign * 0.4) return true;
  return accents >= 5 && icelandic > accents * 0.25 && !/[æÆ]/.test(text.slice(0, SAMPLE));
}

/** True when the letters beyond ASCII are those of western Europe: none that a Turkish or Azerbaijani text would turn into. */
export function isWesternLatin(text: string): boolean {
  return !/[\u0080-\u009f\u00a1-\u00a6\u00ac\u00ae-\u00b6\u00b8\u00bc-\u00bfÐÝÞðýþ]/.test(text.replace(/¿|¡/g, ''));
}

function isOdd(word: string): boolean {
  // "Ìîñêâà": Cyrillic, Georgian or Armenian bytes read as Latin.
  if (/^[\u0080-\u00ff]+$/.test(word)) return true;
  // Signs, frames and marks between letters, and Serbian or Macedonian letters beside signs: bytes read as another Cyrillic table.
  if (
    /\p{L}[\u00a1-\u00b6\u00b8-\u00bf\u00d7\u00f7\u20ac\u2116\u2122\u2219\u221a\u2248-\u2265\u2310-\u2321\u2500-\u25ff]+\p{L}/u.test(
      word,
    )
  ) {
    return true;
  }
  return /[\u00c0-\u00ff\u0152\u0153\u0160\u0161\u0178\u017d\u017e]{4}/.test(word) && !/[a-z]{2}/i.test(word);
}
