import type { CasualtyKind } from '../domain/report.ts';
import type { Hit } from '../lexicon/hit.ts';
import type { Group } from './groups.ts';
import type { Sentence } from './reading.ts';

/** A group of people and what became of it. */
export interface Loss {
  readonly group: Group;
  readonly harm: Hit;
  readonly kind: CasualtyKind;
  /** Killed, and told as wounded before. */
  readonly ofWounds?: true;
}

/** What a word of harm says became of people. */
export function kindOf(harm: Hit): CasualtyKind {
  return harm.group === 'wounded' || harm.group === 'captured' || harm.group === 'missing' ? harm.group : 'killed';
}

/** The last word of a hit, where its ending stands. */
export function wordOf(sentence: Sentence, hit: Hit): string {
  return sentence.scan.tokens[hit.to - 1]?.text ?? '';
}

/** Tokens between two hits; zero where they touch. */
export function gap(a: Hit, b: Hit): number {
  return a.from >= b.to ? a.from - b.to : b.from >= a.to ? b.from - a.to : 0;
}
