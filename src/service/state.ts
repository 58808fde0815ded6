import { createRequestBudget } from '../store/budget.ts';
import type { Store } from '../store/connect.ts';
import { createDeliveryLog } from '../store/deliveries.ts';
import { createFeedStates } from '../store/feed-state.ts';
import { createFormDrafts } from '../store/form-drafts.ts';
import { createGuildData } from '../store/guild-data.ts';
import { createHold } from '../store/hold.ts';
import { createIncidentStore, type IncidentStore } from '../store/incidents/incident-store.ts';
import { createLanguageSettings } from '../store/interface-settings.ts';
import { createItemStore } from '../store/items.ts';
import { createLostChannels, type LostChannels } from '../store/lost-channels.ts';
import { createOutbox } from '../store/outbox.ts';
import { createPollQueue } from '../store/queues.ts';
import { createRestarts, type Restarts } from '../store/restarts.ts';
import { createSeenStore } from '../store/seen.ts';
import { createSetAside } from '../store/set-aside.ts';
import { createSilenceStore } from '../store/silences.ts';
import { createSubscriptionStore } from '../store/subscriptions.ts';

/** All that the service remembers, each part behind its own small interface. */
export interface State {
  readonly store: Store;
  readonly seen: ReturnType<typeof createSeenStore>;
  readonly items: ReturnType<typeof createItemStore>;
  readonly feedStates: ReturnType<typeof createFeedStates>;
  readonly polls: ReturnType<typeof createPollQueue>;
  readonly outbox: ReturnType<typeof createOutbox>;
  readonly hold: ReturnType<typeof createHold>;
  readonly lostChannels: LostChannels;
  readonly setAside: ReturnType<typeof createSetAside>;
  readonly deliveries: ReturnType<typeof createDeliveryLog>;
  readonly subscriptions: ReturnType<typeof createSubscriptionStore>;
  readonly silences: ReturnType<typeof createSilenceStore>;
  readonly languages: ReturnType<typeof createLanguageSettings>;
  readonly guilds: ReturnType<typeof createGuildData>;
  readonly formDrafts: ReturnType<typeof createFormDrafts>;
  readonly budget: ReturnType<typeof createRequestBudget>;
  readonly incidents: IncidentStore;
  readonly restarts: Restarts;
}

export interface StateOptions {
  readonly retentionMs: number;
  readonly requestsPerSecond: number;
  /** Characters. */
  readonly keepSummary: number;
  readonly setAsideRetentionMs: number;
  /** First letters of incident ids. */
  readonly prefix: string;
  /** All parents of a gazetteer id. */
  readonly ancestorsOf: (placeId: string) => readonly string[];
}

/** Opens every part on one connection. */
export function openState(store: Store, options: StateOptions): State {
  const { retentionMs } = options;
  return {
    store,
    seen: createSeenStore(store, { retentionMs }),
    items: createItemStore(store, { retentionMs, keepSummary: options.keepSummary }),
    feedStates: createFeedStates(store),
    polls: createPollQueue(store),
    outbox: createOutbox(store, {}),
    hold: createHold(store),
    lostChannels: createLostChannels(store),
    setAside: createSetAside(store, { retentionMs: options.setAsideRetentionMs }),
    deliveries: createDeliveryLog(store, { retentionMs }),
    subscriptions: createSubscriptionStore(store),
    silences: createSilenceStore(store),
    languages: createLanguageSettings(store),
    guilds: createGuildData(store),
    formDrafts: createFormDrafts(store),
    budget: createRequestBudget(store, { perSecond: options.requestsPerSecond }),
    incidents: createIncidentStore(store, { prefix: options.prefix, retentionMs, ancestorsOf: options.ancestorsOf }),
    restarts: createRestarts(store),
  };
}
