import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCli } from './support/cli.ts';
import { startTestRedis, type TestRedis } from './support/redis.ts';

let redis: TestRedis;
beforeAll(async () => {
  redis = await startTestRedis();
});
afterAll(() => redis.stop());

describe('the one switch that holds all alerts', () => {
  it('is set with a reason, told by status, and released', async () => {
    const env = { REDIS_URL: redis.url };
    const held = await runCli(['hold', '--reason', 'wrong lexicon'], '', env);
    expect([held.exitCode, held.stderr]).toEqual([0, '']);
    expect((await runCli(['status'], '', env)).stdout).toMatch(
      /^All alerts are held since .* on the command line: wrong lexicon/,
    );
    expect((await runCli(['release'], '', env)).stdout).toContain('(wrong lexicon)');
    expect((await runCli(['status'], '', env)).stdout).toMatch(/^Alerts go out\./);
    expect((await runCli(['release'], '', env)).stdout).toBe('Alerts were not held.\n');
  });

  it('wants a reason', async () => {
    expect((await runCli(['hold'], '', { REDIS_URL: redis.url })).exitCode).toBe(2);
  });
});
