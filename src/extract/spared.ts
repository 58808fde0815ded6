import type { Party } from '../domain/party.ts';
import type { Hit } from '../lexicon/hit.ts';
import { actsOf } from './acts.ts';
import type { Mention, Mentions } from './mentions.ts';
import { campOf, hitsOf, type Reading, type Sentence, segmentAt } from './reading.ts';

/** Of whom nobody was hurt: "the Armenian side has no losses", "ադրբեջանցի զինծառայողներից ոչ ոք". */
export function sparedOf(reading: Reading, mentions: Mentions, sentence: Sentence, cue: Hit): Party | undefined {
  const isInSegment = (hit: { readonly from: number }): boolean =>
    segmentAt(sentence, hit.from) === segmentAt(sentence, cue.from);
  // Whoever fires in the same breath is not the one who was spared.
  const isActing = actsOf(sentence).some(
    (act) => isInSegment(act) && (act.to <= cue.from || act.from >= cue.to) && !isHarm(act),
  );
  if (isActing) return undefined;
  return mentions
    .in(sentence)
    .find((one) => campOf(reading, one.party) !== undefined && isInSegment(one) && holdsPeople(reading, sentence, one))
    ?.party;
}

function isHarm({ group }: Hit): boolean {
  return group === 'killed' || group === 'wounded';
}

/** The name stands beside the noun of a side, of troops, of people. */
function holdsPeople({ grammar }: Reading, sentence: Sentence, mention: Mention): boolean {
  const { tokens } = sentence.scan;
  const isSide = grammar.sideNouns(tokens[mention.to]?.text) || grammar.sideNouns(tokens[mention.from - 1]?.text);
  return (
    isSide ||
    hitsOf(sentence, 'unit', 'soldier', 'civilian').some((hit) => hit.from === mention.to || hit.to === mention.from)
  );
}
