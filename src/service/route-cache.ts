import { createRouteIndex, type RouteIndex } from '../alerts/route-index.ts';
import type { Desk } from '../desk.ts';
import type { Subscription } from '../domain/alert.ts';

/** Where users' subscriptions are kept; `store/` implements it. */
export interface SubscriptionChanges {
  changesSince(version: number): Promise<{
    readonly version: number;
    readonly changed: readonly Subscription[];
    readonly removed: readonly string[];
  }>;
}

/**
 * Gives the route index over configured routes and users' subscriptions, fresh to the last change: asks only for what changed, and files only that.
 * `builtIn` are subscriptions that the service itself adds, for example the terminal.
 */
export function createRouteCache(
  desk: () => Desk,
  subscriptions: SubscriptionChanges,
  builtIn: readonly Subscription[],
): () => Promise<RouteIndex> {
  const known = new Map<string, Subscription>();
  let version = 0;
  let indexedDesk = desk();
  let index = createRouteIndex([...builtIn, ...indexedDesk.routes]);
  return async () => {
    const changes = await subscriptions.changesSince(version);
    // No waiting from here on: several items may ask at once, and each must get an index with all subscriptions.
    version = changes.version;
    for (const subscription of changes.changed) known.set(subscription.id, subscription);
    for (const id of changes.removed) known.delete(id);
    const current = desk();
    if (indexedDesk === current) {
      for (const subscription of changes.changed) index.put(subscription);
      for (const id of changes.removed) index.remove(id);
    } else {
      // A new configuration may have lost routes: everything is filed anew.
      index = createRouteIndex([...builtIn, ...current.routes, ...known.values()]);
      indexedDesk = current;
    }
    return index;
  };
}
