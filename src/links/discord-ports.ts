import { factsOf, matchFilter } from '../alerts/filter.ts';
import type { Environment } from '../config/environment.ts';
import type { CommandPorts } from '../discord/commands/ports.ts';
import type { FeedState } from '../feeds/feed-state.ts';
import { fold } from '../language/fold.ts';
import { correct, correctionPorts } from '../moderation/corrections.ts';
import { noteFeedback } from '../moderation/feedback.ts';
import type { DeskHolder } from '../service/desk-holder.ts';
import type { Runtime } from '../service/runtime.ts';
import { createLookUps } from './discord-look-ups.ts';

const DAY_MS = 86_400_000;
const PREVIEW_DAYS = 7;
const PREVIEW_PAGE = 100;

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
    silences: state.silences,
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
      forget: (guildId) => state.guilds.forget(guildId),
      async preview(subscription) {
        const desk = desks.current();
        const from = new Date(Date.now() - PREVIEW_DAYS * DAY_MS).toISOString();
        let count = 0;
        let cursor: string | undefined;
        do {
          const page = await state.incidents.find(
            { from: from.slice(0, 10) },
            { limit: PREVIEW_PAGE, ...(cursor !== undefined && { cursor }) },
          );
          for (const incident of page.incidents) {
            if (incident.firstSeenAt < from) continue;
            if (matchFilter(subscription.filter, factsOf(incident, desk.parentsOf, fold), fold).kind === 'match')
              count++;
          }
          cursor = page.nextCursor;
        } while (cursor !== undefined);
        return count;
      },
    },
    corrections: {
      async note({ incidentId, verdict, by, guildId }) {
        const incident = await runtime.incidentById(incidentId);
        if (incident === undefined) return;
        const at = new Date().toISOString();
        await noteFeedback(environment.dataDir, incident, {
          verdict,
          by,
          at,
          ...(guildId !== undefined && { guildId }),
        });
        if (verdict !== 'withdraw') return;
        const desk = desks.current();
        await correct(
          { kind: 'withdraw', id: incidentId },
          { by, reason: 'withdrawn in Discord', at },
          desk,
          correctionPorts(state, desk),
          Date.now(),
        );
      },
    },
  };
}
