import type { ForumTag } from './forum-tags.ts';

/** A message as Discord keeps it: what we read back. */
export interface StoredMessage {
  readonly id: string;
  readonly channelId: string;
  readonly footer?: string;
  readonly author?: string;
  readonly title?: string;
  readonly description?: string;
  /** ISO 8601 UTC; '' where Discord does not say. */
  readonly postedAt: string;
  /** The message that it answers. */
  readonly repliesTo?: string;
  /** What its fields hold: the links of a card stand there. */
  readonly fields: string;
  /** Answers a command of somebody's. */
  readonly isAnswer: boolean;
  /** Names of the files that stand with it. */
  readonly files: readonly string[];
  /** Published to the followers of its announcement channel. */
  readonly isPublished: boolean;
}

/** A channel or thread as Discord describes it. */
export interface ChannelShape {
  readonly id: string;
  readonly guildId: string;
  readonly name: string;
  /** Takes posts and no messages. */
  readonly isForum: boolean;
  readonly isTagRequired: boolean;
  /** Of a forum. */
  readonly tags: readonly ForumTag[];
  /** Of a post in a forum. */
  readonly appliedTags: readonly string[];
  readonly parentId?: string;
}

/** Source: docs.discord.com, Message Flags. */
const CROSSPOSTED = 1 << 0;

/** A message as it comes. */
export interface RawMessage {
  readonly id: string;
  readonly channel_id: string;
  readonly author?: { readonly id: string; readonly bot?: boolean };
  readonly embeds?: readonly {
    readonly footer?: { readonly text: string };
    readonly author?: { readonly name: string };
    readonly title?: string;
    readonly description?: string;
    readonly fields?: readonly { readonly value: string }[];
  }[];
  readonly timestamp?: string;
  readonly message_reference?: { readonly message_id?: string };
  readonly interaction_metadata?: unknown;
  readonly attachments?: readonly { readonly filename: string }[];
  readonly flags?: number;
}

/** Reads a message of Discord's. */
export function readMessage(answer: unknown): StoredMessage {
  const raw = answer as RawMessage;
  const { id, channel_id: channelId, embeds = [], attachments = [], flags = 0, interaction_metadata: command } = raw;
  const [embed] = embeds;
  const repliesTo = raw.message_reference?.message_id;
  return {
    id,
    channelId,
    postedAt: raw.timestamp ?? '',
    fields: (embed?.fields ?? []).map(({ value }) => value).join('\n'),
    isAnswer: command !== undefined && command !== null,
    files: attachments.map(({ filename }) => filename),
    isPublished: (flags & CROSSPOSTED) !== 0,
    ...(embed?.footer === undefined ? {} : { footer: embed.footer.text }),
    ...(repliesTo === undefined ? {} : { repliesTo }),
    ...(embed?.author === undefined ? {} : { author: embed.author.name }),
    ...(embed?.title === undefined ? {} : { title: embed.title }),
    ...(embed?.description === undefined ? {} : { description: embed.description }),
  };
}

/** Kinds of channels and their flags. Source: docs.discord.com, Channel Types, Channel Flags. */
const FORUM_TYPES = new Set([15, 16]);
const REQUIRE_TAG = 1 << 4;

interface RawChannel {
  readonly id: string;
  readonly type: number;
  readonly guild_id?: string;
  readonly name?: string | null;
  readonly flags?: number;
  readonly parent_id?: string | null;
  readonly available_tags?: readonly { readonly id: string; readonly name: string; readonly moderated: boolean }[];
  readonly applied_tags?: readonly string[];
}

/** Reads a channel or thread of Discord's. */
export function readChannel(answer: unknown): ChannelShape {
  const {
    id,
    type,
    guild_id,
    name,
    flags = 0,
    parent_id,
    available_tags = [],
    applied_tags = [],
  } = answer as RawChannel;
  return {
    id,
    guildId: guild_id ?? '',
    name: name ?? '',
    isForum: FORUM_TYPES.has(type),
    isTagRequired: (flags & REQUIRE_TAG) !== 0,
    tags: available_tags.map((tag) => ({ id: tag.id, name: tag.name, isModerated: tag.moderated })),
    appliedTags: applied_tags,
    ...(typeof parent_id === 'string' ? { parentId: parent_id } : {}),
  };
}
