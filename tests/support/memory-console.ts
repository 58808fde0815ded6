import type { Item } from '../../src/domain/item.ts';
import type { ConsoleOrders, ConsoleReads, ItemView } from '../../src/ops/console/ports.ts';
import { SAMPLE_INCIDENTS } from '../../src/words/sample-incidents.ts';
import { SAMPLE_NAMES } from '../../src/words/sample-names.ts';

export interface MemoryConsole {
  readonly reads: ConsoleReads;
  readonly orders: ConsoleOrders;
  /** Orders that were carried out, as `name argument …`. */
  readonly done: string[];
  clock: number;
}

const INCIDENTS = Object.values(SAMPLE_INCIDENTS);

/** A console over plain values: what it reads is fixed, what it orders is written down. */
export function memoryConsole(overrides: Partial<ConsoleReads> = {}): MemoryConsole {
  const done: string[] = [];
  const world: { clock: number } = { clock: Date.parse('2026-11-21T12:00:00.000Z') };
  const note =
    <T>(name: string, answer: T) =>
    async (...words: readonly unknown[]): Promise<T> => {
      done.push([name, ...words.map(String)].join(' '));
      return answer;
    };
  const reads: ConsoleReads = {
    now: () => world.clock,
    names: () => SAMPLE_NAMES,
    theatre: () => 'Armenia and Azerbaijan',
    incidents: async () => ({ incidents: INCIDENTS }),
    incident: async (id) => INCIDENTS.find((incident) => incident.id === id),
    posts: async () => [],
    blindSpots: async () => [],
    vitals: async () => ({
      isReady: true,
      reasons: [],
      hold: { kind: 'open' },
      waiting: 0,
      feeds: { ok: 2 },
      lostChannels: [],
    }),
    map: () => ({ places: [] }),
    items: async () => [itemView()],
    itemCounts: async () => ({ drop: 1 }),
    item: async (id) => (id === 'one' ? itemView() : undefined),
    itemAt: async (url) => (url === 'https://araks.example/1' ? itemView() : undefined),
    explain: () => ({
      language: 'en',
      languageConfidence: 1,
      classification: {
        label: 'other',
        labels2: [],
        score: 0,
        decision: 'drop',
        reason: 'no cue of any label',
        evidence: [],
        lexiconVersion: 'v1',
        language: 'en',
      },
      extraction: {
        places: [],
        venues: [],
        mediators: [],
        parties: [],
        accusations: [],
        deniers: [],
        casualties: [],
        weapons: [],
        occurred: { precision: 'unknown', basis: 'published' },
        claims: [],
        spans: {},
      },
    }),
    feeds: async () => [
      {
        id: 'araks',
        outlet: 'Araks Herald',
        side: 'ARM',
        url: 'https://araks.example/feed',
        isEnabled: true,
        health: 'ok',
        everyMs: 300_000,
      },
    ],
    deliveries: async () => ({ hold: { kind: 'open' }, ready: 0, later: 0, lines: [], setAside: [], sent: [] }),
    configuration: () => ({
      dir: 'config',
      version: 'abc',
      lexiconVersion: 'v1',
      takenAt: world.clock,
      problems: [],
      lastChange: [],
      counts: { feeds: 1 },
      settings: { ops: { watchdog: 1 } },
    }),
    cues: () => [{ group: 'clash', id: 'fire', weight: 3, any: ['open fire'], except: [] }],
    languages: () => ['en'],
    tryCue: async () => ({ kind: 'invalid', problems: ['any: too small'] }),
    ...overrides,
  };
  const orders: ConsoleOrders = {
    pollNow: note('pollNow', undefined),
    hold: note('hold', undefined),
    release: note('release', undefined),
    retry: note('retry', true),
    discard: note('discard', true),
    reload: note('reload', 'The files are those in force.'),
    review: note('review', true),
    label: note('label', true),
  };
  return Object.assign(world, { reads, orders, done });
}

/** An item whose texts try to break out of the page. */
export const HOSTILE = "<script>alert(1)</script> \" onmouseover='x' \u202Etxt.exe";

function itemView(): ItemView {
  const item: Item = {
    id: 'one',
    feedId: 'araks',
    outletId: 'araks',
    url: 'javascript:alert(1)',
    title: HOSTILE,
    summary: HOSTILE,
    dateBasis: 'firstSeen',
    fetchedAt: '2026-11-21T11:00:00.000Z',
    language: 'en',
    languageConfidence: 1,
  };
  return { item, decidedAt: '2026-11-21T11:00:00.000Z', outcome: 'drop', reason: HOSTILE, notSentTo: [] };
}
