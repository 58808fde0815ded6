import fc from 'fast-check';
import type { Incident } from '../../src/domain/incident.ts';
import { WEAPONS } from '../../src/domain/report.ts';
import { SUBTYPES } from '../../src/words/catalogue.ts';

const PRANKS = [
  '@everyone',
  '@here',
  '<@123456789012345678>',
  '<@&987654321098765432>',
  '**bold** _it_ ~~x~~ `c` ```js\nx``` ||s||',
  '[BBC](https://evil.example)',
  '](javascript:alert(1))',
  '\u202Egnp.exe\u202C',
  '\u2066\u2067\u2068',
  '# heading\n- list\n> quote',
  '👩‍👩‍👧‍👦🇦🇲🇦🇿',
  'Z̸̢̛͈a̷l̵g̶o̷',
  'Սոթքի ուղղությամբ կրակ են բացել',
  'atəşkəs pozulub, iki nəfər yaralanıb',
  'огонь из миномётов',
  'درگیری در مرز می‌شود',
  'ცეცხლის შეწყვეტა',
  'İstanbul’da görüşme',
  '\uD83D',
  '\\',
  '{n} {time} {accused:object}',
  '$& $1 $`',
];

/** Any text a feed may hold, pranks among it. */
export const hostileText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.array(fc.constantFrom(...PRANKS), { maxLength: 60 }).map((parts) => parts.join(' ')),
  fc.constantFrom('', ' ', 'constructor', '__proto__', 'x'.repeat(5000), '*'.repeat(3000)),
);

const party = fc.oneof(fc.constantFrom('ARM', 'AZE', 'EU', 'RUS'), fc.constantFrom('ZZZ', 'constructor', '__proto__'));
const instant = fc
  .date({ min: new Date('1990-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString());
const address = fc.oneof(
  fc.webUrl(),
  hostileText,
  fc.constantFrom('javascript:alert(1)', 'https://новости.example/путь (1)', `https://a.example/${'я'.repeat(900)}`),
);
const optional = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.option(arbitrary, { nil: undefined });

/** Leaves out what is undefined, as records of the project do. */
function compact<Value extends object>(value: Value): Value {
  return Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== undefined)) as Value;
}

const casualties = fc
  .record({
    side: fc.oneof(party, fc.constant('unknown')),
    civilian: optional(fc.constant(true as const)),
    kind: fc.constantFrom('killed' as const, 'wounded' as const, 'captured' as const, 'missing' as const),
    low: fc.nat(100_000),
    best: optional(fc.nat(100_000)),
    high: optional(fc.nat(100_000)),
    vague: optional(hostileText),
    claimIds: fc.array(fc.constantFrom('i1', 'i2', 'i3'), { maxLength: 3 }),
  })
  .map(compact);

const claim = fc.record({
  kind: fc.constantFrom(
    'accuses' as const,
    'denies' as const,
    'acknowledges' as const,
    'reportsOwnLoss' as const,
    'reportsEnemyLoss' as const,
    'observes' as const,
    'corrects' as const,
  ),
  speaker: fc
    .record({ name: optional(hostileText), party: optional(party), office: optional(hostileText) })
    .map(compact),
  about: fc
    .record({
      initiator: optional(party),
      target: optional(party),
      casualties: optional(fc.array(casualties, { maxLength: 2 })),
    })
    .map(compact),
  quote: hostileText,
  language: fc.oneof(fc.constantFrom('hy', 'az', 'ru', 'en', 'fa', 'und', 'de'), hostileText),
  itemId: fc.constantFrom('i1', 'i2', 'i3'),
});

const source = fc
  .record({
    itemId: fc.constantFrom('i1', 'i2', 'i3'),
    outletId: fc.oneof(fc.constantFrom('sample-ararat', 'sample-khazar'), hostileText),
    ownerId: hostileText,
    outletSide: fc.oneof(party, fc.constant('third')),
    language: fc.constantFrom('hy', 'az', 'ru', 'en', 'fa', 'und'),
    title: hostileText,
    url: address,
    publishedAt: optional(instant),
    arrivedAt: instant,
  })
  .map(compact);

const change = fc.record({
  revision: fc.nat(50),
  at: instant,
  kind: fc.constantFrom(
    'status' as const,
    'deaths' as const,
    'severity' as const,
    'retraction' as const,
    'talksStage' as const,
  ),
  detail: fc.oneof(hostileText, fc.constantFrom('claimed->denied', 'ARM killed 0->12+', '1->4')),
  material: fc.boolean(),
});

/** Any incident the types allow, with hostile text in every place that feeds or configuration fill. */
export const arbitraryIncident: fc.Arbitrary<Incident> = fc
  .record({
    id: fc.constantFrom('AA-2026-11-21-07', 'AA-2026-11-21-1234'),
    revision: fc.nat(999),
    label: fc.constantFrom('clash' as const, 'ceasefire' as const, 'negotiation' as const, 'humanitarian' as const),
    subtype: fc.oneof(fc.constantFrom(...SUBTYPES), hostileText),
    occurred: fc
      .record({
        from: optional(instant),
        precision: fc.constantFrom(
          'minute' as const,
          'hour' as const,
          'partOfDay' as const,
          'day' as const,
          'week' as const,
          'unknown' as const,
        ),
        basis: fc.constantFrom('stated' as const, 'published' as const),
      })
      .map(compact),
    place: fc.record({
      names: fc.record({ en: hostileText, hy: optional(hostileText), fa: optional(hostileText) }).map(compact),
      sideNames: fc.dictionary(fc.constantFrom('ARM', 'AZE'), hostileText),
      precision: fc.constantFrom(1 as const, 2 as const, 3 as const, 4 as const, 5 as const, 6 as const, 7 as const),
    }),
    places: fc.array(hostileText, { maxLength: 3 }),
    venues: fc.array(hostileText, { maxLength: 6 }),
    mediators: fc.array(party, { maxLength: 6 }),
    parties: fc.constant({ basis: 'alleged' as const }),
    status: fc.constantFrom(
      'claimed' as const,
      'denied' as const,
      'counterClaimed' as const,
      'acknowledged' as const,
      'thirdPartyConfirmed' as const,
      'retracted' as const,
    ),
    casualties: fc.array(casualties, { maxLength: 12 }),
    weapons: fc.subarray([...WEAPONS]),
    ceasefireState: optional(fc.constantFrom('agreed' as const, 'ended' as const)),
    talksStage: optional(fc.constantFrom('announced' as const, 'held' as const)),
    violations: optional(fc.nat(5000)),
    claims: fc.array(claim, { maxLength: 12 }),
    reports: fc.array(source, { maxLength: 8 }),
    sources: fc.record({
      articles: fc.nat(5000),
      outlets: fc.nat(500),
      owners: fc.nat(500),
      origins: fc.nat(50),
      sides: fc.nat(5),
      languages: fc.nat(9),
    }),
    severity: fc.constantFrom(0 as const, 1 as const, 2 as const, 3 as const, 4 as const),
    clarity: fc.constantFrom(1 as const, 2 as const),
    blindSpots: fc.array(
      fc.record({ side: fc.oneof(party, fc.constant('third')), since: instant, feeds: fc.constant([]) }),
      { maxLength: 4 },
    ),
    related: fc.array(fc.constant('AA-2026-11-20-01'), { maxLength: 30 }),
    history: fc.array(change, { maxLength: 10 }),
    firstSeenAt: instant,
    updatedAt: instant,
    withdrawn: optional(fc.record({ by: hostileText, reason: hostileText, at: instant })),
  })
  .map((incident) => compact(incident) as unknown as Incident);
