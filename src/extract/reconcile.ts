import type { Entry } from './casualties.ts';
import type { Group } from './groups.ts';
import { segmentAt } from './reading.ts';

/** The title's figure stands; a sum gives way to its parts, a figure without a side to the same one with a side, zero to any number. */
export function reconcile(entries: readonly Entry[]): Entry[] {
  const died = entries.filter((entry) =>
    entries.some((other) => isSamePerson(other, entries) && other.value.side === entry.value.side),
  );
  return kept(entries).map((entry) =>
    entry.value.kind === 'killed' && entry.value.low === 1 && died.includes(entry)
      ? { ...entry, value: { ...entry.value, ofWounds: true } }
      : entry,
  );
}

function kept(entries: readonly Entry[]): Entry[] {
  return entries.filter((entry, index) => {
    const { value } = entry;
    const others = entries.filter((_, other) => other !== index);
    const same = others.filter((other) => other.value.kind === value.kind);
    if (value.low === 0) return !same.some((other) => other.value.low > 0);
    if (!entry.isDirect && same.some((other) => other.isDirect && other.value.low === value.low)) return false;
    if (
      value.side === 'unknown' &&
      same.some((other) => other.value.side !== 'unknown' && other.value.low === value.low)
    )
      return false;
    if (isSum(entry, same)) return false;
    // "Clashes leave 53 dead", and again "killed more than 50": the first figure stands.
    if (value.side === 'unknown' && entries.slice(0, index).some((other) => same.includes(other) && !other.isDirect))
      return false;
    if (isSamePerson(entry, others) || isToldBefore(entry, entries.slice(0, index))) return false;
    const earlier = entries.slice(0, index).filter(
      (other) =>
        !isSum(
          other,
          entries.filter((one) => one !== other && one.value.kind === other.value.kind),
        ),
    );
    return !earlier.some(
      (other) =>
        other.value.kind === value.kind &&
        other.value.side === value.side &&
        other.value.low > 0 &&
        other.value.civilian === value.civilian,
    );
  });
}

/** "At least seven dead: four Armenians and three Azerbaijanis." */
function isSum(entry: Entry, same: readonly Entry[]): boolean {
  if (entry.isDirect) return false;
  const sides = new Set(same.map((other) => other.value.side));
  const parts = same.filter((other) => other.isDirect && other.value.low < entry.value.low);
  return (
    sides.size > 1 && parts.length > 1 && parts.reduce((sum, other) => sum + other.value.low, 0) === entry.value.low
  );
}

/** "A wounded soldier has died": one person, killed, unless two are told apart in one sentence. */
function isSamePerson(entry: Entry, others: readonly Entry[]): boolean {
  const { loss, value } = entry;
  if (value.kind !== 'wounded' || loss?.group.isSingle !== true) return false;
  return others.some((other) => {
    if (other.value.kind !== 'killed' || other.value.low !== 1 || other.loss === undefined) return false;
    const isTold =
      other.loss.group.sentence === loss.group.sentence &&
      segmentAt(loss.group.sentence, loss.harm.from) !== segmentAt(loss.group.sentence, other.loss.harm.from);
    return !isTold || isOfSameNoun(other.loss.group, loss.group);
  });
}

/** One noun or one name; two names are two people. */
function isOfSameNoun(a: Group, b: Group): boolean {
  return a.people === undefined && b.people === undefined ? a.from === b.from : a.people === b.people;
}

/** The same single person told again in a later sentence, or "lost his way" of one who was captured. */
function isToldBefore(entry: Entry, earlier: readonly Entry[]): boolean {
  const { loss, value } = entry;
  if (loss?.group.isSingle !== true) return false;
  if (value.kind === 'missing' && earlier.some((other) => other.value.kind === 'captured')) return true;
  return earlier.some(
    (other) =>
      other.value.kind === value.kind &&
      other.value.low === 1 &&
      other.loss !== undefined &&
      other.loss.group.sentence !== loss.group.sentence,
  );
}
