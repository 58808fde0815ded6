import type { Span } from '../domain/report.ts';
import type { Sentence } from './reading.ts';

/** A value with the places in the text it was read from. */
export interface Found<T> {
  readonly value: T;
  readonly spans: readonly Span[];
}

/** Anything that stands somewhere in a field. */
interface Standing {
  readonly start: number;
  readonly end: number;
}

/** Span of a hit or mention under the name of the rule that read it. */
export function spanOf(sentence: Sentence, standing: Standing, rule: string): Span {
  return { field: sentence.field, start: standing.start, end: standing.end, rule };
}
