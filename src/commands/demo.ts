import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Config } from '../config/load.ts';
import { createDesk } from '../desk.ts';
import type { Incident } from '../domain/incident.ts';
import { CONSOLE_CHANNEL, consoleSubscription, createConsoleSink } from '../links/console-sink.ts';
import { createLog } from '../ops/log.ts';
import type { PollReport } from '../polling.ts';
import { cardNamesOf } from '../service/names.ts';
import { openRuntime } from '../service/runtime.ts';
import { startService } from '../service/service.ts';
import { configOf } from './config.ts';
import { withStory } from './demo/config.ts';
import { type Newsroom, openNewsroom } from './demo/newsroom.ts';
import { serve } from './demo/serve.ts';
import { lastRound, loadStory, type Story } from './demo/story.ts';
import { summaryLines } from './demo/summary.ts';
import type { CommandIo, ExitCode } from './io.ts';
import { paint } from './table.ts';

const STORY_DIR = join(import.meta.dirname, '../../examples/demo');
const GIVE_UP_AFTER_MS = 60_000;

/**
 * The whole pipeline on bundled feeds: private Redis, loopback outlets, real queues, alerts as cards, then a summary.
 * A story folder with a `config` folder of its own is another theatre.
 */
export async function run(options: { serve?: boolean; story?: string }, io: CommandIo): Promise<ExitCode> {
  const storyDir = options.story ?? STORY_DIR;
  const ownConfig = join(storyDir, 'config');
  const base = await configOf(io, options.story !== undefined && existsSync(ownConfig) ? ownConfig : undefined);
  if (base === undefined) return 1;
  const story = await loadStory(storyDir);
  const dataDir = await mkdtemp(join(tmpdir(), 'cm-demo-'));
  const newsroom = await openNewsroom(story, Date.now());
  const config = withStory(base, story, newsroom);
  const log = await createLog({ level: 'warn', secrets: [], stream: io.stderr, isPretty: io.isTerminal });
  try {
    io.stdout.write(
      `${paint(io, 'bold', 'Ceasefire Monitor demo')}: ${story.outlets.length} invented outlets on ${new URL(newsroom.feedUrl(story.outlets[0]?.id ?? '')).host}, invented news in ${plural(new Set(story.outlets.map((outlet) => outlet.language)).size, 'language')}.\n\n`,
    );
    const runtime = await openRuntime({ environment: { dataDir }, env: io.env, config, log });
    try {
      return await play(options.serve === true, config, story, newsroom, runtime, dataDir, log, io);
    } finally {
      await runtime.close();
    }
  } finally {
    await newsroom.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function play(
  isServing: boolean,
  config: Config,
  story: Story,
  newsroom: Newsroom,
  runtime: Awaited<ReturnType<typeof openRuntime>>,
  dataDir: string,
  log: Awaited<ReturnType<typeof createLog>>,
  io: CommandIo,
): Promise<ExitCode> {
  const { state, incidentById } = runtime;
  const desk = createDesk(config);
  const reports: PollReport[] = [];
  const sent: string[] = [];
  const width = (io.stdout as NodeJS.WriteStream).columns;
  const service = await startService({
    desk: () => desk,
    state,
    incidents: state.incidents,
    incidentById,
    roles: new Set(['poll', 'deliver']),
    builtIn: [consoleSubscription('en')],
    deliver: createConsoleSink({
      out: io.stdout,
      isTerminal: io.isTerminal,
      names: () => cardNamesOf(config),
      incidentById,
      deliveries: state.deliveries,
      ...(width !== undefined && { width }),
    }),
    log,
    now: Date.now,
    random: Math.random,
    hasTicker: false,
    onPoll: (report) => reports.push(report),
    onDelivery: (delivery, outcome) => {
      if (outcome.kind === 'sent' && delivery.channelId === CONSOLE_CHANNEL) sent.push(delivery.kind);
    },
  });
  try {
    const feedIds = config.feeds.map((feed) => feed.id);
    for (let round = 0; round <= lastRound(story); round++) {
      newsroom.publish(round);
      await service.pollNow(feedIds);
      await untilIdle(service);
    }
    // Once more: every feed now answers 304, and nothing may be told twice.
    await service.pollNow(feedIds);
    await untilIdle(service);
    io.stdout.write(
      `${summaryLines({ story, reports, sent, answers: newsroom.answers(), incidents: await incidentsOf(reports, incidentById) }, io).join('\n')}\n`,
    );
    if (isServing) await serve({ service, runtime, desk, dataDir, feedIds, log, io });
    return 0;
  } finally {
    await service.stop();
  }
}

async function incidentsOf(
  reports: readonly PollReport[],
  incidentById: (id: string) => Promise<Incident | undefined>,
) {
  const ids = new Set(reports.flatMap((report) => report.results.flatMap((result) => result.incident?.id ?? [])));
  const found = await Promise.all([...ids].sort().map(incidentById));
  return found.filter((incident) => incident !== undefined);
}

async function untilIdle(service: Awaited<ReturnType<typeof startService>>): Promise<void> {
  const giveUpAt = Date.now() + GIVE_UP_AFTER_MS;
  let quiet = 0;
  // Queues hand work to each other: idle counts only when it is idle twice in a row.
  while (quiet < 2) {
    if (Date.now() > giveUpAt)
      throw new Error('the demo did not come to rest within a minute; is this machine very busy? Try again.');
    quiet = (await service.isIdle()) ? quiet + 1 : 0;
    await pause(20);
  }
}

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
