import type { Hit } from '../lexicon/hit.ts';
import { isPlural } from './grammar.ts';
import { type Group, peopleBeside } from './groups.ts';
import { gap, kindOf, type Loss, wordOf } from './harm.ts';
import { hasAged, namedBeside } from './named.ts';
import { hitsOf, type Reading, type Sentence, segmentAt } from './reading.ts';

/** "A serviceman was killed", "another was wounded": one, when the noun is singular and nobody counts. */
export function single(reading: Reading, sentence: Sentence, harm: Hit, groups: readonly Group[]): Loss[] {
  const { grammar } = reading;
  const harmed = sentence.scan.tokens[harm.to - 1]?.text ?? '';
  // "Troop deaths": a noun in the plural counts nobody.
  if (harm.group === 'lose' || grammar.uncounted(harmed)) return [];
  const taken = groups.map((group) => group.people);
  const people = peopleBeside(sentence, harm).find(
    (hit) =>
      !taken.includes(hit) &&
      !isPlural(grammar, wordOf(sentence, headOf(sentence, hit))) &&
      !grammar.collective(sentence.scan.tokens[hit.to - 1]?.text) &&
      !groups.some((group) => hit.from >= group.from && hit.to <= group.to),
  );
  const other = hitsOf(sentence, 'another').find(
    (hit) => gap(hit, harm) <= (segmentAt(sentence, hit.from) === segmentAt(sentence, harm.from) ? 2 : 0),
  );
  const word = sentence.scan.tokens[harm.to - 1]?.text ?? '';
  const isOwn = harm.group === 'killed' && grammar.ours(word) && !isPlural(grammar, word);
  const standing = other ?? people ?? (isOwn ? harm : undefined);
  // "Sergeant Aram Petrosyan and Private Gor Hakobyan": each rank has its name.
  const isRank = people?.group === 'soldier' && other === undefined && harm.group !== 'captured';
  const listed = isRank ? namedBeside(reading, sentence, harm) : undefined;
  if (standing === undefined) return named(reading, sentence, harm, groups);
  const group: Group = {
    sentence,
    from: standing.from,
    to: standing.to,
    start: standing.start,
    end: standing.end,
    low: Math.max(1, listed?.count ?? 1),
    isOpen: false,
    people: other === undefined ? people : undefined,
    isCivilian: other === undefined && people?.group === 'civilian',
    ...((listed?.count ?? 1) > 1 ? {} : { isSingle: true as const }),
  };
  return [{ group, harm, kind: kindOf(harm) }];
}

/** "Conscript servicemen": the last of nouns in a row. */
function headOf(sentence: Sentence, noun: Hit): Hit {
  const next = hitsOf(sentence, 'soldier', 'civilian').find((hit) => hit.from === noun.to);
  return next === undefined ? noun : headOf(sentence, next);
}

/** People of whom only the names are told. */
function named(reading: Reading, sentence: Sentence, harm: Hit, groups: readonly Group[]): Loss[] {
  const isCounted = groups.some((group) => group.people !== undefined || group.low > 1);
  const found = isCounted ? undefined : namedBeside(reading, sentence, harm);
  if (found === undefined) return earlierOne(reading, sentence, harm, groups);
  const { tokens } = sentence.scan;
  const group: Group = {
    sentence,
    from: found.from,
    to: found.to,
    start: tokens[found.from]?.start ?? harm.start,
    end: tokens[found.to - 1]?.end ?? harm.end,
    low: found.count,
    isOpen: false,
    people: undefined,
    isCivilian: false,
    ...(found.count === 1 ? { isSingle: true as const } : {}),
  };
  return [{ group, harm, kind: kindOf(harm) }];
}

/** "He was hit in the shoulder": one told of before, where no other people stand in the sentence. */
function earlierOne(reading: Reading, sentence: Sentence, harm: Hit, groups: readonly Group[]): Loss[] {
  const { tokens } = sentence.scan;
  if (groups.length > 0 || (harm.group !== 'killed' && harm.group !== 'wounded')) return [];
  if (hitsOf(sentence, 'soldier', 'civilian', 'person', 'care', 'hypothetical').length > 0) return [];
  const isOneBefore = reading.sentences.some(
    (one) =>
      one.index < sentence.index &&
      (hasAged(reading, one) ||
        hitsOf(one, 'soldier', 'civilian').some((hit) => !isPlural(reading.grammar, wordOf(one, hit)))),
  );
  const at = [1, 2, 3, 4]
    .map((back) => harm.from - back)
    .find(
      (index) =>
        index >= sentence.from &&
        reading.grammar.pronouns(tokens[index]?.text) &&
        segmentAt(sentence, index) === segmentAt(sentence, harm.from) &&
        !hitsOf(sentence, 'say', 'assertion').some((hit) => hit.from > index && hit.to <= harm.from),
    );
  const word = at === undefined ? undefined : tokens[at];
  if (!isOneBefore || at === undefined || word === undefined) return [];
  const group: Group = {
    sentence,
    from: at,
    to: at + 1,
    start: word.start,
    end: word.end,
    low: 1,
    isOpen: false,
    people: undefined,
    isCivilian: false,
    isSingle: true,
  };
  return [{ group, harm, kind: kindOf(harm) }];
}
