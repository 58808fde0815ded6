import { setTimeout as pause } from 'node:timers/promises';
import { readEnvironment } from '../../config/environment.ts';
import type { Desk } from '../../desk.ts';
import { consoleOrders, consoleReads } from '../../links/console-ports.ts';
import { addConsole } from '../../ops/console/console.ts';
import type { Log } from '../../ops/log.ts';
import { createMetrics } from '../../ops/metrics.ts';
import { judgeReadiness } from '../../ops/readiness.ts';
import { startOpsServer } from '../../ops/server.ts';
import { pulseOf } from '../../service/pulse.ts';
import type { Runtime } from '../../service/runtime.ts';
import type { Service } from '../../service/service.ts';
import type { CommandIo } from '../io.ts';

export interface ServeParts {
  readonly service: Service;
  readonly runtime: Runtime;
  readonly desk: Desk;
  readonly dataDir: string;
  readonly feedIds: readonly string[];
  readonly log: Log;
  readonly io: CommandIo;
}

const ROUND_MS = 5000;

/** Keeps the demo's feeds polled and its console open until Ctrl-C. The console is at PORT, at a free port without one. */
export async function serve(parts: ServeParts): Promise<void> {
  const { service, runtime, desk, io, log } = parts;
  const { state } = runtime;
  const read = readEnvironment(io.env);
  const token = read.kind === 'ok' ? read.environment.consoleToken : undefined;
  const pulse = pulseOf(state, service.startedAt, () => desk, Date.now);
  const readiness = async () => judgeReadiness(await pulse());
  const takenAt = Date.now();
  const consoleParts = {
    state,
    readiness,
    dataDir: parts.dataDir,
    now: Date.now,
    incidentById: (id: string) => runtime.incidentById(id),
    blindSpots: () => service.blindSpots(),
    process: (incoming: Parameters<Service['process']>[0]) => service.process(incoming),
    desks: {
      current: () => desk,
      lastProblems: () => [],
      lastSwap: () => ({ at: takenAt, keys: [] }),
      reload: async () => ({ kind: 'unchanged' as const }),
    },
  };
  const ops = await startOpsServer({
    port: (read.kind === 'ok' ? read.environment.port : undefined) ?? 0,
    metrics: createMetrics({ queueDepths: async () => ({}), feedStates: async () => ({}) }),
    readiness,
    log,
    ...(token !== undefined && { consoleToken: token }),
    extend: (app) =>
      addConsole(app, {
        reads: consoleReads(consoleParts),
        orders: consoleOrders(consoleParts),
        log,
        ...(token !== undefined && { token }),
      }),
  });
  io.stdout.write(`\nThe console is at ${ops.address}; Ctrl-C ends it.\n`);
  const stopping = new AbortController();
  const stop = () => stopping.abort();
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  while (!stopping.signal.aborted) {
    await service.pollNow(parts.feedIds);
    await pause(ROUND_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
  }
  await ops.close();
}
