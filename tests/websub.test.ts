import { createHmac } from 'node:crypto';
import fastify from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Config, loadConfig } from '../src/config/load.ts';
import type { Desk } from '../src/desk.ts';
import { newFeedState } from '../src/feeds/feed-state.ts';
import { createIntake } from '../src/feeds/intake.ts';
import { addPushRoutes } from '../src/ops/push-routes.ts';
import type { PollingPorts } from '../src/polling.ts';
import { createPushes, type Pushes } from '../src/service/pushes.ts';

const NOW = Date.parse('2026-11-21T12:00:00Z');
const quiet = { debug() {}, info() {}, warn() {}, error() {}, child: () => quiet };
const FEED = {
  id: 'a-feed',
  outlet: 'a',
  url: 'http://127.0.0.1:1/feed',
  kind: 'feed',
  every: 300_000,
  enabled: true,
  timezone: 'UTC',
  headers: {},
  allowPrivate: true,
  retryAfterScope: 'host',
};

const asked: Record<string, string>[] = [];
const hub = fastify();
let hubUrl = '';
const app = fastify();
const processed: string[] = [];
const states = new Map<string, Readonly<Record<string, unknown>>>();
let pushes: Pushes;
let intake: ReturnType<typeof createIntake>;

beforeAll(async () => {
  hub.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
    done(null, Object.fromEntries(new URLSearchParams(String(body)))),
  );
  hub.post('/hub', (request, reply) => {
    asked.push(request.body as Record<string, string>);
    return reply.code(202).send();
  });
  hubUrl = await hub.listen({ port: 0, host: '127.0.0.1' });
  const loaded = await loadConfig('config');
  if (loaded.kind !== 'ok') throw new Error('the configuration is broken');
  const { settings } = loaded.config;
  intake = createIntake(settings.feeds, { now: () => NOW, random: () => 0.5 });
  states.set(FEED.id, {
    ...newFeedState(NOW),
    isArchived: true,
    hub: `${hubUrl}/hub`,
    topic: 'https://a.example/feed',
  });
  const ports: PollingPorts = {
    intake,
    feedStates: { get: async (id) => states.get(id), save: async (id, state) => void states.set(id, state) },
    seen: { lookUp: async (_outlet, questions) => questions.map(() => ({ kind: 'unknown' })), mark: async () => [] },
    restarts: { memory: async () => ({ epoch: '' }) },
    setAside: { strike: async () => ({ kind: 'again', attempt: 1 }), clear: async () => undefined },
    process: async ({ item }) => {
      processed.push(item.title);
      return {
        item: { ...item, language: 'en', languageConfidence: 1 },
        outcome: 'drop',
        reason: 'r',
        plans: [],
        understood: { classification: { label: 'other', score: 0, lexiconVersion: 'v' } } as never,
      };
    },
    tellHealth() {},
  };
  const desk = { config: { feeds: [FEED] } as unknown as Config } as Desk;
  // The hub of this test is on loopback, which the guard of real subscriptions refuses.
  const subscribe = async (decision: Parameters<typeof intake.subscribe>[0]) => {
    await fetch(decision.hub, { method: 'POST', body: new URLSearchParams(decision.form) });
    return { kind: 'accepted' as const };
  };
  pushes = createPushes({
    desk: () => desk,
    intake: { subscribe },
    ports,
    publicUrl: 'https://monitor.example/',
    secret: 'shared',
    now: () => NOW,
    log: quiet,
  });
  await addPushRoutes(app, pushes, 1_000_000);
});

afterAll(async () => {
  await Promise.all([hub.close(), app.close(), intake.close()]);
});

const BODY =
  '<rss version="2.0"><channel><title>a</title><item><guid>1</guid><title>Pushed</title></item></channel></rss>';

describe('WebSub', () => {
  it('asks the hub once, with a callback of our own and a secret', async () => {
    await pushes.afterPoll(FEED.id);
    await pushes.afterPoll(FEED.id);
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatchObject({
      'hub.mode': 'subscribe',
      'hub.topic': 'https://a.example/feed',
      'hub.callback': 'https://monitor.example/websub/a-feed',
    });
    expect(asked[0]?.['hub.secret']).toMatch(/^[0-9a-f]{64}$/);
  });

  it('confirms what we asked for and refuses what we did not', async () => {
    const url = (topic: string) =>
      `/websub/a-feed?hub.mode=subscribe&hub.topic=${encodeURIComponent(topic)}&hub.challenge=abc&hub.lease_seconds=864000`;
    const ours = await app.inject({ url: url('https://a.example/feed') });
    expect([ours.statusCode, ours.body]).toEqual([200, 'abc']);
    expect(states.get(FEED.id)?.['subscribedUntil']).toBe(NOW + 864_000_000);
    expect((await app.inject({ url: url('https://evil.example/feed') })).statusCode).toBe(404);
    expect((await app.inject({ url: '/websub/no-such-feed?hub.mode=subscribe' })).statusCode).toBe(404);
  });

  it('takes a signed push the way of a poll, and ignores one that is not signed', async () => {
    const signature = `sha256=${createHmac('sha256', asked[0]?.['hub.secret'] ?? '')
      .update(BODY)
      .digest('hex')}`;
    const post = (headers: Record<string, string>) =>
      app.inject({
        method: 'POST',
        url: '/websub/a-feed',
        payload: BODY,
        headers: { 'content-type': 'application/rss+xml', ...headers },
      });
    expect((await post({})).statusCode).toBe(202);
    expect((await post({ 'x-hub-signature': `sha256=${'0'.repeat(64)}` })).statusCode).toBe(202);
    expect(processed).toEqual([]);
    expect((await post({ 'x-hub-signature': signature })).statusCode).toBe(202);
    expect(processed).toEqual(['Pushed']);
  });
});
