import type { LanguageTag } from '../domain/language.ts';
import { type Reading, type Sentence, segmentAt } from './reading.ts';

/** Stems of "lost his way, strayed", as folded text, and the words for way that the weaker verbs need beside them. */
const STRAYING: Readonly<Record<string, { readonly alone: RegExp; readonly weak?: RegExp; readonly way?: RegExp }>> = {
  hy: { alone: /^(մոլորվ|մոլորու)/u, weak: /^(կորցր|շփոթ)/u, way: /^(ուղին|ճանապարհ|կողմնորոշ)/u },
  ru: { alone: /^(заблуд|сбил\p{L}{0,2}с[ья]$)/u },
  en: { alone: /^(strayed)$/u, weak: /^(lost|losing)$/u, way: /^(way|bearings)$/u },
  az: { alone: /^(azib|azaraq|azmis|azdigi|azdığı)/u },
  tr: { alone: /^$/u, weak: /^(kaybe|şaşir|şaşır)/u, way: /^(yolunu|yonunu|yönünü)/u },
  ka: { alone: /^(გზააბნეულ|გზააბნეულმა)/u, weak: /^(აებნა|დაებნა|აერია|დაკარგა)/u, way: /^(გზა|გზას)/u },
  fa: { alone: /^$/u, weak: /^(گم)/u, way: /^(راه|راهش)/u },
  fr: { alone: /^(egare|egaree|egares|egarer)$/u },
};

/** Token range of "the soldier lost his way" in a sentence: whoever says so of its own man denies an attack. */
export function strayingIn(language: LanguageTag, sentence: Sentence): { from: number; to: number } | undefined {
  const words = STRAYING[language];
  if (words === undefined) return undefined;
  const { tokens } = sentence.scan;
  for (let at = sentence.from; at < sentence.to; at++) {
    const text = tokens[at]?.text ?? '';
    if (words.alone.test(text)) return { from: at, to: at + 1 };
    if (words.weak?.test(text) !== true) continue;
    for (let other = Math.max(sentence.from, at - 3); other < Math.min(sentence.to, at + 4); other++) {
      if (words.way?.test(tokens[other]?.text ?? '') !== true) continue;
      if (Math.abs(segmentAt(sentence, other) - segmentAt(sentence, at)) <= 1)
        return { from: Math.min(at, other), to: Math.max(at, other) + 1 };
    }
  }
  return undefined;
}

/** Somebody calls the man a saboteur, or tells of an attempt at sabotage. */
export function tellsOfSabotage(reading: Reading): boolean {
  return reading.sentences.some((sentence) =>
    sentence.scan.tokens
      .slice(sentence.from, sentence.to)
      .some((token) => /^(sabot|диверс|դիվերս|դիւերս|diversi|divers|დივერს|საბოტ|خرابکار)/u.test(token.text)),
  );
}
