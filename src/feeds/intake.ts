import { setTimeout as sleep } from 'node:timers/promises';
import { fetchFeed } from './fetch.ts';
import { createHostGate } from './host-gate.ts';
import { createHttpClient, type HttpClientOptions } from './http-client.ts';
import { createParsePool, type ParsePool } from './parse-pool.ts';
import type { PollDeps, PollSettings } from './poll.ts';
import { createRobotsGuard } from './robots-guard.ts';
import type { HubDecision } from './websub.ts';
import { askHub, type HubAnswer } from './websub-request.ts';

/** The `feeds` section of the settings. Durations in milliseconds. */
export interface IntakeSettings extends PollSettings {
  readonly hostDelay: number;
  readonly robots: boolean;
  readonly parseTimeout: number;
  readonly parseMemoryMb: number;
  readonly parseThreads: number;
  readonly itemsPerCall: number;
}

/** Everything that `pollFeed` needs, built once for a process. */
export interface Intake extends PollDeps {
  readonly parser: ParsePool;
  /** Asks a hub for pushes; see `planSubscription`. */
  subscribe(decision: Extract<HubDecision, { kind: 'subscribe' }>): Promise<HubAnswer>;
  /** Ends requests under way and waits for a host's turn: they throw, as that says nothing about an outlet. What was fetched is still read. */
  interrupt(): void;
  /** Interrupts, then closes sockets and threads. */
  close(): Promise<void>;
}

export interface IntakeDeps {
  readonly now: () => number;
  readonly random: () => number;
  readonly http?: HttpClientOptions;
}

/** Builds connections, reading threads, the per-host gate and the robots.txt memory. */
export function createIntake(settings: IntakeSettings, deps: IntakeDeps): Intake {
  const client = createHttpClient(deps.http);
  const stopping = new AbortController();
  const { now, random } = deps;
  const fetch: PollDeps['fetch'] = (request) => fetchFeed(request, { client, now, signal: stopping.signal });
  const wait = (ms: number) => sleep(ms, undefined, { signal: stopping.signal });
  let disconnected: Promise<void> | undefined;
  const interrupt = () => {
    stopping.abort(new Error('the intake is closing'));
    // A request that still waits for its connection does not hear the signal.
    disconnected ??= client.close();
    return disconnected;
  };
  const parser = createParsePool({
    timeoutMs: settings.parseTimeout,
    memoryMb: settings.parseMemoryMb,
    itemsPerCall: settings.itemsPerCall,
    threads: settings.parseThreads,
  });
  return {
    fetch,
    parser,
    hosts: createHostGate({ delayMs: settings.hostDelay, now, wait }),
    robots: settings.robots ? createRobotsGuard({ fetch, now }) : undefined,
    now,
    random,
    settings,
    subscribe: (decision) => askHub(decision, client, settings.userAgent, stopping.signal),
    interrupt: () => void interrupt(),
    async close() {
      await Promise.all([parser.close(), interrupt()]);
    },
  };
}
