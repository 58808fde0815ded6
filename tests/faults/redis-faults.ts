import { setTimeout as pause } from 'node:timers/promises';
import type { Fault } from './faults.ts';
import { seconds } from './random.ts';

const MINUTE_MS = 60_000;

/** A setting of Redis that makes it refuse, for a while. */
function refusing(name: string, setting: string, refuse: string, accept: string): Fault {
  return {
    name,
    async strike(world, random) {
      const client = world.redis.connect();
      await client.config('SET', setting, refuse);
      await pause(seconds(0.5, 2, random));
      await client.config('SET', setting, accept);
    },
  };
}

/** What Redis does to us. */
export const REDIS_FAULTS: readonly Fault[] = [
  {
    name: 'Redis killed and started again',
    async strike(world, random) {
      await world.redis.kill();
      await pause(seconds(0.2, 1.5, random));
      await world.redis.start();
    },
  },
  {
    name: 'Redis restarted with an append-only file that lacks the last second',
    strike: (world) => world.redis.rollBack(() => pause(1000)),
  },
  {
    name: 'Redis away for ten minutes',
    async strike(world) {
      await world.redis.kill();
      await pause(500);
      await world.passTime(10 * MINUTE_MS);
      await pause(500);
      await world.redis.start();
    },
  },
  {
    name: 'Redis stalls',
    async strike(world, random) {
      world.redis.freeze();
      await pause(seconds(1, 5, random));
      world.redis.thaw();
    },
  },
  {
    name: 'all connections to Redis are cut',
    async strike(world) {
      await world.redis.connect().call('CLIENT', 'KILL', 'TYPE', 'normal');
    },
  },
  refusing('Redis is full', 'maxmemory', '1', '0'),
  refusing('Redis takes no writes, as with a full disk', 'min-replicas-to-write', '1', '0'),
  {
    name: 'Redis is a read-only replica for a while',
    async strike(world, random) {
      // Of a master that nobody can reach: it keeps what it has, and answers READONLY to writes.
      const client = world.redis.connect();
      await client.replicaof('127.0.0.1', 1);
      await pause(seconds(0.5, 2, random));
      await client.replicaof('NO', 'ONE');
    },
  },
];
