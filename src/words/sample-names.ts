import type { CardNames } from './card-types.ts';
import { SAMPLE_PLACES } from './sample-places.ts';

/** Parties, outlets and places of the invented incidents. The places are real, the outlets are made up. */
export const SAMPLE_NAMES: CardNames = {
  sides: ['ARM', 'AZE'],
  offices: [],
  parties: {
    ARM: {
      name: {
        en: 'Armenia',
        hy: 'Հայաստան',
        az: 'Ermənistan',
        ru: 'Армения',
        tr: 'Ermenistan',
        ka: 'სომხეთი',
        fa: 'ارمنستان',
        fr: 'Arménie',
      },
      speakers: [
        {
          office: 'defenceMinistry',
          name: {
            en: 'Ministry of Defence of Armenia',
            hy: 'ՀՀ պաշտպանության նախարարություն',
            az: 'Ermənistan Müdafiə Nazirliyi',
            ru: 'Министерство обороны Армении',
            tr: 'Ermenistan Savunma Bakanlığı',
            ka: 'სომხეთის თავდაცვის სამინისტრო',
            fa: 'وزارت دفاع ارمنستان',
            fr: 'ministère arménien de la Défense',
          },
        },
      ],
    },
    AZE: {
      name: {
        en: 'Azerbaijan',
        hy: 'Ադրբեջան',
        az: 'Azərbaycan',
        ru: 'Азербайджан',
        tr: 'Azerbaycan',
        ka: 'აზერბაიჯანი',
        fa: 'جمهوری آذربایجان',
        fr: 'Azerbaïdjan',
      },
      speakers: [
        {
          office: 'defenceMinistry',
          name: {
            en: 'Ministry of Defence of Azerbaijan',
            hy: 'Ադրբեջանի պաշտպանության նախարարություն',
            az: 'Azərbaycan Müdafiə Nazirliyi',
            ru: 'Министерство обороны Азербайджана',
            tr: 'Azerbaycan Savunma Bakanlığı',
            ka: 'აზერბაიჯანის თავდაცვის სამინისტრო',
            fa: 'وزارت دفاع جمهوری آذربایجان',
            fr: 'ministère azerbaïdjanais de la Défense',
          },
        },
      ],
    },
    EU: {
      name: {
        en: 'European Union',
        hy: 'Եվրոպական միություն',
        az: 'Avropa İttifaqı',
        ru: 'Европейский союз',
        tr: 'Avrupa Birliği',
        ka: 'ევროკავშირი',
        fa: 'اتحادیهٔ اروپا',
        fr: 'Union européenne',
      },
      speakers: [
        {
          office: 'mission',
          name: {
            en: 'EU monitoring mission',
            hy: 'ԵՄ դիտորդական առաքելություն',
            az: 'Aİ müşahidə missiyası',
            ru: 'наблюдательная миссия ЕС',
            tr: 'AB gözlem misyonu',
            ka: 'ევროკავშირის სადამკვირვებლო მისია',
            fa: 'هیئت ناظر اتحادیهٔ اروپا',
            fr: 'mission d’observation de l’UE',
          },
        },
      ],
    },
    USA: {
      name: {
        en: 'United States',
        ru: 'США',
        hy: 'ԱՄՆ',
        az: 'ABŞ',
        tr: 'ABD',
        ka: 'აშშ',
        fa: 'آمریکا',
        fr: 'États-Unis',
      },
      speakers: [],
    },
  },
  outlets: {
    'sample-ararat': { name: 'Ararat Wire (sample)', side: 'ARM', alignment: 'public' },
    'sample-khazar': { name: 'Xəzər Agentliyi (sample)', side: 'AZE', alignment: 'state' },
    'sample-kura': { name: 'Kura Post (sample)', side: 'third', alignment: 'private' },
    'sample-volga': { name: 'Волга Лента (sample)', side: 'third', alignment: 'unreviewed' },
  },
  places: SAMPLE_PLACES,
};
