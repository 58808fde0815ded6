import type { Subscription } from '../../src/domain/alert.ts';
import type { Incident } from '../../src/domain/incident.ts';

/** A clash at Sotk that Armenia alleges, for tests that need an incident and care about a few fields only. */
export function sampleIncident(fields: Partial<Incident> = {}): Incident {
  return {
    id: 'AA-2026-11-21-01',
    revision: 1,
    label: 'clash',
    subtype: 'shooting',
    occurred: { from: '2026-11-21T17:40:00Z', precision: 'minute', basis: 'stated' },
    place: {
      gazetteerId: 'sotk',
      names: { en: 'Sotk', hy: 'Սոթք', az: 'Zod' },
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
    casualties: [{ side: 'ARM', kind: 'wounded', low: 1, best: 1, high: 1, claimIds: ['item-1'] }],
    weapons: ['small-arms'],
    claims: [
      {
        kind: 'accuses',
        speaker: { name: 'Ministry of Defence of Armenia', party: 'ARM', office: 'defenceMinistry' },
        about: { initiator: 'AZE', target: 'ARM', place: 'sotk' },
        quote: 'Azerbaijani units fired small arms at Armenian positions near Sotk.',
        language: 'en',
        itemId: 'item-1',
      },
    ],
    reports: [
      {
        itemId: 'item-1',
        outletId: 'araks',
        ownerId: 'araks-media',
        outletSide: 'ARM',
        language: 'en',
        title: 'Azerbaijani forces open fire near Sotk',
        url: 'https://araks.example/1',
        publishedAt: '2026-11-21T17:50:00Z',
        arrivedAt: '2026-11-21T17:52:00Z',
      },
    ],
    sources: { articles: 1, outlets: 1, owners: 1, origins: 1, sides: 1, languages: 1 },
    severity: 2,
    clarity: 1,
    blindSpots: [],
    related: [],
    history: [
      { revision: 1, at: '2026-11-21T17:52:00Z', itemId: 'item-1', kind: 'created', detail: 'claimed', material: true },
    ],
    firstSeenAt: '2026-11-21T17:52:00Z',
    updatedAt: '2026-11-21T17:52:00Z',
    ...fields,
  };
}

/** A subscription that takes everything at once, in English. */
export function sampleSubscription(fields: Partial<Subscription> = {}): Subscription {
  return {
    id: 'sub-1',
    origin: 'user',
    channelId: '100000000000000001',
    guildId: '200000000000000001',
    createdAt: '2026-11-01T00:00:00Z',
    filter: {},
    delivery: { mode: 'now', zone: 'Asia/Yerevan' },
    language: 'en',
    threads: false,
    ...fields,
  };
}
