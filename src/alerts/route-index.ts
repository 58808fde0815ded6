import type { Subscription } from '../domain/alert.ts';
import type { FilterFacts } from './filter.ts';

/** Subscriptions sorted so that one incident looks only at those that could match; rebuilt when they change. */
export interface RouteIndex {
  /** Every subscription whose filter could match these facts, each once; the filter itself still decides. */
  candidates(facts: FilterFacts): Iterable<Subscription>;
  readonly size: number;
}

/** Files each subscription under its most selective wish: place, else outlet, else party, else label, else everything. */
export function createRouteIndex(subscriptions: Iterable<Subscription>): RouteIndex {
  const byPlace = new Map<string, Subscription[]>();
  const byOutlet = new Map<string, Subscription[]>();
  const byParty = new Map<string, Subscription[]>();
  const byLabel = new Map<string, Subscription[]>();
  const forAll: Subscription[] = [];
  let size = 0;
  for (const subscription of subscriptions) {
    size++;
    const { places, outlets, parties, labels } = subscription.filter;
    if (places !== undefined) file(byPlace, places, subscription);
    else if (outlets !== undefined) file(byOutlet, outlets, subscription);
    else if (parties !== undefined) file(byParty, parties, subscription);
    else if (labels !== undefined) file(byLabel, labels, subscription);
    else forAll.push(subscription);
  }
  return {
    size,
    candidates(facts) {
      const found = new Set<Subscription>(forAll);
      collect(found, byPlace, facts.placeIds);
      collect(found, byOutlet, facts.outlets);
      collect(found, byParty, facts.parties);
      collect(found, byLabel, [facts.incident.label]);
      return found;
    },
  };
}

function file(index: Map<string, Subscription[]>, keys: readonly string[], subscription: Subscription): void {
  for (const key of keys) {
    const bucket = index.get(key);
    if (bucket === undefined) index.set(key, [subscription]);
    else bucket.push(subscription);
  }
}

function collect(
  found: Set<Subscription>,
  index: ReadonlyMap<string, readonly Subscription[]>,
  keys: Iterable<string>,
): void {
  for (const key of keys) for (const subscription of index.get(key) ?? []) found.add(subscription);
}
