import { setTimeout as pause } from 'node:timers/promises';
import { DISCORD_FAULTS } from './discord-faults.ts';
import { ACCIDENTS } from './outlets.ts';
import { pick, seconds } from './random.ts';
import { REDIS_FAULTS } from './redis-faults.ts';
import { WORKER_ROLES, type WorkerRole, type World } from './world.ts';

/** One thing that goes wrong. `strike` returns once the fault is over or under way for good. */
export interface Fault {
  readonly name: string;
  strike(world: World, random: () => number): Promise<void>;
}

const MINUTE_MS = 60_000;

/** Ends a process and starts it anew after a moment, as a supervisor would. */
async function restart(
  world: World,
  role: WorkerRole,
  signal: 'SIGKILL' | 'SIGTERM',
  random: () => number,
): Promise<void> {
  await world.kill(role, signal);
  await pause(seconds(0, 1, random));
  world.start(role);
}

const PROCESS_FAULTS: readonly Fault[] = [
  { name: 'kill -9 of the polling process', strike: (world, random) => restart(world, 'poll', 'SIGKILL', random) },
  {
    name: 'kill -9 of the delivering process',
    strike: (world, random) => restart(world, 'deliver', 'SIGKILL', random),
  },
  {
    name: 'kill -9 of the process that answers commands',
    strike: (world, random) => restart(world, 'commands', 'SIGKILL', random),
  },
  {
    name: 'SIGTERM to a process',
    strike: (world, random) => restart(world, pick(WORKER_ROLES, random), 'SIGTERM', random),
  },
  {
    name: 'SIGTERM to everything at once',
    async strike(world) {
      await Promise.all(WORKER_ROLES.map((role) => world.kill(role, 'SIGTERM')));
      for (const role of WORKER_ROLES) world.start(role);
    },
  },
  {
    name: 'a second polling and a second delivering process for a while',
    async strike(world, random) {
      for (const role of ['poll', 'deliver'] as const) world.start(role, `second ${role}`);
      await pause(seconds(1, 3, random));
      for (const role of ['poll', 'deliver']) await world.kill(`second ${role}`, 'SIGKILL');
    },
  },
  {
    name: 'a configuration that is broken for a while',
    async strike(world, random) {
      const name = pick(['feeds.yaml', 'routes.yaml', 'monitor.yaml'], random);
      const before = await world.readFile(name);
      await world.writeFile(name, `${before}\nnonsense: [`);
      await pause(seconds(0.3, 1, random));
      await world.writeFile(name, before);
    },
  },
];

const CLOCK_FAULTS: readonly Fault[] = [
  { name: 'the clock is set forward by five minutes', strike: (world) => world.stepClock(5 * MINUTE_MS) },
  { name: 'the clock is set back by four minutes', strike: (world) => world.stepClock(-4 * MINUTE_MS) },
];

const OUTLET_FAULTS: readonly Fault[] = [
  {
    name: 'outlets are slow, down, broken or hostile',
    async strike(world, random) {
      world.outlets.trouble(pick(['slow', 'down', 'serverError', 'rubbish', 'cut', 'hangs', 'hostile'], random), 3);
    },
  },
  {
    name: 'an outlet comes and goes',
    async strike(world) {
      for (let times = 0; times < 3; times++) {
        world.outlets.trouble('down', 1);
        world.outlets.trouble('sound', 1);
      }
    },
  },
  ...ACCIDENTS.map(
    (accident): Fault => ({
      name: `an accident of outlets: ${accident}`,
      async strike(world) {
        world.outlets.trouble(accident, 2);
      },
    }),
  ),
];

/** By kind: a round draws a kind first, so that a kind with many cases does not crowd out the others. */
export const FAULT_KINDS: readonly (readonly Fault[])[] = [
  PROCESS_FAULTS,
  PROCESS_FAULTS,
  REDIS_FAULTS,
  REDIS_FAULTS,
  DISCORD_FAULTS,
  DISCORD_FAULTS,
  CLOCK_FAULTS,
  OUTLET_FAULTS,
];
