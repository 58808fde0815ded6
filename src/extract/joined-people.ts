import type { Hit } from '../lexicon/hit.ts';
import { isPlural } from './grammar.ts';
import type { Loss } from './harm.ts';
import { hitsOf, type Reading, type Sentence } from './reading.ts';

/** "An officer and two conscripts", "a father and his son": people told by two nouns joined by "and" are one toll. */
export function joined(reading: Reading, sentence: Sentence, losses: readonly Loss[]): Loss[] {
  const out: Loss[] = [];
  for (const loss of losses) {
    const last = out.at(-1);
    if (last !== undefined && last.harm === loss.harm && isJoined(reading, sentence, last, loss)) {
      out[out.length - 1] = sum(last, loss, last.group.low);
      continue;
    }
    const one = singleBefore(reading, sentence, loss) ?? singleBehind(reading, sentence, loss);
    out.push(one === undefined ? loss : sum(loss, loss, 1));
  }
  return out;
}

/** The people of the first noun are counted with those of the second. */
function sum(first: Loss, second: Loss, more: number): Loss {
  const { isSingle: _isSingle, ...group } = second.group;
  return {
    ...second,
    group: { ...group, from: first.group.from, start: first.group.start, low: second.group.low + more },
  };
}

/** "Bir zabit və iki əsgər": two counted nouns of soldiers side by side. */
function isJoined({ grammar }: Reading, sentence: Sentence, first: Loss, second: Loss): boolean {
  const [a, b] = [first.group, second.group];
  if (a.people?.group !== 'soldier' || b.people?.group !== 'soldier' || a.people === b.people) return false;
  if (a.isOpen || b.isOpen || a.people.to > b.from || b.from - a.people.to > 2) return false;
  return joins(grammar.and, sentence, a.people.to, b.from) && !isOwned(sentence, a.from, b.from, b.people.to);
}

/** "Officer and two conscripts killed", "journalist and driver hurt": a single noun before the "and". */
function singleBefore({ grammar }: Reading, sentence: Sentence, { group }: Loss): Hit | undefined {
  const { people } = group;
  const isSolo = group.isSingle === true;
  if (people === undefined || (isSolo && group.from !== people.from)) return undefined;
  if (isOwned(sentence, group.from, group.from, people.to)) return undefined;
  return sentence.hits.find(
    (hit) =>
      hit.group === people.group &&
      hit.to <= group.from &&
      group.from - hit.to >= 1 &&
      group.from - hit.to <= 2 &&
      !isPlural(grammar, sentence.scan.tokens[hit.to - 1]?.text ?? '') &&
      !isCounted(sentence, hit) &&
      joins(grammar.and, sentence, hit.to, group.from),
  );
}

/** "Wounded are a mother and her son": a second single noun behind the "and", with no harm of its own. */
function singleBehind({ grammar }: Reading, sentence: Sentence, { group, harm }: Loss): Hit | undefined {
  const { people } = group;
  if (people === undefined || group.low !== 1 || group.isOpen) return undefined;
  return sentence.hits.find(
    (hit) =>
      hit.group === people.group &&
      hit.from - people.to >= 1 &&
      hit.from - people.to <= 2 &&
      !isPlural(grammar, sentence.scan.tokens[hit.to - 1]?.text ?? '') &&
      !isCounted(sentence, hit) &&
      joins(grammar.and, sentence, people.to, hit.from) &&
      !isOwned(sentence, people.from, hit.from, hit.to) &&
      !hitsOf(sentence, 'killed', 'wounded', 'captured', 'missing').some(
        (other) => other !== harm && other.from >= hit.to && other.from - hit.to <= 2,
      ),
  );
}

function joins(and: (word: string | undefined) => boolean, sentence: Sentence, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (and(sentence.scan.tokens[at]?.text)) return true;
  return false;
}

/** A name before the second noun makes it another side's; one behind it only where the first noun has a name, too. */
function isOwned(sentence: Sentence, first: number, from: number, to: number): boolean {
  const parties = sentence.hits.filter((hit) => hit.kind === 'party' && hit.from >= first && hit.from <= to);
  const isOfSecond = parties.some((hit) => hit.from >= from && hit.to <= to);
  return isOfSecond || (parties.some((hit) => hit.from < from) && parties.some((hit) => hit.from === to));
}

function isCounted(sentence: Sentence, hit: Hit): boolean {
  const before = sentence.scan.tokens[hit.from - 1]?.text ?? '';
  return (
    /^\d+$/u.test(before) ||
    sentence.hits.some(
      (other) =>
        (other.kind === 'number' || other.kind === 'vague') && hit.from - other.to <= 1 && other.to <= hit.from,
    )
  );
}
