import { sideOfOutlet } from '../commands/outlet-side.ts';
import type { BlindSpot, Incident } from '../domain/incident.ts';
import type { Item } from '../domain/item.ts';
import { canonicalLink } from '../feeds/canonical-link.ts';
import { withoutCredentials } from '../feeds/failures.ts';
import type { FeedState } from '../feeds/feed-state.ts';
import { noteItemFeedback } from '../moderation/feedback.ts';
import { decideReview } from '../moderation/review-decision.ts';
import type { ConsoleOrders, ConsoleReads, FeedView, ItemView, MapView, Vitals } from '../ops/console/ports.ts';
import type { Readiness } from '../ops/readiness.ts';
import type { IncomingItem, ItemResult } from '../pipeline.ts';
import { recordOf } from '../polling.ts';
import type { DeskHolder } from '../service/desk-holder.ts';
import { cardNamesOf } from '../service/names.ts';
import type { State } from '../service/state.ts';
import type { ItemRecord } from '../store/item-record.ts';
import type { PlaceNames } from '../words/card-types.ts';
import { allNames, placeName } from '../words/place-name.ts';
import { tryCue } from './console-tuning.ts';

export interface ConsoleParts {
  readonly state: State;
  readonly desks: Pick<DeskHolder, 'current' | 'lastProblems' | 'lastSwap' | 'reload'>;
  readonly incidentById: (id: string) => Promise<Incident | undefined>;
  readonly blindSpots: () => Promise<readonly BlindSpot[]>;
  readonly process: (incoming: IncomingItem) => Promise<ItemResult>;
  readonly readiness: () => Promise<Readiness>;
  readonly dataDir: string;
  readonly now: () => number;
}

/** What the console reads, over the state and the configuration in force. */
export function consoleReads(parts: ConsoleParts): ConsoleReads {
  const { state, desks, now } = parts;
  const config = () => desks.current().config;
  const places = new WeakMap<object, MapView>();
  let turn: Promise<unknown> = Promise.resolve();
  return {
    now,
    names: () => cardNamesOf(config()),
    theatre: () => config().parties.theatre.name.en,
    async incidents({ label, status, minSeverity, party, place, words }, limit, cursor) {
      const query = {
        ...(label !== undefined && { labels: [label as Incident['label']] }),
        ...(status !== undefined && { statuses: [status] }),
        ...(minSeverity !== undefined && { minSeverity }),
        ...(party !== undefined && { parties: [party] }),
        ...(place !== undefined && { places: [placeIdOf(place, config().places.places)] }),
        ...(words !== undefined && { words }),
      };
      return state.incidents.find(query, { limit, ...(cursor !== undefined && { cursor }) });
    },
    incident: parts.incidentById,
    posts: (id) => state.deliveries.postsOf(id),
    blindSpots: parts.blindSpots,
    vitals: () => vitalsOf(parts),
    map() {
      const known = places.get(config().places);
      if (known !== undefined) return known;
      const view = mapOf(config().places.places);
      places.set(config().places, view);
      return view;
    },
    items: async (query, limit) => (await state.items.recent({ ...query, limit })).map(itemView),
    itemCounts: (sinceMs) => state.items.counts({ sinceMs }),
    async item(id) {
      const record = await state.items.get(id);
      return record && itemView(record);
    },
    async itemAt(url) {
      const record = await state.items.findByUrl(canonicalLink(url) ?? url);
      return record && itemView(record);
    },
    explain(text) {
      const { understanding } = desks.current();
      const side = sideOfOutlet(config(), text.outletId, undefined);
      const understood = understanding.understand({
        itemId: 'console',
        title: text.title,
        summary: text.summary,
        ...(text.publishedAt !== undefined && { publishedAt: text.publishedAt }),
        ...(side !== undefined && { outletSide: side }),
        feedLanguages: [],
      });
      const { language, classification, extraction } = understood;
      return { language: language.language, languageConfidence: language.confidence, classification, extraction };
    },
    feeds: async () => feedViews(config(), await state.feedStates.all()),
    async deliveries() {
      const channels = await state.outbox.channels();
      const counts = await state.outbox.counts();
      const lines = await Promise.all(
        channels
          .slice(0, 50)
          .map(async (channelId) => ({ channelId, waiting: await state.outbox.pending(channelId, 50) })),
      );
      return {
        hold: await state.hold.current(),
        ready: counts.ready,
        later: counts.later,
        lines: lines.filter((line) => line.waiting.length > 0),
        setAside: await state.setAside.list({ limit: 100 }),
        sent: await state.deliveries.recent(30),
      };
    },
    configuration() {
      const { dir, version, feeds, outlets, places: gazetteer, lexica, samples, routes, settings } = config();
      const swap = desks.lastSwap();
      return {
        dir,
        version,
        lexiconVersion: desks.current().understanding.lexiconVersion,
        takenAt: swap.at,
        problems: desks.lastProblems(),
        lastChange: swap.keys,
        counts: {
          feeds: feeds.length,
          outlets: Object.keys(outlets).length,
          places: Object.keys(gazetteer.places).length,
          languages: lexica.length,
          routes: routes.length,
          samples: samples.length,
        },
        settings,
      };
    },
    languages: () => config().lexica.map((lexicon) => lexicon.language),
    cues(language) {
      const lexicon = config().lexica.find((one) => one.language === language);
      return Object.entries(lexicon?.groups ?? {}).flatMap(([group, cues]) =>
        cues.map(({ id, weight, any, except }) => ({ group, id, weight, any, except: except ?? [] })),
      );
    },
    tryCue(draft, days) {
      const { understanding } = desks.current();
      // One at a time: a trial judges thousands of items beside the service's own work.
      const trial = turn.then(() => tryCue(draft, days, { state, config: config(), understanding, now: now() }));
      turn = trial.catch(() => undefined);
      return trial;
    },
  };
}

/** What the console may order. Every order is idempotent: a form that is sent twice does no harm. */
export function consoleOrders(parts: ConsoleParts): ConsoleOrders {
  const { state, desks, now } = parts;
  return {
    pollNow: (feedIds) => state.polls.add(feedIds),
    async hold(reason) {
      await state.hold.hold({ author: 'console', reason, atMs: now() });
    },
    async release() {
      await state.hold.release();
      await state.outbox.wakeAll();
    },
    async retry(kind, id) {
      if (kind === 'delivery') return state.outbox.retry(id);
      const entry = await state.setAside.get(kind, id);
      if (entry === undefined) return false;
      if (kind === 'poll') await state.polls.add([id]);
      else await sendAgain(entry.payload as unknown as Item, parts);
      // Only now: an item that fails again is still listed.
      await state.setAside.take(kind, id);
      return true;
    },
    discard: async (kind, id) => (await state.setAside.take(kind, id)) !== undefined,
    async reload() {
      const reload = await desks.reload();
      switch (reload.kind) {
        case 'swapped':
          return `Version ${reload.version} is in force; ${reload.keys.length + reload.more} keys changed.`;
        case 'unchanged':
          return 'The files are those in force.';
        case 'refused':
          return `Refused: ${reload.problems.length} problems; the old one stays in force.`;
        default:
          return reload satisfies never;
      }
    },
    async review(itemId, verdict) {
      const record = await state.items.get(itemId);
      // A form that is sent twice: it was decided already.
      if (record === undefined || record.outcome !== 'review') return false;
      return (await decideReview(itemId, verdict, 'console', now(), parts)).kind !== 'absent';
    },
    async label(itemId, label) {
      const record = await state.items.get(itemId);
      if (record === undefined) return false;
      await noteItemFeedback(parts.dataDir, record.item, label, { by: 'console', at: new Date(now()).toISOString() });
      return true;
    },
  };
}

/** An item that was set aside goes its way once more; what becomes of it is recorded. */
async function sendAgain(item: Item, parts: ConsoleParts): Promise<void> {
  const result = await parts.process({ item, itemRevision: 0, isArchive: false });
  await parts.state.items.save(recordOf(result, parts.now()));
}

async function vitalsOf({ state, readiness, desks }: ConsoleParts): Promise<Vitals> {
  const [ready, hold, counts, lastSentAt, states, lostChannels] = await Promise.all([
    readiness(),
    state.hold.current(),
    state.outbox.counts(),
    state.deliveries.lastSentAt(),
    state.feedStates.all(),
    state.lostChannels.list(),
  ]);
  const polledAt = [...states.values()].flatMap((one) => (one as unknown as FeedState).lastPolledAt ?? []);
  const feeds: Record<string, number> = {};
  for (const feed of feedViews(desks.current().config, states))
    if (feed.isEnabled) feeds[feed.health] = (feeds[feed.health] ?? 0) + 1;
  return {
    isReady: ready.kind === 'ready',
    reasons: ready.kind === 'ready' ? [] : ready.reasons,
    hold,
    waiting: counts.ready + counts.later,
    feeds,
    lostChannels,
    ...(polledAt.length > 0 && { lastPollAt: Math.max(...polledAt) }),
    ...(lastSentAt !== undefined && { lastSentAt }),
  };
}

type Config = ReturnType<DeskHolder['current']>['config'];

function feedViews(config: Config, states: ReadonlyMap<string, Readonly<Record<string, unknown>>>): FeedView[] {
  return config.feeds.map((feed) => {
    const state = states.get(feed.id) as FeedState | undefined;
    const outlet = config.outlets[feed.outlet];
    const rhythmMs = medianGap(state?.health.arrivals ?? []);
    const error = state?.health.status === 'ok' ? undefined : state?.health.lastError;
    return {
      id: feed.id,
      outlet: outlet?.name ?? feed.outlet,
      side: outlet?.side ?? 'third',
      url: withoutCredentials(feed.url),
      isEnabled: feed.enabled,
      health: state?.health.status ?? 'unpolled',
      everyMs: feed.every,
      ...(state !== undefined && state.health.since > 0 && { since: state.health.since }),
      ...(state?.lastOkAt !== undefined && { lastOkAt: state.lastOkAt }),
      ...(state?.lastPolledAt !== undefined && { lastPolledAt: state.lastPolledAt }),
      ...(state !== undefined && { nextPollAt: state.nextPollAt }),
      ...(rhythmMs !== undefined && { rhythmMs }),
      ...(error !== undefined && { lastError: `${error.reason}: ${error.message}` }),
      ...(state?.movedTo !== undefined && { movedTo: state.movedTo }),
    };
  });
}

function medianGap(arrivals: readonly number[]): number | undefined {
  const times = [...arrivals].sort((a, b) => a - b);
  const gaps = times.slice(1).map((at, index) => at - (times[index] ?? at));
  return gaps.length < 4 ? undefined : gaps.sort((a, b) => a - b)[Math.floor(gaps.length / 2)];
}

function itemView(record: ItemRecord): ItemView {
  const skipped = record.details?.['notSentTo'];
  const { item, decidedAt, outcome, reason, label, score, incidentId, change, lexiconVersion } = record;
  return {
    item,
    decidedAt,
    outcome,
    reason,
    notSentTo: Array.isArray(skipped) ? skipped.map(String) : [],
    ...(label !== undefined && { label }),
    ...(score !== undefined && { score }),
    ...(incidentId !== undefined && { incidentId }),
    ...(change !== undefined && { change }),
    ...(lexiconVersion !== undefined && { lexiconVersion }),
  };
}

const ON_THE_MAP: ReadonlySet<string> = new Set(['village', 'town', 'city']);

function mapOf(gazetteer: Config['places']['places']): MapView {
  const places = Object.values(gazetteer).flatMap((place) =>
    place.lat === undefined ||
    place.lon === undefined ||
    !place.isTheatre ||
    place.role === 'venue' ||
    !ON_THE_MAP.has(place.kind)
      ? []
      : [{ name: placeName(place, 'en'), lat: place.lat, lon: place.lon, isNamed: place.kind !== 'village' }],
  );
  return { places };
}

/** Operators write ids or names. */
function placeIdOf(text: string, places: Config['places']['places']): string {
  if (Object.hasOwn(places, text)) return text;
  const wanted = text.toLowerCase();
  const named = (namesOf: (id: string, place: PlaceNames) => readonly string[]) =>
    Object.entries(places).find(([id, place]) => namesOf(id, place).some((name) => name.toLowerCase() === wanted))?.[0];
  // A place of this very name comes before one that the other side calls so.
  return named((id, place) => [id, place.name]) ?? named((_, place) => allNames(place)) ?? text;
}
