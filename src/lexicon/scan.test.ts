import { describe, expect, test } from 'vitest';
import type { PartiesFile, PlacesFile, WeaponsFile } from '../config/schema/gazetteer.ts';
import { partiesFile, placesFile, weaponsFile } from '../config/schema/gazetteer.ts';
import { type LexiconFile, lexiconFile } from '../config/schema/lexicon.ts';
import { compileLexicon, type Lexicon } from './compile.ts';
import { scan } from './scan.ts';

const parties: PartiesFile = partiesFile.parse({
  theatre: { name: { en: 'Test' }, prefix: 'TT', sides: ['ARM', 'AZE'] },
  parties: {
    ARM: {
      kind: 'side',
      name: { en: 'Armenia' },
      forms: { en: ['armenia*'], hy: ['հայաստան*'], az: ['ermənistan*'] },
      speakers: [
        {
          id: 'arm-mod',
          office: 'defenceMinistry',
          name: { en: 'MoD of Armenia' },
          forms: { en: ['armenian defence ministry'] },
        },
      ],
    },
    AZE: {
      kind: 'side',
      name: { en: 'Azerbaijan' },
      forms: { en: ['azerbaijan*'], fr: ['azerbaïdjan*'], fa: ['جمهوری آذربایجان'] },
      except: ['east azerbaijan'],
    },
    OSCE: { kind: 'mediator', name: { en: 'OSCE' }, forms: { en: ['minsk group'] } },
  },
  genericSpeakers: [
    { office: 'defenceMinistry', name: { en: 'Ministry of Defence' }, forms: { en: ['defence ministry'] } },
  ],
});
const places: PlacesFile = placesFile.parse({
  places: {
    minsk: { name: 'Minsk', kind: 'city', precision: 1, role: 'venue', forms: { en: ['minsk'] } },
    sotk: { name: 'Sotk', kind: 'village', precision: 1, forms: { en: ['sotk'], any: ['сотк*'] } },
    'lachin-corridor': { name: 'Lachin corridor', kind: 'road', precision: 2, forms: { en: ['lachin corridor'] } },
    lachin: { name: 'Lachin', kind: 'town', precision: 1, forms: { en: ['lachin'] } },
  },
});
const weapons: WeaponsFile = weaponsFile.parse({
  weapons: { mine: { name: { en: 'mine' }, severity: 1, forms: { az: ['mina*'] }, except: ['minaatan*'] } },
});

function lexiconOf(...files: readonly unknown[]): Lexicon {
  const lexica: LexiconFile[] = files.map((file) => lexiconFile.parse(file));
  return compileLexicon({ lexica, parties, places, weapons });
}

const english = lexiconOf({
  language: 'en',
  groups: {
    clash: [
      { id: 'fire', weight: 3, any: ['opened fire', 'fire'] },
      { id: 'shell', weight: 3, any: ['shell*'], except: ['shell company', 'seashell*'] },
      { id: 'near', weight: 2, any: ['violat* ..3 ceasefire'] },
    ],
    ceasefire: [{ id: 'truce', weight: 3, any: ['ceasefire*', 'cease-fire*'] }],
    homonym: [{ id: 'club', any: ['armenia cup'] }],
    say: [{ id: 'mod', any: ['=MO'] }],
  },
  numbers: { two: 2, 'twenty two': 22 },
});

function cues(lexicon: Lexicon, language: string, text: string): string[] {
  return scan(lexicon, language, 'title', text).hits.map((hit) => `${hit.cue}:${hit.text}`);
}

describe('scan', () => {
  test.each([
    ['a phrase beats a word of the same group inside it', 'They opened fire', ['en/clash/fire:opened fire']],
    ['an exception explains a hit away', 'A shell company', []],
    ['a hyphen separates like a blank', 'A cease-fire', ['en/ceasefire/truce:cease-fire']],
    [
      'words in between are allowed up to the number',
      'violated again the ceasefire',
      ['en/clash/near:violated again the ceasefire'],
    ],
    [
      'more words in between are too many',
      'violated once again and again the ceasefire',
      ['en/ceasefire/truce:ceasefire'],
    ],
    ['a phrase does not cross the end of a sentence', 'They violated. The ceasefire', ['en/ceasefire/truce:ceasefire']],
    ['a homonym covers the name inside it', 'Armenia Cup', ['en/homonym/club:Armenia Cup']],
    ['a place inside the longer name of a party is gone', 'the Minsk Group', ['party/OSCE:Minsk Group']],
    ['the longer place wins', 'Lachin corridor', ['place/lachin-corridor:Lachin corridor']],
    ['the exception of a party covers every language', 'East Azerbaijan', []],
    ['a longer number wins', 'twenty two', ['number/22:twenty two']],
    [
      'party and speaker are both told',
      'Armenian defence ministry',
      ['speaker/arm-mod:Armenian defence ministry', 'party/ARM:Armenian'],
    ],
    ['a pattern in capitals wants capitals', 'MO mo', ['en/say/mod:MO']],
    ['an English genitive is no word', 'Armenia’s', ['party/ARM:Armenia']],
    ['names for any language are found in all', 'Сотк', ['place/sotk:Сотк']],
  ])('%s', (_, text, expected) => {
    expect(cues(english, 'en', text)).toEqual(expected);
  });

  test('French elisions, Persian joiners and Azerbaijani without its letters are found', () => {
    const lexicon = lexiconOf(
      { language: 'fr', groups: {} },
      { language: 'fa', groups: { ceasefire: [{ id: 'truce', any: ['آتش‌بس*'] }] } },
      { language: 'az', groups: { clash: [{ id: 'martyr', any: ['şəhid*', 'öl*'] }] } },
    );
    expect(cues(lexicon, 'fr', 'l’Azerbaïdjan')).toEqual(['party/AZE:Azerbaïdjan']);
    for (const truce of ['آتش‌بس', 'آتش بس', 'آتشبس'])
      expect(cues(lexicon, 'fa', truce)).toEqual([`fa/ceasefire/truce:${truce}`]);
    expect(cues(lexicon, 'az', 'Ermenistan sehid oldu')).toEqual(['party/ARM:Ermenistan', 'az/clash/martyr:sehid']);
    expect(cues(lexicon, 'az', 'minaatan mina')).toEqual(['weapon/mine:mina']);
  });

  test('offsets point into the text as published', () => {
    const text = '  ՀԱՅԱՍՏԱ՞ՆԸ  ';
    const lexicon = lexiconOf({ language: 'hy', groups: {} });
    const [hit] = scan(lexicon, 'hy', 'summary', text).hits;
    expect(hit).toMatchObject({ field: 'summary', start: 2, end: 12, text: 'ՀԱՅԱՍՏԱ՞ՆԸ', party: 'ARM' });
  });

  test('an unknown language is scanned for names of any language only', () => {
    expect(cues(english, 'de', 'Armenia fire Сотк')).toEqual(['place/sotk:Сотк']);
  });

  test('the version changes with the content', () => {
    expect(lexiconOf({ language: 'fr', groups: {} }).version).not.toBe(english.version);
    expect(lexiconOf({ language: 'fr', groups: {} }).version).toBe(lexiconOf({ language: 'fr', groups: {} }).version);
  });
});
