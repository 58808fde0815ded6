import type { Language } from '../domain/language.ts';
import type { Party } from '../domain/party.ts';
import type { Speaker } from '../domain/report.ts';
import type { CardNames } from './card-types.ts';
import { localised, wordsOf } from './words.ts';

/** An entry of the configuration by an id that may come from anywhere: `constructor` is no entry. */
export function entry<Value>(entries: Readonly<Record<string, Value>>, id: string): Value | undefined {
  return Object.hasOwn(entries, id) ? entries[id] : undefined;
}

/** A party's name in the language; its code when the configuration has no such party. */
export function partyName(party: Party, names: CardNames, language: Language): string {
  const known = entry(names.parties, party);
  return known === undefined ? party : localised(known.name, language) || party;
}

/** A speaker's name: the office in the reader's language, with its country where every party has one, else the name as read, else the party, else `speaker not named`. */
export function speakerName(speaker: Speaker, names: CardNames, language: Language): string {
  const party = speaker.party === undefined ? undefined : entry(names.parties, speaker.party);
  const office = party?.speakers.find(
    (known) => known.office === speaker.office && (speaker.name === undefined || known.name.en === speaker.name),
  );
  if (office !== undefined) return localised(office.name, language);
  const general = names.offices.find((known) => known.office === speaker.office);
  // The record keeps such an office in English, with its country.
  if (general !== undefined && party !== undefined && speaker.name === `${general.name.en} of ${party.name.en}`) {
    return language === 'en'
      ? speaker.name
      : `${localised(general.name, language)} (${localised(party.name, language)})`;
  }
  if (speaker.name !== undefined && speaker.name.trim() !== '') return speaker.name;
  if (speaker.party !== undefined) return partyName(speaker.party, names, language);
  return wordsOf(language).text.side.noSpeaker;
}

/** The side of the conflict a party stands on: itself, or the one it is allied with; `undefined` for anyone else. */
export function sideOfParty(party: Party, names: CardNames): Party | undefined {
  if (names.sides.includes(party)) return party;
  const ally = entry(names.parties, party)?.alliedWith;
  return ally !== undefined && names.sides.includes(ally) ? ally : undefined;
}

/** An outlet's name and its label: `Armenia, public`; an outlet nobody configured is `not reviewed`. */
export function outletName(
  outletId: string,
  names: CardNames,
  language: Language,
): { readonly name: string; readonly label: string } {
  const { text, marks } = wordsOf(language);
  const outlet = entry(names.outlets, outletId);
  if (outlet === undefined) return { name: outletId, label: text.alignment.unreviewed };
  const side = outlet.side === 'third' ? text.side.third : partyName(outlet.side, names, language);
  return {
    name: outlet.names?.[language] ?? outlet.name,
    label: `${side}${marks.comma}${text.alignment[outlet.alignment]}`,
  };
}
