import { asJson, asList, asText } from './rules.ts';

/** Objects as Discord sends them, complete enough for its own published description. */

export const APPLICATION_ID = '100000000000000001';
export const BOT_USER_ID = '100000000000000001';
export const GUILD_ID = '200000000000000001';

/** A channel of the fake: 0 text, 5 announcement, 11 public thread, 15 forum. */
export interface FakeChannel {
  readonly id: string;
  readonly guildId: string;
  readonly type: 0 | 5 | 11 | 15;
  readonly name: string;
  readonly parentId?: string;
  /** Of a forum. */
  readonly tags?: readonly { readonly id: string; readonly name: string; readonly moderated?: boolean }[];
  readonly isTagRequired?: boolean;
  /** Of a post in a forum. */
  readonly appliedTags?: readonly string[];
  readonly isArchived?: boolean;
  readonly isLocked?: boolean;
}

/** A file of a message, as it was sent. */
export interface FakeFile {
  readonly id: string;
  readonly filename: string;
  readonly description?: string;
  readonly size: number;
}

export interface FakeMessage {
  readonly id: string;
  readonly channelId: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly createdAt: string;
  readonly editedAt?: string;
  readonly isCrossposted?: boolean;
  readonly files?: readonly FakeFile[];
}

export function user(id: string, username: string, isBot: boolean): Record<string, unknown> {
  return {
    id,
    username,
    avatar: null,
    discriminator: '0000',
    public_flags: 0,
    flags: 0,
    global_name: null,
    primary_guild: null,
    ...(isBot ? { bot: true } : {}),
  };
}

export const BOT_USER = user(BOT_USER_ID, 'monitor', true);

export function applicationPayload(): Record<string, unknown> {
  return {
    id: APPLICATION_ID,
    name: 'monitor',
    icon: null,
    description: '',
    type: null,
    verify_key: '0'.repeat(64),
    flags: 0,
    bot: BOT_USER,
    owner: user('900000000000000001', 'owner', false),
    team: null,
    redirect_uris: [],
    interactions_endpoint_url: null,
    role_connections_verification_url: null,
    approximate_guild_count: 1,
    approximate_user_install_count: 0,
    approximate_user_authorization_count: 0,
    explicit_content_filter: 0,
    event_webhooks_types: [],
    flags_new: '0',
    eligible_oauth2_scopes: [],
  };
}

export function channelPayload(channel: FakeChannel): Record<string, unknown> {
  if (channel.type === 11) return threadPayload(channel);
  return {
    id: channel.id,
    type: channel.type,
    // REQUIRE_TAG
    flags: channel.isTagRequired === true ? 1 << 4 : 0,
    guild_id: channel.guildId,
    name: channel.name,
    position: 0,
    parent_id: null,
    permission_overwrites: [],
    nsfw: false,
    rate_limit_per_user: 0,
    topic: null,
    last_message_id: null,
    ...(channel.type === 15
      ? { available_tags: (channel.tags ?? []).map(tagPayload), default_sort_order: null, default_reaction_emoji: null }
      : {}),
  };
}

function tagPayload({ id, name, moderated = false }: NonNullable<FakeChannel['tags']>[number]): object {
  return { id, name, moderated, emoji_id: null, emoji_name: null };
}

function threadPayload(channel: FakeChannel): Record<string, unknown> {
  return {
    id: channel.id,
    type: 11,
    flags: 0,
    guild_id: channel.guildId,
    name: channel.name,
    parent_id: channel.parentId ?? null,
    owner_id: BOT_USER_ID,
    last_message_id: null,
    rate_limit_per_user: 0,
    message_count: 0,
    member_count: 1,
    total_message_sent: 0,
    ...(channel.appliedTags === undefined ? {} : { applied_tags: channel.appliedTags }),
    thread_metadata: {
      archived: channel.isArchived === true,
      archive_timestamp: '2026-11-21T10:00:00.000000+00:00',
      auto_archive_duration: 1440,
      locked: channel.isLocked === true,
      create_timestamp: '2026-11-21T10:00:00.000000+00:00',
    },
  };
}

export function messagePayload(message: FakeMessage): Record<string, unknown> {
  const { body } = message;
  return {
    id: message.id,
    channel_id: message.channelId,
    author: BOT_USER,
    type: body['message_reference'] === undefined ? 0 : 19,
    content: asText(body['content']),
    mentions: [],
    mention_roles: asList(asJson(body['allowed_mentions'])['roles']),
    mention_everyone: false,
    attachments: (message.files ?? []).map((file) => filePayload(file, message.channelId)),
    embeds: asList(body['embeds']).map(embedPayload),
    timestamp: message.createdAt,
    edited_timestamp: message.editedAt ?? null,
    flags: message.isCrossposted === true ? 1 : 0,
    components: withIds(asList(body['components'])),
    pinned: false,
    tts: false,
    ...(body['nonce'] === undefined ? {} : { nonce: body['nonce'] }),
    ...(body['message_reference'] === undefined
      ? {}
      : { message_reference: { type: 0, channel_id: message.channelId, ...asJson(body['message_reference']) } }),
  };
}

function filePayload({ id, filename, description, size }: FakeFile, channelId: string): object {
  const url = `https://cdn.example/attachments/${channelId}/${id}/${filename}`;
  return { id, filename, size, url, proxy_url: url, ...(description === undefined ? {} : { description }) };
}

function embedPayload(embed: unknown): Record<string, unknown> {
  const { fields, ...rest } = asJson(embed);
  const shown =
    fields === undefined ? {} : { fields: asList(fields).map((field) => ({ inline: false, ...asJson(field) })) };
  return { type: 'rich', ...rest, ...shown };
}

/** Discord numbers every component of a message. */
function withIds(rows: readonly unknown[]): readonly unknown[] {
  let next = 0;
  const number = (part: unknown): unknown => {
    next += 1;
    const menu = asJson(part)['type'] === 3 ? { min_values: 1, max_values: 1 } : {};
    const numbered: Record<string, unknown> = { ...menu, ...asJson(part), id: next };
    if (numbered['components'] !== undefined) numbered['components'] = asList(numbered['components']).map(number);
    return numbered;
  };
  return rows.map(number);
}

export function commandPayload(command: unknown, index: number): Record<string, unknown> {
  const { name, type, description, options, default_member_permissions, ...rest } = asJson(command);
  const given = Object.fromEntries(
    Object.entries(rest).filter(([key]) => ['contexts', 'integration_types', 'nsfw', 'dm_permission'].includes(key)),
  );
  return {
    id: String(300000000000000000n + BigInt(index)),
    application_id: APPLICATION_ID,
    version: '400000000000000001',
    type: type ?? 1,
    name,
    description: description ?? '',
    default_member_permissions: default_member_permissions === undefined ? null : asText(default_member_permissions),
    ...given,
    ...(options === undefined ? {} : { options }),
  };
}

/** READY of one shard; `gatewayUrl` again as the address to resume at. */
export function ready(
  gatewayUrl: string,
  sessionId: string,
  shard: unknown,
  hasGuild: boolean,
): Record<string, unknown> {
  return {
    v: 10,
    user: { ...BOT_USER, verified: true, mfa_enabled: false, email: null },
    guilds: hasGuild ? [{ id: GUILD_ID, unavailable: true }] : [],
    session_id: sessionId,
    resume_gateway_url: gatewayUrl,
    shard: Array.isArray(shard) ? shard : [0, 1],
    application: { id: APPLICATION_ID, flags: 0 },
    private_channels: [],
    relationships: [],
    user_settings: {},
    presences: [],
    guild_join_requests: [],
    geo_ordered_rtc_regions: [],
    auth: {},
  };
}

/** A role; the server's own id is that of everybody. */
export function rolePayload(id: string): Record<string, unknown> {
  return {
    id,
    name: id === GUILD_ID ? '@everyone' : 'watchers',
    color: 0,
    colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
    hoist: false,
    position: 0,
    permissions: '2147609664',
    managed: false,
    mentionable: false,
    flags: 0,
  };
}

export function guildCreate(channels: readonly FakeChannel[]): Record<string, unknown> {
  return {
    id: GUILD_ID,
    name: 'Fake guild',
    icon: null,
    splash: null,
    discovery_splash: null,
    owner_id: '900000000000000001',
    afk_channel_id: null,
    afk_timeout: 300,
    verification_level: 0,
    default_message_notifications: 0,
    explicit_content_filter: 0,
    roles: [rolePayload(GUILD_ID)],
    emojis: [],
    features: [],
    mfa_level: 0,
    application_id: null,
    system_channel_id: null,
    system_channel_flags: 0,
    rules_channel_id: null,
    vanity_url_code: null,
    description: null,
    banner: null,
    premium_tier: 0,
    preferred_locale: 'en-US',
    public_updates_channel_id: null,
    nsfw_level: 0,
    stickers: [],
    premium_progress_bar_enabled: false,
    safety_alerts_channel_id: null,
    joined_at: '2026-01-01T00:00:00.000000+00:00',
    large: false,
    unavailable: false,
    member_count: 2,
    voice_states: [],
    members: [],
    channels: channels.map(channelPayload),
    threads: [],
    presences: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  };
}
