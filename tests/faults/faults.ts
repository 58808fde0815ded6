import { setTimeout as pause } from 'node:timers/promises';
import { pick } from './random.ts';
import type { World } from './world.ts';

/** One thing that goes wrong. `strike` returns once the fault is over or under way for good. */
export interface Fault {
  readonly name: string;
  strike(world: World, random: () => number): Promise<void>;
}

const seconds = (from: number, to: number, random: () => number) => 1000 * (from + (to - from) * random());

/** Ends a process and starts it anew after a moment, as a supervisor would. */
async function restart(
  world: World,
  role: 'poll' | 'deliver',
  signal: 'SIGKILL' | 'SIGTERM',
  random: () => number,
): Promise<void> {
  await world.kill(role, signal);
  await pause(seconds(0, 1, random));
  world.start(role);
}

const MESSAGES = /\/messages/;

export const FAULTS: readonly Fault[] = [
  { name: 'kill -9 of the polling process', strike: (world, random) => restart(world, 'poll', 'SIGKILL', random) },
  {
    name: 'kill -9 of the delivering process',
    strike: (world, random) => restart(world, 'deliver', 'SIGKILL', random),
  },
  {
    name: 'SIGTERM to a process',
    strike: (world, random) => restart(world, pick(['poll', 'deliver'], random), 'SIGTERM', random),
  },
  {
    name: 'Redis killed and started again',
    async strike(world, random) {
      await world.redis.kill();
      await pause(seconds(0.2, 1.5, random));
      await world.redis.start();
    },
  },
  {
    name: 'Redis stalls',
    async strike(world, random) {
      world.redis.freeze();
      await pause(seconds(0.5, 4, random));
      world.redis.thaw();
    },
  },
  {
    name: 'all connections to Redis are cut',
    async strike(world) {
      const client = world.redis.connect();
      await client.call('CLIENT', 'KILL', 'TYPE', 'normal');
    },
  },
  {
    name: 'Redis is full',
    async strike(world, random) {
      const client = world.redis.connect();
      await client.config('SET', 'maxmemory', '1');
      await pause(seconds(0.5, 2, random));
      await client.config('SET', 'maxmemory', '0');
    },
  },
  {
    name: 'Discord answers 429 for a channel',
    async strike(world) {
      world.discord.inject({
        trouble: { kind: 'rateLimit', scope: 'user', retryAfterMs: 700 },
        times: 2,
        path: MESSAGES,
      });
    },
  },
  {
    name: 'Discord answers 429 for everything',
    async strike(world) {
      world.discord.inject({ trouble: { kind: 'rateLimit', scope: 'global', retryAfterMs: 1000 }, path: MESSAGES });
    },
  },
  {
    name: 'Discord fails with 5xx',
    async strike(world) {
      world.discord.inject({ trouble: { kind: 'status', status: 503 }, times: 3, path: MESSAGES });
    },
  },
  {
    name: 'Discord stores a message and its answer is lost',
    async strike(world) {
      world.discord.inject({ trouble: { kind: 'lostAnswer' }, times: 2, path: MESSAGES });
    },
  },
  {
    name: 'Discord resets the connection',
    async strike(world) {
      world.discord.inject({ trouble: { kind: 'reset' }, times: 2, path: MESSAGES });
    },
  },
  {
    name: 'an outlet misbehaves',
    async strike(world, random) {
      world.outlets.trouble(pick(['down', 'serverError', 'rubbish', 'cut', 'hangs'], random), 3);
    },
  },
];
