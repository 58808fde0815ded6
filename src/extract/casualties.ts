import type { Party } from '../domain/party.ts';
import type { Casualties, CasualtyKind, Span } from '../domain/report.ts';
import type { Hit } from '../lexicon/hit.ts';
import { sideOf } from './casualty-sides.ts';
import { type Found, spanOf } from './found.ts';
import { isOurs, isPlural } from './grammar.ts';
import type { Mentions } from './mentions.ts';
import { type Numeral, numeralsOf } from './numerals.ts';
import { clauseAt, hitsOf, type Reading, type Sentence, segmentAt } from './reading.ts';

/** People of whom something is counted: a number with its noun, or one person. */
export interface Group {
  readonly sentence: Sentence;
  readonly from: number;
  readonly to: number;
  readonly start: number;
  readonly end: number;
  readonly low: number;
  readonly isOpen: boolean;
  readonly vague?: string;
  readonly people: Hit | undefined;
  readonly isCivilian: boolean;
}

/** A group and what became of it. */
export interface Loss {
  readonly group: Group;
  readonly harm: Hit;
  readonly kind: CasualtyKind;
}

type Value = Omit<Casualties, 'claimIds'>;

const HARM = ['killed', 'wounded', 'captured', 'missing'] as const;

/** Tolls of this item's incident; older totals, joint figures and returned bodies are left out. */
export function extractCasualties(reading: Reading, mentions: Mentions): Found<Value>[] {
  const { label } = reading.input;
  if (label !== 'clash' && label !== 'humanitarian') return [];
  const found: Found<Value>[] = [];
  for (const sentence of reading.sentences) {
    if (sentence.isBackground || isOlder(sentence)) continue;
    for (const loss of lossesOf(reading, sentence))
      add(found, toValue(reading, mentions, loss), spanOf(sentence, loss.group, `${loss.kind}Counted`));
    for (const cue of hitsOf(sentence, 'noCasualties')) {
      const side = sideOf(reading, mentions, sentence, undefined, cue);
      for (const kind of ['killed', 'wounded'] as const)
        add(found, { side, kind, low: 0, high: 0 }, spanOf(sentence, cue, 'noCasualties'));
    }
  }
  return reconcile(found);
}

/** "Since 2020", "in the war": totals of other times. */
function isOlder(sentence: Sentence): boolean {
  if (hitsOf(sentence, 'history').length > 0) return true;
  const isTotal = hitsOf(sentence, 'toll').length > 0;
  return (
    isTotal && sentence.scan.tokens.slice(sentence.from, sentence.to).some((token) => /^(19|20)\d\d$/u.test(token.text))
  );
}

function lossesOf(reading: Reading, sentence: Sentence): Loss[] {
  const quiet = hitsOf(sentence, 'noCasualties');
  const harms = hitsOf(sentence, ...HARM, 'lose').filter(
    (hit) => !quiet.some((other) => hit.from < other.to && other.from < hit.to),
  );
  if (harms.length === 0) return [];
  const numbered = numeralsOf(reading, sentence).flatMap((numeral) => groupOf(sentence, numeral));
  const losses = numbered.flatMap((group) => link(sentence, group, harms, numbered));
  const singles = harms.flatMap((harm) =>
    losses.some((loss) => kindOf(loss.harm) === kindOf(harm)) ? [] : single(reading, sentence, harm, numbered),
  );
  return [...losses, ...singles].filter((loss) => !isReturned(reading, sentence, loss));
}

function groupOf(sentence: Sentence, numeral: Numeral): Group[] {
  const reach = numeral.to + 5;
  const people = hitsOf(sentence, 'soldier', 'civilian', 'person')
    .filter(
      (hit) =>
        hit.from >= numeral.to && hit.from < reach && clauseAt(sentence, hit.from) === clauseAt(sentence, numeral.from),
    )
    .filter(
      (hit) =>
        !hitsOf(sentence, ...HARM).some(
          (harm) =>
            harm.from >= numeral.to &&
            harm.to <= hit.from &&
            segmentAt(sentence, harm.from) !== segmentAt(sentence, hit.from),
        ),
    )
    .sort((a, b) => a.from - b.from || rank(a) - rank(b))[0];
  return [
    {
      sentence,
      from: numeral.from,
      to: people?.to ?? numeral.to,
      start: numeral.start,
      end: people?.end ?? numeral.end,
      low: numeral.value,
      isOpen: numeral.isOpen,
      ...(numeral.vague === undefined ? {} : { vague: numeral.vague }),
      people,
      isCivilian: isCivilian(sentence, people),
    },
  ];
}

function rank(hit: Hit): number {
  return hit.group === 'soldier' ? 0 : hit.group === 'person' ? 1 : 2;
}

function isCivilian(sentence: Sentence, people: Hit | undefined): boolean {
  if (people?.group !== 'civilian') return false;
  return !hitsOf(sentence, 'person').some((hit) => hit.from === people.from && hit.to === people.to);
}

/** The harm a group suffered: the nearest one, after it rather than before, in its own segment rather than beyond a comma. */
function link(sentence: Sentence, group: Group, harms: readonly Hit[], groups: readonly Group[]): Loss[] {
  const scored = harms
    .map((harm) => ({ harm, cost: cost(sentence, group, harm, groups) }))
    .filter((one) => one.cost < 14)
    .sort((a, b) => a.cost - b.cost);
  const best = scored[0]?.harm;
  if (best === undefined || group.low === 0) return [];
  if (isJoint(sentence, best, harms, groups)) return [];
  // A bare number must stand right beside its harm.
  if (group.people === undefined && distance(group, best) > 4) return [];
  return [{ group, harm: best, kind: kindOf(best) }];
}

function distance(group: Group, harm: Hit): number {
  if (harm.from >= group.to) return harm.from - group.to;
  if (harm.to <= group.from) return group.from - harm.to;
  return 0;
}

function cost(sentence: Sentence, group: Group, harm: Hit, groups: readonly Group[]): number {
  if (clauseAt(sentence, harm.from) !== clauseAt(sentence, group.from)) return 99;
  const isAfter = harm.from >= group.from;
  const low = isAfter ? group.to : harm.to;
  const high = isAfter ? harm.from : group.from;
  const between = groups.filter((other) => other !== group && other.from >= low && other.to <= high).length;
  const commas = Math.abs(segmentAt(sentence, harm.from) - segmentAt(sentence, group.from));
  return distance(group, harm) + commas * 3 + between * (isAfter ? 0.5 : 1) + (isAfter ? 0 : 0.6);
}

/** "2,300 killed and wounded": one number, two kinds. */
function isJoint(sentence: Sentence, harm: Hit, harms: readonly Hit[], groups: readonly Group[]): boolean {
  const { tokens } = sentence.scan;
  const partner = harms.find(
    (other) => kindOf(other) !== kindOf(harm) && (other.from - harm.to === 1 || harm.from - other.to === 1),
  );
  if (partner === undefined) return false;
  const joint = tokens[Math.min(partner.to, harm.to)]?.text ?? '';
  const isAnd = /^(and|or|и|или|և|եւ|կամ|ու|və|ve|veya|ya|da|ან|და|و|یا|et|ou)$/u.test(joint);
  return (
    isAnd &&
    !groups.some(
      (group) => group.from >= Math.min(partner.to, harm.to) && group.to <= Math.max(partner.from, harm.from) + 1,
    )
  );
}

function kindOf(harm: Hit): CasualtyKind {
  switch (harm.group) {
    case 'wounded':
    case 'captured':
    case 'missing':
      return harm.group;
    default:
      return 'killed';
  }
}

/** "A serviceman was killed": one, when the noun is singular and nobody counts. */
function single(reading: Reading, sentence: Sentence, harm: Hit, numbered: readonly Group[]): Loss[] {
  const { language } = reading.input;
  const people = hitsOf(sentence, 'soldier', 'civilian')
    .filter((hit) => !numbered.some((group) => hit.from >= group.from && hit.from <= group.to))
    .filter(
      (hit) =>
        clauseAt(sentence, hit.from) === clauseAt(sentence, harm.from) &&
        gap(hit, harm) <= 6 &&
        segmentAt(sentence, hit.from) === segmentAt(sentence, harm.from),
    )
    .filter(
      (hit) =>
        !isPlural(language, sentence.scan.tokens[hit.to - 1]?.text ?? '') &&
        !(hit.from < harm.to && harm.from < hit.to),
    )
    .sort((a, b) => gap(a, harm) - gap(b, harm) || rank(a) - rank(b))[0];
  const word = sentence.scan.tokens[harm.to - 1]?.text ?? '';
  const isOne = people !== undefined || (isOurs(language, word) && !isPlural(language, word));
  if (!isOne) return [];
  const standing = people ?? harm;
  return [
    {
      group: {
        sentence,
        from: standing.from,
        to: standing.to,
        start: standing.start,
        end: standing.end,
        low: 1,
        isOpen: false,
        people,
        isCivilian: isCivilian(sentence, people),
      },
      harm,
      kind: kindOf(harm),
    },
  ];
}

function gap(a: Hit, b: Hit): number {
  return a.from >= b.to ? a.from - b.to : b.from >= a.to ? b.from - a.to : 0;
}

/** Bodies that came back, prisoners set free: not losses of this incident. */
function isReturned(reading: Reading, sentence: Sentence, loss: Loss): boolean {
  if (loss.kind === 'killed' && hitsOf(sentence, 'bodies').some((hit) => gap(hit, loss.harm) <= 3)) return true;
  if (loss.kind === 'captured') return reading.input.label === 'humanitarian' || hitsOf(sentence, 'release').length > 0;
  return false;
}

function toValue(reading: Reading, mentions: Mentions, loss: Loss): Value {
  const { group, kind } = loss;
  const side: Party | 'unknown' = sideOf(reading, mentions, group.sentence, loss, loss.harm);
  return {
    side,
    ...(group.isCivilian ? { civilian: true as const } : {}),
    kind,
    low: group.low,
    ...(group.isOpen ? {} : { high: group.low }),
    ...(group.vague === undefined ? {} : { vague: group.vague }),
  };
}

function add(found: Found<Value>[], value: Value, span: Span): void {
  const index = found.findIndex(
    ({ value: known }) => known.side === value.side && known.kind === value.kind && known.low === value.low,
  );
  const known = found[index];
  if (known === undefined) {
    found.push({ value, spans: [span] });
    return;
  }
  const isCivilian = known.value.civilian === true || value.civilian === true;
  found[index] = {
    value: isCivilian ? { ...known.value, civilian: true } : known.value,
    spans: [...known.spans, span],
  };
}

/** The title's figure stands; a figure without a side gives way to the same one with a side; zero gives way to any number. */
function reconcile(found: readonly Found<Value>[]): Found<Value>[] {
  return found.filter(({ value }, index) => {
    const others = found.filter((_, other) => other !== index).map((one) => one.value);
    if (value.low === 0 && others.some((other) => other.kind === value.kind && other.low > 0)) return false;
    if (
      value.side === 'unknown' &&
      others.some((other) => other.side !== 'unknown' && other.kind === value.kind && other.low === value.low)
    )
      return false;
    const earlier = found.slice(0, index).map((one) => one.value);
    return !earlier.some(
      (other) =>
        other.side === value.side && other.kind === value.kind && other.low > 0 && other.civilian === value.civilian,
    );
  });
}
