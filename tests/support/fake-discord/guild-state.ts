import { filesAfter, type SentFile } from './files.ts';
import { type FakeChannel, type FakeMessage, GUILD_ID } from './payloads.ts';
import { asText } from './rules.ts';

/** Channels and messages of the fake. Ids count up, so that newer is larger, as with Discord's. */
export interface GuildState {
  readonly channels: ReadonlyMap<string, FakeChannel>;
  readonly addChannel: (channel: Partial<FakeChannel>) => FakeChannel;
  readonly changeChannel: (channelId: string, change: Partial<FakeChannel>) => FakeChannel | undefined;
  readonly deleteChannel: (channelId: string) => void;
  /** Stores a message, or finds the one of the same nonce. */
  readonly post: (
    channelId: string,
    body: Readonly<Record<string, unknown>>,
    id?: string,
    files?: readonly SentFile[],
  ) => FakeMessage;
  /** Files stay as they are unless the body names attachments: then only those that it names. */
  readonly edit: (
    channelId: string,
    messageId: string,
    body: Readonly<Record<string, unknown>>,
    files?: readonly SentFile[],
  ) => FakeMessage | undefined;
  readonly crosspost: (channelId: string, messageId: string) => FakeMessage | undefined;
  readonly remove: (channelId: string, messageId: string) => boolean;
  readonly find: (channelId: string, messageId: string) => FakeMessage | undefined;
  /** Oldest first. */
  readonly messages: (channelId?: string) => readonly FakeMessage[];
}

export function createGuildState(): GuildState {
  const channels = new Map<string, FakeChannel>();
  const messages = new Map<string, FakeMessage>();
  let next = 500_000_000_000_000_000n;
  const nextId = () => {
    next += 1n;
    return String(next);
  };
  const find = (channelId: string, messageId: string) => {
    const message = messages.get(messageId);
    return message?.channelId === channelId ? message : undefined;
  };
  const change = (channelId: string, messageId: string, update: (message: FakeMessage) => FakeMessage) => {
    const message = find(channelId, messageId);
    if (message === undefined) return undefined;
    const changed = update(message);
    messages.set(messageId, changed);
    return changed;
  };
  return {
    channels,
    addChannel: (channel) => {
      const added: FakeChannel = { id: nextId(), guildId: GUILD_ID, type: 0, name: 'alerts', ...channel };
      channels.set(added.id, added);
      return added;
    },
    changeChannel: (channelId, changed) => {
      const channel = channels.get(channelId);
      if (channel === undefined) return undefined;
      const after = { ...channel, ...changed };
      channels.set(channelId, after);
      return after;
    },
    deleteChannel: (channelId) => {
      channels.delete(channelId);
    },
    post: (channelId, body, id, files = []) => {
      const nonce = asText(body['nonce']);
      const same = [...messages.values()].find(
        (message) => message.channelId === channelId && nonce !== '' && asText(message.body['nonce']) === nonce,
      );
      if (body['enforce_nonce'] === true && same !== undefined) return same;
      const message = {
        id: id ?? nextId(),
        channelId,
        body,
        createdAt: new Date().toISOString(),
        files: filesAfter([], body, files, nextId),
      };
      messages.set(message.id, message);
      return message;
    },
    edit: (channelId, messageId, body, files = []) =>
      change(channelId, messageId, (message) => ({
        ...message,
        body: { ...message.body, ...body },
        files: filesAfter(message.files ?? [], body, files, nextId),
        editedAt: new Date().toISOString(),
      })),
    crosspost: (channelId, messageId) =>
      change(channelId, messageId, (message) => ({ ...message, isCrossposted: true })),
    remove: (channelId, messageId) => find(channelId, messageId) !== undefined && messages.delete(messageId),
    find,
    messages: (channelId) =>
      [...messages.values()].filter((message) => channelId === undefined || message.channelId === channelId),
  };
}
