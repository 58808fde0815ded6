import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withStory } from '../src/commands/demo/config.ts';
import { type Newsroom, openNewsroom } from '../src/commands/demo/newsroom.ts';
import { lastRound, loadStory, type Story } from '../src/commands/demo/story.ts';
import { type Config, loadConfig } from '../src/config/load.ts';
import { createDesk } from '../src/desk.ts';
import { openDiscord } from '../src/links/discord-link.ts';
import type { PollReport } from '../src/polling.ts';
import { openRuntime, type Runtime } from '../src/service/runtime.ts';
import { type Service, startService } from '../src/service/service.ts';
import { type FakeDiscord, startFakeDiscord } from './support/fake-discord/server.ts';
import { startTestRedis, type TestRedis } from './support/redis.ts';

const quiet = { debug() {}, info() {}, warn() {}, error() {}, child: () => quiet };

let redis: TestRedis;
let fake: FakeDiscord;
let story: Story;
let newsroom: Newsroom;
let config: Config;
let runtime: Runtime;
let service: Service;
let channelId: string;
const polls: PollReport[] = [];

/** From feed bytes on loopback HTTP to Discord's request bodies: the whole service with a real Redis, and Discord as a strict fake. */
beforeAll(async () => {
  redis = await startTestRedis();
  fake = await startFakeDiscord();
  channelId = fake.state.addChannel({}).id;
  story = await loadStory('examples/demo');
  newsroom = await openNewsroom(story, Date.now());
  const loaded = await loadConfig('config');
  if (loaded.kind !== 'ok') throw new Error('the configuration is broken: npm run -s cli -- check');
  const route = {
    id: 'all',
    channel: channelId,
    filter: {},
    delivery: { mode: 'now' as const, zone: 'UTC' },
    language: 'en' as const,
    threads: false,
    pictures: true,
  };
  config = { ...withStory(loaded.config, story, newsroom), routes: [route] };
  runtime = await openRuntime({
    environment: { dataDir: redis.dir, redisUrl: redis.url },
    env: {},
    config,
    log: quiet,
  });
  await start();
  for (let round = 0; round <= lastRound(story); round++) {
    newsroom.publish(round);
    await pollAll();
  }
});

afterAll(async () => {
  await service?.stop();
  await runtime?.close();
  await newsroom?.close();
  await fake?.close();
  await redis?.stop();
});

async function start(): Promise<void> {
  const desk = createDesk(config);
  const discord = await openDiscord({
    token: fake.token,
    environment: { discordApiBase: fake.apiBase, dataDir: redis.dir },
    runtime,
    desks: { current: () => desk },
    log: quiet,
    roles: new Set(['deliver']),
    signal: new AbortController().signal,
    process: (incoming) => service.process(incoming),
    end: () => undefined,
  });
  service = await startService({
    desk: () => desk,
    state: runtime.state,
    incidents: runtime.state.incidents,
    incidentById: runtime.incidentById,
    roles: new Set(['poll', 'deliver']),
    builtIn: [],
    deliver: discord.deliver,
    log: quiet,
    now: Date.now,
    random: Math.random,
    hasTicker: false,
    onPoll: (report) => polls.push(report),
  });
}

async function pollAll(): Promise<void> {
  await service.pollNow(config.feeds.map((feed) => feed.id));
  for (let quietTimes = 0; quietTimes < 2; await pause(20)) quietTimes = (await service.isIdle()) ? quietTimes + 1 : 0;
}

interface Body {
  readonly content?: string;
  readonly embeds?: readonly {
    readonly title?: string;
    readonly description?: string;
    readonly footer?: { readonly text: string };
  }[];
  readonly allowed_mentions?: { readonly parse: readonly string[] };
  readonly message_reference?: object;
  readonly nonce?: string;
}

function bodies(method: 'POST' | 'PATCH'): Body[] {
  return fake.requests
    .filter((one) => one.method === method && one.path.includes('/messages'))
    .map((one) => one.body as Body);
}

const outcomesOf = (outletId: string) =>
  polls.flatMap((poll) => poll.results.filter((result) => result.item.outletId === outletId));

describe('from feed bytes to Discord', () => {
  it('breaks no rule of Discord', () => {
    expect(fake.faults).toEqual([]);
  });

  it('lets nothing from a feed mention anybody', () => {
    for (const body of [...bodies('POST'), ...bodies('PATCH')])
      expect(body.allowed_mentions).toMatchObject({ parse: [] });
  });

  it('posts each incident once, edits it, and answers material changes', () => {
    const cards = bodies('POST').filter((body) => body.message_reference === undefined);
    const ids = cards.map((body) => /AA-\d{4}-\d\d-\d\d-\d\d/.exec(JSON.stringify(body))?.[0]);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBeGreaterThanOrEqual(4);
    expect(bodies('PATCH').length).toBeGreaterThan(0);
    expect(bodies('POST').filter((body) => body.message_reference !== undefined).length).toBeGreaterThan(0);
    for (const body of cards) expect(body.nonce?.length).toBeLessThanOrEqual(25);
  });

  it('merges what both sides tell in two languages into one incident with both accounts', async () => {
    const sotk = (await runtime.state.incidents.find({ places: ['sotk'], labels: ['clash'] }, { limit: 10 })).incidents;
    expect(sotk).toHaveLength(1);
    expect(sotk[0]).toMatchObject({ label: 'clash', status: 'counterClaimed' });
    expect(new Set(sotk[0]?.reports.map((report) => report.language))).toEqual(
      new Set(['hy', 'en', 'az', 'ru', 'ka', 'fa']),
    );
    expect(sotk[0]?.casualties).toContainEqual(expect.objectContaining({ side: 'ARM', kind: 'killed', low: 0 + 1 }));
  });

  it('strikes a withdrawn report through', async () => {
    const sadarak = (await runtime.state.incidents.find({ places: ['sadarak'] }, { limit: 10 })).incidents;
    expect(sadarak).toHaveLength(1);
    expect(sadarak[0]?.status).toBe('retracted');
    expect(bodies('PATCH').some((body) => JSON.stringify(body).includes('~~'))).toBe(true);
  });

  it('follows talks from announcement to meeting, and a truce', async () => {
    const { incidents } = await runtime.state.incidents.find({}, { limit: 50 });
    expect(incidents.filter((one) => one.label === 'negotiation')).toMatchObject([{ talksStage: 'held' }]);
    expect(incidents.filter((one) => one.label === 'ceasefire')).toMatchObject([{ ceasefireState: 'agreed' }]);
  });

  it('keeps near misses and copies back, each with a reason', () => {
    for (const [outlet, title] of [
      ['demo-xezer', 'Avropa Liqasında'],
      ['demo-aras', 'آذربایجان شرقی'],
    ]) {
      const miss = outcomesOf(outlet ?? '').find((result) => result.item.title.includes(title ?? ''));
      expect(miss).toMatchObject({ outcome: 'drop', reason: expect.stringMatching(/.+/) });
    }
    // Whichever of the two outlets was polled later carries the copy.
    const copies = polls.flatMap((poll) => poll.results).filter((result) => result.outcome === 'duplicate');
    expect(copies).toMatchObject([
      {
        item: { title: 'Armenia and Azerbaijan accuse each other of firing near Sotk' },
        reason: expect.stringMatching(/copy/),
      },
    ]);
  });

  it('fills the archive of a first poll silently', () => {
    const first = polls
      .filter((poll) => poll.results.length > 0)
      .slice(0, 3)
      .flatMap((poll) => poll.results);
    expect(first.length).toBeGreaterThan(0);
    expect(first.filter((result) => result.outcome === 'alert')).toEqual([]);
  });

  it('says nothing twice when everything is polled again, nor after a restart', async () => {
    const before = fake.requests.length;
    await pollAll();
    await service.stop();
    await start();
    await pollAll();
    expect(fake.requests.slice(before).filter((one) => one.method !== 'GET')).toEqual([]);
  });
});
