import type { CeasefireState, TalksStage } from '../domain/report.ts';
import type { Hit } from '../lexicon/hit.ts';
import { type Found, spanOf } from './found.ts';
import { hitsOf, type Reading, type Sentence } from './reading.ts';

const STATES: readonly (readonly [group: string, state: CeasefireState])[] = [
  ['truceExtended', 'extended'],
  ['truceEnded', 'ended'],
  ['truceAgreed', 'agreed'],
  ['truceHolding', 'holding'],
  ['truceBroken', 'broken'],
  ['truceAnnounced', 'announced'],
  ['truceOffered', 'offered'],
];

const STAGES: readonly (readonly [group: string, stage: TalksStage])[] = [
  ['cancel', 'cancelled'],
  ['talksCancelled', 'cancelled'],
  ['talksOutcome', 'outcome'],
  ['talksAnnounced', 'announced'],
  ['talksHeld', 'held'],
];

/** State of the truce, for items about one; the title decides before the summary. */
export function extractTruce(reading: Reading): Found<CeasefireState> | undefined {
  return reading.input.label === 'ceasefire' ? firstOf(reading, STATES) : undefined;
}

/** Stage of talks, for items about them; the title decides before the summary. */
export function extractTalksStage(reading: Reading): Found<TalksStage> | undefined {
  return reading.input.label === 'negotiation' ? firstOf(reading, STAGES) : undefined;
}

function firstOf<T>(reading: Reading, table: readonly (readonly [group: string, value: T])[]): Found<T> | undefined {
  for (const sentence of reading.sentences) {
    if (sentence.isBackground) continue;
    const found = strongest(sentence, table);
    if (found !== undefined) return { value: found.value, spans: [spanOf(sentence, found.hit, found.hit.group)] };
  }
  return undefined;
}

/** Longer cues say more; of equal ones the earlier group of the table wins. */
function strongest<T>(
  sentence: Sentence,
  table: readonly (readonly [group: string, value: T])[],
): { hit: Hit; value: T } | undefined {
  let best: { hit: Hit; value: T; length: number } | undefined;
  for (const [group, value] of table) {
    for (const hit of hitsOf(sentence, group)) {
      const length = Math.min(3, hit.to - hit.from);
      if (best === undefined || length > best.length) best = { hit, value, length };
    }
  }
  return best;
}
