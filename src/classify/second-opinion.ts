import type { ClassifySettings } from '../config/schema/settings-classify.ts';
import type { Classification, Label, RelevantLabel } from '../domain/classification.ts';
import { isLanguage } from '../domain/language.ts';
import type { Scan } from '../lexicon/hit.ts';

/**
 * A small trained reader beside the lexicon: multinomial logistic regression over hashed words, word beginnings and
 * word pairs. It knows texts that no cue names, and is wrong more often: it may ask a moderator, never alert.
 */
export interface SecondOpinionModel {
  readonly labels: readonly Label[];
  /** A power of two. */
  readonly buckets: number;
  readonly bias: readonly number[];
  /** What one unit of a stored weight stands for. */
  readonly scale: number;
  /** One signed byte a bucket and label, labels side by side. */
  readonly weights: Int8Array;
}

export interface Opinion {
  readonly label: Label;
  /** 0 to 1; 1 = certain that the text is about the conflict at all, under whatever label. */
  readonly relevance: number;
  /** The words that speak most for relevance, as they stand in the text, strongest first. */
  readonly words: readonly string[];
}

const LONGEST_BEGINNING = 6;
const SHORTEST_BEGINNING = 3;
const WORDS_TOLD = 3;

/** Raises a dropped item to `review` where the model is sure enough; every other answer stays as it is. Pure. */
export function reconsider(
  first: Classification,
  scans: readonly Scan[],
  model: SecondOpinionModel,
  settings: ClassifySettings,
): Classification {
  if (first.decision !== 'drop' || !isLanguage(first.language)) return first;
  const opinion = opinionOf(model, scans, settings.leadSentences);
  if (opinion.label === 'other' || opinion.relevance < settings.secondOpinion.from) return first;
  const label: RelevantLabel = opinion.label;
  const told = `${opinion.relevance.toFixed(2)} about the conflict, by ${opinion.words.map((word) => `“${word}”`).join(', ')}`;
  return {
    ...first,
    label,
    score: Math.round((100 * settings.reviewScore) / (settings.reviewScore + settings.alertScore)) / 100,
    decision: 'review',
    reason: `${first.reason}; second opinion: ${told}`,
    evidence: [...first.evidence, { kind: 'rule', rule: 'secondOpinion', effect: `raises to review: ${told}` }],
  };
}

/** What the model makes of a text: title, and the summary's first sentences. */
export function opinionOf(model: SecondOpinionModel, scans: readonly Scan[], leadSentences: number): Opinion {
  const words = wordsOf(scans, leadSentences);
  const features = words.map((_word, index) => featuresOfWord(words, index, model.buckets));
  const share = model.scale / Math.sqrt(Math.max(1, features.flat().length));
  const sums = model.labels.map((_label, at) => {
    let sum = 0;
    for (const bucket of features.flat()) sum += model.weights[bucket * model.labels.length + at] ?? 0;
    return (model.bias[at] ?? 0) + sum * share;
  });
  const chances = softmax(sums);
  const other = model.labels.indexOf('other');
  const ranked = model.labels
    .map((label, at) => ({ label, chance: chances[at] ?? 0 }))
    .filter(({ label }) => label !== 'other')
    .sort((a, b) => b.chance - a.chance);
  const relevance = 1 - (chances[other] ?? 0);
  const best = ranked[0];
  return {
    label: best === undefined || relevance < 0.5 ? 'other' : best.label,
    relevance,
    words: best === undefined ? [] : strongest(model, words, features, model.labels.indexOf(best.label), other),
  };
}

/** Buckets of all features of a text, for training as for reading. */
export function featuresOf(scans: readonly Scan[], leadSentences: number, buckets: number): number[] {
  const words = wordsOf(scans, leadSentences);
  return words.flatMap((_word, index) => featuresOfWord(words, index, buckets));
}

/** Bytes as text and back: the model is a file of the configuration. */
export function decodeWeights(base64: string): Int8Array {
  return Int8Array.from(atob(base64), (char) => char.charCodeAt(0));
}

interface Word {
  /** Folded. */
  readonly text: string;
  readonly shown: string;
}

function wordsOf(scans: readonly Scan[], leadSentences: number): Word[] {
  return scans.flatMap(({ field, text, tokens, sentences }) => {
    const end = field === 'title' ? tokens.length : (sentences[leadSentences - 1]?.to ?? tokens.length);
    return tokens.slice(0, end).map((token) => ({ text: token.text, shown: text.slice(token.start, token.end) }));
  });
}

function featuresOfWord(words: readonly Word[], index: number, buckets: number): number[] {
  const word = words[index]?.text ?? '';
  if (/^\d+$/.test(word)) return [bucketOf('#', buckets)];
  const found = [bucketOf(`=${word}`, buckets)];
  for (let length = SHORTEST_BEGINNING; length <= Math.min(LONGEST_BEGINNING, word.length - 1); length++) {
    found.push(bucketOf(`^${word.slice(0, length)}`, buckets));
  }
  const before = words[index - 1]?.text;
  if (before !== undefined) {
    found.push(bucketOf(`${before.slice(0, LONGEST_BEGINNING)} ${word.slice(0, LONGEST_BEGINNING)}`, buckets));
  }
  return found;
}

/** Source: FNV-1a, 32 bits, over UTF-16 units. */
function bucketOf(feature: string, buckets: number): number {
  let hash = 0x81_1c_9d_c5;
  for (let at = 0; at < feature.length; at++) hash = Math.imul(hash ^ feature.charCodeAt(at), 0x01_00_01_93);
  return (hash >>> 0) & (buckets - 1);
}

function softmax(sums: readonly number[]): number[] {
  const top = Math.max(...sums);
  const powers = sums.map((sum) => Math.exp(sum - top));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}

function strongest(
  model: SecondOpinionModel,
  words: readonly Word[],
  features: readonly (readonly number[])[],
  best: number,
  other: number,
): string[] {
  const width = model.labels.length;
  const lift = (bucket: number): number =>
    (model.weights[bucket * width + best] ?? 0) - (model.weights[bucket * width + other] ?? 0);
  const ranked = words
    .map(({ shown }, index) => ({
      shown,
      points: (features[index] ?? []).reduce((sum, bucket) => sum + lift(bucket), 0),
    }))
    .filter(({ points }) => points > 0)
    .sort((a, b) => b.points - a.points);
  return [...new Set(ranked.map(({ shown }) => shown))].slice(0, WORDS_TOLD);
}
