import type { Store } from './connect.ts';
import { createItemStore } from './items.ts';
import { createSetAside } from './set-aside.ts';
import { createSilenceStore } from './silences.ts';
import { createSubscriptionStore } from './subscriptions.ts';

/** How much was removed. */
export interface Pruned {
  readonly items: number;
  readonly silences: number;
  readonly setAside: number;
  readonly subscriptionRemovals: number;
}

/**
 * Removes what has expired from lists that Redis cannot expire by itself; everything else carries its own expiry.
 * Call it hourly; several processes may do so.
 */
export async function pruneStore(
  store: Store,
  options: { readonly nowMs: number; readonly retentionMs: number; readonly setAsideRetentionMs?: number },
): Promise<Pruned> {
  const { nowMs, retentionMs, setAsideRetentionMs = 30 * 86_400_000 } = options;
  return {
    items: await createItemStore(store, { retentionMs }).prune(nowMs),
    silences: await createSilenceStore(store).prune(nowMs),
    setAside: await createSetAside(store, { retentionMs: setAsideRetentionMs }).prune(nowMs),
    subscriptionRemovals: await createSubscriptionStore(store).prune(),
  };
}
