import type { Incident, IncidentSource } from '../domain/incident.ts';
import type { Claim } from '../domain/report.ts';
import { SAMPLE_NAMES } from './sample-names.ts';

const CLAIM_HY: Claim = {
  kind: 'accuses',
  speaker: { name: 'Ministry of Defence of Armenia', party: 'ARM', office: 'defenceMinistry' },
  about: { initiator: 'AZE', target: 'ARM', place: 'sotk' },
  // 'Units of Azerbaijan opened fire from mortars at positions near Sotk.'
  quote: 'Ադրբեջանի ստորաբաժանումները ականանետերից կրակ են բացել Սոթքի դիրքերի ուղղությամբ։',
  language: 'hy',
  itemId: 'sample-1',
};

const OWN_LOSS: Claim = {
  kind: 'reportsOwnLoss',
  speaker: CLAIM_HY.speaker,
  about: {
    target: 'ARM',
    casualties: [{ side: 'ARM', kind: 'wounded', low: 2, high: 2, best: 2, claimIds: ['sample-1'] }],
  },
  // 'Two servicemen were wounded.'
  quote: 'Երկու զինծառայող վիրավորվել է։',
  language: 'hy',
  itemId: 'sample-1',
};

const DENIAL_AZ: Claim = {
  kind: 'denies',
  speaker: { name: 'Ministry of Defence of Azerbaijan', party: 'AZE', office: 'defenceMinistry' },
  about: { initiator: 'AZE', place: 'sotk' },
  // 'The claim that our units opened fire is untrue.'
  quote: 'Bölmələrimizin atəş açması barədə iddia həqiqətə uyğun deyil.',
  language: 'az',
  itemId: 'sample-2',
};

const COUNTER_RU: Claim = {
  kind: 'accuses',
  speaker: DENIAL_AZ.speaker,
  about: { initiator: 'ARM', target: 'AZE', place: 'sotk' },
  // 'According to the ministry, the Armenian side fired first.'
  quote: 'По данным ведомства, первой огонь открыла армянская сторона.',
  language: 'ru',
  itemId: 'sample-3',
};

const OBSERVES_EN: Claim = {
  kind: 'observes',
  speaker: { name: 'EU monitoring mission', party: 'EU', office: 'mission' },
  about: { place: 'sotk' },
  quote: 'Our patrol heard several explosions in the area of Sotk in the early afternoon.',
  language: 'en',
  itemId: 'sample-4',
};

function report(id: string, outletId: string, language: string, title: string, minute: number): IncidentSource {
  const at = `2026-11-21T10:${String(minute).padStart(2, '0')}:00.000Z`;
  return {
    itemId: id,
    outletId,
    ownerId: outletId,
    outletSide: SAMPLE_NAMES.outlets[outletId]?.side ?? 'third',
    language,
    title,
    url: `https://news.example/${outletId}/${id}`,
    publishedAt: at,
    arrivedAt: at,
  };
}

const HY_REPORT = report('sample-1', 'sample-ararat', 'hy', 'Ադրբեջանը կրակ է բացել Սոթքի ուղղությամբ. ՊՆ', 12);
const AZ_REPORT = report('sample-2', 'sample-khazar', 'az', 'Müdafiə Nazirliyi: Zod istiqamətində atəş açılmayıb', 31);
const RU_REPORT = report('sample-3', 'sample-volga', 'ru', 'Баку и Ереван обвинили друг друга в обстреле у Сотка', 44);
const EN_REPORT = report(
  'sample-4',
  'sample-kura',
  'en',
  'EU mission heard explosions near Sotk; sides trade blame',
  58,
);

const TALKS_REPORT = report(
  'sample-5',
  'sample-kura',
  'en',
  'Foreign ministers to meet in Washington on 29 November',
  5,
);
const TRUCE_REPORT = report(
  'sample-4',
  'sample-kura',
  'en',
  'Both sides agree to cease fire from 13:00, EU mission says',
  6,
);
// 'Three prisoners handed over at the border'
const PRISONERS_REPORT = report('sample-2', 'sample-khazar', 'az', 'Üç əsir sərhəddə təhvil verildi', 7);
// 'The ceasefire was violated 14 times overnight; there are no losses'
const SUMMARY_REPORT = report(
  'sample-1',
  'sample-ararat',
  'hy',
  'Գիշերը հրադադարը խախտվել է 14 անգամ, կորուստներ չկան',
  8,
);

const BASE: Incident = {
  id: 'AA-2026-11-21-07',
  revision: 1,
  label: 'clash',
  subtype: 'shelling',
  occurred: { from: '2026-11-21T09:40:00.000Z', precision: 'minute', basis: 'stated' },
  place: {
    gazetteerId: 'sotk',
    names: { en: 'Sotk', hy: 'Սոթք', az: 'Zod', ru: 'Сотк', tr: 'Sotk', ka: 'სოტკი', fa: 'سوتک', fr: 'Sotk' },
    sideNames: { ARM: 'Sotk', AZE: 'Zod' },
    lat: 40.2,
    lon: 45.87,
    precision: 1,
  },
  places: ['sotk'],
  venues: [],
  mediators: [],
  parties: { initiator: 'AZE', target: 'ARM', basis: 'alleged' },
  status: 'claimed',
  casualties: [{ side: 'ARM', kind: 'wounded', low: 2, high: 2, best: 2, claimIds: ['sample-1'] }],
  weapons: ['mortar'],
  claims: [CLAIM_HY, OWN_LOSS],
  reports: [HY_REPORT],
  sources: { articles: 1, outlets: 1, owners: 1, origins: 1, sides: 1, languages: 1 },
  severity: 3,
  clarity: 1,
  blindSpots: [{ side: 'AZE', since: '2026-11-21T08:05:00.000Z', feeds: ['sample-khazar'] }],
  related: [],
  history: [],
  firstSeenAt: '2026-11-21T10:13:00.000Z',
  updatedAt: '2026-11-21T10:13:00.000Z',
};

/**
 * Invented incidents for test alerts, the gallery and tests, by name, in the order in which a gallery shows them. Nothing of this was reported by anybody;
 * places are real, everything else is made up.
 */
export const SAMPLE_INCIDENTS: Readonly<Record<string, Incident>> = {
  claimed: BASE,
  denied: {
    ...BASE,
    revision: 2,
    status: 'denied',
    claims: [CLAIM_HY, OWN_LOSS, DENIAL_AZ],
    reports: [HY_REPORT, AZ_REPORT],
    sources: { articles: 2, outlets: 2, owners: 2, origins: 2, sides: 2, languages: 2 },
    blindSpots: [],
    updatedAt: '2026-11-21T10:32:00.000Z',
  },
  confirmed: {
    ...BASE,
    revision: 4,
    status: 'thirdPartyConfirmed',
    severity: 3,
    claims: [
      CLAIM_HY,
      OWN_LOSS,
      DENIAL_AZ,
      COUNTER_RU,
      OBSERVES_EN,
      {
        kind: 'reportsEnemyLoss',
        speaker: DENIAL_AZ.speaker,
        about: {
          target: 'ARM',
          casualties: [{ side: 'ARM', kind: 'wounded', low: 5, high: 5, claimIds: ['sample-3'] }],
        },
        quote: 'Противник потерял ранеными пятерых.',
        language: 'ru',
        itemId: 'sample-3',
      },
      {
        kind: 'reportsOwnLoss',
        speaker: CLAIM_HY.speaker,
        about: {
          target: 'ARM',
          casualties: [{ side: 'ARM', kind: 'killed', low: 1, high: 1, best: 1, claimIds: ['sample-1'] }],
        },
        // 'One serviceman died in hospital.'
        quote: 'Մեկ զինծառայող հիվանդանոցում մահացել է։',
        language: 'hy',
        itemId: 'sample-1',
      },
    ],
    casualties: [
      { side: 'ARM', kind: 'killed', low: 1, high: 1, best: 1, claimIds: ['sample-1'] },
      { side: 'ARM', kind: 'wounded', low: 2, high: 5, best: 2, claimIds: ['sample-1', 'sample-3'] },
    ],
    reports: [HY_REPORT, AZ_REPORT, RU_REPORT, EN_REPORT],
    sources: { articles: 4, outlets: 4, owners: 4, origins: 3, sides: 3, languages: 4 },
    blindSpots: [],
    history: [
      { revision: 3, at: '2026-11-21T10:44:00.000Z', kind: 'status', detail: 'denied->counterClaimed', material: true },
      { revision: 4, at: '2026-11-21T11:02:00.000Z', kind: 'deaths', detail: 'ARM killed 0->1', material: true },
      {
        revision: 4,
        at: '2026-11-21T11:02:00.000Z',
        kind: 'confirmation',
        detail: 'counterClaimed->thirdPartyConfirmed',
        material: true,
      },
    ],
    updatedAt: '2026-11-21T11:02:00.000Z',
  },
  summary: {
    ...BASE,
    id: 'AA-2026-11-21-09',
    subtype: 'dailySummary',
    clarity: 2,
    violations: 14,
    severity: 1,
    weapons: ['small-arms', 'sniper'],
    casualties: [{ side: 'ARM', kind: 'wounded', low: 0, high: 0, best: 0, claimIds: ['sample-1'] }],
    place: { ...BASE.place, precision: 4 },
    occurred: { from: '2026-11-20T20:00:00.000Z', precision: 'partOfDay', basis: 'stated' },
    claims: [
      {
        ...CLAIM_HY,
        // 'Azerbaijan violated the ceasefire 14 times overnight; there are no losses.'
        quote: 'Գիշերվա ընթացքում Ադրբեջանը 14 անգամ խախտել է հրադադարը, կորուստներ չկան։',
        about: {
          ...CLAIM_HY.about,
          casualties: [{ side: 'ARM', kind: 'wounded', low: 0, high: 0, best: 0, claimIds: ['sample-1'] }],
        },
      },
    ],
    reports: [SUMMARY_REPORT],
    blindSpots: [],
  },
  truce: {
    ...BASE,
    id: 'AA-2026-11-21-11',
    label: 'ceasefire',
    subtype: 'truce',
    ceasefireState: 'agreed',
    status: 'thirdPartyConfirmed',
    severity: 2,
    casualties: [],
    weapons: [],
    mediators: ['EU'],
    reports: [TRUCE_REPORT],
    claims: [{ ...OBSERVES_EN, quote: 'The parties agreed to cease fire along the line from 13:00.' }],
    occurred: { from: '2026-11-21T13:00:00.000Z', precision: 'hour', basis: 'stated' },
    blindSpots: [],
  },
  talks: {
    ...BASE,
    id: 'AA-2026-11-22-02',
    label: 'negotiation',
    subtype: 'talks',
    talksStage: 'announced',
    status: 'thirdPartyConfirmed',
    severity: 0,
    casualties: [],
    weapons: [],
    venues: ['washington'],
    mediators: ['USA'],
    claims: [],
    reports: [TALKS_REPORT],
    occurred: { from: '2026-11-29T00:00:00.000Z', precision: 'day', basis: 'stated' },
    blindSpots: [],
  },
  prisoners: {
    ...BASE,
    id: 'AA-2026-11-22-05',
    label: 'humanitarian',
    subtype: 'prisoners',
    status: 'claimed',
    severity: 1,
    casualties: [],
    weapons: [],
    claims: [
      {
        kind: 'acknowledges',
        speaker: { party: 'AZE' },
        about: {},
        // 'Three prisoners were handed over at the border.'
        quote: 'Üç əsir sərhəddə təhvil verilib.',
        language: 'az',
        itemId: 'sample-2',
      },
    ],
    reports: [PRISONERS_REPORT],
    occurred: { precision: 'unknown', basis: 'published' },
    blindSpots: [],
  },
  retracted: {
    ...BASE,
    id: 'AA-2026-11-22-06',
    revision: 3,
    status: 'retracted',
    claims: [CLAIM_HY, { ...CLAIM_HY, kind: 'corrects', quote: 'Նախորդ հաղորդագրությունը սխալ էր։' }],
    history: [
      { revision: 3, at: '2026-11-22T07:10:00.000Z', kind: 'retraction', detail: 'claimed->retracted', material: true },
    ],
    casualties: [],
    blindSpots: [],
  },
};
