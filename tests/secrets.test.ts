import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, expect, it } from 'vitest';
import { writeConfig } from './faults/world.ts';
import { runCli } from './support/cli.ts';
import { type FakeDiscord, startFakeDiscord } from './support/fake-discord/server.ts';
import { startTestRedis, type TestRedis } from './support/redis.ts';

const SECRETS = {
  discord: 'MTAwMDAwMDAwMDAwMDAwMDAx.planted.discord-token-0123456789',
  console: 'planted-console-token/with+"signs"',
  redis: 'planted-redis-password!',
};

let child: ChildProcess | undefined;
let dir = '';
let redis: TestRedis | undefined;
let discord: FakeDiscord | undefined;
afterEach(async () => {
  child?.kill('SIGKILL');
  await Promise.all([redis?.stop(), discord?.close()]);
  await rm(dir, { recursive: true, force: true });
});

it('no secret appears in the log, in metrics, on pages, in status or in an error, while everything goes wrong', async () => {
  dir = await mkdtemp(join(tmpdir(), 'cm-secrets-'));
  const redisPort = await freePort();
  redis = await startTestRedis({ extraArgs: ['--port', String(redisPort)] });
  await redis.connect().config('SET', 'requirepass', SECRETS.redis);
  discord = await startFakeDiscord({ token: 'another token, so that every call is refused' });
  const outlet = 'http://feed-user:planted-feed-password@127.0.0.1:1/feed';
  await writeConfig(dir, { url: () => outlet }, '100000000000000001');
  const port = await freePort();
  const env = {
    CONFIG_DIR: dir,
    DATA_DIR: join(dir, 'data'),
    REDIS_URL: `redis://:${encodeURIComponent(SECRETS.redis)}@127.0.0.1:${redisPort}/0`,
    DISCORD_TOKEN: SECRETS.discord,
    DISCORD_API_BASE: discord.apiBase,
    CONSOLE_TOKEN: SECRETS.console,
    PORT: String(port),
    LOG_LEVEL: 'debug',
  };
  let told = '';
  const started = spawn(process.execPath, ['src/cli.ts', 'run'], {
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child = started;
  for (const stream of [started.stdout, started.stderr])
    stream.on('data', (chunk: Buffer) => {
      told += chunk.toString();
    });
  const heard = async (words: RegExp) => {
    const giveUpAt = Date.now() + 15_000;
    while (!words.test(told) && started.exitCode === null && Date.now() < giveUpAt) await pause(25);
  };
  await heard(/"running"/);
  const base = `http://127.0.0.1:${port}`;
  const pages = ['/metrics', '/readyz', '/healthz', '/now', '/configuration', '/feeds', '/sign-in', '/nowhere'];
  const answers = pages.map(async (path) => {
    const bearer = { authorization: `Bearer ${SECRETS.console}` };
    const shown = await Promise.all(
      [{}, bearer].map((headers) => fetch(base + path, { headers }).then((answer) => answer.text(), String)),
    );
    return shown.join('\n');
  });
  const shown = await Promise.all(answers);
  told += shown.join('\n');
  const status = await runCli(['status'], '', env);
  // Discord refuses the token.
  await heard(/DISCORD_TOKEN/);
  const wrong = await runCli(['status'], '', { ...env, REDIS_URL: env.REDIS_URL.replace('redis://:', 'redis://:x') });
  const broken = await runCli(['run'], '', {
    ...env,
    REDIS_URL: `http://:${SECRETS.redis}@nowhere`,
    PORT: SECRETS.console,
  });
  if (started.exitCode === null) {
    const gone = once(started, 'exit');
    started.kill('SIGTERM');
    await gone;
  }
  told += [status, wrong, broken].map((result) => result.stdout + result.stderr).join('\n');
  expect(told).toContain('"running"');
  for (const secret of [...Object.values(SECRETS), 'planted-feed-password'])
    for (const form of [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)])
      expect(told.includes(form), `${form} stands in:\n${told.split('\n').find((line) => line.includes(form))}`).toBe(
        false,
      );
}, 60_000);

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as { port: number };
  await new Promise<void>((resolve) => probe.close(() => resolve()));
  return port;
}
