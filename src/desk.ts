import type { Config } from './config/load.ts';
import type { Subscription } from './domain/alert.ts';
import type { Alignment, Side } from './domain/party.ts';
import { createIncidentContext, type IncidentContext } from './incidents/context.ts';
import { parentsOf } from './service/parents.ts';
import { createUnderstanding, type Understanding } from './understanding.ts';

/** Everything that follows from one configuration: built whole, then swapped whole on reload. */
export interface Desk {
  readonly config: Config;
  readonly understanding: Understanding;
  /** Rules, geography and sides for placing reports. */
  readonly incidents: IncidentContext;
  /** Routes of `routes.yaml` as subscriptions. */
  readonly routes: readonly Subscription[];
  /** All parents of a gazetteer id, nearest first. */
  readonly parentsOf: (placeId: string) => readonly string[];
  outletOf(feedId: string): OutletCard;
  /** Who stands behind an outlet. */
  readonly alignmentOf: (outletId: string) => Alignment;
  /** What the configuration says a feed publishes in. */
  feedLanguagesOf(feedId: string): readonly string[];
}

/** What the pipeline needs to know about who publishes. */
export interface OutletCard {
  readonly id: string;
  readonly name: string;
  readonly side: Side;
  /** The outlet's own id where nobody looked the owner up. */
  readonly ownerId: string;
}

/** Compiles a configuration; throws on what `check` would have refused. */
export function createDesk(config: Config): Desk {
  const feedsById = new Map(config.feeds.map((feed) => [feed.id, feed]));
  const languagesByFeed = new Map(
    config.feeds.map(({ id, language }) => [id, language === undefined ? [] : [language].flat()]),
  );
  return {
    config,
    understanding: createUnderstanding(config),
    incidents: createIncidentContext(config),
    routes: config.routes.map(routeAsSubscription),
    parentsOf: parentsOf(config.places),
    feedLanguagesOf: (feedId) => languagesByFeed.get(feedId) ?? [],
    alignmentOf: (outletId) => config.outlets[outletId]?.alignment ?? 'unreviewed',
    outletOf(feedId) {
      const id = feedsById.get(feedId)?.outlet ?? feedId;
      const outlet = config.outlets[id];
      if (outlet === undefined) return { id, name: id, side: 'third', ownerId: id };
      return { id, name: outlet.name, side: outlet.side, ownerId: outlet.owner === 'unreviewed' ? id : outlet.owner };
    },
  };
}

function routeAsSubscription(route: Config['routes'][number]): Subscription {
  const { at, ...delivery } = route.delivery;
  return {
    id: `route-${route.id}`,
    origin: 'config',
    channelId: route.channel,
    createdAt: '1970-01-01T00:00:00.000Z',
    filter: withoutUndefined(route.filter),
    delivery: { ...delivery, ...(at !== undefined && { at }) },
    language: route.language,
    threads: route.threads,
    pictures: route.pictures,
    ...(route.quietHours !== undefined && { quietHours: route.quietHours }),
    ...(route.mention !== undefined && {
      mention: { roleId: route.mention.role, minSeverity: route.mention.minSeverity },
    }),
    ...(route.crosspostFrom !== undefined && { crosspostFrom: route.crosspostFrom }),
    ...(route.maxPerHour !== undefined && { maxPerHour: route.maxPerHour }),
  };
}

type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> };

function withoutUndefined<T extends object>(record: T): Defined<T> {
  return Object.fromEntries(Object.entries(record).filter(([, part]) => part !== undefined)) as Defined<T>;
}
