import type { Mention, Mentions } from './mentions.ts';
import { campOf, hitsOf, type Reading, type Sentence, segmentAt } from './reading.ts';

/** Token range of a sentence, end exclusive. */
export interface Zone {
  readonly from: number;
  readonly to: number;
}

/** Words behind a voice that are its verb only: "…, Armenia says". */
const VERB = 2;

/** What one voice tells of a sentence in which both sides speak: "Yerevan reports shelling, Baku reports provocation"; `undefined` where the sentence is all its own, or tells the act once for both. */
export function zoneOf(reading: Reading, mentions: Mentions, voice: Mention): Zone | undefined {
  const zone = partOf(reading, mentions, voice);
  // "Baku reports the shelling of Kalbajar, Yerevan of Jermuk": the act is told once for both.
  const isTold =
    zone !== undefined && hitsOf(voice.sentence, 'force', 'violation', 'clash').some((act) => isIn(zone, act));
  return isTold ? zone : undefined;
}

function partOf(reading: Reading, mentions: Mentions, voice: Mention): Zone | undefined {
  const { sentence } = voice;
  const voices = mentions.in(sentence).filter((one) => one.isSpeaking && campOf(reading, one.party) !== undefined);
  if (new Set(voices.map((one) => campOf(reading, one.party))).size < 2) return undefined;
  const at = voices.indexOf(voice);
  const next = voices.find((one, index) => index > at && campOf(reading, one.party) !== campOf(reading, voice.party));
  const end = next === undefined ? sentence.to : next.from;
  if (end - voice.to > VERB) return { from: voice.to, to: end };
  // It stands behind what it tells.
  const before = voices.findLast(
    (one, index) => index < at && campOf(reading, one.party) !== campOf(reading, voice.party),
  );
  return { from: before === undefined ? sentence.from : startOf(sentence, voice, before.to), to: voice.from };
}

/** The part between two commas right before a voice that stands behind. */
function startOf(sentence: Sentence, voice: Mention, least: number): number {
  const segment = segmentAt(sentence, voice.from) - 1;
  const start = sentence.from + sentence.segments.indexOf(segment);
  return Math.max(least, start);
}

/** Tells whether something stands inside a zone. */
export function isIn(zone: Zone, one: { readonly from: number; readonly to: number }): boolean {
  return one.from >= zone.from && one.to <= zone.to;
}
