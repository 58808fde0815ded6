import { choiceFaults } from './command-rules.ts';
import type { GuildState } from './guild-state.ts';
import { APPLICATION_ID, GUILD_ID, messagePayload, rolePayload, user } from './payloads.ts';
import type { ApiAnswer } from './routes.ts';
import { asJson, asList, asText, messageFaults } from './rules.ts';

type Json = Readonly<Record<string, unknown>>;

/** Permissions a member may hold. Source: docs.discord.com, Permissions. */
export const MANAGE_GUILD = 1n << 5n;
export const MANAGE_MESSAGES = 1n << 13n;

export interface Press {
  readonly channelId: string;
  readonly userId?: string;
  readonly permissions?: bigint;
  readonly locale?: string;
  readonly guildLocale?: string;
  /** Undefined = the bot is in the guild; false = used as a user's own app, where the bot is absent. */
  readonly isInstalledInGuild?: boolean;
}

/** How one interaction was answered. */
export interface InteractionAnswer {
  /** 4 message, 5 deferred, 6 and 7 of a button, 8 choices, 9 form. */
  readonly type: number;
  readonly isEphemeral: boolean;
  /** The message as it stands now: from the callback, or from the edit of a deferred one. */
  readonly message: Json;
  readonly choices: readonly Json[];
  readonly modal: Json;
  /** Milliseconds from the press to the first callback. */
  readonly answeredAfterMs: number;
}

interface Pending {
  readonly id: string;
  readonly token: string;
  readonly startedAt: number;
  callback?: { readonly type: number; readonly data: Json; readonly at: number };
  settle?: (answer: InteractionAnswer) => void;
}

export interface Interactions {
  readonly command: (name: string, options: readonly Json[], press: Press) => Promise<InteractionAnswer>;
  readonly autocomplete: (name: string, options: readonly Json[], press: Press) => Promise<InteractionAnswer>;
  readonly button: (customId: string, press: Press, values?: readonly string[]) => Promise<InteractionAnswer>;
  /** A choice in a menu of roles (6) or channels (8). */
  readonly choose: (customId: string, kind: 6 | 8, ids: readonly string[], press: Press) => Promise<InteractionAnswer>;
  readonly messageCommand: (name: string, content: string, press: Press) => Promise<InteractionAnswer>;
  readonly submit: (
    customId: string,
    fields: Readonly<Record<string, string>>,
    press: Press,
  ) => Promise<InteractionAnswer>;
  readonly onCallback: (id: string, token: string, body: Json) => ApiAnswer;
  readonly onFollowUp: (token: string, kind: 'edit' | 'create', body: Json) => ApiAnswer;
}

const UNKNOWN: ApiAnswer = { status: 404, body: { code: 10062, message: 'Unknown interaction' } };

export function createInteractions(state: GuildState, dispatch: (event: string, data: unknown) => void): Interactions {
  const pendingByToken = new Map<string, Pending>();
  let next = 700_000_000_000_000_000n;

  const start = (type: number, data: Json, press: Press, extra: Json = {}): Promise<InteractionAnswer> => {
    next += 1n;
    const pending: Pending = { id: String(next), token: `token-${next}`, startedAt: performance.now() };
    pendingByToken.set(pending.token, pending);
    const answer = new Promise<InteractionAnswer>((resolve) => {
      pending.settle = resolve;
    });
    dispatch('INTERACTION_CREATE', { ...envelope(pending, press, state), type, data, ...extra });
    return answer;
  };
  const settle = (pending: Pending, message: Json) => {
    const callback = pending.callback;
    if (callback === undefined) return;
    pending.settle?.({
      type: callback.type,
      isEphemeral: (Number(callback.data['flags'] ?? 0) & 64) !== 0,
      message,
      choices: asList(callback.data['choices']).map(asJson),
      modal: callback.type === 9 ? callback.data : {},
      answeredAfterMs: callback.at - pending.startedAt,
    });
  };
  return {
    command: (name, options, press) => start(2, { id: '300000000000000000', name, type: 1, options }, press),
    autocomplete: (name, options, press) => start(4, { id: '300000000000000000', name, type: 1, options }, press),
    messageCommand: (name, content, press) => {
      const message = state.post(press.channelId, { content });
      const data = { id: '300000000000000000', name, type: 3, target_id: message.id };
      return start(2, { ...data, resolved: { messages: { [message.id]: messagePayload(message) } } }, press);
    },
    button: (customId, press, values) => {
      const message = state.messages(press.channelId).at(-1) ?? state.post(press.channelId, { content: 'x' });
      const data = {
        custom_id: customId,
        component_type: values === undefined ? 2 : 3,
        ...(values === undefined ? {} : { values }),
      };
      return start(3, data, press, { message: messagePayload(message) });
    },
    choose: (customId, kind, ids, press) => {
      const message = state.messages(press.channelId).at(-1) ?? state.post(press.channelId, { content: 'x' });
      const roles = Object.fromEntries(ids.map((id) => [id, rolePayload(id)]));
      const channels = Object.fromEntries(ids.map((id) => [id, { id, name: 'x', type: 0, permissions: '0' }]));
      const resolved = kind === 6 ? { roles } : { channels };
      const data = { custom_id: customId, component_type: kind, values: ids, resolved };
      return start(3, data, press, { message: messagePayload(message) });
    },
    submit: (customId, fields, press) => {
      const message = state.messages(press.channelId).at(-1) ?? state.post(press.channelId, { content: 'x' });
      const components = Object.entries(fields).map(([id, value]) => ({
        type: 1,
        id: 1,
        components: [{ type: 4, id: 2, custom_id: id, value }],
      }));
      return start(5, { custom_id: customId, components }, press, { message: messagePayload(message) });
    },
    onCallback: (id, token, body) => {
      const pending = pendingByToken.get(token);
      if (pending === undefined || pending.id !== id) return UNKNOWN;
      if (pending.callback !== undefined)
        return { status: 400, body: { code: 40060, message: 'Interaction has already been acknowledged.' } };
      const data = asJson(body['data']);
      const type = Number(body['type']);
      const faults = callbackFaults(type, data);
      if (faults.length > 0) return { status: 400, body: { code: 50035, message: 'Invalid Form Body' }, faults };
      pending.callback = { type, data, at: performance.now() };
      if (type !== 5 && type !== 6) settle(pending, data);
      return { status: 204 };
    },
    onFollowUp: (token, kind, body) => {
      const pending = pendingByToken.get(token);
      if (pending?.callback === undefined) return { status: 404, body: { code: 10015, message: 'Unknown Webhook' } };
      if (kind === 'edit') settle(pending, body);
      const message = { id: '800000000000000001', channelId: '1', body, createdAt: new Date().toISOString() };
      return { status: 200, body: messagePayload(message) };
    },
  };
}

function callbackFaults(type: number, data: Json): readonly string[] {
  if (type === 4 || type === 7) return messageFaults({ ...data, flags: Number(data['flags'] ?? 0) & ~64 }, type === 4);
  if (type === 5 && Object.keys(data).some((key) => key !== 'flags')) return ['callback: deferring takes flags alone'];
  if (type === 9) return modalFaults(data);
  if (type !== 8) return [];
  const choices = asList(data['choices']);
  return [
    ...(choices.length > 25 ? ['choices: more than 25'] : []),
    ...choices.flatMap((choice) => choiceFaults(choice, 'choices')),
  ];
}

/** Source: docs.discord.com, Modal, Text Input. */
function modalFaults(modal: Json): readonly string[] {
  const title = asText(modal['title']);
  const faults = title.length < 1 || title.length > 45 ? ['modal.title: not 1 to 45 long'] : [];
  const id = asText(modal['custom_id']);
  if (id.length < 1 || id.length > 100) faults.push('modal.custom_id: not 1 to 100 long');
  const rows = asList(modal['components']).map(asJson);
  if (rows.length < 1 || rows.length > 5) faults.push('modal: not 1 to 5 lines');
  for (const row of rows) {
    const [input = {}, ...others] = asList(row['components']).map(asJson);
    if (row['type'] !== 1 || input['type'] !== 4 || others.length > 0) faults.push('modal: a line is one text input');
    const label = asText(input['label']);
    if (label.length < 1 || label.length > 45) faults.push(`modal: the label "${label}" is not 1 to 45 long`);
    if (asText(input['placeholder']).length > 100) faults.push('modal: a placeholder longer than 100');
    if (asText(input['value']).length > Number(input['max_length'] ?? 4000))
      faults.push('modal: a value that is too long');
  }
  return faults;
}

function envelope(pending: Pending, press: Press, state: GuildState): Json {
  const channel = state.channels.get(press.channelId);
  const isInstalled = press.isInstalledInGuild !== false;
  return {
    id: pending.id,
    application_id: APPLICATION_ID,
    token: pending.token,
    version: 1,
    guild_id: GUILD_ID,
    guild: { id: GUILD_ID, locale: press.guildLocale ?? 'en-US', features: [] },
    channel_id: press.channelId,
    channel: {
      id: press.channelId,
      type: channel?.type ?? 0,
      guild_id: GUILD_ID,
      name: channel?.name ?? 'x',
      permissions: '0',
    },
    member: {
      user: user(press.userId ?? '900000000000000002', 'somebody', false),
      roles: [],
      joined_at: '2026-01-01T00:00:00.000000+00:00',
      deaf: false,
      mute: false,
      flags: 0,
      permissions: String(press.permissions ?? 0n),
    },
    app_permissions: '2147609664',
    locale: press.locale ?? 'en-US',
    guild_locale: press.guildLocale ?? 'en-US',
    entitlements: [],
    authorizing_integration_owners: isInstalled ? { '0': GUILD_ID } : { '1': press.userId ?? '900000000000000002' },
    context: 0,
    attachment_size_limit: 10_485_760,
  };
}
