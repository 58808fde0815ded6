import type { Incident, IncidentPlace } from '../domain/incident.ts';
import type { Party } from '../domain/party.ts';
import { capitalised } from './accounts.ts';
import type { CardNames } from './card-types.ts';
import { SUBTYPES, type Subtype } from './catalogue.ts';
import { lossesInShort } from './losses.ts';
import { entry, partyName } from './naming.ts';
import { keptPlaceName, placeName } from './place-name.ts';
import { fill, type Words } from './words.ts';

/** Kinds of talks that the label already says. */
const OF_ALL_TALKS: ReadonlySet<string> = new Set(['talks', 'statement']);

/** Names shown in one line before it becomes a list. */
const NAMES_SHOWN = 3;

/** The fact in one line: where, what, who says so, who denies it, what it cost by whose word. */
export function headlineOf(incident: Incident, names: CardNames, words: Words): string {
  const where = whereOf(incident, names, words);
  const what = whatOf(incident, words);
  const parts = [where === '' ? capitalised(what, words.language) : `${where}${words.marks.colon}${what}`];
  const who = whoOf(incident, names, words);
  if (who !== '') parts.push(who);
  // What was taken back has harmed nobody that anybody still names.
  const losses = incident.status === 'retracted' ? undefined : lossesInShort(incident, names, words);
  if (losses !== undefined) parts.push(losses);
  return parts.join(words.marks.stop);
}

/** Where it happened; for talks, where they are held. '' when nobody says. */
export function whereOf(incident: Incident, names: CardNames, words: Words): string {
  if (incident.label === 'negotiation' || incident.label === 'ceasefire') {
    const venues = incident.venues.slice(0, NAMES_SHOWN).map((venue) => nameOfPlace(venue, names, words));
    if (venues.length > 0) return words.list(venues);
  }
  // Without an id it is no place of the gazetteer: nobody said where.
  return incident.place.gazetteerId === undefined ? '' : spotOf(incident.place, names, words);
}

/** The place of an incident under both names, as the gazetteer has them today; else as the incident keeps them. */
export function spotOf(place: IncidentPlace, names: CardNames, words: Words): string {
  const known = place.gazetteerId === undefined ? undefined : entry(names.places, place.gazetteerId);
  return known === undefined ? keptPlaceName(place, words.language) : placeName(known, words.language);
}

/** A gazetteer place under both names; its id when the gazetteer no longer has it. */
export function nameOfPlace(id: string, names: CardNames, words: Words): string {
  const place = entry(names.places, id);
  return place === undefined ? id : placeName(place, words.language);
}

/** What is said to have happened, in the language's words. */
export function whatOf(incident: Incident, words: Words): string {
  const { text } = words;
  const label = text.label[incident.label];
  if (incident.label === 'negotiation' && incident.talksStage !== undefined) {
    const isNamed = isSubtype(incident.subtype) && !OF_ALL_TALKS.has(incident.subtype);
    const kind = isNamed ? ` (${text.subtype[incident.subtype]})` : '';
    return `${label}${kind} — ${text.talks[incident.talksStage]}`;
  }
  if (incident.label === 'ceasefire' && incident.ceasefireState !== undefined) {
    return `${label} — ${text.ceasefire[incident.ceasefireState]}`;
  }
  const what = isSubtype(incident.subtype) ? text.subtype[incident.subtype] : label;
  return incident.violations === undefined ? what : `${what} (${words.plural(text.violations, incident.violations)})`;
}

function isSubtype(subtype: string): subtype is Subtype {
  return (SUBTYPES as readonly string[]).includes(subtype);
}

function whoOf(incident: Incident, names: CardNames, words: Words): string {
  const { headline } = words.text;
  const { language } = words;
  const name = (party: Party) => partyName(party, names, language);
  const pairs = accusationsOf(incident);
  const [first] = pairs;
  const parts: string[] = [];
  const isBack = pairs.some((pair) => pair.accuser === first?.accused && pair.accused === first.accuser);
  const isMutual = isBack || incident.status === 'counterClaimed';
  if (isMutual) {
    const [a = '', b = ''] = first === undefined ? names.sides : [first.accuser, first.accused];
    parts.push(fill(headline.mutual, { a: name(a), b: name(b) }, language));
  } else if (first !== undefined) {
    parts.push(fill(headline.accuses, { accuser: name(first.accuser), accused: name(first.accused) }, language));
  }
  const speaking = (kind: 'denies' | 'acknowledges') =>
    [...new Set(incident.claims.filter((claim) => claim.kind === kind).map((claim) => claim.speaker.party))]
      .filter((party) => party !== undefined)
      .slice(0, 2);
  const denying = speaking('denies');
  // Where both blame each other and both deny, the denials say nothing more.
  if (!isMutual || denying.length === 1) {
    for (const party of denying) parts.push(fill(headline.denies, { party: name(party) }, language));
  }
  for (const party of speaking('acknowledges')) parts.push(fill(headline.admits, { party: name(party) }, language));
  if (incident.status === 'thirdPartyConfirmed') {
    const thirds = [...new Set(incident.claims.map((claim) => claim.speaker.party))]
      .filter((party) => party !== undefined)
      .filter((party) => !names.sides.includes(party) && entry(names.parties, party)?.alliedWith === undefined);
    if (thirds.length > 0) {
      parts.push(fill(headline.confirms, { names: words.list(thirds.slice(0, NAMES_SHOWN).map(name)) }, language));
    }
  }
  return capitalised(parts.join(words.marks.semicolon), language);
}

function accusationsOf(incident: Incident): readonly { readonly accuser: Party; readonly accused: Party }[] {
  return incident.claims.flatMap((claim) =>
    claim.kind === 'accuses' && claim.speaker.party !== undefined && claim.about.initiator !== undefined
      ? [{ accuser: claim.speaker.party, accused: claim.about.initiator }]
      : [],
  );
}
