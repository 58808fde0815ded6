import type { Desk } from '../../src/discord/commands/ask.ts';
import type { Correction, IncidentQuery, ReviewDecision } from '../../src/discord/commands/ports.ts';
import type { Silence, Subscription } from '../../src/domain/alert.ts';
import type { Incident } from '../../src/domain/incident.ts';
import type { Language } from '../../src/domain/language.ts';
import { SAMPLE_NAMES } from '../../src/words/sample-names.ts';

/** Everything the commands left behind. */
export interface MemoryDesk {
  readonly desk: Desk;
  readonly subscriptions: Map<string, Subscription>;
  readonly silences: Silence[];
  readonly corrections: Correction[];
  readonly reviews: ReviewDecision[];
  readonly languages: Map<string, Language>;
  readonly queries: IncidentQuery[];
  /** Who holds all alerts; empty = nobody. */
  readonly holds: string[];
  /** The operators' channel, once a test sets one. */
  readonly operators: { channelId?: string };
  /** Makes every port fail as the store does when Redis is away. */
  readonly breakStore: () => void;
}

/** Ports of the commands in memory, over the given incidents. */
export function createMemoryDesk(incidents: readonly Incident[], sender: Desk['sender']): MemoryDesk {
  const subscriptions = new Map<string, Subscription>();
  const silences: Silence[] = [];
  const drafts = new Map<string, Readonly<Record<string, string>>>();
  const corrections: Correction[] = [];
  const reviews: ReviewDecision[] = [];
  const languages = new Map<string, Language>();
  const queries: IncidentQuery[] = [];
  const holds: string[] = [];
  const operators: { channelId?: string } = {};
  let isBroken = false;
  let next = 0;
  const answer = <Value>(value: () => Value): Promise<Value> => {
    if (!isBroken) return Promise.resolve(value());
    const error = new Error('no Redis');
    error.name = 'StoreUnavailable';
    return Promise.reject(error);
  };
  const chosen = (id: string) => {
    const language = languages.get(id);
    return language === undefined ? undefined : { language };
  };
  const desk: Desk = {
    names: () => SAMPLE_NAMES,
    sender,
    maxSubscriptionsPerGuild: 3,
    operatorsChannel: () => operators.channelId,
    newId: () => {
      next += 1;
      return `s${next}`;
    },
    ports: {
      lookUps: {
        search: (query) =>
          answer(() => {
            queries.push(query);
            const found = incidents.filter((incident) => matches(incident, query));
            return { total: found.length, incidents: found.slice(query.offset, query.offset + query.limit) };
          }),
        incident: (id) => answer(() => incidents.find((incident) => incident.id === id)),
        suggest: (kind, typed) =>
          answer(() => [
            { name: `${kind} ${typed} ${'x'.repeat(150)}`, value: 'sotk' },
            { name: 'too long', value: 'v'.repeat(101) },
          ]),
        explain: (text) =>
          answer(() => ({
            kind: 'read' as const,
            language: { tag: 'hy', confidence: 0.99 },
            label: 'clash' as const,
            score: 0.93,
            decision: 'alert',
            reason: `text: ${text}`,
            cues: [{ text: 'կրակ', cue: 'fire', effective: 2.5 }],
            places: ['sotk'],
            accusations: [['ARM', 'AZE'] as const],
            deniers: ['AZE'],
            incidentId: 'AA-2026-11-21-07',
          })),
      },
      status: () =>
        answer(() => ({
          lastPollAt: '2026-11-21T11:59:00.000Z',
          waiting: 2,
          feeds: [
            { id: 'ararat-hy', outletId: 'sample-ararat', health: 'ok' as const },
            { id: 'khazar-az', outletId: 'sample-khazar', health: 'silent' as const },
          ],
        })),
      subscriptions: {
        byGuild: (guildId) => answer(() => [...subscriptions.values()].filter((one) => one.guildId === guildId)),
        put: (subscription) => answer(() => subscriptions.set(subscription.id, subscription)),
        remove: (id) => answer(() => subscriptions.delete(id)),
        wouldSend: () => answer(() => incidents.slice(0, 4)),
        backfill: (_, days) => answer(() => days + 1),
        whyHere: () =>
          answer(() => {
            const [first, second] = [...subscriptions.values()];
            return [
              ...(first === undefined ? [] : [{ subscription: first }]),
              ...(second === undefined ? [] : [{ subscription: second, skip: { stage: 'minSeverity' as const } }]),
            ];
          }),
        forget: () => answer(() => subscriptions.clear()),
      },
      languages: {
        guild: (id) => answer(() => chosen(`guild ${id}`)),
        user: (id) => answer(() => chosen(`user ${id}`)),
        setGuild: (id, { language }) => answer(() => languages.set(`guild ${id}`, language)),
        setUser: (id, { language }) => answer(() => languages.set(`user ${id}`, language)),
      },
      hold: {
        hold: (by) => answer(() => holds.push(by)),
        release: () => answer(() => holds.splice(0)),
      },
      drafts: {
        get: (key) => answer(() => drafts.get(key)),
        put: (key, draft) => answer(() => drafts.set(key, draft)),
      },
      widePlaces: () => ['sotk', 'jermuk'],
      silences: {
        put: (silence) => answer(() => silences.push(silence)),
        byGuild: (guildId) => answer(() => silences.filter((one) => one.guildId === guildId)),
        remove: (id) =>
          answer(() =>
            silences.splice(
              silences.findIndex((one) => one.id === id),
              1,
            ),
          ),
      },
      corrections: { note: (correction) => answer(() => corrections.push(correction)) },
      reviews: { decide: (decision) => answer(() => reviews.push(decision)) },
      areaOf: (incident) => incident.place.gazetteerId,
      pictures: {
        map: () => Promise.resolve(new Uint8Array([137, 80, 78, 71])),
        chart: () => Promise.resolve(new Uint8Array([137, 80, 78, 71])),
        timeline: () => Promise.resolve(new Uint8Array([137, 80, 78, 71])),
      },
    },
  };
  return {
    desk,
    subscriptions,
    silences,
    corrections,
    reviews,
    languages,
    queries,
    holds,
    operators,
    breakStore: () => {
      isBroken = true;
    },
  };
}

function matches(incident: Incident, query: IncidentQuery): boolean {
  return (
    (query.label === undefined || incident.label === query.label) &&
    (query.minSeverity === undefined || incident.severity >= query.minSeverity) &&
    (query.from === undefined || incident.firstSeenAt >= query.from) &&
    (query.to === undefined || incident.firstSeenAt < query.to)
  );
}
