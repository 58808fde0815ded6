import { commandsFaults } from './command-rules.ts';
import { fileFaults, type SentFile } from './files.ts';
import type { GuildState } from './guild-state.ts';
import {
  APPLICATION_ID,
  applicationPayload,
  BOT_USER,
  channelPayload,
  commandPayload,
  type FakeChannel,
  messagePayload,
} from './payloads.ts';
import { asJson, asList, asText, messageFaults } from './rules.ts';

export interface ApiRequest {
  readonly method: string;
  /** Decoded, without the version: `/channels/1/messages`. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: unknown;
  readonly files: readonly SentFile[];
}

/** An answer; `faults`: rules of Discord's that the request breaks. */
export interface ApiAnswer {
  readonly status: number;
  readonly body?: unknown;
  readonly faults?: readonly string[];
}

export interface RouteContext {
  readonly state: GuildState;
  readonly gatewayUrl: () => string;
  readonly shards: () => number;
  readonly onCommands: (commands: readonly unknown[]) => void;
  readonly onCallback: (interactionId: string, token: string, body: Readonly<Record<string, unknown>>) => ApiAnswer;
  readonly onFollowUp: (token: string, kind: 'edit' | 'create', body: Readonly<Record<string, unknown>>) => ApiAnswer;
}

const UNKNOWN_CHANNEL: ApiAnswer = { status: 404, body: { code: 10003, message: 'Unknown Channel' } };
const UNKNOWN_MESSAGE: ApiAnswer = { status: 404, body: { code: 10008, message: 'Unknown Message' } };
const NOT_FOUND: ApiAnswer = { status: 404, body: { code: 0, message: '404: Not Found' } };
const ARCHIVED: ApiAnswer = { status: 400, body: { code: 50083, message: 'Thread is archived' } };
const MOST_TAGS = 5;
const ARCHIVE_MINUTES = [60, 1440, 4320, 10080];

/** What Discord would do with the request. */
export function answerRequest(request: ApiRequest, context: RouteContext): ApiAnswer {
  const parts = request.path.split('/').filter((part) => part !== '');
  const route = `${request.method} ${parts.map((part) => (/^\d{15,}$/.test(part) ? ':id' : part)).join('/')}`;
  const body = asJson(request.body);
  const [, first = '', , second = ''] = parts;
  switch (route) {
    case 'GET gateway/bot':
      return gatewayBot(context);
    case 'GET applications/@me':
      return { status: 200, body: applicationPayload() };
    case 'GET users/@me':
      return { status: 200, body: { ...BOT_USER, email: null, verified: true, mfa_enabled: false, locale: 'en-US' } };
    case 'POST users/@me/channels':
      return {
        status: 200,
        body: { id: context.state.addChannel({ name: 'dm' }).id, type: 1, flags: 0, recipients: [] },
      };
    case 'PUT applications/:id/commands': {
      const faults = commandsFaults(request.body);
      if (faults.length > 0) return invalid(faults);
      context.onCommands(asList(request.body));
      return { status: 200, body: asList(request.body).map(commandPayload) };
    }
  }
  if (parts[0] === 'interactions') return context.onCallback(first, parts[2] ?? '', body);
  if (parts[0] === 'webhooks' && first === APPLICATION_ID) return followUp(request, parts[2] ?? '', body, context);
  if (route === 'GET guilds/:id/threads/active') {
    const threads = [...context.state.channels.values()].filter(
      ({ type, isArchived }) => type === 11 && isArchived !== true,
    );
    return { status: 200, body: { threads: threads.map(channelPayload), members: [], has_more: false } };
  }
  if (parts[0] !== 'channels') return { status: 404, body: { code: 0, message: '404: Not Found' } };
  return channelRoute(route, request, first, parts[3] ?? second, context);
}

function gatewayBot(context: RouteContext): ApiAnswer {
  const limit = { total: 1000, remaining: 999, reset_after: 3_600_000, max_concurrency: 1 };
  return { status: 200, body: { url: context.gatewayUrl(), shards: context.shards(), session_start_limit: limit } };
}

function followUp(
  request: ApiRequest,
  token: string,
  body: Readonly<Record<string, unknown>>,
  context: RouteContext,
): ApiAnswer {
  const kind = request.method === 'PATCH' ? 'edit' : 'create';
  // What stood with the answer before is not kept here: an edit may name only what it brings.
  const faults = [...messageFaults(body, false), ...fileFaults(body, request.files, [])];
  return faults.length > 0 ? invalid(faults) : context.onFollowUp(token, kind, body);
}

function channelRoute(
  route: string,
  request: ApiRequest,
  channelId: string,
  messageId: string,
  context: RouteContext,
): ApiAnswer {
  const { state } = context;
  const channel = state.channels.get(channelId);
  if (channel === undefined) return UNKNOWN_CHANNEL;
  const body = asJson(request.body);
  switch (route) {
    case 'GET channels/:id':
      return { status: 200, body: channelPayload(channel) };
    case 'PATCH channels/:id':
      return channel.type === 11 ? changeThread(channelId, body, state) : NOT_FOUND;
    case 'GET channels/:id/messages/:id': {
      const message = state.find(channelId, messageId);
      return message === undefined ? UNKNOWN_MESSAGE : { status: 200, body: messagePayload(message) };
    }
    case 'GET channels/:id/messages': {
      if (channel.type === 15)
        return { status: 400, body: { code: 50024, message: 'Cannot execute action on this channel type' } };
      const limit = Number(request.query.get('limit') ?? 50);
      const newest = [...state.messages(channelId)].reverse().slice(0, limit);
      return { status: 200, body: newest.map(messagePayload) };
    }
    case 'POST channels/:id/messages': {
      const faults = [...messageFaults(body, true), ...fileFaults(body, request.files, [])];
      if (faults.length > 0) return invalid(faults);
      if (channel.type === 15)
        return { status: 400, body: { code: 50008, message: 'Cannot send messages in a non-text channel' } };
      if (channel.isLocked === true) return ARCHIVED;
      // A message opens an archived thread again.
      if (channel.isArchived === true) state.changeChannel(channelId, { isArchived: false });
      return { status: 200, body: messagePayload(state.post(channelId, body, undefined, request.files)) };
    }
    case 'PATCH channels/:id/messages/:id': {
      const standing = state.find(channelId, messageId)?.files ?? [];
      const faults = [...messageFaults(body, false), ...fileFaults(body, request.files, standing)];
      if (faults.length > 0) return invalid(faults);
      if (channel.isArchived === true) return ARCHIVED;
      const edited = state.edit(channelId, messageId, body, request.files);
      return edited === undefined ? UNKNOWN_MESSAGE : { status: 200, body: messagePayload(edited) };
    }
    case 'DELETE channels/:id/messages/:id':
      return state.remove(channelId, messageId) ? { status: 204 } : UNKNOWN_MESSAGE;
    case 'POST channels/:id/messages/:id/crosspost': {
      if (channel.type !== 5) return { status: 400, body: { code: 50068, message: 'Invalid message type' } };
      const message = state.crosspost(channelId, messageId);
      return message === undefined ? UNKNOWN_MESSAGE : { status: 200, body: messagePayload(message) };
    }
    case 'POST channels/:id/messages/:id/threads':
      return openThread(channelId, messageId, body, state);
    case 'POST channels/:id/threads':
      return forumPost(request, channel, state);
    default:
      return NOT_FOUND;
  }
}

function openThread(
  channelId: string,
  messageId: string,
  body: Readonly<Record<string, unknown>>,
  state: GuildState,
): ApiAnswer {
  if (state.find(channelId, messageId) === undefined) return UNKNOWN_MESSAGE;
  // A thread of a message has the message's id.
  if (state.channels.has(messageId))
    return { status: 400, body: { code: 160004, message: 'A thread has already been created for this message' } };
  const faults = threadFaults(body);
  if (faults.length > 0) return invalid(faults);
  const thread = state.addChannel({ id: messageId, type: 11, name: asText(body['name']), parentId: channelId });
  return { status: 201, body: channelPayload(thread) };
}

function forumPost(request: ApiRequest, forum: FakeChannel, state: GuildState): ApiAnswer {
  const body = asJson(request.body);
  const faults = [
    ...threadFaults(body),
    ...messageFaults(body['message'], true),
    ...fileFaults(body['message'], request.files, []),
    ...(forum.type === 15 ? tagFaults(body['applied_tags'], forum) : ['channel: no forum']),
  ];
  if (asJson(body['message'])['nonce'] !== undefined) faults.push('message.nonce: a forum post takes none');
  if (faults.length > 0) return invalid(faults);
  const appliedTags = asList(body['applied_tags']).map(asText);
  if (forum.isTagRequired === true && appliedTags.length === 0)
    return { status: 400, body: { code: 40067, message: 'A tag is required to create a forum post in this channel' } };
  const thread = state.addChannel({ type: 11, name: asText(body['name']), parentId: forum.id, appliedTags });
  // The first message of a forum post has the thread's id.
  const message = state.post(thread.id, asJson(body['message']), thread.id, request.files);
  return { status: 201, body: { ...channelPayload(thread), message: messagePayload(message) } };
}

function changeThread(threadId: string, body: Readonly<Record<string, unknown>>, state: GuildState): ApiAnswer {
  const thread = state.channels.get(threadId);
  const forum = state.channels.get(thread?.parentId ?? '');
  const tags = body['applied_tags'];
  const faults = tags === undefined ? [] : forum?.type === 15 ? tagFaults(tags, forum) : ['applied_tags: no forum'];
  const unknown = Object.keys(body).filter((key) => !['applied_tags', 'archived', 'name'].includes(key));
  faults.push(...unknown.map((key) => `${key}: not for threads of ours`));
  if (faults.length > 0) return invalid(faults);
  if (thread?.isLocked === true) return { status: 403, body: { code: 50001, message: 'Missing Access' } };
  if (thread?.isArchived === true && body['archived'] !== false) return ARCHIVED;
  const changed = state.changeChannel(threadId, {
    ...(tags === undefined ? {} : { appliedTags: asList(tags).map(asText) }),
    ...(body['archived'] === false ? { isArchived: false } : {}),
  });
  return changed === undefined ? UNKNOWN_CHANNEL : { status: 200, body: channelPayload(changed) };
}

/** Tags must be the forum's own, each once, at most five. */
function tagFaults(given: unknown, forum: FakeChannel): string[] {
  const tags = asList(given).map(asText);
  const faults = tags.length > MOST_TAGS ? ['applied_tags: more than 5'] : [];
  if (new Set(tags).size < tags.length) faults.push('applied_tags: one stands twice');
  for (const id of tags) {
    const tag = (forum.tags ?? []).find((one) => one.id === id);
    if (tag === undefined) faults.push(`applied_tags: ${id} is no tag of this forum`);
    else if (tag.moderated === true) faults.push(`applied_tags: ${tag.name} is for moderators`);
  }
  return faults;
}

function threadFaults(body: Readonly<Record<string, unknown>>): readonly string[] {
  const name = asText(body['name']);
  const faults = name.length < 1 || name.length > 100 ? ['name: not 1 to 100 long'] : [];
  const minutes = body['auto_archive_duration'];
  if (minutes !== undefined && !ARCHIVE_MINUTES.includes(Number(minutes)))
    faults.push('auto_archive_duration: not 60, 1440, 4320 or 10080');
  return faults;
}

function invalid(faults: readonly string[]): ApiAnswer {
  const errors = { _errors: faults.map((message) => ({ code: 'FAKE_RULE', message })) };
  return { status: 400, body: { code: 50035, message: 'Invalid Form Body', errors }, faults };
}
