import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { readEnvironment } from '../config/environment.ts';
import { createDesk } from '../desk.ts';
import { consoleSubscription, createConsoleSink } from '../links/console-sink.ts';
import { createLog } from '../ops/log.ts';
import type { ItemResult } from '../pipeline.ts';
import { recordOf } from '../polling.ts';
import { cardNamesOf } from '../service/names.ts';
import { openRuntime } from '../service/runtime.ts';
import { startService } from '../service/service.ts';
import { configOf } from './config.ts';
import type { CommandIo, ExitCode } from './io.ts';
import { startProgress } from './progress.ts';
import { loadReplay, type ReplayItem, withReplayOutlets } from './replay/input.ts';
import { outcomeLines } from './replay/outcomes.ts';

export interface ReplayOptions {
  readonly paths: readonly string[];
  /** `recorded`: the clock shows each item's own time; `now`: all of them arrive at this moment. */
  readonly at: 'recorded' | 'now';
  readonly sink: 'console' | 'discord' | 'none';
  /** Writes what became of every item to this file, one JSON object a line. */
  readonly items?: string;
}

const DELIVERY_WAIT_MS = 60_000;

/** Sends feed files and item NDJSON through the whole pipeline, on a Redis of its own, and tells what became of every item. */
export async function run(options: ReplayOptions, io: CommandIo): Promise<ExitCode> {
  const base = await configOf(io);
  const read = readEnvironment(io.env);
  if (read.kind === 'invalid') io.stderr.write(`${read.problems.join('\n')}\n`);
  if (base === undefined || read.kind === 'invalid') return 1;
  const { items, failures } = await loadReplay(options.paths);
  for (const failure of failures) io.stderr.write(`${failure.file}: ${failure.reason}: ${failure.message}\n`);
  const config = withReplayOutlets(base, items);
  const log = await createLog({
    level: read.environment.logLevel === 'debug' ? 'debug' : 'warn',
    secrets: read.secrets,
    stream: io.stderr,
    isPretty: (io.stderr as NodeJS.WriteStream).isTTY === true,
  });
  const dataDir = await mkdtemp(join(tmpdir(), 'cm-replay-'));
  try {
    // What is replayed must never mix with what a running service keeps: always a private Redis.
    const runtime = await openRuntime({ environment: { dataDir }, env: io.env, config, log });
    try {
      const desk = createDesk(config);
      let clock = Date.now();
      const { state, incidentById } = runtime;
      const toConsole = createConsoleSink({
        out: io.stdout,
        isTerminal: io.isTerminal,
        names: () => cardNamesOf(config),
        incidentById,
        deliveries: state.deliveries,
      });
      const sink =
        options.sink === 'discord'
          ? await (await import('./replay/discord-sink.ts')).openDiscordSink(runtime, desk, read.environment, log)
          : undefined;
      let delivered = 0;
      const service = await startService({
        desk: () => desk,
        state,
        incidents: state.incidents,
        incidentById,
        roles: new Set(['deliver']),
        builtIn: options.sink === 'console' ? [consoleSubscription('en')] : [],
        deliver: sink?.deliver ?? toConsole,
        log,
        now: () => (options.at === 'now' ? Date.now() : clock),
        random: Math.random,
        hasTicker: false,
        onDelivery: (_delivery, outcome) => {
          if (outcome.kind === 'sent') delivered++;
        },
      });
      const results: ItemResult[] = [];
      const out = options.items === undefined ? undefined : createWriteStream(options.items);
      const progress = startProgress(io, 'replaying', items.length);
      try {
        for (const item of items) {
          clock = options.at === 'now' ? Date.now() : item.at;
          const result = await service.process({
            item: { ...item.item, fetchedAt: new Date(clock).toISOString() },
            itemRevision: 0,
            isArchive: false,
          });
          results.push(result);
          const { item: _item, ...record } = recordOf(result, clock);
          out?.write(
            `${JSON.stringify({ id: item.item.id, language: result.item.language, title: item.item.title, ...record })}\n`,
          );
          progress.step();
        }
        progress.stop();
        await untilDelivered(service);
      } finally {
        progress.stop();
        await service.stop();
        await sink?.close();
        if (out !== undefined) await finished(out.end());
      }
      io.stdout.write(`${outcomeLines(results, delivered, failures.length, io).join('\n')}\n`);
      return failures.length > 0 ? 1 : 0;
    } finally {
      await runtime.close();
    }
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function untilDelivered(service: { isIdle(): Promise<boolean> }): Promise<void> {
  const giveUpAt = Date.now() + DELIVERY_WAIT_MS;
  while (!(await service.isIdle())) {
    if (Date.now() > giveUpAt) throw new Error('the last deliveries did not go out within a minute');
    await pause(20);
  }
}

export type { ReplayItem };
