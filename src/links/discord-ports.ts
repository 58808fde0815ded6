import { factsOf } from '../alerts/filter.ts';
import { skipOf } from '../alerts/plan.ts';
import type { Environment } from '../config/environment.ts';
import type { CommandPorts } from '../discord/commands/ports.ts';
import type { FeedState } from '../feeds/feed-state.ts';
import { fold } from '../language/fold.ts';
import { correct, correctionPorts } from '../moderation/corrections.ts';
import { noteFeedback } from '../moderation/feedback.ts';
import type { DeskHolder } from '../service/desk-holder.ts';
import { forgetGuild } from '../service/forget-guilds.ts';
import type { Runtime } from '../service/runtime.ts';
import { createLookUps } from './discord-look-ups.ts';
import { backfillOf, wouldSend } from './rehearsal.ts';
import { widePlaces } from './wide-places.ts';

/** Everything slash commands and buttons ask for, over the state. */
export function createCommandPorts(
  runtime: Runtime,
  desks: Pick<DeskHolder, 'current'>,
  environment: Pick<Environment, 'dataDir'>,
): CommandPorts {
  const { state } = runtime;
  return {
    lookUps: createLookUps(runtime, desks),
    languages: state.languages,
    drafts: state.formDrafts,
    widePlaces: () => widePlaces(desks.current()),
    silences: {
      put: (silence) => state.silences.put(silence),
      byGuild: (guildId) => state.silences.byGuild(guildId, Date.now()),
      remove: (id) => state.silences.remove(id),
    },
    hold: {
      hold: (by) => state.hold.hold({ author: by, reason: 'held in Discord', atMs: Date.now() }),
      async release() {
        await state.hold.release();
        await state.outbox.wakeAll();
      },
    },
    async status() {
      const { feeds } = desks.current().config;
      const states = await state.feedStates.all();
      const polledAt = [...states.values()].flatMap((one) => (one as unknown as FeedState).lastPolledAt ?? []);
      const lastAlertAt = await state.deliveries.lastSentAt();
      const hold = await state.hold.current();
      const { ready, later } = await state.outbox.counts();
      return {
        waiting: ready + later,
        feeds: feeds
          .filter((feed) => feed.enabled)
          .map((feed) => ({
            id: feed.id,
            outletId: feed.outlet,
            health: (states.get(feed.id) as FeedState | undefined)?.health.status ?? 'unpolled',
          })),
        ...(polledAt.length > 0 && { lastPollAt: new Date(Math.max(...polledAt)).toISOString() }),
        ...(lastAlertAt !== undefined && { lastAlertAt }),
        ...(hold.kind === 'held' && { held: { since: hold.since, reason: hold.reason } }),
      };
    },
    subscriptions: {
      byGuild: (guildId) => state.subscriptions.byGuild(guildId),
      put: (subscription) => state.subscriptions.put(subscription),
      remove: (id) => state.subscriptions.remove(id),
      forget: (guildId) => forgetGuild(state, guildId, desks.current().routes),
      wouldSend: (subscription, days) => wouldSend(subscription, days, desks.current(), state, Date.now()),
      async backfill(subscription, days) {
        const now = Date.now();
        const would = await wouldSend(subscription, days, desks.current(), state, now);
        const jobs = backfillOf(subscription, would, new Date(now).toISOString());
        await state.outbox.plan(jobs);
        return jobs.length;
      },
      async whyHere(incident, { guildId, channelId }) {
        const desk = desks.current();
        const own = await state.subscriptions.byGuild(guildId);
        const routes = desk.routes.filter((route) => route.channelId === channelId);
        const facts = factsOf(incident, desk, fold);
        const now = Date.now();
        const silences = await state.silences.active(now);
        const { minSeverity } = desk.config.settings.alerts;
        return [...own.filter((one) => channelId === undefined || one.channelId === channelId), ...routes].map(
          (subscription) => {
            const skip = skipOf(subscription, facts, { silences, fold, now, minSeverity });
            return { subscription, ...(skip !== undefined && { skip }) };
          },
        );
      },
    },
    corrections: {
      async note({ incidentId, verdict, by, guildId }) {
        const incident = await runtime.incidentById(incidentId);
        if (incident === undefined) return;
        const at = new Date().toISOString();
        if (verdict === 'withdraw') {
          const desk = desks.current();
          const author = { by, reason: 'withdrawn in Discord', at };
          const correction = { kind: 'withdraw', id: incidentId } as const;
          await correct(correction, author, desk, correctionPorts(state, desk), Date.now());
        }
        // After the deed: a data folder without room must not keep a false alarm up.
        await noteFeedback(environment.dataDir, incident, {
          verdict,
          by,
          at,
          ...(guildId !== undefined && { guildId }),
        });
      },
    },
  };
}
