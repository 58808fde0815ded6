import { expect, test } from 'vitest';
import { partiesFile, placesFile, weaponsFile } from '../config/schema/gazetteer.ts';
import { languagesFile, lexiconFile } from '../config/schema/lexicon.ts';
import { lintLexicon } from './lint.ts';

const config = {
  parties: partiesFile.parse({ theatre: { name: { en: 'T' }, prefix: 'TT', sides: ['ARM', 'AZE'] }, parties: {} }),
  places: placesFile.parse({ places: {} }),
  weapons: weaponsFile.parse({ weapons: {} }),
  languages: languagesFile.parse({ languages: { hy: { script: 'Armn', franc: 'hye', stopWords: ['մարտի'] } } }),
};

function kindsOf(...cues: readonly unknown[]): string[] {
  const lexicon = lexiconFile.parse({ language: 'hy', groups: { clash: cues } });
  return lintLexicon(lexicon, config).map((warning) => `${warning.cue} ${warning.kind}`);
}

test.each([
  [
    'a pattern that stands twice',
    [
      { id: 'a', any: ['կրակոց*'] },
      { id: 'b', any: ['ԿՐԱԿՈՑ*'] },
    ],
    ['hy/clash/b duplicate'],
  ],
  [
    'a stem inside another cue’s stem',
    [
      { id: 'a', weight: 3, any: ['կրակ*'] },
      { id: 'b', any: ['կրակոց*'] },
    ],
    ['hy/clash/b unreachable'],
  ],
  [
    'a heavier stem is reachable',
    [
      { id: 'a', weight: 1, any: ['կրակ*'] },
      { id: 'b', weight: 3, any: ['կրակոց*'] },
    ],
    [],
  ],
  ['a short word', [{ id: 'a', any: ['դի*'] }], ['hy/clash/a tooShort']],
  ['a short word that is meant', [{ id: 'a', any: ['=դի'] }], []],
  ['a stem that matches an everyday word', [{ id: 'a', any: ['մարտ*'] }], ['hy/clash/a homograph']],
  ['a star at both ends', [{ id: 'a', any: ['*կրակոց*'] }], ['hy/clash/a slow']],
])('warns of %s', (_, cues, expected) => {
  expect(kindsOf(...cues)).toEqual(expected);
});
