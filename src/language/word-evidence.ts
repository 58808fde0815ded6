import type { LanguageSettings } from '../config/schema/settings-language.ts';
import { lowerCase } from './fold.ts';

/** Small letters, and one yeh and one kaf: Persian is typed with Arabic ones too. */
export function plainWord(text: string): string {
  return lowerCase(text).replaceAll('ي', 'ی').replaceAll('ى', 'ی').replaceAll('ك', 'ک');
}

/** What the word lists say of one language. */
export interface LanguageWords {
  readonly stopWords: readonly string[];
  readonly names: readonly string[];
  readonly letters: string;
  readonly foreign: string;
  readonly suffixes: readonly string[];
}

/** Points of one word for each language of a script, in the order given; nothing for a word that says nothing. */
export type WordEvidence = (word: string) => readonly number[];

const LONGEST_SUFFIX = 10;
const MEMORY = 8000;
const NOTHING: readonly number[] = [];
/** What a capitalised word counts: it may be a name of another language. */
const CAPITALISED = 0.5;

/** Compiles the lists of the languages of one script; the answer for a word is remembered. */
export function createWordEvidence(languages: readonly LanguageWords[], settings: LanguageSettings): WordEvidence {
  const stopWords = indexBy(languages, (language) => language.stopWords);
  const suffixes = indexBy(languages, (language) => language.suffixes);
  const names = indexBy(languages, (language) => language.names);
  const nameLengths = [...new Set([...names.keys()].map((name) => name.length))];
  const markers = indexBy(languages, (language) => Array.from(language.letters));
  const foreign = indexBy(languages, (language) => Array.from(language.foreign));
  const known = new Map<string, readonly number[]>();

  function add(points: number[], indexes: readonly number[] | undefined, weight: number): void {
    for (const index of indexes ?? []) points[index] = (points[index] ?? 0) + weight;
  }

  function letters(points: number[], lower: string, isCapitalised: boolean): void {
    // A name keeps the letters of its own language: it says half as much.
    const share = isCapitalised ? CAPITALISED : 1;
    for (const letter of new Set(lower)) {
      const marked = markers.get(letter);
      if (marked !== undefined) {
        // A letter of one alphabet alone nearly settles the matter; one of four is a hint.
        const gain = settings.letter * share * Math.max(1, 4 / marked.length);
        for (let index = 0; index < languages.length; index++) {
          add(points, [index], marked.includes(index) ? gain : -settings.letter * share);
        }
      }
      if (!isCapitalised) add(points, foreign.get(letter), -settings.foreignLetter);
    }
  }

  function compute(word: string): readonly number[] {
    const points = languages.map(() => 0);
    const lower = plainWord(word);
    const isCapitalised = word.charAt(0) !== lower.charAt(0);
    const stop = stopWords.get(lower);
    // Capitalised small words stand in titles of films and newspapers too: "The Sunday Times" inside any language.
    add(points, stop, isCapitalised ? settings.stopWord * CAPITALISED : settings.stopWord);
    for (const length of nameLengths) {
      if (lower.length >= length) add(points, names.get(lower.slice(0, length)), settings.name);
    }
    letters(points, lower, isCapitalised);
    if (stop === undefined) {
      for (let length = Math.min(LONGEST_SUFFIX, lower.length - 2); length >= 1; length--) {
        const matching = suffixes.get(lower.slice(-length));
        if (matching === undefined) continue;
        add(points, matching, settings.suffix * Math.min(1, 0.4 + 0.2 * length));
        break;
      }
    }
    return points.some((point) => point !== 0) ? points : NOTHING;
  }

  return (word) => {
    const remembered = known.get(word);
    if (remembered !== undefined) return remembered;
    const points = compute(word);
    if (known.size >= MEMORY) known.clear();
    known.set(word, points);
    return points;
  };
}

function indexBy(
  languages: readonly LanguageWords[],
  list: (language: LanguageWords) => readonly string[],
): Map<string, number[]> {
  const byText = new Map<string, number[]>();
  languages.forEach((language, index) => {
    for (const text of new Set(list(language).map(plainWord))) {
      byText.set(text, [...(byText.get(text) ?? []), index]);
    }
  });
  return byText;
}
