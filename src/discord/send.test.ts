import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type FakeDiscord, startFakeDiscord } from '../../tests/support/fake-discord/server.ts';
import { SAMPLE_INCIDENTS } from '../words/sample-incidents.ts';
import { SAMPLE_NAMES } from '../words/sample-names.ts';
import { tellChannelLost } from './lost-channel.ts';
import { type MessageBody, NO_MENTIONS } from './message-body.ts';
import { renderAlert } from './render/alert.ts';
import { botIdOf, createSender, type Sender, type SenderOptions } from './send.ts';

const BODY: MessageBody = {
  content: 'x',
  embeds: [{ description: 'd', footer: { text: 'AA-2026-11-21-07 r1' } }],
  allowed_mentions: NO_MENTIONS,
};

let fake: FakeDiscord;
let blocked: number[];
let sender: Sender;
let channelId: string;

function open(options: Partial<SenderOptions> = {}): Sender {
  const budget = {
    acquire: () => Promise.resolve(),
    block: (ms: number) => Promise.resolve(blocked.push(ms)),
  };
  return createSender({ token: fake.token, apiBase: fake.apiBase, budget, ...options });
}

beforeEach(async () => {
  fake = await startFakeDiscord();
  blocked = [];
  sender = open();
  channelId = fake.state.addChannel({}).id;
});

afterEach(async () => {
  vi.restoreAllMocks();
  await fake.close();
});

describe('a sender', () => {
  it('posts, edits, finds by marker, opens a thread, publishes', async () => {
    const news = fake.state.addChannel({ type: 5 }).id;
    const posted = await sender.post(news, BODY, { nonce: 'n1' });
    if (posted.kind !== 'sent') throw new Error(posted.message);
    expect(await sender.edit(news, posted.value.id, { ...BODY, content: 'y' })).toMatchObject({ kind: 'sent' });
    expect(await sender.findByMarker(news, 'AA-2026-11-21-07 r')).toMatchObject({ value: { id: posted.value.id } });
    expect(await sender.findByMarker(news, 'AA-2026-11-21-08')).toEqual({ kind: 'sent', value: undefined });
    expect(await sender.thread(news, posted.value.id, 'Sotk'.repeat(50))).toEqual({
      kind: 'sent',
      value: { threadId: posted.value.id },
    });
    expect(await sender.crosspost(news, posted.value.id)).toMatchObject({ kind: 'sent' });
    expect(fake.state.messages(news)[0]).toMatchObject({ isCrossposted: true, body: { content: 'y' } });
    expect(fake.faults).toEqual([]);
  });

  it('sends samples in the real shape and asks the fake, and Discord’s description where it is at hand, about every one', async (context) => {
    if (fake.uncheckedBecause !== undefined) await context.annotate(`own rules only: ${fake.uncheckedBecause}`);
    for (const incident of Object.values(SAMPLE_INCIDENTS)) {
      const body = renderAlert(incident, {
        language: 'en',
        names: SAMPLE_NAMES,
        buttons: 'moderator',
        changes: incident.history,
      });
      expect(await sender.post(channelId, body)).toMatchObject({ kind: 'sent' });
    }
    expect(fake.faults).toEqual([]);
  });

  it('sends pictures with their description for screen readers', async () => {
    const files = [
      {
        name: 'map.png',
        bytes: new Uint8Array([0x89, 0x50, 0x4e, 0x47]),
        contentType: 'image/png',
        description: 'a map',
      },
    ];
    expect(await sender.post(channelId, BODY, { files })).toMatchObject({ kind: 'sent' });
    expect(fake.requests.at(-1)?.body).toMatchObject({
      attachments: [{ id: '0', filename: 'map.png', description: 'a map' }],
    });
    expect(fake.faults).toEqual([]);
  });

  it('opens a post in a forum, which takes no plain message', async () => {
    const forum = fake.state.addChannel({ type: 15 }).id;
    expect(await sender.post(forum, BODY)).toMatchObject({ kind: 'reject', reason: 'notAMessageChannel' });
    const opened = await sender.forumPost(forum, 'Sotk / Zod', BODY);
    expect(opened).toMatchObject({ kind: 'sent' });
    expect(fake.faults).toEqual([]);
  });

  it('tells the maker of a subscription, in its language, that the channel is lost', async () => {
    const subscription = { channelId, createdBy: '900000000000000002', language: 'hy' } as const;
    expect(await tellChannelLost(subscription, 'noPermission', sender)).toMatchObject({ kind: 'sent' });
    expect(fake.state.messages().at(-1)?.body['content']).toContain(`Ես այլևս չեմ կարող գրել <#${channelId}> ալիքում`);
    expect(await tellChannelLost({ channelId, language: 'hy' }, 'noPermission', sender)).toBeUndefined();
    expect(fake.faults).toEqual([]);
  });

  it('stores one message for one nonce, also when the first answer was lost', async () => {
    fake.inject({ trouble: { kind: 'lostAnswer' } });
    expect(await sender.post(channelId, BODY, { nonce: 'same' })).toMatchObject({ kind: 'retry', unsent: false });
    expect(await sender.post(channelId, BODY, { nonce: 'same' })).toMatchObject({ kind: 'sent' });
    expect(fake.state.messages(channelId)).toHaveLength(1);
  });
});

describe('what Discord or the network refuses comes back as a value', () => {
  it.each([
    ['500', { kind: 'status', status: 500 }, { kind: 'retry', reason: 'serverError', unsent: false }],
    ['503 as a page', { kind: 'status', status: 503, isHtml: true }, { kind: 'retry', reason: 'serverError' }],
    ['half an answer', { kind: 'wrongJson' }, { kind: 'retry', reason: 'serverError', unsent: false }],
    ['a broken connection', { kind: 'reset' }, { kind: 'retry', reason: 'network', unsent: false }],
    [
      '400',
      { kind: 'status', status: 400, code: 50035, message: 'Invalid Form Body' },
      { kind: 'reject', reason: 'badRequest' },
    ],
    [
      '403 missing permission',
      { kind: 'status', status: 403, code: 50013 },
      { kind: 'reject', reason: 'noPermission' },
    ],
    ['403 as a page', { kind: 'status', status: 403, isHtml: true }, { kind: 'reject', reason: 'noPermission' }],
    ['404 channel', { kind: 'status', status: 404, code: 10003 }, { kind: 'reject', reason: 'unknownChannel' }],
    ['404 message', { kind: 'status', status: 404, code: 10008 }, { kind: 'reject', reason: 'unknownMessage' }],
    ['too many edits', { kind: 'status', status: 400, code: 30046 }, { kind: 'reject', reason: 'editLimit' }],
  ] as const)('%s', async (_, trouble, expected) => {
    fake.inject({ trouble });
    expect(await sender.post(channelId, BODY)).toMatchObject(expected);
    expect(fake.requests).toHaveLength(1);
  });

  it('no answer in time', async () => {
    fake.inject({ trouble: { kind: 'hang' } });
    expect(await open({ timeoutMs: 60 }).post(channelId, BODY)).toMatchObject({
      kind: 'retry',
      reason: 'timeout',
      unsent: false,
    });
  });

  it('nobody listening', async () => {
    const away = open({ apiBase: 'http://127.0.0.1:1/api' });
    expect(await away.post(channelId, BODY)).toMatchObject({ kind: 'retry', reason: 'network', unsent: true });
  });

  it('a revoked token: one request, then none, and the token stands in no message', async () => {
    const wrong = open({ token: `${fake.token.slice(0, -5)}other` });
    const first = await wrong.post(channelId, BODY);
    const second = await wrong.post(channelId, BODY);
    expect([first, second]).toEqual([
      { kind: 'reject', reason: 'badToken', message: '401 0: 401: Unauthorized' },
      { kind: 'reject', reason: 'badToken', message: '401 0: 401: Unauthorized' },
    ]);
    expect(fake.requests).toHaveLength(1);
  });
});

describe('rate limits', () => {
  it('a short one is sat out', async () => {
    fake.inject({ trouble: { kind: 'rateLimit', scope: 'user', retryAfterMs: 40 } });
    expect(await sender.post(channelId, BODY)).toMatchObject({ kind: 'sent' });
    expect(fake.requests.map((request) => request.status)).toEqual([429, 200]);
  });

  it('a long one goes back to the caller with Discord’s own time', async () => {
    fake.inject({ trouble: { kind: 'rateLimit', scope: 'shared', retryAfterMs: 60_000 } });
    const result = await sender.post(channelId, BODY);
    expect(result).toMatchObject({ kind: 'retry', reason: 'rateLimit', unsent: true });
    expect(result.kind === 'retry' ? result.afterMs : 0).toBeGreaterThanOrEqual(60_000);
  });

  it('a global one blocks the budget of all processes', async () => {
    fake.inject({ trouble: { kind: 'rateLimit', scope: 'global', retryAfterMs: 30_000 } });
    expect(await sender.post(channelId, BODY)).toMatchObject({ kind: 'retry', reason: 'rateLimit' });
    expect(blocked[0]).toBeGreaterThanOrEqual(30_000);
  });

  it.each(['global', 'user'] as const)(
    'one that is %s lasts no longer when the clock is set back meanwhile',
    async (scope) => {
      const machine = Date.now;
      let wrongMs = 0;
      let toldMs = 0;
      vi.spyOn(Date, 'now').mockImplementation(() => machine() + wrongMs);
      const setBack = () => (wrongMs = -240_000);
      sender = open({
        log: setBack,
        clockBackMs: () => {
          const backMs = toldMs - wrongMs;
          toldMs = wrongMs;
          return backMs;
        },
      });
      fake.inject({ trouble: { kind: 'rateLimit', scope, retryAfterMs: 40 } });
      expect(await sender.post(channelId, BODY)).toMatchObject({ kind: 'sent' });
      expect(blocked.every((ms) => ms < 1000)).toBe(true);
    },
  );
});

describe('the token', () => {
  it('tells the bot’s id', () => {
    expect(botIdOf(fake.token)).toBe('100000000000000001');
  });

  it.each(['', 'abc', 'a.b.c'])('of another shape tells nothing: "%s"', (token) => {
    expect(botIdOf(token)).toBeUndefined();
  });

  it('of another shape works too: who we are is asked for', async () => {
    const other = await startFakeDiscord({ token: 'of-another-shape' });
    const budget = { acquire: () => Promise.resolve(), block: () => Promise.resolve() };
    const odd = createSender({ token: other.token, apiBase: other.apiBase, budget });
    const channel = other.state.addChannel({}).id;
    await odd.post(channel, BODY);
    expect(await odd.findByMarker(channel, 'AA-2026-11-21-07')).toMatchObject({ value: { channelId: channel } });
    expect(await odd.putCommands([])).toMatchObject({ kind: 'sent' });
    expect(other.faults).toEqual([]);
    await other.close();
  });
});
