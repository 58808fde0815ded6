import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { partiesFile, placesFile, weaponsFile } from '../config/schema/gazetteer.ts';
import { lexiconFile } from '../config/schema/lexicon.ts';
import { LANGUAGES, type Language } from '../domain/language.ts';
import { compileLexicon } from '../lexicon/compile.ts';
import { scan } from '../lexicon/scan.ts';

const read = (path: string): unknown => parse(readFileSync(new URL(path, import.meta.url), 'utf8'));
const parties = partiesFile.parse(read('../../config/parties.yaml'));
const { places } = placesFile.parse(read('../../config/places.yaml'));
const weapons = weaponsFile.parse(read('../../config/weapons.yaml'));
const lexica = LANGUAGES.map((language) => lexiconFile.parse(read(`../../config/lexicon/${language}.yaml`)));
const lexicon = compileLexicon({ lexica, parties, places: { places }, weapons });

const named = (language: Language, text: string, kind: 'place' | 'party' | 'weapon'): string[] => [
  ...new Set(
    scan(lexicon, language, 'title', text)
      .hits.filter((hit) => hit.kind === kind)
      .map((hit) => hit.id),
  ),
];

describe('the gazetteer', () => {
  it('holds at least 250 places, each with a source for its coordinates', () => {
    const all = Object.values(places);
    expect(all.length).toBeGreaterThanOrEqual(250);
    expect(all.filter((place) => place.lat !== undefined && place.source === undefined)).toEqual([]);
  });

  it('names only parents, neighbours and parties that exist, and no circle of parents', () => {
    for (const [id, place] of Object.entries(places)) {
      for (const other of [...place.within, ...place.near])
        expect(places, `${id} names ${other}`).toHaveProperty([other]);
      if (place.controlledBy !== undefined) expect(parties.parties).toHaveProperty([place.controlledBy]);
      const above = (one: string, seen: readonly string[]): void => {
        expect(seen, `${id} lies within itself`).not.toContain(one);
        for (const parent of places[one]?.within ?? []) above(parent, [...seen, one]);
      };
      above(id, []);
    }
  });

  it('gives each place its own plain English name', () => {
    const names = Object.values(places).map((place) => place.name);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  it('places every theatre within the region and every coordinate on the map', () => {
    for (const [id, place] of Object.entries(places)) {
      if (!place.isTheatre || place.lat === undefined || place.lon === undefined) continue;
      expect(place.lat > 38.3 && place.lat < 41.9 && place.lon > 43.3 && place.lon < 50.7, id).toBe(true);
    }
  });

  it.each([
    ['both names of a town', 'en', 'Stepanakert (Khankendi)', ['stepanakert']],
    ['an Armenian town by its Azerbaijani name', 'az', 'Basarkeçər istiqamətində', ['vardenis']],
    ['an Azerbaijani town by its Armenian name', 'hy', 'Քարվաճառում', ['kalbajar']],
    ['Armenian case endings', 'hy', 'Ջերմուկից, Սյունիքում, Երասխի', ['jermuk', 'syunik', 'yeraskh']],
    ['Russian case endings', 'ru', 'в Джермуке, под Капаном, Шушу', ['jermuk', 'kapan', 'shusha']],
    ['Turkish endings behind an apostrophe', 'tr', "Laçın'da ve Kelbecer’de", ['lachin', 'kalbajar']],
    ['Persian names with and without a joiner', 'fa', 'قره‌باغ، خان کندی', ['nagorno-karabakh', 'stepanakert']],
    ['Georgian names', 'ka', 'ჯერმუკში და ლაჩინში', ['jermuk', 'lachin']],
    ['French elisions', 'fr', 'près d’Aghdam', ['aghdam']],
    ['Cyrillic Azerbaijani', 'az', 'Кәлбәҹәрдә', ['kalbajar']],
    ['plain ASCII Azerbaijani', 'az', 'Kelbecer ve Fuzuli', ['kalbajar', 'fuzuli']],
    ['a corridor rather than its town', 'ru', 'Лачинский коридор', ['lachin-corridor']],
  ] as const)('knows %s', (_what, language, text, wanted) => {
    expect(named(language, text, 'place')).toEqual(wanted);
  });

  it.each([
    ['the Iranian province', 'fa', 'آذربایجان شرقی', 'party'],
    ['the Iranian province in Russian', 'ru', 'Восточный Азербайджан', 'party'],
    ['a district of Izmir', 'tr', 'Karabağlar', 'place'],
    ['a football club', 'en', 'Qarabag FC', 'place'],
    ['"those"', 'ru', 'для тех', 'place'],
    ['the town of Gori', 'ka', 'გორის', 'place'],
    ['a road accident formula', 'hy', 'տեղի է ունեցել', 'place'],
    ['the Minsk Group', 'en', 'OSCE Minsk Group', 'place'],
  ] as const)('keeps out %s', (_what, language, text, kind) => {
    expect(named(language, text, kind)).toEqual([]);
  });

  it.each([
    ['a mortar', 'ka', 'ნაღმტყორცნი', ['mortar']],
    ['a mortar in Azerbaijani', 'az', 'minaatan', ['mortar']],
    ['an anti-tank mine', 'en', 'anti-tank mine', ['mine']],
    ['a grenade launcher', 'ru', 'из гранатомёта', ['small-arms']],
    ['a sniper rifle', 'ru', 'из снайперской винтовки', ['sniper']],
    ['an anti-aircraft gun', 'en', 'anti-aircraft gun', ['artillery']],
  ] as const)('tells %s from its namesakes', (_what, language, text, wanted) => {
    expect(named(language, text, 'weapon')).toEqual(wanted);
  });

  it('prints the names of the measured rows', ({ skip }) => {
    const folder = new URL('../../../shared/corpus/gold/', import.meta.url);
    if (!existsSync(folder)) skip('the corpus is not here: ../shared/corpus/gold');
    const names = new Set(Object.values(places).map((place) => place.name));
    const rows = readdirSync(folder)
      .filter((file) => file.endsWith('.jsonl') && file !== 'unlabelled.jsonl')
      .flatMap((file) => readFileSync(new URL(file, folder), 'utf8').split('\n').filter(Boolean))
      .map((line) => JSON.parse(line) as { places?: readonly string[] });
    const wanted = new Set(rows.flatMap((row) => row.places ?? []));
    // The rows write Shusha under both names.
    wanted.delete('Shushi');
    expect([...wanted].filter((name) => !names.has(name))).toEqual([]);
  });
});
