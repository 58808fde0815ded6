import { type FakeChannel, type FakeMessage, GUILD_ID } from './payloads.ts';
import { asText } from './rules.ts';

/** Channels and messages of the fake. Ids count up, so that newer is larger, as with Discord's. */
export interface GuildState {
  readonly channels: ReadonlyMap<string, FakeChannel>;
  readonly addChannel: (channel: Partial<FakeChannel>) => FakeChannel;
  readonly deleteChannel: (channelId: string) => void;
  /** Stores a message, or finds the one of the same nonce. */
  readonly post: (channelId: string, body: Readonly<Record<string, unknown>>, id?: string) => FakeMessage;
  readonly edit: (
    channelId: string,
    messageId: string,
    body: Readonly<Record<string, unknown>>,
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
    deleteChannel: (channelId) => {
      channels.delete(channelId);
    },
    post: (channelId, body, id) => {
      const nonce = asText(body['nonce']);
      const same = [...messages.values()].find(
        (message) => message.channelId === channelId && nonce !== '' && asText(message.body['nonce']) === nonce,
      );
      if (body['enforce_nonce'] === true && same !== undefined) return same;
      const message = { id: id ?? nextId(), channelId, body, createdAt: new Date().toISOString() };
      messages.set(message.id, message);
      return message;
    },
    edit: (channelId, messageId, body) =>
      change(channelId, messageId, (message) => ({
        ...message,
        body: { ...message.body, ...body },
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
