import { setTimeout as pause } from 'node:timers/promises';
import { Client, DiscordjsErrorCodes, Events, GatewayIntentBits, Options } from 'discord.js';
import type { Desk } from './commands/ask.ts';
import { COMMAND_LIMITS, type CommandLimits, createLimiter, SUGGESTION_LIMITS } from './commands/limiter.ts';
import { answerInteraction } from './interaction.ts';

export interface GatewayOptions {
  readonly token: string;
  /** REST base without the version; the gateway's own address comes from it. */
  readonly apiBase: string;
  readonly desk: Desk;
  readonly log?: (level: 'info' | 'warn', message: string, fields: Readonly<Record<string, unknown>>) => void;
  /** The bot was removed from a server, or added to one. */
  readonly onGuild?: (event: 'left' | 'joined', guildId: string) => void;
  readonly now?: () => number;
  /** Milliseconds that servers may take to appear after the connection; default 5,000. */
  readonly guildTimeoutMs?: number;
  /** Commands in ten seconds; default 10 a user and 60 a server. */
  readonly limits?: CommandLimits;
}

/** The connection that slash commands arrive on. Alerts do not need it. */
export interface Gateway {
  /** Resolves once commands are answered. Rejects with `GatewayRefused` when Discord will never let us in. */
  readonly ready: Promise<void>;
  /** Known once ready. */
  readonly applicationId: () => string | undefined;
  readonly close: () => Promise<void>;
}

/** Discord will not let this bot in; waiting does not help. */
export class GatewayRefused extends Error {
  override readonly name = 'GatewayRefused';
}

const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 60_000;

/** Connects and answers slash commands, message commands and buttons. Tries again with growing pauses while Discord is away. */
export function startGateway(options: GatewayOptions): Gateway {
  const { log = () => undefined, now = Date.now, onGuild = () => undefined } = options;
  const client = new Client({
    intents: [GatewayIntentBits.Guilds],
    allowedMentions: { parse: [] },
    shards: 'auto',
    waitGuildTimeout: options.guildTimeoutMs ?? 5000,
    // Nothing of other people's messages and members is kept.
    makeCache: Options.cacheWithLimits({
      ...Options.DefaultMakeCacheSettings,
      MessageManager: 0,
      GuildMemberManager: 1,
      UserManager: 1,
      ReactionManager: 0,
      ThreadManager: 0,
      PresenceManager: 0,
    }),
    rest: { api: options.apiBase.replace(/\/$/, '') as `https://${string}/api`, version: '10', timeout: 10_000 },
  });
  const stopping = new AbortController();
  const limiters = {
    commands: createLimiter(options.limits ?? COMMAND_LIMITS),
    suggestions: createLimiter(SUGGESTION_LIMITS),
  };
  client.on(Events.InteractionCreate, (interaction) => {
    // Never rejects; what fails is told to the user and logged inside.
    void answerInteraction(interaction, { desk: options.desk, rest: client.rest, now, limiters, log });
  });
  // Without a listener an error of a handler would end the process.
  client.on(Events.Error, (error) => log('warn', 'the connection to Discord had an error', { error: error.message }));
  client.on(Events.ShardError, (error, shard) => log('warn', 'a shard had an error', { shard, error: error.message }));
  client.on(Events.ShardDisconnect, (event, shard) =>
    log('warn', 'a shard was closed for good', { shard, code: event.code }),
  );
  client.on(Events.ShardReconnecting, (shard) => log('info', 'a shard connects again', { shard }));
  client.on(Events.GuildDelete, (guild) => onGuild('left', guild.id));
  client.on(Events.GuildCreate, (guild) => onGuild('joined', guild.id));
  return {
    ready: connect(client, options, stopping.signal, log),
    applicationId: () => client.application?.id,
    close: async () => {
      stopping.abort();
      await client.destroy();
    },
  };
}

async function connect(
  client: Client,
  options: GatewayOptions,
  signal: AbortSignal,
  log: NonNullable<GatewayOptions['log']>,
): Promise<void> {
  const ready = new Promise<void>((resolve) => {
    client.once(Events.ClientReady, () => {
      resolve();
    });
    signal.addEventListener('abort', () => {
      resolve();
    });
  });
  for (let waitMs = FIRST_WAIT_MS; !signal.aborted; waitMs = Math.min(LONGEST_WAIT_MS, waitMs * 2)) {
    try {
      await client.login(options.token);
      return await ready;
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal !== undefined) throw new GatewayRefused(refusal, { cause: error });
      log('warn', 'no connection for slash commands; alerts go on', { error: String(error), waitMs });
      await pause(waitMs, undefined, { signal }).catch(() => undefined);
    }
  }
}

function refusalOf(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === DiscordjsErrorCodes.TokenInvalid) {
    return 'Discord refuses the token in DISCORD_TOKEN; copy it anew from the page "Bot" of the application';
  }
  return error instanceof Error && /disallowed intents/i.test(error.message)
    ? 'Discord refuses the intents that the bot asks for, which should need no permission; see the page "Bot" of the application'
    : undefined;
}
