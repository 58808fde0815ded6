import type { Hit } from '../lexicon/hit.ts';
import { campOf, clauseAt, hitsOf, type Reading, type Sentence, segmentAt } from './reading.ts';

/** Languages that put the country before the office: "Հայաստանի ՊՆ", "Azərbaycan Müdafiə Nazirliyi". */
const COUNTRY_FIRST = new Set(['hy', 'az', 'tr', 'ka', 'en']);

/** "Both ministries", "their defence ministries": no office of one party. */
export function isOfBoth({ grammar }: Reading, sentence: Sentence, office: Hit): boolean {
  if (office.party !== undefined || office.from === sentence.from) return false;
  return grammar.both(sentence.scan.tokens[office.from - 1]?.text);
}

/** "ԼՂՀ պաշտպանության բանակ": the country before a body of its own. */
export function ownCountryBefore(reading: Reading, sentence: Sentence, body: Hit): Hit | undefined {
  return sentence.hits.find(
    (hit) =>
      hit.kind === 'party' &&
      hit.to === body.from &&
      segmentAt(sentence, hit.from) === segmentAt(sentence, body.from) &&
      campOf(reading, hit.party) === campOf(reading, body.party),
  );
}

/** The country that stands beside an office and owns it. */
export function countryBeside(reading: Reading, sentence: Sentence, office: Hit): Hit | undefined {
  const parties = sentence.hits.filter((hit) => hit.kind === 'party');
  // "ministère arménien de la Défense": the country stands inside the office.
  const around = parties.find(
    (hit) =>
      (hit.from <= office.from && hit.to >= office.to) ||
      (hit.from >= office.from && hit.to <= office.to && office.to - office.from > 1),
  );
  if (around !== undefined) return around;
  const clause = clauseAt(sentence, office.from);
  const before = parties.findLast(
    (hit) =>
      ((hit.from < office.from && hit.to > office.from && hit.to <= office.to) || hit.to <= office.from) &&
      office.from - hit.to <= 2 &&
      segmentAt(sentence, hit.to - 1) === segmentAt(sentence, office.from),
  );
  const after = parties.find(
    (hit) =>
      hit.from >= office.to &&
      hit.from - office.to <= 3 &&
      clauseAt(sentence, hit.from) === clause &&
      segmentAt(sentence, hit.from) === segmentAt(sentence, office.to - 1) &&
      !isSpokenOf(sentence, office, hit),
  );
  return COUNTRY_FIRST.has(reading.input.language)
    ? (before ?? afterOf(reading, sentence, office, after))
    : (after ?? before);
}

/** "The ministry called Yerevan's statement a lie": what stands behind the verb is spoken of and owns no office. */
function isSpokenOf(sentence: Sentence, office: Hit, party: Hit): boolean {
  return hitsOf(sentence, 'assertion', 'denial', 'blame', 'claimNoun').some(
    (word) => word.from >= office.to && word.to <= party.from,
  );
}

/** "Ministry of Defence of Armenia", "officials in Yerevan": only across a preposition. */
function afterOf({ grammar }: Reading, sentence: Sentence, office: Hit, after: Hit | undefined): Hit | undefined {
  if (after === undefined || after.from === office.to) return undefined;
  const between = sentence.scan.tokens[office.to]?.text;
  return grammar.of(between) || grammar.in(between) ? after : undefined;
}
