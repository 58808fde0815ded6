import type { Hit } from '../lexicon/hit.ts';
import { hitsOf, type Reading, type Sentence } from './reading.ts';

/** "The soldier lost his way": whoever says so of its own man denies an attack. */
export function strayingIn(sentence: Sentence): Hit | undefined {
  return hitsOf(sentence, 'straying')[0];
}

/** Somebody calls the man a saboteur, or tells of an attempt at sabotage. */
export function tellsOfSabotage(reading: Reading): boolean {
  return reading.sentences.some((sentence) => hitsOf(sentence, 'sabotage').length > 0);
}
