import { blindSpotsOf } from '../alerts/blind-spots.ts';
import type { Desk } from '../desk.ts';
import type { DeliveryJob, Subscription } from '../domain/alert.ts';
import type { FeedHealth } from '../domain/feed.ts';
import type { BlindSpot, Incident } from '../domain/incident.ts';
import type { FeedState } from '../feeds/feed-state.ts';
import type { HealthNotice } from '../feeds/health.ts';
import { createIntake, type Intake } from '../feeds/intake.ts';
import type { IncidentRepository, TellingBook } from '../incidents/repository.ts';
import { tellCorrections } from '../moderation/corrections.ts';
import type { Log } from '../ops/log.ts';
import { type IncomingItem, type ItemResult, type PipelinePorts, processItem } from '../pipeline.ts';
import { type PollReport, runPoll } from '../polling.ts';
import { type DeliverContext, type DeliverOutcome, startDeliverWorker } from '../store/deliver-worker.ts';
import { pruneStore } from '../store/maintenance.ts';
import { type RunningWorker, startPollWorker } from '../store/queues.ts';
import { sharedSecret } from '../store/shared-secret.ts';
import { StoreUnavailable } from '../store/unavailable.ts';
import { withEscalation } from './escalation.ts';
import { forgetDueGuilds } from './forget-guilds.ts';
import { createPastPlans } from './past-plans.ts';
import { patiently } from './patience.ts';
import { createPushes, type Pushes } from './pushes.ts';
import { createRouteCache } from './route-cache.ts';
import type { State } from './state.ts';
import { startTicker, type Ticker } from './ticker.ts';

export type Role = 'poll' | 'deliver' | 'commands' | 'ops';

export interface ServiceOptions {
  /** The compiled configuration in force; another one after a reload. */
  readonly desk: () => Desk;
  readonly state: State;
  readonly incidents: IncidentRepository & TellingBook;
  readonly incidentById: (id: string) => Promise<Incident | undefined>;
  readonly roles: ReadonlySet<Role>;
  /** Subscriptions of the service itself, for example the terminal. */
  readonly builtIn: readonly Subscription[];
  readonly deliver: (delivery: DeliveryJob, context: DeliverContext) => Promise<DeliverOutcome>;
  readonly log: Log;
  readonly now: () => number;
  readonly random: () => number;
  /** Address under which hubs reach us. */
  readonly publicUrl?: string;
  /** False: polls happen only when `pollNow` asks for them. */
  readonly hasTicker: boolean;
  /** Told of every finished poll; counts, summaries and pages hang on it. */
  readonly onPoll?: (report: PollReport) => void;
  readonly onDelivery?: (delivery: DeliveryJob, outcome: DeliverOutcome, plannedAt: string) => void;
  /** Redis could not answer; the work waits. */
  readonly onStoreFailure?: () => void;
  /** For the operators' channel: what to say, and how often at most the same thing. */
  readonly notify?: (message: string) => void;
  /** Ends a start that waits for Redis. */
  readonly signal?: AbortSignal;
}

export interface Service {
  /** Queues polls of these feeds; at most one at a time per feed. */
  pollNow(feedIds: readonly string[]): Promise<void>;
  /** True when no poll waits or runs, and no delivery is ready. */
  isIdle(): Promise<boolean>;
  /** Takes what hubs push; absent in a process that does not poll. */
  readonly pushes?: Pushes;
  /** One item its way, as a poll would send it. */
  process(incoming: IncomingItem): Promise<ItemResult>;
  blindSpots(): Promise<readonly BlindSpot[]>;
  readonly startedAt: number;
  /** Takes no new work, lets running work end, and keeps the rest for the next start. At most about 4 s. */
  stop(): Promise<void>;
}

const TICK_BATCH = 1000;
/** Lists that Redis cannot expire by itself. */
const PRUNE_EVERY_MS = 3_600_000;
/** Blind spots change slowly; every item may ask. */
const BLIND_SPOTS_FOR_MS = 30_000;

/** Wires workers to the state and starts those of the given roles. */
export async function startService(options: ServiceOptions): Promise<Service> {
  const { desk, state, log, now } = options;
  const startedAt = now();
  const routes = createRouteCache(desk, state.subscriptions, options.builtIn);
  const blindSpots = cached(BLIND_SPOTS_FOR_MS, now, () => findBlindSpots(desk(), state, startedAt));
  const ports: PipelinePorts = {
    incidents: options.incidents,
    outbox: state.outbox,
    routes,
    silences: (at) => state.silences.active(at),
    countSince: (channelId, since) => state.deliveries.countSince(channelId, since),
    blindSpots,
    async escalate(alert, at) {
      try {
        return await withEscalation(alert, desk(), state.incidents, at);
      } catch (err) {
        if (err instanceof StoreUnavailable) throw err;
        // A past that cannot be read is no reason to lose the alert itself.
        log.warn({ err, incidentId: alert.incident.id }, 'could not compare a clash with its sector’s past');
        return alert;
      }
    },
  };
  const process = (incoming: IncomingItem) => processItem(incoming, desk(), ports, now());
  const onError = (err: Error) => {
    const isStore = err instanceof StoreUnavailable;
    if (isStore) options.onStoreFailure?.();
    log.warn({ err }, isStore ? 'Redis cannot answer; work waits' : 'worker error');
  };

  const settings = desk().config.settings.store;
  const times = { lockMs: settings.jobLock, stalledCheckMs: settings.stalledCheck };
  let intake: Intake | undefined;
  let pollWorker: RunningWorker | undefined;
  let ticker: Ticker | undefined;
  let pushes: Pushes | undefined;
  const running = { polls: 0 };
  const escalationsTold = new Map<string, number>();

  if (options.roles.has('poll')) {
    intake = createIntake(desk().config.settings.feeds, { now, random: options.random });
    const polling = { ...state, intake, process, tellHealth };
    pushes = createPushes({
      desk,
      intake,
      ports: polling,
      secret: await patiently(() => sharedSecret(state.store, 'websub'), options),
      now,
      log,
      ...(options.publicUrl !== undefined && { publicUrl: options.publicUrl }),
    });
    pollWorker = startPollWorker(state.store, {
      ...times,
      concurrency: settings.pollConcurrency,
      onError,
      clock: now,
      async handle(feedId) {
        running.polls++;
        try {
          const report = await runPoll(feedId, desk(), polling, now);
          if (report !== undefined) {
            log.debug(
              { feedId, outcome: report.outcome, items: report.results.length, unchanged: report.unchanged },
              'polled',
            );
            if (report.movedTo !== undefined)
              options.notify?.(`${feedId} has moved for good to ${report.movedTo}: change its url in feeds.yaml`);
            if (report.broken.length > 0)
              log.warn({ feedId, itemIds: report.broken }, 'items failed; they are tried again or were set aside');
            options.onPoll?.(report);
            tellEscalations(report);
            await pushes?.afterPoll(feedId);
          }
          return { kind: 'done' };
        } finally {
          running.polls--;
        }
      },
    });
  }
  const deliverWorker = options.roles.has('deliver')
    ? startDeliverWorker(state.store, {
        ...times,
        concurrency: settings.deliverConcurrency,
        onError,
        clock: now,
        onChannelBack: (channelId) =>
          options.notify?.(
            `Channel ${channelId} takes alerts again; what waited for it goes out now, late ones in one list`,
          ),
        async handle(delivery, context) {
          const outcome = await options.deliver(delivery, context);
          options.onDelivery?.(delivery, outcome, context.plannedAt);
          return outcome;
        },
      })
    : undefined;

  // A fresh start has other things to do first.
  let prunedAt = now();
  const pastPlans = createPastPlans(state, now);
  const tick = async () => {
    const { feeds } = desk().config;
    await pastPlans.bringForward();
    await state.feedStates.sync(
      feeds.filter((feed) => feed.enabled).map((feed) => feed.id),
      now(),
    );
    await state.polls.add(await state.feedStates.due(now(), TICK_BATCH));
    const told = await tellCorrections(desk(), { ...ports, incidents: options.incidents }, now());
    if (told > 0) log.warn({ told }, 'corrections of a process that ended before it could tell them are told now');
    await state.outbox.wakeAll();
    if (now() - prunedAt < PRUNE_EVERY_MS) return;
    prunedAt = now();
    const { incidents, store } = desk().config.settings;
    const setAsideRetentionMs = store.setAsideRetention;
    const forgotten = await forgetDueGuilds(state, now(), desk().routes);
    if (forgotten.length > 0) log.info({ guilds: forgotten.length }, 'forgot servers that removed the bot');
    log.debug(
      await pruneStore(state.store, { nowMs: now(), retentionMs: incidents.retention, setAsideRetentionMs }),
      'pruned',
    );
  };
  if (options.hasTicker && options.roles.has('poll'))
    ticker = await startTicker(desk().config.settings.feeds.tick, tick, log, {
      now,
      onSetBack: async () => pastPlans.setBack(),
    });
  else await patiently(() => state.outbox.wakeAll(), options);

  /** Once per sector and window, and only after the alert is durably planned. */
  function tellEscalations(report: PollReport): void {
    for (const { escalation, incident } of report.results) {
      if (escalation === undefined) continue;
      const sector = escalation.split(':')[0] ?? escalation;
      const { window } = desk().config.settings.alerts.escalation;
      if (now() - (escalationsTold.get(sector) ?? 0) < window) continue;
      escalationsTold.set(sector, now());
      options.notify?.(`Escalation. ${escalation}. Latest: ${incident?.id ?? ''}`);
    }
  }

  function tellHealth(feedId: string, notice: HealthNotice): void {
    log.warn({ feedId, notice }, 'feed health changed');
    options.notify?.(describeNotice(feedId, notice));
  }

  return {
    startedAt,
    ...(pushes !== undefined && { pushes }),
    process,
    blindSpots,
    pollNow: (feedIds) => state.polls.add(feedIds),
    async isIdle() {
      const polls = await state.polls.counts();
      if (polls.waiting + polls.active > 0 || running.polls > 0) return false;
      const { ready } = await state.outbox.counts();
      return ready === 0 && (deliverWorker?.running() ?? 0) === 0;
    },
    async stop() {
      await ticker?.stop();
      const closing = Promise.all([pollWorker?.close(), deliverWorker?.close()]);
      // Polls that wait for an outlet go back into the queue; what was fetched goes its way first.
      intake?.interrupt();
      await closing;
      await intake?.close();
    },
  };
}

function describeNotice(feedId: string, notice: HealthNotice): string {
  switch (notice.kind) {
    case 'changed': {
      const why = notice.error === undefined ? '' : ` (${notice.error.reason}: ${notice.error.message})`;
      return `${feedId} was ${notice.from} and is ${notice.to} since ${new Date(notice.since).toISOString()}${why}`;
    }
    case 'flapping': {
      const why = notice.error === undefined ? '' : `, last ${notice.error.reason}: ${notice.error.message}`;
      return `${feedId} comes and goes: ${notice.changes} changes lately${why}`;
    }
    case 'settled':
      return `${feedId} has come to rest and is ${notice.status}`;
    default:
      return notice satisfies never;
  }
}

/** Sides none of whose feeds can be heard, by the states the polls left. */
async function findBlindSpots(desk: Desk, state: State, startedAt: number): Promise<readonly BlindSpot[]> {
  const states = await state.feedStates.all();
  const sights = desk.config.feeds.map((feed) => {
    const feedState = states.get(feed.id) as FeedState | undefined;
    const health: FeedHealth = feedState?.health.status ?? 'unpolled';
    return {
      feedId: feed.id,
      side: desk.outletOf(feed.id).side,
      isEnabled: feed.enabled,
      health,
      ...(feedState?.lastOkAt !== undefined && { lastOkAt: new Date(feedState.lastOkAt).toISOString() }),
    };
  });
  return blindSpotsOf(desk.config.parties.theatre.sides, sights, new Date(startedAt).toISOString());
}

function cached<T>(forMs: number, now: () => number, load: () => Promise<T>): () => Promise<T> {
  let held: { readonly at: number; readonly value: Promise<T> } | undefined;
  return () => {
    if (held === undefined || now() - held.at > forMs) {
      const value = load();
      held = { at: now(), value };
      // A failed look must not be remembered.
      value.catch(() => {
        held = undefined;
      });
    }
    return held.value;
  };
}
