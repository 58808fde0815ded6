import type { Environment } from './config/environment.ts';
import type { DeskHolder } from './desk-holder.ts';
import { createDeliverer, type Deliver } from './discord/deliver.ts';
import type { DeliverPorts } from './discord/deliver-types.ts';
import { createSender } from './discord/send.ts';
import { cardNamesOf } from './names.ts';
import type { Log } from './ops/log.ts';
import type { Runtime } from './runtime.ts';
import type { Role } from './service.ts';

const DISCORD_API = 'https://discord.com/api';

export interface DiscordLinkOptions {
  readonly token: string;
  readonly environment: Pick<Environment, 'discordApiBase'>;
  readonly runtime: Runtime;
  readonly desks: Pick<DeskHolder, 'current'>;
  readonly log: Log;
  readonly roles: ReadonlySet<Role>;
  readonly signal: AbortSignal;
  /** Ends the service: it cannot go on without a human. */
  readonly end: (message: string) => void;
}

export interface DiscordLink {
  readonly deliver: Deliver;
  /** To the operators' channel, where one is configured. Never throws. */
  notify(message: string): void;
  close(): Promise<void>;
}

/** Joins Discord with the state: alerts over REST, slash commands over the gateway where this process has that role. */
export async function openDiscord(options: DiscordLinkOptions): Promise<DiscordLink> {
  const { runtime, desks, log } = options;
  const { state } = runtime;
  const tell = (level: 'info' | 'warn', message: string, fields: object) => log[level](fields, message);
  const sender = createSender({
    token: options.token,
    apiBase: options.environment.discordApiBase ?? DISCORD_API,
    budget: state.budget,
    log: tell,
  });
  const notify = (message: string) => {
    const channelId = desks.current().config.settings.discord.operatorsChannel;
    if (channelId === undefined) return;
    sender
      .post(channelId, { content: message.slice(0, 1900), allowed_mentions: { parse: [] } })
      .catch((err: unknown) => log.warn({ err }, 'the notice did not reach the operators channel'));
  };
  const ports: DeliverPorts = {
    incidentOf: runtime.incidentById,
    postOf: (incidentId, channelId) => state.deliveries.postOf(incidentId, channelId),
    names: () => cardNamesOf(desks.current().config),
    now: Date.now,
    async channelLost(job, reason, message) {
      const at = new Date().toISOString();
      for (const subscription of await state.subscriptions.byChannel(job.channelId)) {
        if (subscription.disabled === undefined)
          await state.subscriptions.put({ ...subscription, disabled: { reason, at } });
      }
      const dropped = await state.outbox.dropChannel(job.channelId, `channel lost: ${reason}`);
      log.warn({ channelId: job.channelId, reason, detail: message, dropped }, 'a channel takes nothing any more');
      notify(
        `Channel ${job.channelId} takes nothing any more (${reason}: ${message}). Its subscriptions are switched off; /subscribe there again once that is mended.`,
      );
    },
  };
  return {
    deliver: createDeliverer({ sender, ports, log: tell }),
    notify,
    async close() {},
  };
}
