import type { Token } from '../language/token.ts';

/** Token ranges of the sentences of a text, end exclusive. */
export function splitSentences(text: string, tokens: readonly Token[]): { from: number; to: number }[] {
  const sentences: { from: number; to: number }[] = [];
  let from = 0;
  for (let i = 1; i < tokens.length; i++) {
    const before = tokens[i - 1];
    const after = tokens[i];
    if (before !== undefined && after !== undefined && endsSentence(text, before, after)) {
      sentences.push({ from, to: i });
      from = i;
    }
  }
  if (tokens.length > 0) sentences.push({ from, to: tokens.length });
  return sentences;
}

function endsSentence(text: string, before: Token, after: Token): boolean {
  // Most words are one blank apart.
  if (after.start - before.end < 2) {
    return after.start > before.end && text.charCodeAt(before.end) === 10;
  }
  const between = text.slice(before.end, after.start);
  if (/[!?։؟۔…\n]/.test(between)) return true;
  const isArmenian = isArmenianLetter(text.charCodeAt(before.end - 1));
  // Old Armenian typing ends sentences with a colon.
  const stop = isArmenian ? /[.:\u2024][»"”)\]]*\s/ : /\.[»"”)\]]*\s/;
  if (!stop.test(between)) return false;
  // Initials and short abbreviations (U.S., г., No.) end no sentence; neither does a stop before a small letter.
  const isCapital = capitalOf(text.charAt(after.start));
  if (before.text.length <= (isCapital === undefined ? 1 : 2) && !/[»"”)]/.test(between)) return false;
  if (isInBrackets(text, before.end)) return false;
  return isCapital !== false;
}

/** Whether a sentence may begin with this sign; `undefined` for letters of scripts that know no capitals. Georgian's are for whole headlines only. */
function capitalOf(letter: string): boolean | undefined {
  if (!/\p{L}/u.test(letter)) return true;
  if (letter.toLowerCase() === letter.toUpperCase() || /\p{Script=Georgian}/u.test(letter)) return undefined;
  return letter !== letter.toLowerCase();
}

function isArmenianLetter(code: number): boolean {
  return code >= 0x531 && code <= 0x587;
}

/** "(born. 1996)": a bracket that opened shortly before and closes shortly after. */
function isInBrackets(text: string, at: number): boolean {
  const lead = text.slice(Math.max(0, at - 20), at);
  if (lead.lastIndexOf('(') <= lead.lastIndexOf(')')) return false;
  const rest = text.slice(at, at + 20);
  const close = rest.indexOf(')');
  return close >= 0 && (rest.indexOf('(') < 0 || close < rest.indexOf('('));
}
