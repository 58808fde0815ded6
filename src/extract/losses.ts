import type { Hit } from '../lexicon/hit.ts';
import { isPlural } from './grammar.ts';
import { type Group, groupsOf } from './groups.ts';
import { gap, kindOf, type Loss, wordOf } from './harm.ts';
import { joined } from './joined-people.ts';
import { clauseAt, hitsOf, type Reading, type Sentence, segmentAt } from './reading.ts';
import { single } from './single-losses.ts';

/** From this number on a sentence that also speaks of a war or a total tells an older toll. */
export const LARGE = 500;

const HARM = ['killed', 'wounded', 'captured', 'missing'] as const;

/** Numbers and single people of a sentence with the harm that each suffered; returned bodies and running totals are left out. */
export function lossesOf(reading: Reading, sentence: Sentence): Loss[] {
  const harms = harmsOf(reading, sentence);
  if (harms.length === 0) return [];
  const groups = groupsOf(reading, sentence);
  const losses = groups.flatMap((group) => link(reading, sentence, group, harms, groups));
  const singles = harms.flatMap((harm) =>
    losses.some((loss) => loss.kind === kindOf(harm)) ? [] : single(reading, sentence, harm, groups),
  );
  const told = withoutWoundsOfDead(joined(reading, sentence, [...losses, ...singles]));
  return withDeaths(sentence, harms, told).filter(
    (loss) => !isReturned(reading, sentence, loss) && !isRunningTotal(sentence, loss, losses),
  );
}

/** "Gor Adamyan died of his wounds": the wounds of one who is told as killed. */
function withoutWoundsOfDead(losses: readonly Loss[]): readonly Loss[] {
  return losses.filter(
    ({ kind, group }) =>
      kind !== 'wounded' ||
      group.isSingle !== true ||
      group.people !== undefined ||
      !losses.some((other) => other.kind === 'killed' && other.group.isSingle && other.group.from === group.from),
  );
}

/** "A soldier who was wounded last week has died": one person, and what became of him last. */
function withDeaths(sentence: Sentence, harms: readonly Hit[], losses: readonly Loss[]): readonly Loss[] {
  const [only] = losses;
  if (losses.length !== 1 || only === undefined || only.kind !== 'wounded' || only.group.low !== 1) return losses;
  const death = harms.find((harm) => kindOf(harm) === 'killed' && harm.from >= only.harm.to && harm.group === 'killed');
  if (death === undefined) return losses;
  const isOther = hitsOf(sentence, 'soldier', 'civilian', 'person', 'another').some(
    (hit) => hit !== only.group.people && hit.from >= only.harm.to && hit.from - death.to <= 3,
  );
  return isOther ? losses : [{ ...only, harm: death, kind: 'killed', ofWounds: true }];
}

/** "21 more were killed, the toll has reached 71": the new ones are this incident's. */
function isRunningTotal(sentence: Sentence, loss: Loss, losses: readonly Loss[]): boolean {
  const { group, kind } = loss;
  const isRunning = hitsOf(sentence, 'rises').some((hit) => hit.from >= group.to && hit.from - group.to <= 1);
  return (
    isRunning &&
    losses.some(({ kind: same, group: first }) => same === kind && first.to <= group.from && first.low < group.low)
  );
}

/** Words of harm: none that "no casualties" holds; of "fatal wound" only the death. */
function harmsOf(reading: Reading, sentence: Sentence): Hit[] {
  const quiet = hitsOf(sentence, 'noCasualties');
  const harms = hitsOf(sentence, ...HARM, 'lose').filter(
    (hit) => !quiet.some((other) => hit.from < other.to && other.from < hit.to),
  );
  return harms.filter(
    (hit) =>
      hit.group !== 'wounded' ||
      !harms.some(
        (other) =>
          other.group === 'killed' &&
          other.to <= hit.from &&
          hit.from - other.to <= 2 &&
          reading.grammar.fatal(sentence.scan.tokens[other.from]?.text),
      ),
  );
}

/** The harm a group suffered: the nearest one, after it rather than before, in its own segment rather than beyond a comma. */
function link(
  reading: Reading,
  sentence: Sentence,
  group: Group,
  harms: readonly Hit[],
  groups: readonly Group[],
): Loss[] {
  const best = harms
    .map((harm) => ({ harm, cost: cost(reading, sentence, group, harm, groups) }))
    .filter((one) => one.cost < 14)
    .sort((a, b) => a.cost - b.cost)[0]?.harm;
  // Hundreds in a sentence about a whole war are its toll.
  if (group.low >= LARGE && hitsOf(sentence, 'toll', 'topic').length > 0) return [];
  if (best === undefined || group.low === 0 || isJoint(reading, sentence, best, harms, groups)) return [];
  if (group.people === undefined && !standsBare(reading, sentence, group, best)) return [];
  return [{ group, harm: best, kind: kindOf(best) }];
}

function distance(group: Group, harm: Hit): number {
  if (harm.from >= group.to) return harm.from - group.to;
  if (harm.to <= group.from) return group.from - harm.to;
  return 0;
}

function cost(reading: Reading, sentence: Sentence, group: Group, harm: Hit, groups: readonly Group[]): number {
  if (clauseAt(sentence, harm.from) !== clauseAt(sentence, group.from) && !isListed(reading, sentence, group, harm))
    return 99;
  const isAfter = harm.from >= group.from;
  const low = isAfter ? group.to : harm.to;
  const high = isAfter ? harm.from : group.from;
  const between = groups.filter((other) => other !== group && other.from >= low && other.to <= high).length;
  const commas = Math.abs(segmentAt(sentence, harm.from) - segmentAt(sentence, group.from));
  return distance(group, harm) + commas * 3 + between * (isAfter ? 0.5 : 1) + (isAfter ? 0 : 0.6);
}

/** "Four are dead: two Armenians and two Azerbaijanis": a clause without harm of its own lists those of the clause before. */
function isListed(reading: Reading, sentence: Sentence, group: Group, harm: Hit): boolean {
  const clause = clauseAt(sentence, group.from);
  return (
    group.people !== undefined &&
    clauseAt(sentence, harm.from) === clause - 1 &&
    !harmsOf(reading, sentence).some((other) => clauseAt(sentence, other.from) === clause) &&
    /:\s/u.test(sentence.scan.text.slice(harm.end, group.start))
  );
}

/** A number without people must stand beside its harm, or behind "rises to"; a strange noun between makes it a count of something else. */
function standsBare(reading: Reading, sentence: Sentence, group: Group, harm: Hit): boolean {
  const isRunning = hitsOf(sentence, 'rises').some(
    (hit) => Math.abs(hit.from - group.to) <= 2 || Math.abs(group.from - hit.to) <= 1,
  );
  const far = distance(group, harm);
  if (isRunning) return far <= 12;
  if (far > 4) return false;
  // "Blessés par des tirs sur une usine": a strange noun behind the number is what it counts.
  if (harm.to <= group.from && countsStranger(reading, sentence, group)) return false;
  const [low, high] = harm.from >= group.to ? [group.to, harm.from] : [harm.to, group.from];
  for (let i = low; i < high; i++) {
    const isKnown = sentence.hits.some((hit) => hit.from <= i && i < hit.to && hit.group !== 'position');
    if (!isKnown && !reading.grammar.helpers(sentence.scan.tokens[i]?.text)) return false;
  }
  return true;
}

function countsStranger({ grammar }: Reading, sentence: Sentence, group: Group): boolean {
  const next = sentence.scan.tokens[group.to];
  if (next === undefined || group.to >= sentence.to || next.text.length <= 3) return false;
  if (segmentAt(sentence, group.to) !== segmentAt(sentence, group.from)) return false;
  const known = sentence.hits.filter((hit) => hit.from <= group.to && group.to < hit.to);
  return !grammar.helpers(next.text) && known.every((hit) => hit.group === 'position' || hit.group === 'notPeople');
}

/** "2,300 killed and wounded": one number, two kinds. */
function isJoint(
  reading: Reading,
  sentence: Sentence,
  harm: Hit,
  harms: readonly Hit[],
  groups: readonly Group[],
): boolean {
  const partner = harms.find(
    (other) =>
      kindOf(other) !== kindOf(harm) &&
      (gap(other, harm) === 1 || (gap(other, harm) === 0 && other.from !== harm.from)),
  );
  if (partner === undefined) return false;
  const first = harm.from < partner.from ? harm : partner;
  const second = first === harm ? partner : harm;
  const joint = sentence.scan.tokens[first.to]?.text ?? '';
  // "2 dead and wounded ones": the plural beside it is not counted.
  const { grammar } = reading;
  const { language } = reading.input;
  const isLoosePlural = isPlural(grammar, wordOf(sentence, second)) && !isPlural(grammar, wordOf(sentence, first));
  if (isLoosePlural && language !== 'en' && language !== 'ru') return false;
  const isAnd = second.from === first.to || grammar.and(joint) || grammar.or(joint);
  return isAnd && !groups.some((group) => group.from >= first.to && group.from <= second.to + 1);
}

/** Bodies that came back, prisoners set free: not losses of this incident. */
function isReturned(reading: Reading, sentence: Sentence, loss: Loss): boolean {
  if (loss.kind === 'killed') return hitsOf(sentence, 'bodies').some((hit) => gap(hit, loss.harm) <= 3);
  const isReleased = hitsOf(sentence, 'release').length > 0;
  // Whose body is found is missing no more.
  if (loss.kind === 'missing')
    return hitsOf(sentence, 'bodies').length > 0 && (isReleased || loss.group.isSingle === true);
  if (loss.kind !== 'captured') return false;
  // "Five prisoners are in Armenia already": who was handed over in one sentence is not taken in another.
  const isElsewhere = (one: Sentence): boolean =>
    hitsOf(one, 'release').some((hit) => hitsOf(one, 'captured').some((held) => gap(hit, held) <= 3));
  return isReleased || (reading.input.label === 'humanitarian' && reading.sentences.some(isElsewhere));
}
