import { francAll } from 'franc';
import type { LanguagesFile } from '../config/schema/lexicon.ts';
import type { LanguageSettings } from '../config/schema/settings-language.ts';
import { isLanguage, type LanguageTag } from '../domain/language.ts';
import { lowerCase } from './fold.ts';
import { dominantScript } from './script.ts';
import { createWordEvidence, plainWord, type WordEvidence } from './word-evidence.ts';

/** What language a text is in, and how sure that is. */
export interface Detection {
  /** BCP 47; `und` where nothing can be said. */
  readonly language: LanguageTag;
  /** 0 to 1; 1 means the script alone settles it. */
  readonly confidence: number;
  /** ISO 15924; `Zyyy` when the text has no letters. */
  readonly script: string;
  /** The next best language; under `und` the best guess. */
  readonly runnerUp?: { readonly language: LanguageTag; readonly confidence: number };
  /** The lead over the runner-up is under `minMargin`: the feed's language was taken, or `und`. */
  readonly isLow: boolean;
}

export interface Detector {
  /** `feedLanguages`: what our configuration says the feed publishes in; a prior of limited weight. */
  detect(text: string, context?: { readonly feedLanguages?: readonly string[] }): Detection;
}

interface Candidate {
  readonly tag: LanguageTag;
  readonly franc: string;
  readonly base: number;
}

interface ScriptModel {
  readonly candidates: readonly Candidate[];
  readonly francCodes: string[];
  readonly evidence: WordEvidence;
  readonly hasSchwaPenalty: number;
}

/** Longest text that is read; more adds cost and no certainty. */
const MAX_LENGTH = 1000;

const MIN_LETTERS = 3;

/** Azerbaijani in Latin letters without a single ə is unlikely in proportion to its length. */
const SCHWA_PENALTY = 0.04;

const WORD = /[\p{L}\p{M}\p{N}]+(?:[-'’‘ʻʼ]+[\p{L}\p{M}]+)*/gu;
const NOISE = /\b(?:https?:\/\/|www\.)\S+|[@#][\w.]+|\b[\w-]+\.(?:com|org|net|am|az|ru|ge|ir|tr|fr|info|news)\b/giu;

/** Script first; inside one script word lists, letters, endings and franc vote, and the feed's language is a prior. */
export function createDetector(spec: LanguagesFile, settings: LanguageSettings): Detector {
  const models = new Map<string, ScriptModel>();

  function modelOf(script: string): ScriptModel | undefined {
    const known = models.get(script);
    if (known !== undefined) return known;
    const made = createModel(spec, settings, script);
    if (made !== undefined) models.set(script, made);
    return made;
  }

  return {
    detect(text, context = {}) {
      const sample = clean(text.slice(0, MAX_LENGTH));
      const { script } = dominantScript(sample);
      if (isMojibake(text.slice(0, MAX_LENGTH))) return { language: 'und', confidence: 0, script, isLow: true };
      const feedLanguages = context.feedLanguages ?? [];
      const model = modelOf(script);
      if (model === undefined) return { language: 'und', confidence: 0, script, isLow: true };
      const [only] = model.candidates;
      // One language owns the script: no rival, no doubt.
      if (only !== undefined && model.candidates.length === 1) {
        return { language: only.tag, confidence: 1, script, isLow: false };
      }
      // Two letters are nobody's text.
      if (feedLanguages.length === 0 && (sample.match(/\p{L}/gu)?.length ?? 0) < MIN_LETTERS) {
        return { language: 'und', confidence: 0, script, isLow: true };
      }
      return decide(
        model,
        scoresOf(model, withoutLatinNames(sample, script), feedLanguages, settings),
        script,
        feedLanguages,
        settings,
      );
    },
  };
}

function createModel(spec: LanguagesFile, settings: LanguageSettings, script: string): ScriptModel | undefined {
  const languages = Object.entries(spec.languages).filter(([, language]) => language.script === script);
  if (languages.length === 0) return undefined;
  const candidates = languages.map(([tag, language]) => {
    // `az-Cyrl` is Azerbaijani all the same.
    const own = tag.split('-')[0] ?? tag;
    const ours = isLanguage(own) || own === 'de' ? settings.ownLanguage : 0;
    return { tag: own, franc: language.franc, base: language.rare ? -settings.rareLanguage : ours };
  });
  return {
    candidates,
    francCodes: candidates.map((candidate) => candidate.franc),
    evidence: createWordEvidence(
      languages.map(([, language]) => language),
      settings,
    ),
    hasSchwaPenalty: script === 'Latn' ? candidates.findIndex((candidate) => candidate.tag === 'az') : -1,
  };
}

function scoresOf(
  model: ScriptModel,
  sample: string,
  feedLanguages: readonly string[],
  settings: LanguageSettings,
): Float64Array {
  const scores = Float64Array.from(
    model.candidates,
    (candidate) => candidate.base + (feedLanguages.includes(candidate.tag) ? settings.feedBonus : 0),
  );
  for (const word of sample.match(WORD) ?? []) {
    const points = model.evidence(word);
    for (let i = 0; i < points.length; i++) scores[i] = (scores[i] ?? 0) + (points[i] ?? 0);
  }
  if (model.hasSchwaPenalty >= 0 && !/[əƏǝәӘ]/.test(sample)) {
    const penalty = SCHWA_PENALTY * Math.min(sample.length, 100);
    scores[model.hasSchwaPenalty] = (scores[model.hasSchwaPenalty] ?? 0) - penalty;
  }
  // franc moves two languages at most this far apart: where the lead is larger it cannot change the answer.
  const [first = 0, second = 0] = scores.toSorted().subarray(-2).reverse();
  if (first - second <= settings.franc) {
    const votes = new Map(francAll(francText(sample), { only: model.francCodes, minLength: 1 }));
    model.candidates.forEach((candidate, index) => {
      const vote = votes.get(candidate.franc) ?? 0;
      scores[index] = (scores[index] ?? 0) + settings.franc * (vote - 1);
    });
  }
  return scores;
}

function decide(
  model: ScriptModel,
  scores: Float64Array,
  script: string,
  feedLanguages: readonly string[],
  settings: LanguageSettings,
): Detection {
  const first = bestOf(model, scores);
  if (first === undefined) return { language: 'und', confidence: 0, script, isLow: true };
  const second = bestOf(model, scores, first.tag);
  const margin = second === undefined ? Number.POSITIVE_INFINITY : first.score - second.score;
  if (margin >= settings.minMargin) {
    const confidence = round(1 - Math.exp(-margin) / 2);
    const runnerUp =
      second === undefined ? {} : { runnerUp: { language: second.tag, confidence: round(1 - confidence) } };
    return { language: first.tag, confidence, script, ...runnerUp, isLow: false };
  }
  const declared = feedLanguages.find((language) => model.candidates.some((candidate) => candidate.tag === language));
  const guess = { runnerUp: { language: first.tag, confidence: round(1 - Math.exp(-margin) / 2) } };
  if (declared !== undefined) return { language: declared, confidence: 0.5, script, ...guess, isLow: true };
  return { language: 'und', confidence: 0, script, ...guess, isLow: true };
}

/** The language with the most points, the first among equals; `except` is left out in all its spellings. */
function bestOf(
  model: ScriptModel,
  scores: Float64Array,
  except?: LanguageTag,
): { readonly tag: LanguageTag; readonly score: number } | undefined {
  let best: { tag: LanguageTag; score: number } | undefined;
  for (const [index, { tag }] of model.candidates.entries()) {
    const score = scores[index] ?? 0;
    if (tag !== except && (best === undefined || score > best.score)) best = { tag, score };
  }
  return best;
}

/** franc knows Persian by its own yeh and kaf; a text with Persian letters gets them even where an Arabic keyboard wrote it. */
function francText(sample: string): string {
  return /[پچژگ]/.test(sample) ? plainWord(sample) : lowerCase(sample);
}

/** franc goes by the script of most letters without weighing them: foreign names must not decide it. */
function withoutLatinNames(sample: string, script: string): string {
  return script === 'Latn' ? sample : sample.replace(/(?<!\p{L})[A-Za-z]+(?!\p{L})/gu, ' ');
}

/** UTF-8 read as Latin-1: pairs such as Ð° and Ã© make up a good part of the text. */
function isMojibake(sample: string): boolean {
  const pairs = sample.match(
    /[\u00c2-\u00df][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u2013-\u2022\u20ac]/g,
  );
  return pairs !== null && pairs.length * 2 > sample.length * 0.3;
}

/** Addresses, handles and site names say nothing of the language; broken Turkish letters are mended where they show. */
function clean(text: string): string {
  const plain = text.normalize('NFC').replace(NOISE, ' ').replaceAll('ǝ', 'ə').replaceAll('Ǝ', 'Ə');
  if (!/[þðÞÐ]/.test(plain)) return plain;
  return plain.replace(/[þðýÞÐÝ]/g, (letter) => MENDED.get(letter) ?? letter);
}

const MENDED: ReadonlyMap<string, string> = new Map([
  ['þ', 'ş'],
  ['ð', 'ğ'],
  ['ý', 'ı'],
  ['Þ', 'Ş'],
  ['Ð', 'Ğ'],
  ['Ý', 'İ'],
]);

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
