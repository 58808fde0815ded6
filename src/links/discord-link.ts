import { randomUUID } from 'node:crypto';
import type { Environment } from '../config/environment.ts';
import { commandDefinitions } from '../discord/commands/definitions.ts';
import { createDeliverer, type Deliver } from '../discord/deliver.ts';
import type { DeliverPorts } from '../discord/deliver-types.ts';
import { type Gateway, GatewayRefused, startGateway } from '../discord/gateway.ts';
import { registerCommands } from '../discord/register.ts';
import { createSender, DISCORD_API_BASE, type Sender } from '../discord/send.ts';
import type { Incident } from '../domain/incident.ts';
import { createReviews, type Reviews } from '../moderation/reviews.ts';
import type { Log } from '../ops/log.ts';
import { HAS_PICTURES } from '../pictures/available.ts';
import { createRenderPool, type RenderPool } from '../pictures/render-pool.ts';
import type { IncomingItem, ItemResult } from '../pipeline.ts';
import { watchClock } from '../service/clock-steps.ts';
import type { DeskHolder } from '../service/desk-holder.ts';
import { cardNamesOf } from '../service/names.ts';
import type { Runtime } from '../service/runtime.ts';
import type { Role } from '../service/service.ts';
import { createAlertPictures } from './alert-pictures.ts';
import { createChannelLost } from './channel-lost.ts';
import { createCommandPorts } from './discord-ports.ts';
import { areaOf, createPictures } from './pictures-link.ts';
import { fileRegisteredHash, registrationKey } from './registered-hash.ts';

export interface DiscordLinkOptions {
  readonly token: string;
  readonly environment: Pick<Environment, 'discordApiBase' | 'dataDir'>;
  readonly runtime: Runtime;
  readonly desks: Pick<DeskHolder, 'current'>;
  readonly log: Log;
  readonly roles: ReadonlySet<Role>;
  readonly signal: AbortSignal;
  /** One item's way, for items that a moderator lets pass. */
  readonly process: (incoming: IncomingItem) => Promise<ItemResult>;
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
    apiBase: options.environment.discordApiBase ?? DISCORD_API_BASE,
    budget: state.budget,
    log: tell,
    clockBackMs: watchClock(Date.now),
  });
  const notify = (message: string) => {
    const channelId = desks.current().config.settings.discord.operatorsChannel;
    if (channelId === undefined) return;
    sender
      .post(channelId, { content: message.slice(0, 1900), allowed_mentions: { parse: [] } })
      .catch((err: unknown) => log.warn({ err }, 'the notice did not reach the operators channel'));
  };
  const link = { token: options.token, apiBase: options.environment.discordApiBase ?? DISCORD_API_BASE };
  const reviews = createReviews({ ...options, desk: () => desks.current(), state });
  const pool = createRenderPool({ timeoutMs: PICTURE_TIMEOUT_MS, mostWaiting: PICTURES_WAITING });
  const gateway = options.roles.has('commands') ? openGateway(link, sender, options, reviews, pool, notify) : undefined;
  const ports: DeliverPorts = {
    incidentOf: runtime.incidentById,
    memory: () => state.restarts.memory(),
    isLogged: async (messageId) => (await state.deliveries.postByMessage(messageId)) !== undefined,
    postOf: (incidentId, channelId) => state.deliveries.postOf(incidentId, channelId),
    names: () => cardNamesOf(desks.current().config),
    moderatorsChannel: () => desks.current().config.settings.discord.moderatorsChannel,
    candidatesOf: (review) => reviews.candidatesOf(review),
    pictureOf: createAlertPictures({
      pool,
      desks,
      clashesOf: (placeId, sinceMs) => clashesOf(state.incidents, placeId, sinceMs),
      now: Date.now,
      report: (message, fields) => log.warn(fields, message),
    }),
    lateAfterMs: () => desks.current().config.settings.alerts.lateAfter,
    now: Date.now,
    channelLost: createChannelLost({
      state,
      sender,
      log,
      notify,
      now: Date.now,
      isConfigured(channelId) {
        const { routes, config } = desks.current();
        const { moderatorsChannel } = config.settings.discord;
        return channelId === moderatorsChannel || routes.some((route) => route.channelId === channelId);
      },
      waits() {
        const { lostChannelEvery, lostChannelKeep } = desks.current().config.settings.discord;
        return { everyMs: lostChannelEvery, keepMs: lostChannelKeep };
      },
    }),
  };
  return {
    deliver: createDeliverer({ sender, ports, log: tell }),
    notify,
    async close() {
      await gateway?.close();
      await pool.close();
    },
  };
}

/** A server that removed the bot may take it back; after this its subscriptions and settings are deleted. */
const FORGET_AFTER_MS = 7 * 86_400_000;
/** A picture takes a third of a second; one that takes this long would come too late for its reader. */
const PICTURE_TIMEOUT_MS = 8_000;
const PICTURES_WAITING = 12;
const CLASHES_DRAWN = 100;

/** Slash commands, the message command and buttons. A wrong token ends the service; everything else is tried again by itself. */
function openGateway(
  link: { readonly token: string; readonly apiBase: string },
  sender: Sender,
  options: DiscordLinkOptions,
  reviews: Reviews,
  pool: RenderPool,
  notify: (message: string) => void,
): Gateway {
  const { runtime, desks, log } = options;
  const { state } = runtime;
  const tell = (level: 'info' | 'warn', message: string, fields: object) => log[level](fields, message);
  const gateway = startGateway({
    ...link,
    log: tell,
    desk: {
      ports: {
        ...createCommandPorts(runtime, desks, options.environment),
        reviews,
        areaOf: areaOf(desks),
        pictures: createPictures(pool, desks, (message, fields) => log.warn(fields, message)),
      },
      names: () => cardNamesOf(desks.current().config),
      sender,
      operatorsChannel: () => desks.current().config.settings.discord.operatorsChannel,
      maxSubscriptionsPerGuild: desks.current().config.settings.discord.maxSubscriptionsPerServer,
      moderatorsChannel: () => desks.current().config.settings.discord.moderatorsChannel,
      newId: () => randomUUID().slice(0, 8),
    },
    onRefused: notify,
    onGuild(what, guildId) {
      const noted =
        what === 'left' ? state.guilds.forgetAt(guildId, Date.now() + FORGET_AFTER_MS) : state.guilds.keep(guildId);
      noted.catch((err: unknown) => log.warn({ err, guildId }, 'could not note that a server came or went'));
    },
  });
  const register = async () => {
    await gateway.ready;
    const result = await registerCommands(
      commandDefinitions({ hasPictures: HAS_PICTURES }),
      sender,
      fileRegisteredHash(options.environment.dataDir, registrationKey(options.token)),
      gateway.applicationId(),
    );
    if (result.kind === 'failed') notify(`The slash commands could not be registered: ${result.reason}`);
    log.info({ result }, 'slash commands');
  };
  register().catch((error: unknown) => {
    if (options.signal.aborted) return;
    if (error instanceof GatewayRefused) options.end(error.message);
    else log.warn({ err: error }, 'slash commands are not registered yet; the next start tries again');
  });
  return gateway;
}

/** Clashes of a sector since an instant, at most a page of them. */
async function clashesOf(
  incidents: Pick<Runtime['state']['incidents'], 'find'>,
  placeId: string,
  sinceMs: number,
): Promise<readonly Incident[]> {
  const since = new Date(sinceMs).toISOString();
  const query = { labels: ['clash' as const], places: [placeId], from: since.slice(0, 10) };
  const found = await incidents.find(query, { limit: CLASHES_DRAWN });
  return found.incidents.filter((incident) => incident.firstSeenAt >= since);
}
