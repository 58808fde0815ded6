import type { Span } from '../domain/report.ts';
import { spanOf } from './found.ts';
import { hitsOf, type Reading } from './reading.ts';

/** What kind of report it is: a retraction, a correction, a summary of many. */
export interface Notes {
  readonly isRetraction?: true;
  readonly isCorrection?: true;
  readonly isSummary?: true;
  /** Violations a summary counts. */
  readonly violations?: number;
  readonly spans: Readonly<Record<string, readonly Span[]>>;
}

/** Reads retraction, correction and summary off their cues. */
export function extractNotes(reading: Reading): Notes {
  const spans: Record<string, Span[]> = {};
  let isRetraction = false;
  let isCorrection = false;
  let isSummary = false;
  let violations: number | undefined;
  for (const sentence of reading.sentences) {
    if (sentence.isBackground) continue;
    for (const hit of hitsOf(sentence, 'retract')) {
      isRetraction = true;
      spans['isRetraction'] = [...(spans['isRetraction'] ?? []), spanOf(sentence, hit, 'retract')];
    }
    for (const hit of hitsOf(sentence, 'correct')) {
      isCorrection = true;
      spans['isCorrection'] = [...(spans['isCorrection'] ?? []), spanOf(sentence, hit, 'correct')];
    }
    const count = countOf(reading, sentence);
    if (count !== undefined) {
      isSummary = true;
      violations ??= count.value;
      spans['violations'] = [...(spans['violations'] ?? []), spanOf(sentence, count, 'timesViolated')];
    }
  }
  return {
    ...(isRetraction ? { isRetraction: true as const } : {}),
    ...(isCorrection ? { isCorrection: true as const } : {}),
    ...(isSummary ? { isSummary: true as const } : {}),
    ...(violations === undefined ? {} : { violations }),
    spans,
  };
}

/** "Violated 14 times": a number before a word of times, in a sentence that tells of violations. */
function countOf(
  reading: Reading,
  sentence: Reading['sentences'][number],
): { value: number; start: number; end: number } | undefined {
  if (reading.input.label !== 'clash' && reading.input.label !== 'ceasefire') return undefined;
  if (hitsOf(sentence, 'violation').length === 0) return undefined;
  const { tokens } = sentence.scan;
  const words = hitsOf(sentence, 'times');
  for (const word of words) {
    const before = tokens[word.from - 1];
    const digits = before === undefined ? undefined : /^\d{1,4}$/u.exec(before.text)?.[0];
    if (before !== undefined && digits !== undefined)
      return { value: Number(digits), start: before.start, end: word.end };
    const spoken = sentence.hits.find((hit) => hit.kind === 'number' && hit.to === word.from);
    if (spoken?.value !== undefined) return { value: spoken.value, start: spoken.start, end: word.end };
  }
  return undefined;
}
