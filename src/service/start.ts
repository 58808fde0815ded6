import type { CommandIo } from '../commands/io.ts';
import type { Environment } from '../config/environment.ts';
import { consoleOrders, consoleReads } from '../links/console-ports.ts';
import { consoleSubscription, createConsoleSink } from '../links/console-sink.ts';
import { openDiscord } from '../links/discord-link.ts';
import { addConsole } from '../ops/console/console.ts';
import type { Log } from '../ops/log.ts';
import { createMetrics } from '../ops/metrics.ts';
import { addPushRoutes } from '../ops/push-routes.ts';
import { judgeReadiness } from '../ops/readiness.ts';
import { type OpsServer, startOpsServer } from '../ops/server.ts';
import type { PollReport } from '../polling.ts';
import type { DeskHolder } from './desk-holder.ts';
import { watchFirstPolls } from './first-look.ts';
import { cardNamesOf } from './names.ts';
import { pulseOf } from './pulse.ts';
import type { Pushes } from './pushes.ts';
import type { Runtime } from './runtime.ts';
import { type Role, startService } from './service.ts';
import { startWatchdog } from './watchdog.ts';

export interface StartOptions {
  readonly desks: DeskHolder;
  readonly runtime: Runtime;
  readonly environment: Environment;
  readonly log: Log;
  readonly io: CommandIo;
  readonly roles: ReadonlySet<Role>;
  /** Shows what would be posted, and posts nothing. */
  readonly isDryRun: boolean;
  readonly signal: AbortSignal;
}

/** How a running service ends: asked to, or because it cannot go on. */
export type End = { readonly kind: 'stopped' } | { readonly kind: 'failed'; readonly message: string };

export interface Running {
  readonly ended: Promise<End>;
  /** To the operators' channel, where one is configured; always to the log. */
  readonly notify: (message: string) => void;
  stop(): Promise<void>;
}

/** Starts the roles on an open runtime. Without a token, or in a dry run, alerts go to the terminal. */
export async function startAll(options: StartOptions): Promise<Running> {
  const { desks, runtime, environment, log, io, roles, isDryRun, signal } = options;
  const { state, incidentById } = runtime;
  const now = Date.now;
  const desk = desks.current;
  const enabledFeeds = () => desk().config.feeds.filter((feed) => feed.enabled).length;
  const isTerminal = environment.discordToken === undefined || isDryRun;
  // A process that only polls still tells the operators, where they have a channel.
  const hasReaders = desk().config.settings.discord.operatorsChannel !== undefined;
  const hasDiscord =
    !isTerminal && (roles.has('deliver') || roles.has('commands') || (roles.has('poll') && hasReaders));
  const metrics = createMetrics({
    queueDepths: async () => {
      const [polls, deliveries] = await Promise.all([state.polls.counts(), state.outbox.counts()]);
      return { poll: polls.waiting + polls.active, deliver: deliveries.ready, later: deliveries.later };
    },
    feedStates: async () => healthCounts(await state.feedStates.all()),
  });

  let end: (how: End) => void = () => undefined;
  const ended = new Promise<End>((resolve) => {
    end = resolve;
  });
  const stopped = () => end({ kind: 'stopped' });
  signal.addEventListener('abort', stopped, { once: true });
  if (signal.aborted) stopped();

  const discord = hasDiscord
    ? await openDiscord({
        ...options,
        token: environment.discordToken ?? '',
        // Asked only once commands are answered, long after the service stands.
        process: (incoming) => service.process(incoming),
        end: (message) => end({ kind: 'failed', message }),
      })
    : undefined;
  const notify = (message: string) => {
    log.warn({ notice: message }, 'notice to operators');
    discord?.notify(message);
  };
  if (isDryRun) log.warn({}, 'dry run: alerts appear here and nothing is posted');
  const width = (io.stdout as NodeJS.WriteStream).columns;
  const toTerminal = createConsoleSink({
    out: io.stdout,
    isTerminal: io.isTerminal,
    names: () => cardNamesOf(desk().config),
    incidentById,
    deliveries: state.deliveries,
    ...(width !== undefined && { width }),
  });
  const lookAtFirst = watchFirstPolls(enabledFeeds(), notify);
  function onPoll(report: PollReport): void {
    lookAtFirst(report);
    metrics.polled(report.feedId, report.outcome);
    for (const { outcome, item, understood } of report.results)
      metrics.judged(outcome, item.language, understood.classification.label);
  }
  const service = await startService({
    desk,
    state,
    incidents: state.incidents,
    incidentById,
    roles,
    builtIn: isTerminal ? [consoleSubscription('en')] : [],
    deliver: discord?.deliver ?? toTerminal,
    log,
    now,
    random: Math.random,
    hasTicker: true,
    signal,
    onPoll,
    ...(environment.publicUrl !== undefined && { publicUrl: environment.publicUrl }),
    onDelivery(delivery, outcome, plannedAt) {
      if (outcome.kind === 'sent')
        metrics.delivered(delivery.kind, (now() - Date.parse(delivery.arrivedAt ?? plannedAt)) / 1000);
      else if (outcome.kind !== 'done')
        metrics.refused(/rate limit/i.test(outcome.reason) ? 'rateLimit' : outcome.kind);
      if (outcome.kind === 'stop') notify(`All alerts are held: ${outcome.reason}`);
    },
    onStoreFailure: () => metrics.storeFailed(),
    notify,
  });
  const pulse = pulseOf(state, service.startedAt, desk, now);
  const readiness = async () => judgeReadiness(await pulse());
  const consoleParts = {
    ...service,
    state,
    desks,
    incidentById,
    readiness,
    dataDir: environment.dataDir,
    now,
  };
  const watch = startWatchdog({ pulse, store: state.store, notify, log, now });
  const stop = async (opened?: OpsServer): Promise<void> => {
    watch.stop();
    await Promise.all([service.stop(), opened?.close(), discord?.close()]);
  };
  const ops =
    roles.has('ops') && environment.port !== undefined
      ? await startOpsServer({
          port: environment.port,
          ...(environment.consoleToken !== undefined && { consoleToken: environment.consoleToken }),
          metrics,
          readiness,
          log,
          async extend(app) {
            const { pushes } = service;
            if (pushes !== undefined)
              await addPushRoutes(app, takingNotes(pushes, onPoll), desk().config.settings.feeds.maxBytes);
            await addConsole(app, {
              reads: consoleReads(consoleParts),
              orders: consoleOrders(consoleParts),
              log,
              ...(environment.consoleToken !== undefined && { token: environment.consoleToken }),
            });
          },
        }).catch(async (error: unknown) => {
          // What runs by now must end with us, or it goes on without Redis.
          await stop();
          throw error;
        })
      : undefined;
  log.info(
    {
      roles: [...roles],
      feeds: enabledFeeds(),
      sink: isTerminal ? 'terminal' : 'discord',
    },
    'running',
  );
  if (isTerminal && io.isTerminal)
    io.stdout.write(
      `\nWatching ${enabledFeeds()} feeds. Alerts appear here; the first round only fills the archive. In another terminal, npm run -s cli -- status tells how the feeds do. Ctrl-C ends.\n\n`,
    );
  return {
    ended,
    notify,
    stop: () => stop(ops),
  };
}

function healthCounts(states: ReadonlyMap<string, Readonly<Record<string, unknown>>>): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const state of states.values()) {
    const status = (state['health'] as { status?: string } | undefined)?.status ?? 'unpolled';
    counts[status] = (counts[status] ?? 0) + 1;
  }
  return counts;
}

/** What a push brings is counted like a poll. */
function takingNotes(pushes: Pushes, onPoll: (report: PollReport) => void): Pushes {
  return {
    ...pushes,
    async receive(feedId, push) {
      const answer = await pushes.receive(feedId, push);
      if (answer.report !== undefined) onPoll(answer.report);
      return answer;
    },
  };
}
