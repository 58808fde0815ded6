import type { Subscription } from '../domain/alert.ts';
import type { FilterFacts } from './filter.ts';

/** A channel with all that it is subscribed to. Whatever it gets of an alert is one message. */
export interface RoutedChannel {
  readonly id: string;
  readonly subscriptions: readonly Subscription[];
}

/** Channels sorted so that one incident looks only at those that could want it. */
export interface RouteIndex {
  /** Every channel with a subscription whose filter could match these facts, each once; the filters themselves still decide. */
  channels(facts: FilterFacts): Iterable<RoutedChannel>;
  /** Adds a subscription, or replaces the one of its id. */
  put(subscription: Subscription): void;
  remove(subscriptionId: string): void;
}

interface Channel extends RoutedChannel {
  subscriptions: readonly Subscription[];
}

/** Channels by one kind of wish. */
type Shelves = Map<string, Set<Channel>>;

/** Files each channel under the most selective wish of each of its subscriptions: place, else outlet, else party, else label, else everything. */
export function createRouteIndex(subscriptions: Iterable<Subscription>): RouteIndex {
  const channelsById = new Map<string, Channel>();
  const channelOf = new Map<string, Channel>();
  const byPlace: Shelves = new Map();
  const byOutlet: Shelves = new Map();
  const byParty: Shelves = new Map();
  const byLabel: Shelves = new Map();
  const forAll = new Set<Channel>();

  function shelvesOf({ filter: { places, outlets, parties, labels } }: Subscription): Set<Channel>[] {
    if (places !== undefined) return shelvesAt(byPlace, places);
    if (outlets !== undefined) return shelvesAt(byOutlet, outlets);
    if (parties !== undefined) return shelvesAt(byParty, parties);
    return labels === undefined ? [forAll] : shelvesAt(byLabel, labels);
  }

  function put(subscription: Subscription): void {
    remove(subscription.id);
    const id = subscription.channelId;
    const channel: Channel = channelsById.get(id) ?? { id, subscriptions: [] };
    channelsById.set(id, channel);
    channelOf.set(subscription.id, channel);
    channel.subscriptions = [...channel.subscriptions, subscription];
    for (const shelf of shelvesOf(subscription)) shelf.add(channel);
  }

  function remove(subscriptionId: string): void {
    const channel = channelOf.get(subscriptionId);
    if (channel === undefined) return;
    channelOf.delete(subscriptionId);
    for (const one of channel.subscriptions) for (const shelf of shelvesOf(one)) shelf.delete(channel);
    channel.subscriptions = channel.subscriptions.filter((one) => one.id !== subscriptionId);
    for (const one of channel.subscriptions) for (const shelf of shelvesOf(one)) shelf.add(channel);
    if (channel.subscriptions.length === 0) channelsById.delete(channel.id);
  }

  for (const subscription of subscriptions) put(subscription);
  return {
    put,
    remove,
    *channels(facts) {
      const offered = new Set<Channel>();
      const shelves = [
        forAll,
        ...present(byPlace, facts.placeIds),
        ...present(byOutlet, facts.outlets),
        ...present(byParty, facts.parties),
        ...present(byLabel, [facts.incident.label]),
      ];
      for (const shelf of shelves) {
        for (const channel of shelf) {
          if (offered.has(channel)) continue;
          offered.add(channel);
          yield channel;
        }
      }
    },
  };
}

/** The shelves of these keys, made where there are none. */
function shelvesAt(shelves: Shelves, keys: readonly string[]): Set<Channel>[] {
  return keys.map((key) => {
    const shelf = shelves.get(key) ?? new Set();
    shelves.set(key, shelf);
    return shelf;
  });
}

function present(shelves: Shelves, keys: Iterable<string>): Set<Channel>[] {
  return [...keys].flatMap((key) => shelves.get(key) ?? []);
}
