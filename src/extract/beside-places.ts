import type { Hit } from '../lexicon/hit.ts';
import { isOnTheWayToHospital, isOrienting, isYetToCome, NAME_FIRST } from './orienting-places.ts';
import type { Candidate, Place } from './places.ts';
import { hitsOf, type Reading, segmentAt } from './reading.ts';

/** A hospital's town, a victim's home, a mayor's village, the province across the line: not where it happened, when another place is told. */
export function isBesideTheMatter(reading: Reading, one: Candidate, all: readonly Candidate[]): boolean {
  if (isCare(reading, one) || isOnTheWayToHospital(reading, one) || isYetToCome(reading, one, all)) return true;
  if (all.some((other) => other.id !== one.id) && isSoldiersHome(reading, one)) return true;
  const others = all.filter(
    (other) =>
      other.id !== one.id &&
      other.place.kind !== 'border' &&
      other.place.kind !== 'country' &&
      !isWithin(reading, one.place, other.id),
  );
  if (others.length === 0) return false;
  if (isOrienting(reading, one)) return true;
  if (isOrigin(reading, one) || isAcrossTheLine(one, others) || hasOfficeBefore(reading, one)) return true;
  const isBefore = others.some((other) => other.sentence.index < one.sentence.index);
  const isBeside = others.some((other) => other.sentence === one.sentence && other.hit.to <= one.hit.from);
  if (all.some((other) => other.id !== one.id && isWithin(reading, other.place, one.id))) return false;
  if ((isBefore || isBeside) && hasOfficeBehind(one)) return true;
  return isBefore && (isHome(one) || isBase(reading, one));
}

/** "The wounded soldier from Sotk in the hospital": a hospital, cemetery or recruiting office and its town; "military hospital" is one thing. */
function isCare(reading: Reading, { hit, sentence }: Candidate): boolean {
  const isFirst = NAME_FIRST.has(reading.input.language);
  const people = hitsOf(sentence, 'killed', 'wounded', 'soldier', 'civilian');
  return hitsOf(sentence, 'care').some((other) => {
    if (segmentAt(sentence, other.from) !== segmentAt(sentence, hit.from)) return false;
    if (!isFirst && other.to <= hit.from) return hit.from - other.to <= 2;
    if (other.from < hit.to || other.from - hit.to > (isFirst ? 3 : 1)) return false;
    return !people.some(
      (word) => word.from >= hit.to && (word.group === 'soldier' ? word.to < other.from : word.to <= other.from),
    );
  });
}

/** "A soldier from Gyumri", "Գյումրիից զորակոչված զինվորը": where somebody comes from. */
function isOrigin(reading: Reading, { hit, sentence }: Candidate): boolean {
  const { grammar } = reading;
  const { tokens } = sentence.scan;
  const people = hitsOf(sentence, 'soldier', 'civilian', 'person');
  const before = tokens[hit.from - 1]?.text;
  if (grammar.fromPlace(before)) return people.some((word) => word.to === hit.from - 1);
  return (
    grammar.fromPlaceWords(tokens[hit.to - 1]?.text) &&
    people.some((word) => word.from >= hit.to && word.from - hit.to <= 1)
  );
}

/** "Shots from Nakhchivan hit Yeraskh": a whole province on the other side of the line from a town that is told. */
function isAcrossTheLine({ place }: Candidate, others: readonly Candidate[]): boolean {
  if (place.kind !== 'province') return false;
  return others.some(
    (other) =>
      ['village', 'town', 'city', 'site'].includes(other.place.kind) &&
      other.place.controlledBy !== undefined &&
      other.place.controlledBy !== place.controlledBy,
  );
}

/** "Le maire de Goris", "мэр Гориса": the office stands before its town. */
function hasOfficeBefore(reading: Reading, { hit, sentence }: Candidate): boolean {
  if (NAME_FIRST.has(reading.input.language)) return false;
  return sentence.hits.some(
    (other) => other.office === 'localOfficial' && other.to <= hit.from && hit.from - other.to <= 1,
  );
}

function hasOfficeBehind({ hit, sentence }: Candidate): boolean {
  return sentence.hits.some((other) => other.office === 'localOfficial' && follows(hit, other, 2));
}

/** "The resident of Movses": a victim's home, told after the place itself. */
function isHome({ hit, place, sentence }: Candidate): boolean {
  return place.kind === 'village' && hitsOf(sentence, 'civilian').some((other) => follows(hit, other, 2));
}

/** "A resident of Koghb, a contract soldier": where a soldier lives is not where he was hit; a civilian is hit at home. */
function isSoldiersHome(reading: Reading, { hit, place, sentence }: Candidate): boolean {
  const isWide = place.kind === 'province' || place.kind === 'district';
  const resident = hitsOf(sentence, 'civilian').find(
    (other) => follows(hit, other, isWide ? 4 : 2) && segmentAt(sentence, other.from) === segmentAt(sentence, hit.from),
  );
  if (resident === undefined) return false;
  const [title] = reading.sentences;
  return (
    hitsOf(sentence, 'soldier').some((other) => follows(resident, other, 2) || follows(other, hit, 2)) ||
    (title !== undefined && hitsOf(title, 'soldier').length > 0 && hitsOf(title, 'killed', 'wounded').length > 0)
  );
}

/** "Blaming forces in Nakhchivan": where the accused stand. */
function isBase(reading: Reading, { hit, sentence }: Candidate): boolean {
  return (
    reading.grammar.in(sentence.scan.tokens[hit.from - 1]?.text) &&
    hitsOf(sentence, 'blame').some((other) => other.to <= hit.from) &&
    hitsOf(sentence, 'unit').some((other) => other.to === hit.from - 1)
  );
}

function follows(hit: Hit, other: Hit, within: number): boolean {
  return other.from >= hit.to && other.from - hit.to <= within;
}

function isWithin(reading: Reading, place: Place, id: string): boolean {
  return place.within.some((parent) => {
    const above = reading.gazetteer.places.places[parent];
    return parent === id || (above !== undefined && above !== place && isWithin(reading, above, id));
  });
}
