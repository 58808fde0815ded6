import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Document } from 'yaml';
import { type FakeDiscord, startFakeDiscord } from '../support/fake-discord/server.ts';
import { startTestRedis, type TestRedis } from '../support/redis.ts';
import { type FakeOutlets, startOutlets } from './outlets.ts';
import type { ScriptedIncident } from './script.ts';

export type WorkerRole = 'poll' | 'deliver' | 'commands';
export const WORKER_ROLES: readonly WorkerRole[] = ['poll', 'deliver', 'commands'];

/** Short, so that a connection that fell silent is found out within a round. */
const HEARTBEAT_MS = 1000;

/** Everything a round runs in: the real service in processes by role, a real Redis, and the fakes of the world outside. */
export interface World {
  readonly redis: TestRedis;
  readonly discord: FakeDiscord;
  readonly outlets: FakeOutlets;
  readonly channelId: string;
  readonly operatorsChannelId: string;
  /** Starts the process of a role. `name`: of a second one beside it. */
  start(role: WorkerRole, name?: string): void;
  kill(name: string, signal: 'SIGKILL' | 'SIGTERM'): Promise<void>;
  /** Exit code of a process that ended by itself. */
  exitCode(name: string): number | null;
  /** Puts a file into the configuration in force. */
  writeFile(name: string, text: string): Promise<void>;
  readFile(name: string): Promise<string>;
  /** So much time goes by at once, for processes and outlets alike. */
  passTime(ms: number): Promise<void>;
  /** The clock of this machine goes wrong, or right again, by so much: outlets have clocks of their own. */
  stepClock(ms: number): Promise<void>;
  /** What ends the troubles that are still to come of those that struck. */
  readonly mends: (() => void)[];
  /** Epoch ms on the clock of this machine. */
  now(): number;
  /** Standard error of all processes so far. */
  log(): string;
  close(): Promise<void>;
}

export interface WorldOptions {
  /** Parts of monitor.yaml. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Where the processes live, as `TZ` names it. */
  readonly zone?: string;
  /** What every clock shows at the beginning, ISO 8601 UTC; else the machine's own time. */
  readonly startsAt?: string;
  /** More of the one route. */
  readonly route?: Readonly<Record<string, unknown>>;
  /** The operators have a channel for notices. */
  readonly hasOperators?: boolean;
}

export async function openWorld(script: readonly ScriptedIncident[], options: WorldOptions = {}): Promise<World> {
  const redis = await startTestRedis({ durable: true });
  const discord = await startFakeDiscord({ heartbeatMs: HEARTBEAT_MS });
  let passedMs = options.startsAt === undefined ? 0 : Date.parse(options.startsAt) - Date.now();
  let wrongMs = 0;
  const outlets = await startOutlets(script, () => Date.now() + passedMs);
  const channelId = discord.state.addChannel({}).id;
  const dir = await mkdtemp(join(tmpdir(), 'cm-faults-'));
  const operatorsChannelId = discord.state.addChannel({ name: 'operators' }).id;
  const settings = {
    discord: {
      lostChannelEvery: '1s',
      ...(options.hasOperators === true && { operatorsChannel: operatorsChannelId }),
    },
    ...options.settings,
  };
  await writeConfig(dir, outlets, channelId, settings, options.route);
  const clockFile = join(dir, 'clock');
  await writeFile(clockFile, String(passedMs));
  const children = new Map<string, ChildProcess>();
  let log = '';

  function start(role: WorkerRole, name: string = role): void {
    const args = ['--import', './tests/faults/shifted-clock.ts', 'src/cli.ts', 'run', '--roles', role];
    const child = spawn(process.execPath, args, {
      env: {
        PATH: process.env['PATH'],
        HOME: process.env['HOME'],
        ...(options.zone !== undefined && { TZ: options.zone }),
        CONFIG_DIR: dir,
        DATA_DIR: join(dir, 'data'),
        REDIS_URL: redis.url,
        DISCORD_TOKEN: discord.token,
        DISCORD_API_BASE: discord.apiBase,
        LOG_LEVEL: 'info',
        CM_TEST_CLOCK: clockFile,
      },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    child.stderr?.on('data', (chunk: Buffer) => (log += `${name}: ${chunk.toString()}`));
    children.set(name, child);
  }

  async function setClock(): Promise<void> {
    // Whole or not at all: a process may read at this moment.
    await writeFile(`${clockFile}.new`, String(passedMs + wrongMs));
    await rename(`${clockFile}.new`, clockFile);
  }

  async function kill(name: string, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const child = children.get(name);
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  }

  return {
    redis,
    discord,
    outlets,
    channelId,
    operatorsChannelId,
    start,
    kill,
    exitCode: (name) => children.get(name)?.exitCode ?? null,
    writeFile: (name, text) => writeFile(join(dir, name), text),
    readFile: (name) => readFile(join(dir, name), 'utf8'),
    mends: [],
    now: () => Date.now() + passedMs + wrongMs,
    async passTime(ms) {
      passedMs += ms;
      await setClock();
    },
    async stepClock(ms) {
      wrongMs += ms;
      await setClock();
    },
    log: () => log,
    async close() {
      await Promise.all([...children.keys()].map((name) => kill(name, 'SIGKILL')));
      await Promise.all([outlets.close(), discord.close(), redis.stop()]);
      await rm(dir, { recursive: true, force: true });
    },
  };
}

/** The project's configuration with the round's outlets, one route, and times that suit a short round. */
export async function writeConfig(
  dir: string,
  outlets: Pick<FakeOutlets, 'url'>,
  channelId: string,
  settings: Readonly<Record<string, unknown>> = {},
  route: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  await cp('config', dir, { recursive: true });
  await rm(join(dir, 'samples'), { recursive: true, force: true });
  const yaml = (value: unknown) => new Document(value).toString();
  const feed = (id: 'arm' | 'aze') => ({
    id: `${id}-feed`,
    outlet: id,
    url: outlets.url(id),
    language: 'en',
    every: '1s',
    allowPrivate: true,
    verified: true,
    timeout: '2s',
  });
  const outlet = (name: string, country: string, side: string) => ({
    name,
    country,
    side,
    owner: name,
    alignment: 'private',
    languages: ['en'],
  });
  await writeFile(join(dir, 'feeds.yaml'), yaml({ feeds: [feed('arm'), feed('aze')] }));
  await writeFile(
    join(dir, 'outlets.yaml'),
    yaml({ outlets: { arm: outlet('Araks Lur', 'AM', 'ARM'), aze: outlet('Khazar Khabar', 'AZ', 'AZE') } }),
  );
  await writeFile(join(dir, 'routes.yaml'), yaml({ routes: [{ id: 'all', channel: channelId, ...route }] }));
  await writeFile(
    join(dir, 'monitor.yaml'),
    yaml({
      feeds: { tick: '* * * * * *', hostDelay: '0s', jitter: 0, maxInterval: '2s' },
      store: { jobLock: '2s', stalledCheck: '1s', deadline: '2s' },
      ...settings,
    }),
  );
}
