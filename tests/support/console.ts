import { setTimeout as pause } from 'node:timers/promises';
import { withStory } from '../../src/commands/demo/config.ts';
import { openNewsroom } from '../../src/commands/demo/newsroom.ts';
import { lastRound, loadStory } from '../../src/commands/demo/story.ts';
import { loadConfig } from '../../src/config/load.ts';
import { createDesk } from '../../src/desk.ts';
import { consoleOrders, consoleReads } from '../../src/links/console-ports.ts';
import { consoleSubscription } from '../../src/links/console-sink.ts';
import { addConsole } from '../../src/ops/console/console.ts';
import { createMetrics } from '../../src/ops/metrics.ts';
import { judgeReadiness } from '../../src/ops/readiness.ts';
import { startOpsServer } from '../../src/ops/server.ts';
import { pulseOf } from '../../src/service/pulse.ts';
import { openRuntime } from '../../src/service/runtime.ts';
import { startService } from '../../src/service/service.ts';
import type { HoldState } from '../../src/store/hold.ts';
import { startTestRedis } from './redis.ts';

export interface RunningConsole {
  readonly address: string;
  readonly token: string;
  readonly dataDir: string;
  /** Publishes what the story still holds, and waits until it was told. */
  publishRest(): Promise<void>;
  hold(): Promise<HoldState>;
  setAside(id: string, error: string): Promise<void>;
  /** Keeps an item that waits for a moderator. */
  keepForReview(id: string, title: string): Promise<void>;
  outcomeOf(itemId: string): Promise<string | undefined>;
  stop(): Promise<void>;
}

const quiet = { debug() {}, info() {}, warn() {}, error() {}, child: () => quiet };
/** Rounds of the story that are told before the first page is opened. */
const ROUNDS_BEFORE = 3;

/** The whole service on the demo's story with a real Redis, and its console behind a token. */
export async function startConsole(): Promise<RunningConsole> {
  const redis = await startTestRedis();
  const story = await loadStory('examples/demo');
  const newsroom = await openNewsroom(story, Date.now());
  const loaded = await loadConfig('config');
  if (loaded.kind !== 'ok') throw new Error('the configuration is broken: npm run -s cli -- check');
  const config = withStory(loaded.config, story, newsroom);
  const runtime = await openRuntime({
    environment: { dataDir: redis.dir, redisUrl: redis.url },
    env: {},
    config,
    log: quiet,
  });
  const { state, incidentById } = runtime;
  const desk = createDesk(config);
  const service = await startService({
    desk: () => desk,
    state,
    incidents: state.incidents,
    incidentById,
    roles: new Set(['poll', 'deliver']),
    builtIn: [consoleSubscription('en')],
    deliver: async (delivery) => ({ kind: 'sent', messageId: `${delivery.incidentId}-${delivery.revision}` }),
    log: quiet,
    now: Date.now,
    random: Math.random,
    hasTicker: false,
  });
  const feedIds = config.feeds.map((feed) => feed.id);
  const tell = async (round: number) => {
    newsroom.publish(round);
    await service.pollNow(feedIds);
    for (let quietLooks = 0; quietLooks < 2; await pause(20))
      quietLooks = (await service.isIdle()) ? quietLooks + 1 : 0;
  };
  for (let round = 0; round <= ROUNDS_BEFORE; round++) await tell(round);

  const token = 'token-of-the-tests';
  const pulse = pulseOf(state, service.startedAt, () => desk, Date.now);
  const parts = {
    ...service,
    state,
    incidentById,
    readiness: async () => judgeReadiness(await pulse()),
    dataDir: redis.dir,
    now: Date.now,
    desks: {
      current: () => desk,
      lastProblems: () => [],
      lastSwap: () => ({ at: service.startedAt, keys: [] }),
      reload: async () => ({ kind: 'unchanged' as const }),
    },
  };
  const ops = await startOpsServer({
    port: 0,
    consoleToken: token,
    metrics: createMetrics({ queueDepths: async () => ({}), feedStates: async () => ({}) }),
    readiness: parts.readiness,
    log: quiet,
    extend: (app) => addConsole(app, { reads: consoleReads(parts), orders: consoleOrders(parts), token, log: quiet }),
  });
  return {
    address: `http://127.0.0.1:${new URL(ops.address).port}`,
    token,
    dataDir: redis.dir,
    async publishRest() {
      for (let round = ROUNDS_BEFORE + 1; round <= lastRound(story); round++) await tell(round);
    },
    hold: () => state.hold.current(),
    setAside: (id, error) => state.setAside.put({ kind: 'item', id, error, payload: {} }),
    keepForReview(id, title) {
      const at = new Date().toISOString();
      const item = {
        id,
        feedId: 'demo-araks',
        outletId: 'demo-araks',
        url: `https://araks.example/${id}`,
        title,
        summary: '',
      };
      return state.items.save({
        item: { ...item, dateBasis: 'firstSeen', fetchedAt: at, language: 'en', languageConfidence: 1 },
        decidedAt: at,
        outcome: 'review',
        reason: 'between the thresholds',
      });
    },
    outcomeOf: async (itemId) => (await state.items.get(itemId))?.outcome,
    async stop() {
      await ops.close();
      await service.stop();
      await runtime.close();
      await newsroom.close();
      await redis.stop();
    },
  };
}
