import { setTimeout as pause } from 'node:timers/promises';
import { Client, DiscordjsErrorCodes, Events, GatewayIntentBits, Options } from 'discord.js';
import type { Desk } from './commands/ask.ts';
import { COMMAND_LIMITS, type CommandLimits, createLimiter, SUGGESTION_LIMITS } from './commands/limiter.ts';
import { closeReason, GatewayRefused, refusalOf } from './gateway-refusal.ts';
import { answerInteraction } from './interaction.ts';
import { makeRequest } from './requests.ts';

export { GatewayRefused } from './gateway-refusal.ts';

export interface GatewayOptions {
  readonly token: string;
  /** REST base without the version; the gateway's own address comes from it. */
  readonly apiBase: string;
  readonly desk: Desk;
  readonly log?: (level: 'info' | 'warn', message: string, fields: Readonly<Record<string, unknown>>) => void;
  /** The bot was removed from a server, or added to one. */
  readonly onGuild?: (event: 'left' | 'joined', guildId: string) => void;
  /** Discord keeps the connection closed until somebody acts; alerts go on. Told once for each reason. */
  readonly onRefused?: (message: string) => void;
  readonly now?: () => number;
  /** Milliseconds that servers may take to appear after the connection; default 5,000. */
  readonly guildTimeoutMs?: number;
  /** Milliseconds before a connection that Discord refused is tried again; default 1 minute, longer each time up to 15. */
  readonly refusedWaitMs?: number;
  /** Commands in ten seconds; default 10 a user and 60 a server. */
  readonly limits?: CommandLimits;
}

/** The connection that slash commands arrive on. Alerts do not need it. */
export interface Gateway {
  /** Resolves once commands are answered for the first time. Rejects with `GatewayRefused` when Discord does not know the token. */
  readonly ready: Promise<void>;
  /** Known once ready. */
  readonly applicationId: () => string | undefined;
  readonly close: () => Promise<void>;
}

type Log = NonNullable<GatewayOptions['log']>;

const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 60_000;
/** Somebody must act first, and Discord counts identifies: a thousand a day. */
const REFUSED_WAIT_MS = 60_000;
const LONGEST_REFUSED_WAIT_MS = 15 * 60_000;

/** How one connection ended. */
type Ending =
  | { readonly kind: 'stopped' }
  | { readonly kind: 'away'; readonly message: string }
  | { readonly kind: 'refused'; readonly message: string; readonly isToken: boolean };

/** Connects and answers slash commands, message commands and buttons, with as many shards as Discord asks for. Tries again with growing pauses while Discord is away. */
export function startGateway(options: GatewayOptions): Gateway {
  const { log = () => undefined, onRefused = () => undefined } = options;
  const stopping = new AbortController();
  // One for all attempts: a listener for each would pile up while Discord is away.
  const stopped = new Promise<Ending>((resolve) => {
    stopping.signal.addEventListener('abort', () => resolve({ kind: 'stopped' }), { once: true });
  });
  const limiters = {
    commands: createLimiter(options.limits ?? COMMAND_LIMITS),
    suggestions: createLimiter(SUGGESTION_LIMITS),
  };
  const { promise: ready, resolve: isReady, reject: isRefused } = Promise.withResolvers<void>();
  let client: Client | undefined;
  let applicationId: string | undefined;

  async function stay(): Promise<void> {
    let waitMs = FIRST_WAIT_MS;
    let refusedMs = options.refusedWaitMs ?? REFUSED_WAIT_MS;
    let told: string | undefined;
    while (!stopping.signal.aborted) {
      client = createClient(options, limiters, log);
      const ending = await live(client, options.token, stopped, () => {
        applicationId = client?.application?.id;
        waitMs = FIRST_WAIT_MS;
        told = undefined;
        isReady();
      });
      await client.destroy();
      if (ending.kind === 'stopped' || stopping.signal.aborted) break;
      if (ending.kind === 'refused') {
        if (ending.isToken) isRefused(new GatewayRefused(ending.message));
        if (told !== ending.message) onRefused(ending.message);
        told = ending.message;
        log('warn', ending.message, { waitMs: refusedMs });
        await pause(refusedMs, undefined, { signal: stopping.signal }).catch(() => undefined);
        refusedMs = Math.min(LONGEST_REFUSED_WAIT_MS, refusedMs * 2);
      } else {
        log('warn', 'no connection for slash commands; alerts go on', { error: ending.message, waitMs });
        await pause(waitMs, undefined, { signal: stopping.signal }).catch(() => undefined);
        waitMs = Math.min(LONGEST_WAIT_MS, waitMs * 2);
      }
    }
    isReady();
  }

  const staying = stay();
  return {
    ready,
    applicationId: () => applicationId,
    close: async () => {
      stopping.abort();
      await client?.destroy();
      await staying;
    },
  };
}

function createClient(
  options: GatewayOptions,
  limiters: Parameters<typeof answerInteraction>[1]['limiters'],
  log: Log,
): Client {
  const { now = Date.now, onGuild = () => undefined } = options;
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
    rest: {
      api: options.apiBase.replace(/\/$/, '') as `https://${string}/api`,
      version: '10',
      timeout: 10_000,
      makeRequest,
    },
  });
  client.on(Events.InteractionCreate, (interaction) => {
    // Never rejects; what fails is told to the user and logged inside.
    void answerInteraction(interaction, { desk: options.desk, rest: client.rest, now, limiters, log });
  });
  // Without a listener an error of a handler would end the process.
  client.on(Events.Error, (error) => log('warn', 'the connection to Discord had an error', { error: error.message }));
  client.on(Events.ShardError, (error, shard) => log('warn', 'a shard had an error', { shard, error: error.message }));
  client.on(Events.ShardReconnecting, (shard) => log('info', 'a shard connects again', { shard }));
  client.on(Events.GuildDelete, (guild) => onGuild('left', guild.id));
  client.on(Events.GuildCreate, (guild) => onGuild('joined', guild.id));
  return client;
}

/** One connection from its login to its end. What breaks and can be resumed is mended inside; a shard that Discord closed for good ends it. */
async function live(client: Client, token: string, stopped: Promise<Ending>, onReady: () => void): Promise<Ending> {
  const closed = new Promise<Ending>((resolve) => {
    client.once(Events.ShardDisconnect, ({ code }) => {
      resolve({ kind: 'refused', message: closeReason(code), isToken: false });
    });
  });
  const answering = new Promise<void>((resolve) => {
    client.once(Events.ClientReady, () => resolve());
  });
  try {
    const login = client.login(token);
    // A login that is given up must not end the process.
    login.catch(() => undefined);
    const early = await Promise.race([login.then(() => answering), stopped, closed]);
    if (early !== undefined) return early;
    onReady();
    return await Promise.race([stopped, closed]);
  } catch (error) {
    const message = refusalOf(error);
    if (message === undefined) return { kind: 'away', message: String(error) };
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    return { kind: 'refused', message, isToken: code === DiscordjsErrorCodes.TokenInvalid };
  }
}
