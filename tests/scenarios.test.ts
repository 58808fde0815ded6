import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import type { ScriptedIncident } from './faults/script.ts';
import { FOUR_CLASHES, isAllTold, openStage, textsIn, until, waitingIn } from './faults/stage.ts';
import { violations } from './faults/verdict.ts';
import type { World, WorldOptions } from './faults/world.ts';
import { runCli } from './support/cli.ts';

/** The same clashes, one of which is denied and one of which has a death. */
const GROWING: readonly ScriptedIncident[] = FOUR_CLASHES.map((incident) => {
  const { place } = incident;
  if (place === 'Sotk')
    return {
      ...incident,
      changes: ['denied'],
      items: [
        ...incident.items,
        {
          outlet: 'aze',
          step: 1,
          title: `Azerbaijan denies opening fire near ${place}`,
          summary: `Azerbaijan's Defence Ministry denied that its units fired towards ${place} and called the Armenian statement disinformation.`,
        },
      ],
    };
  if (place === 'Tegh')
    return {
      ...incident,
      changes: ['deaths'],
      items: [
        ...incident.items,
        {
          outlet: 'arm',
          step: 1,
          title: `Armenian soldier wounded near ${place} dies, Armenia says`,
          summary: `An Armenian serviceman wounded by Azerbaijani fire near ${place} has died, the Armenian Defence Ministry said. One Armenian soldier was killed.`,
        },
      ],
    };
  return incident;
});

const MINUTE_MS = 60_000;
let world: World | undefined;
afterEach(() => world?.close());

async function open(script: readonly ScriptedIncident[] = FOUR_CLASHES, options: WorldOptions = {}): Promise<World> {
  world = await openStage(script, options);
  return world;
}

describe('scenarios', () => {
  it('a revoked token: one refused request, then all alerts are held with an alarm; after a restart and the release each is told once', async () => {
    const at = await open();
    at.discord.inject({ trouble: { kind: 'status', status: 401, message: '401: Unauthorized' }, path: /\/messages/ });
    at.outlets.publish(0);
    await until(at, () => at.log().includes('All alerts are held'), 'the alarm');
    await until(at, async () => (await waitingIn(at)) === FOUR_CLASHES.length, 'the line');
    expect(at.discord.state.messages(at.channelId)).toEqual([]);
    expect(at.discord.requests.filter(({ path }) => path.includes('/messages'))).toHaveLength(1);
    const env = { REDIS_URL: at.redis.url };
    expect((await runCli(['status'], '', env)).stdout).toContain('DISCORD_TOKEN');
    // As the operator does who set another token.
    await at.kill('deliver', 'SIGTERM');
    at.start('deliver');
    expect((await runCli(['release'], '', env)).exitCode).toBe(0);
    await until(at, () => isAllTold(at, FOUR_CLASHES), 'all told');
    expect(violations(at, FOUR_CLASHES)).toEqual([]);
  }, 180_000);

  it('an hour without Discord: caught up within a minute in one list marked late, each incident as it stands, its changes not told one by one', async () => {
    const at = await open(GROWING);
    const away = at.discord.takeAway(/\/messages/);
    at.outlets.publish(0);
    await until(at, async () => (await waitingIn(at)) === FOUR_CLASHES.length, 'the line');
    await at.passTime(20 * MINUTE_MS);
    at.outlets.publish(1);
    await until(at, async () => (await waitingIn(at)) === FOUR_CLASHES.length + 2, 'the changes in the line');
    await at.passTime(40 * MINUTE_MS);
    away.end();
    await until(at, () => textsIn(at).length > 0, 'the list');
    await until(at, async () => (await waitingIn(at)) === 0, 'an empty line');
    await pause(2000);
    expect(textsIn(at)).toHaveLength(1);
    const [list = ''] = textsIn(at);
    expect(list).toContain('these alerts are late');
    for (const { place } of FOUR_CLASHES) expect(list).toContain(place);
    expect(list).toMatch(/deni/i);
    expect(at.discord.faults).toEqual([]);
  }, 180_000);

  it('ten minutes without Redis: nothing is told meanwhile, and everything once within a minute after', async () => {
    const at = await open();
    await at.redis.kill();
    at.outlets.publish(0);
    await pause(1000);
    await at.passTime(10 * MINUTE_MS);
    await pause(2000);
    expect(textsIn(at)).toEqual([]);
    await at.redis.start();
    await until(at, () => isAllTold(at, FOUR_CLASHES), 'all told');
    await pause(2000);
    expect(violations(at, FOUR_CLASHES)).toEqual([]);
  }, 180_000);

  it('a start while Redis, which just came back, is full: it waits, and then does its work', async () => {
    const at = await open();
    await at.kill('poll', 'SIGKILL');
    await at.redis.kill();
    await at.redis.start();
    await at.redis.connect().config('SET', 'maxmemory', '1');
    at.start('poll');
    at.outlets.publish(0);
    await until(at, () => at.log().includes('the start waits for it'), 'the line in the log');
    await at.redis.connect().config('SET', 'maxmemory', '0');
    await until(at, () => isAllTold(at, FOUR_CLASHES), 'all told');
    expect(violations(at, FOUR_CLASHES)).toEqual([]);
  }, 180_000);

  it('a clock that is set back by an hour: polls and alerts go on', async () => {
    const at = await open();
    await at.stepClock(-60 * MINUTE_MS);
    at.outlets.publish(0);
    await until(at, () => isAllTold(at, FOUR_CLASHES), 'all told');
    expect(violations(at, FOUR_CLASHES)).toEqual([]);
  }, 180_000);

  it('a configuration broken while running: the old one stays in force, and alerts go on', async () => {
    const at = await open();
    await at.writeFile('feeds.yaml', 'feeds: [{ id: 7');
    await until(at, () => at.log().includes('configuration refused; the old one stays in force'), 'the refusal');
    at.outlets.publish(0);
    await until(at, () => isAllTold(at, FOUR_CLASHES), 'all told');
    expect(violations(at, FOUR_CLASHES)).toEqual([]);
  }, 180_000);

  it('a Redis that takes no writes, as with a full disk: work waits and is done once it takes them again', async () => {
    const at = await open();
    await at.redis.connect().config('SET', 'min-replicas-to-write', '1');
    at.outlets.publish(0);
    await pause(4000);
    expect(at.discord.state.messages(at.channelId)).toEqual([]);
    await at.redis.connect().config('SET', 'min-replicas-to-write', '0');
    await until(at, () => isAllTold(at, FOUR_CLASHES), 'all told');
    await pause(2000);
    expect(violations(at, FOUR_CLASHES)).toEqual([]);
  }, 180_000);

  it('a limit of Discord for all requests, while the clock is set back: it lasts no longer, and each alert is told', async () => {
    const at = await open();
    const trouble = { kind: 'rateLimit', scope: 'global', retryAfterMs: 3000 } as const;
    const injected = at.discord.inject({ trouble, path: /\/messages/ });
    at.outlets.publish(0);
    await until(at, () => injected.hits() > 0, 'the limit');
    await at.stepClock(-4 * MINUTE_MS);
    await until(at, () => isAllTold(at, FOUR_CLASHES), 'all told');
    expect(violations(at, FOUR_CLASHES)).toEqual([]);
  }, 180_000);
});
