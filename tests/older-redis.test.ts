import { afterEach, describe, expect, it } from 'vitest';
import type { ScriptedIncident } from './faults/script.ts';
import { FOUR_CLASHES, isAllTold, openStage, textsIn, until, waitingIn } from './faults/stage.ts';
import { unsettled, violations } from './faults/verdict.ts';
import type { World } from './faults/world.ts';

let at: World | undefined;
afterEach(() => at?.close());

const idsOf = (texts: readonly string[]) => texts.flatMap((text) => /AA-[\d-]+(?= r\d)/.exec(text)?.[0] ?? []);

/** Redis knows of this many incidents that something was posted, and nothing waits. */
async function isKnownAgain(world: World, incidents: number): Promise<boolean> {
  const redis = world.redis.connect();
  const posts = await redis.keys('{cm}:posts:*').catch(() => []);
  redis.disconnect();
  return posts.length === incidents && (await waitingIn(world)) === 0;
}

/** A clash and its denial, published at the same time by both sides' outlets. */
const DENIED_AT_ONCE: readonly ScriptedIncident[] = FOUR_CLASHES.slice(0, 2).map((clash) => ({
  ...clash,
  changes: ['denied'],
  items: [
    ...clash.items,
    {
      outlet: 'aze',
      step: 0,
      title: `Azerbaijan denies opening fire near ${clash.place}`,
      summary: `Azerbaijan's Defence Ministry denied that its units fired towards ${clash.place} and called the Armenian statement disinformation.`,
    },
  ],
}));

describe('Redis that comes back without its last moments', () => {
  it('has nothing told twice or lost, and no number given twice, when the items come again in another order', async () => {
    const world = await openStage(FOUR_CLASHES);
    at = world;
    let before: readonly string[] = [];
    await world.redis.rollBack(async () => {
      world.outlets.publish(0);
      await until(world, () => isAllTold(world, FOUR_CLASHES), 'all told');
      await until(world, async () => (await waitingIn(world)) === 0, 'nothing waits');
      before = idsOf(textsIn(world));
      // Those that were asked before the end may still be answered as before.
      world.outlets.trouble('reversed', 1000);
    });
    await until(world, () => isKnownAgain(world, FOUR_CLASHES.length), 'known again');
    await until(world, async () => (await unsettled(world, FOUR_CLASHES)).length === 0, 'all is known again');
    expect(violations(world, FOUR_CLASHES)).toEqual([]);
    const after = idsOf(textsIn(world));
    expect(after).toHaveLength(FOUR_CLASHES.length);
    expect(new Set([...before, ...after]).size).toBe(2 * FOUR_CLASHES.length);
  }, 180_000);

  it('has each incident told once when another of its reports comes first', async () => {
    const world = await openStage(DENIED_AT_ONCE);
    at = world;
    await world.redis.rollBack(async () => {
      world.outlets.publish(0);
      await until(world, () => isAllTold(world, DENIED_AT_ONCE), 'all told');
      await until(world, async () => (await waitingIn(world)) === 0, 'nothing waits');
      await world.kill('poll', 'SIGKILL');
    });
    world.outlets.shut('arm');
    world.start('poll');
    await until(world, () => isKnownAgain(world, DENIED_AT_ONCE.length), 'the denials are placed');
    world.outlets.open('arm');
    await until(world, async () => (await unsettled(world, DENIED_AT_ONCE)).length === 0, 'all is known again');
    expect(violations(world, DENIED_AT_ONCE)).toEqual([]);
  }, 180_000);
});
