import type { Incident } from '../../domain/incident.ts';
import { tokenize } from '../../language/fold.ts';

/** Words are found by their beginning, so that case endings do not hide them: that many letters. */
const WORD_LETTERS = 6;
const MIN_LETTERS = 3;
/** Distinct words kept of one incident; titles repeat each other. */
const MAX_WORDS = 60;

/** Terms once read: what an incident was is compared with what it becomes. */
const readTerms = new WeakMap<Incident, readonly string[]>();

/** What an incident is looked up by. Every term stands once in the list of its period. */
export function termsOf(incident: Incident, ancestorsOf: (placeId: string) => readonly string[]): readonly string[] {
  const known = readTerms.get(incident);
  if (known !== undefined) return known;
  const read = readTermsOf(incident, ancestorsOf);
  readTerms.set(incident, read);
  return read;
}

function readTermsOf(incident: Incident, ancestorsOf: (placeId: string) => readonly string[]): string[] {
  const terms = new Set<string>(['all', `l:${incident.label}`, `s:${incident.status}`]);
  for (let severity = 1; severity <= incident.severity; severity++) terms.add(`v:${severity}`);
  for (const party of partiesOf(incident)) terms.add(`p:${party}`);
  for (const place of [...incident.places, ...incident.venues]) {
    for (const id of [place, ...ancestorsOf(place)]) terms.add(`g:${id}`);
  }
  for (const word of firstWordsOf(incident)) terms.add(`w:${word}`);
  return [...terms];
}

/** The first distinct words of its titles, in the order of telling. */
function firstWordsOf(incident: Incident): ReadonlySet<string> {
  const words = new Set<string>();
  for (const { title } of incident.reports) {
    for (const word of wordsOf(title)) if (words.size < MAX_WORDS) words.add(word);
    if (words.size === MAX_WORDS) break;
  }
  return words;
}

/** Parties that act, speak, suffer or mediate in an incident. */
export function partiesOf(incident: Incident): Set<string> {
  const parties = [incident.parties.initiator, incident.parties.target, ...incident.mediators];
  for (const claim of incident.claims) parties.push(claim.speaker.party);
  for (const loss of incident.casualties) if (loss.side !== 'unknown') parties.push(loss.side);
  return new Set(parties.filter((party): party is string => party !== undefined));
}

/** Beginnings of the words of a text. */
export function wordsOf(text: string): string[] {
  return tokenize(text)
    .map((token) => token.text)
    .filter((word) => word.length >= MIN_LETTERS)
    .map((word) => word.slice(0, WORD_LETTERS));
}
