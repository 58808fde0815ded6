import { setTimeout as pause } from 'node:timers/promises';
import { RateLimitError, REST, RESTEvents, Routes } from 'discord.js';
import { LIMITS } from './limits.ts';
import { type MessageBody, NO_MENTIONS } from './message-body.ts';
import { createPace } from './pace.ts';
import { makeRequest } from './requests.ts';
import { resultOfError, type SendResult } from './send-result.ts';
import { type ChannelShape, type RawMessage, readChannel, readMessage, type StoredMessage } from './stored.ts';

/** Discord's REST base, without the version. */
export const DISCORD_API_BASE = 'https://discord.com/api';

/** One budget of requests for all processes of the bot. */
export interface RequestBudget {
  /** Resolves when this process may send one request. */
  acquire(options?: { readonly signal?: AbortSignal }): Promise<unknown>;
  /** Discord said 429 to the whole bot: nobody sends for so long. */
  block(ms: number): Promise<unknown>;
}

export interface SenderOptions {
  readonly token: string;
  /** REST base without the version, for example `https://discord.com/api`. */
  readonly apiBase: string;
  readonly budget: RequestBudget;
  readonly log?: (level: 'info' | 'warn', message: string, fields: Readonly<Record<string, unknown>>) => void;
  /** Most requests a second of this process; default 50, Discord's own limit. */
  readonly perSecond?: number;
  /** Milliseconds until an answer is given up; default 15,000. */
  readonly timeoutMs?: number;
  /** How far the wall clock was set back since the last call, ms; default never. */
  readonly clockBackMs?: () => number;
}

/** A picture sent with a message; embeds show it by `attachment://name`. */
export interface MessageFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly contentType: string;
  /** For screen readers. */
  readonly description: string;
}

export interface SendExtras {
  /** At most 25 characters; the same nonce within some minutes gives the same message. */
  readonly nonce?: string;
  readonly files?: readonly MessageFile[];
  readonly signal?: AbortSignal;
}

/** Posts and edits over REST alone. Never retries by itself except for short rate-limit waits; never throws for what Discord or the network does. */
export interface Sender {
  post(channelId: string, body: MessageBody, extras?: SendExtras): Promise<SendResult<StoredMessage>>;
  edit(
    channelId: string,
    messageId: string,
    body: MessageBody,
    extras?: SendExtras,
  ): Promise<SendResult<StoredMessage>>;
  /** Publishes a message of an announcement channel to its followers. */
  crosspost(channelId: string, messageId: string): Promise<SendResult<StoredMessage>>;
  /** Opens a thread on a message. */
  thread(channelId: string, messageId: string, name: string): Promise<SendResult<{ readonly threadId: string }>>;
  /** Opens a post in a forum; takes no nonce. */
  forumPost(
    channelId: string,
    name: string,
    body: MessageBody,
    extras?: { readonly tags?: readonly string[]; readonly files?: readonly MessageFile[] },
  ): Promise<SendResult<StoredMessage & { readonly threadId: string }>>;
  /** A channel or thread. */
  channel(channelId: string): Promise<SendResult<ChannelShape>>;
  /** Opens a thread again, or changes the tags of a post. */
  changeThread(
    threadId: string,
    change: { readonly tags?: readonly string[]; readonly archived?: false },
  ): Promise<SendResult<ChannelShape>>;
  /** Threads of a server that are not archived. */
  activeThreads(guildId: string): Promise<SendResult<readonly ChannelShape[]>>;
  message(channelId: string, messageId: string): Promise<SendResult<StoredMessage>>;
  /** Puts a file with a message in the place of all that stood with it, and leaves its words alone; without one takes them away. */
  replaceFile(
    channelId: string,
    messageId: string,
    file: MessageFile | undefined,
    signal?: AbortSignal,
  ): Promise<SendResult<StoredMessage>>;
  /** A direct message to one user, where they allow it. */
  direct(userId: string, body: MessageBody): Promise<SendResult<StoredMessage>>;
  /** Our own messages among the last hundred, the newest first. */
  ownMessages(channelId: string): Promise<SendResult<readonly StoredMessage[]>>;
  /** Our own newest message whose footer starts with the marker, among the last hundred. */
  findByMarker(channelId: string, marker: string): Promise<SendResult<StoredMessage | undefined>>;
  /** Replaces all slash commands of the bot. `applicationId`: as the gateway tells it; else the token's, else asked for. */
  putCommands(commands: readonly unknown[], applicationId?: string): Promise<SendResult<undefined>>;
}

/** Waits for a rate limit that Discord announces are sat out here up to this long; longer ones go back to the caller. */
const LONGEST_WAIT_MS = 5000;
const MOST_TRIES = 5;
/** Discord's limit for one bot. Source: docs.discord.com, Rate Limits. */
const PER_SECOND = 50;
const THREAD_MINUTES = 1440;

/** A sender for one bot token. */
export function createSender(options: SenderOptions): Sender {
  const { budget, log = () => undefined, clockBackMs = () => 0 } = options;
  const botId = botIdOf(options.token);
  const pace = createPace(options.perSecond ?? PER_SECOND);
  const rest = new REST({
    api: options.apiBase.replace(/\/$/, ''),
    version: '10',
    makeRequest,
    // Whoever calls retries, with back-off and with the delivery log at hand; discord.js would repeat at once.
    retries: 0,
    timeout: options.timeoutMs ?? 15_000,
    // The budget, shared by all processes, does this; a second count here would hold up both.
    globalRequestsPerSecond: 1_000_000,
    invalidRequestWarningInterval: 100,
    // Asked at every limit, Discord's and our own count of it; it always goes back to us.
    rejectOnRateLimit: (limit) => {
      const { route, scope, global, retryAfter } = limit;
      log('info', 'a rate limit of Discord was reached', { route, scope, global, retryAfter });
      return true;
    },
  }).setToken(options.token);
  rest.on(RESTEvents.InvalidRequestWarning, (invalid) => {
    log('warn', 'many refused requests; Discord blocks the address at 10,000 in 10 minutes', { count: invalid.count });
  });
  let revoked: string | undefined;

  /** discord.js remembers by the wall clock how long it is limited: once that was set back, a limit of a second would last as long as the step. */
  function forgetPastLimits(): void {
    if (clockBackMs() === 0) return;
    rest.globalReset = -1;
    rest.handlers.clear();
  }

  async function ask<Value>(
    request: () => Promise<unknown>,
    read: (answer: unknown) => Value,
    signal?: AbortSignal,
  ): Promise<SendResult<Value>> {
    for (let tries = 1; ; tries += 1) {
      // After one 401 every further request only brings Discord's block nearer.
      if (revoked !== undefined) return { kind: 'reject', reason: 'badToken', message: revoked };
      await budget.acquire(signal === undefined ? {} : { signal });
      let error: unknown;
      try {
        const answer = await pace.run(() => {
          forgetPastLimits();
          return request();
        });
        return { kind: 'sent', value: read(answer) };
      } catch (caught) {
        error = caught;
      }
      const result = resultOfError(error);
      if (result.kind === 'reject' && result.reason === 'badToken') revoked = result.message;
      const waitMs = result.kind === 'retry' && result.reason === 'rateLimit' ? (result.afterMs ?? 0) : undefined;
      if (waitMs === undefined) return result;
      // The next try asks the budget again: many that wait here must not all start at once.
      if (error instanceof RateLimitError && error.global) await budget.block(waitMs);
      if (waitMs > LONGEST_WAIT_MS || tries === MOST_TRIES) return result;
      await pause(waitMs, undefined, signal === undefined ? {} : { signal });
    }
  }

  const withExtras = (
    body: MessageBody & { readonly attachments?: readonly [] },
    { nonce, files = [] }: SendExtras,
  ) => ({
    body: {
      ...body,
      ...(nonce === undefined ? {} : { nonce: nonce.slice(0, LIMITS.nonce), enforce_nonce: true }),
      ...(files.length === 0
        ? {}
        : {
            attachments: files.map((file, id) => ({
              id: String(id),
              filename: file.name,
              description: file.description,
            })),
          }),
    },
    files: files.map((file) => ({ name: file.name, data: Buffer.from(file.bytes), contentType: file.contentType })),
  });

  const ownMessages: Sender['ownMessages'] = (channelId) =>
    ask(
      () => rest.get(Routes.channelMessages(channelId), { query: new URLSearchParams({ limit: '100' }) }),
      (answer) =>
        (Array.isArray(answer) ? answer : [])
          // Only a bot's own messages carry our markers; ours, where the token tells who we are.
          .filter(({ author }: RawMessage) => (botId === undefined ? author?.bot === true : author?.id === botId))
          .map(readMessage),
    );

  return {
    post: (channelId, body, extras = {}) =>
      ask(() => rest.post(Routes.channelMessages(channelId), withExtras(body, extras)), readMessage, extras.signal),
    edit: (channelId, messageId, body, extras = {}) =>
      ask(
        () => rest.patch(Routes.channelMessage(channelId, messageId), withExtras(body, { files: extras.files ?? [] })),
        readMessage,
        extras.signal,
      ),
    crosspost: (channelId, messageId) =>
      ask(() => rest.post(Routes.channelMessageCrosspost(channelId, messageId)), readMessage),
    thread: (channelId, messageId, name) =>
      ask(
        () =>
          rest.post(Routes.threads(channelId, messageId), {
            body: { name: name.slice(0, LIMITS.threadName), auto_archive_duration: THREAD_MINUTES },
          }),
        (answer) => ({ threadId: (answer as { id: string }).id }),
      ),
    forumPost: (channelId, name, body, { tags = [], files = [] } = {}) =>
      ask(
        () => {
          const { body: message, files: parts } = withExtras(body, { files });
          const applied = tags.length === 0 ? {} : { applied_tags: tags };
          return rest.post(Routes.threads(channelId), {
            body: { name: name.slice(0, LIMITS.threadName), ...applied, message },
            files: parts,
          });
        },
        (answer) => {
          const { id, message } = answer as { id: string; message?: unknown };
          return {
            ...readMessage(message ?? { id, channel_id: id }),
            threadId: id,
          };
        },
      ),
    channel: (channelId) => ask(() => rest.get(Routes.channel(channelId)), readChannel),
    changeThread: (threadId, { tags, archived }) =>
      ask(
        () =>
          rest.patch(Routes.channel(threadId), {
            body: {
              ...(tags === undefined ? {} : { applied_tags: tags }),
              ...(archived === undefined ? {} : { archived }),
            },
          }),
        readChannel,
      ),
    activeThreads: (guildId) =>
      ask(
        () => rest.get(Routes.guildActiveThreads(guildId)),
        (answer) => (answer as { readonly threads: readonly unknown[] }).threads.map(readChannel),
      ),
    message: (channelId, messageId) => ask(() => rest.get(Routes.channelMessage(channelId, messageId)), readMessage),
    replaceFile: (channelId, messageId, file, signal) => {
      const { body, files } = withExtras(
        { attachments: [], allowed_mentions: NO_MENTIONS },
        { files: file === undefined ? [] : [file] },
      );
      return ask(() => rest.patch(Routes.channelMessage(channelId, messageId), { body, files }), readMessage, signal);
    },
    direct: async (userId, body) => {
      const opened = await ask(() => rest.post(Routes.userChannels(), { body: { recipient_id: userId } }), readId);
      if (opened.kind !== 'sent') return opened;
      return ask(() => rest.post(Routes.channelMessages(opened.value), { body }), readMessage);
    },
    ownMessages,
    async findByMarker(channelId, marker) {
      const own = await ownMessages(channelId);
      if (own.kind !== 'sent') return own;
      return { kind: 'sent', value: own.value.find((message) => message.footer?.startsWith(marker) === true) };
    },
    putCommands: async (commands, applicationId) => {
      const known = applicationId ?? botId;
      const asked =
        known === undefined
          ? await ask(() => rest.get(Routes.currentApplication()), readId)
          : ({ kind: 'sent', value: known } as const);
      if (asked.kind !== 'sent') return asked;
      return ask(
        () => rest.put(Routes.applicationCommands(asked.value), { body: commands }),
        () => undefined,
      );
    },
  };
}

/** Id of the bot, which its token starts with and which is its application's too; `undefined` for a token of another shape. */
export function botIdOf(token: string): string | undefined {
  const id = Buffer.from(token.split('.')[0] ?? '', 'base64url').toString('utf8');
  return /^\d{15,21}$/.test(id) ? id : undefined;
}

/** The id that Discord gives a thing. */
function readId(answer: unknown): string {
  const { id } = answer as { readonly id?: unknown };
  return typeof id === 'string' ? id : '';
}
