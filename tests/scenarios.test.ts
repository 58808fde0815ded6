import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { firstPolls } from './faults/round.ts';
import type { ScriptedIncident } from './faults/script.ts';
import { progress, violations } from './faults/verdict.ts';
import { openWorld, type World } from './faults/world.ts';
import { runCli } from './support/cli.ts';

const PLACES = ['Sotk', 'Jermuk', 'Tegh', 'Yeraskh'] as const;
const SCRIPT: readonly ScriptedIncident[] = PLACES.map((place) => ({
  place,
  gazetteerId: place.toLowerCase(),
  changes: [],
  items: [
    {
      outlet: 'arm',
      step: 0,
      title: `Azerbaijani forces open fire near ${place}, Armenia says`,
      summary: `Azerbaijani units fired small arms at Armenian positions near ${place}, the Armenian Defence Ministry said. One Armenian serviceman was wounded.`,
    },
  ],
}));

let world: World | undefined;
afterEach(() => world?.close());

async function open(settings: Readonly<Record<string, unknown>> = {}): Promise<World> {
  const opened = await openWorld(SCRIPT, settings);
  world = opened;
  opened.start('poll');
  opened.start('deliver');
  await firstPolls(opened);
  return opened;
}

async function until(holds: () => boolean | Promise<boolean>, what: string, withinMs = 60_000): Promise<void> {
  const giveUpAt = Date.now() + withinMs;
  while (!(await holds())) {
    if (Date.now() > giveUpAt) throw new Error(`${what}: not within ${withinMs} ms\n${world?.log().slice(-6000)}`);
    await pause(100);
  }
}

const isTold = (at: World) => {
  const { told, wanted } = progress(at, SCRIPT);
  return told === wanted;
};
const texts = (at: World) => at.discord.state.messages(at.channelId).map((message) => JSON.stringify(message.body));

describe('scenarios', () => {
  it('a revoked token: one refused request, then all alerts are held with an alarm; after a restart and the release each is told once', async () => {
    const at = await open();
    at.discord.inject({ trouble: { kind: 'status', status: 401, message: '401: Unauthorized' }, path: /\/messages/ });
    at.outlets.publish(0);
    await until(() => at.log().includes('All alerts are held'), 'the alarm');
    await until(
      async () => Number(await at.redis.connect().llen(`{cm}:line:${at.channelId}`)) === PLACES.length,
      'the line',
    );
    expect(at.discord.state.messages(at.channelId)).toEqual([]);
    expect(at.discord.requests.filter(({ path }) => path.includes('/messages'))).toHaveLength(1);
    const env = { REDIS_URL: at.redis.url };
    expect((await runCli(['status'], '', env)).stdout).toContain('DISCORD_TOKEN');
    // As the operator does who set another token.
    await at.kill('deliver', 'SIGTERM');
    at.start('deliver');
    expect((await runCli(['release'], '', env)).exitCode).toBe(0);
    await until(() => isTold(at), 'all told');
    expect(violations(at, SCRIPT)).toEqual([]);
  }, 180_000);

  it('a long time without Discord: all that waited is told within a minute, in one digest marked late', async () => {
    const at = await open({ alerts: { lateAfter: '3s' } });
    // More refusals than tries can use up; the rest is taken away when Discord is back.
    const away = at.discord.takeAway(/\/messages/);
    at.outlets.publish(0);
    await until(
      async () => Number(await at.redis.connect().llen(`{cm}:line:${at.channelId}`)) === PLACES.length,
      'the line',
    );
    await pause(3500);
    away.end();
    await until(() => isTold(at), 'all told');
    await pause(2000);
    expect(violations(at, SCRIPT)).toEqual([]);
    expect(texts(at)).toHaveLength(1);
    expect(texts(at)[0]).toContain('these alerts are late');
  }, 180_000);

  it('a time without Redis: nothing is told meanwhile, and everything once within a minute after', async () => {
    const at = await open();
    await at.redis.kill();
    at.outlets.publish(0);
    await pause(6000);
    expect(at.discord.state.messages(at.channelId)).toEqual([]);
    await at.redis.start();
    await until(() => isTold(at), 'all told');
    await pause(2000);
    expect(violations(at, SCRIPT)).toEqual([]);
  }, 180_000);

  it('a configuration broken while running: the old one stays in force, and alerts go on', async () => {
    const at = await open();
    await at.writeFile('feeds.yaml', 'feeds: [{ id: 7');
    await until(() => at.log().includes('configuration refused; the old one stays in force'), 'the refusal');
    at.outlets.publish(0);
    await until(() => isTold(at), 'all told');
    expect(violations(at, SCRIPT)).toEqual([]);
  }, 180_000);

  it('a Redis that takes no writes, as with a full disk: work waits and is done once it takes them again', async () => {
    const at = await open();
    await at.redis.connect().config('SET', 'min-replicas-to-write', '1');
    at.outlets.publish(0);
    await pause(4000);
    expect(at.discord.state.messages(at.channelId)).toEqual([]);
    await at.redis.connect().config('SET', 'min-replicas-to-write', '0');
    await until(() => isTold(at), 'all told');
    await pause(2000);
    expect(violations(at, SCRIPT)).toEqual([]);
  }, 180_000);
});
