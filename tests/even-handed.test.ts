import { describe, expect, it } from 'vitest';
import { type Config, loadConfig } from '../src/config/load.ts';
import { cardNamesOf } from '../src/service/names.ts';
import { createUnderstanding } from '../src/understanding.ts';
import { terminalCard } from '../src/words/terminal-card.ts';
import { sampleIncident } from './support/records.ts';

const loaded = await loadConfig('config');
if (loaded.kind !== 'ok') throw new Error('the configuration is broken: npm run -s cli -- check');
const config: Config = loaded.config;
const { understand } = createUnderstanding(config);

/** The same report told by either side, in each language. `{A}` is the accuser, `{B}` the accused, in the forms the sentence needs. */
const REPORTS: readonly {
  readonly language: string;
  readonly arm: readonly [string, string];
  readonly aze: readonly [string, string];
}[] = [
  {
    language: 'en',
    arm: [
      'Azerbaijani forces open fire at Armenian positions, Armenia says',
      'The Armenian Defence Ministry said one Armenian soldier was wounded.',
    ],
    aze: [
      'Armenian forces open fire at Azerbaijani positions, Azerbaijan says',
      'The Azerbaijani Defence Ministry said one Azerbaijani soldier was wounded.',
    ],
  },
  {
    language: 'ru',
    arm: [
      'Минобороны Армении заявило об обстреле со стороны Азербайджана',
      'Азербайджанские военные открыли огонь по армянским позициям. Ранен один армянский солдат.',
    ],
    aze: [
      'Минобороны Азербайджана заявило об обстреле со стороны Армении',
      'Армянские военные открыли огонь по азербайджанским позициям. Ранен один азербайджанский солдат.',
    ],
  },
  {
    language: 'hy',
    arm: [
      'Ադրբեջանի զինված ուժերը կրակ են բացել հայկական դիրքերի ուղղությամբ',
      'Հայաստանի պաշտպանության նախարարության հաղորդմամբ՝ վիրավորվել է մեկ հայ զինծառայող։',
    ],
    aze: [
      'Հայաստանի զինված ուժերը կրակ են բացել ադրբեջանական դիրքերի ուղղությամբ',
      'Ադրբեջանի պաշտպանության նախարարության հաղորդմամբ՝ վիրավորվել է մեկ ադրբեջանցի զինծառայող։',
    ],
  },
  {
    language: 'az',
    arm: [
      'Azərbaycan silahlı qüvvələri Ermənistan mövqelərini atəşə tutub',
      'Ermənistan Müdafiə Nazirliyi bildirib ki, bir erməni hərbçi yaralanıb.',
    ],
    aze: [
      'Ermənistan silahlı qüvvələri Azərbaycan mövqelərini atəşə tutub',
      'Azərbaycan Müdafiə Nazirliyi bildirib ki, bir azərbaycanlı hərbçi yaralanıb.',
    ],
  },
  {
    language: 'tr',
    arm: [
      'Azerbaycan ordusu Ermenistan mevzilerine ateş açtı',
      'Ermenistan Savunma Bakanlığı bir Ermeni askerinin yaralandığını duyurdu.',
    ],
    aze: [
      'Ermenistan ordusu Azerbaycan mevzilerine ateş açtı',
      'Azerbaycan Savunma Bakanlığı bir Azerbaycan askerinin yaralandığını duyurdu.',
    ],
  },
  {
    language: 'fr',
    arm: [
      "L'armée azerbaïdjanaise a ouvert le feu sur des positions arméniennes, selon Erevan",
      "Le ministère arménien de la Défense fait état d'un soldat arménien blessé.",
    ],
    aze: [
      "L'armée arménienne a ouvert le feu sur des positions azerbaïdjanaises, selon Bakou",
      "Le ministère azerbaïdjanais de la Défense fait état d'un soldat azerbaïdjanais blessé.",
    ],
  },
  {
    language: 'ka',
    arm: [
      'აზერბაიჯანის არმიამ სომხურ პოზიციებს ცეცხლი გაუხსნა',
      'სომხეთის თავდაცვის სამინისტროს ცნობით, დაიჭრა ერთი სომეხი ჯარისკაცი.',
    ],
    aze: [
      'სომხეთის არმიამ აზერბაიჯანულ პოზიციებს ცეცხლი გაუხსნა',
      'აზერბაიჯანის თავდაცვის სამინისტროს ცნობით, დაიჭრა ერთი აზერბაიჯანელი ჯარისკაცი.',
    ],
  },
  {
    language: 'fa',
    arm: [
      'نیروهای جمهوری آذربایجان به مواضع ارمنستان شلیک کردند',
      'وزارت دفاع ارمنستان اعلام کرد یک سرباز ارمنستان زخمی شد.',
    ],
    aze: [
      'نیروهای ارمنستان به مواضع جمهوری آذربایجان شلیک کردند',
      'وزارت دفاع جمهوری آذربایجان اعلام کرد یک سرباز جمهوری آذربایجان زخمی شد.',
    ],
  },
];

const other = (party: string) => (party === 'ARM' ? 'AZE' : party === 'AZE' ? 'ARM' : party);

function judge([title, summary]: readonly [string, string]) {
  const { classification, extraction } = understand({ itemId: 'x', title, summary, feedLanguages: [] });
  return {
    label: classification.label,
    decision: classification.decision,
    accusations: extraction.accusations,
    casualties: extraction.casualties.map(({ side, kind, low }) => ({ side, kind, low })),
  };
}

describe('the two sides', () => {
  it.each(REPORTS)('get the same answer for the same report in $language, mirrored', ({ arm, aze }) => {
    const told = judge(arm);
    const mirrored = judge(aze);
    expect(told).toMatchObject({
      label: 'clash',
      decision: 'alert',
      accusations: [['ARM', 'AZE']],
      casualties: [{ side: 'ARM', kind: 'wounded', low: 1 }],
    });
    expect(mirrored).toEqual({
      ...told,
      accusations: told.accusations.map(([accuser, accused]) => [other(accuser), other(accused)]),
      casualties: told.casualties.map((one) => ({ ...one, side: other(one.side) })),
    });
  });

  it('get the same card: as many lines, the same places on it, both names of the place', () => {
    const quote = 'Positions near Sotk were fired at.';
    const [claim] = sampleIncident().claims;
    if (claim === undefined) throw new Error('the sample has a claim');
    const claimed = sampleIncident({ claims: [{ ...claim, quote }] });
    const mirrored = sampleIncident({
      parties: { initiator: 'ARM', target: 'AZE', basis: 'alleged' },
      casualties: claimed.casualties.map((one) => ({ ...one, side: 'AZE' })),
      claims: claimed.claims.map((claim) => ({
        ...claim,
        speaker: { name: 'Ministry of Defence of Azerbaijan', party: 'AZE', office: 'defenceMinistry' },
        about: { ...claim.about, initiator: 'ARM', target: 'AZE' },
      })),
    });
    const card = (incident: typeof claimed) =>
      terminalCard(incident, { language: 'en', names: cardNamesOf(config), colour: false, width: 120 });
    const swapNames = (text: string) =>
      text.replace(/Armenia|Azerbaijan/g, (name) => (name === 'Armenia' ? 'Azerbaijan' : 'Armenia'));
    expect(card(mirrored)).toContain('Sotk / Zod');
    const lines = (text: string) =>
      text
        .split('\n')
        .map((line) => line.trim())
        .sort();
    // The two accounts stand in a fixed order, so lines are compared without it; the outlet's own line stays.
    const accounts = (text: string) => lines(text).filter((line) => !line.includes('araks'));
    expect(accounts(swapNames(card(mirrored)))).toEqual(accounts(card(claimed)));
  });

  it('are described by the same number of words in every list of the gazetteer: no place has only one side’s name', () => {
    const oneSided = Object.entries(config.places.places).filter(([, place]) => {
      const names = Object.keys(place.sideNames);
      return names.length === 1;
    });
    expect(oneSided.map(([id]) => id)).toEqual([]);
  });
});
