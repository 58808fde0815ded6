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
 * Gives the route index over configured routes and users' subscriptions, fresh to the last change: asks only for what changed, and files anew only then.
 * `builtIn` are subscriptions that the service itself adds, for example the terminal.
 */
export function createRouteCache(
  desk: () => Desk,
  subscriptions: SubscriptionChanges,
  builtIn: readonly Subscription[],
): () => Promise<RouteIndex> {
  const known = new Map<string, Subscription>();
  let version = 0;
  let index: RouteIndex | undefined;
  let indexedDesk: Desk | undefined;
  return async () => {
    const changes = await subscriptions.changesSince(version);
    for (const subscription of changes.changed) known.set(subscription.id, subscription);
    for (const id of changes.removed) known.delete(id);
    const current = desk();
    if (index === undefined || changes.version !== version || indexedDesk !== current) {
      index = createRouteIndex([...builtIn, ...current.routes, ...known.values()]);
      indexedDesk = current;
    }
    version = changes.version;
    return index;
  };
}
