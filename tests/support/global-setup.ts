import { ensureRedisServer } from '../../src/store/redis-binary.ts';

/** Once before all tests: a Redis server is found or fetched, so that test files never race to fetch it. */
export async function setup(): Promise<void> {
  await ensureRedisServer({ env: process.env, onStep: (line) => console.error(line) });
}
