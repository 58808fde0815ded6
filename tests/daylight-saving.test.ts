import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import type { ScriptedIncident } from './faults/script.ts';
import { FOUR_CLASHES, isAllTold, openStage, textsIn, until, waitingIn } from './faults/stage.ts';
import { unsettled, violations } from './faults/verdict.ts';
import type { World, WorldOptions } from './faults/world.ts';

const ZONE = 'Europe/Berlin';
const MINUTE_MS = 60_000;

/** Two clashes before the clock change, two after it. */
const AROUND: readonly ScriptedIncident[] = FOUR_CLASHES.map((clash, index) => ({
  ...clash,
  items: clash.items.map((item) => ({ ...item, step: index < 2 ? 0 : 1 })),
}));
const BEFORE = AROUND.slice(0, 2);

let world: World | undefined;
afterEach(() => world?.close());

async function open(options: WorldOptions): Promise<World> {
  world = await openStage(AROUND, { zone: ZONE, ...options });
  return world;
}

describe('where the clocks change', () => {
  it.each([
    ['an hour is skipped', '2026-03-29T00:55:00Z'],
    ['an hour comes twice', '2026-10-25T00:55:00Z'],
  ])(
    'polls and alerts go on, each once: %s',
    async (_what, startsAt) => {
      const at = await open({ startsAt });
      at.outlets.publish(0);
      await until(at, () => isAllTold(at, BEFORE), 'told before the change');
      await at.passTime(10 * MINUTE_MS);
      at.outlets.publish(1);
      await until(at, () => isAllTold(at, AROUND), 'told after the change');
      await until(at, async () => (await unsettled(at, AROUND)).length === 0, 'all is settled');
      expect(violations(at, AROUND)).toEqual([]);
    },
    180_000,
  );

  it.each<[string, string, Readonly<Record<string, unknown>>]>([
    [
      'a daily list at a time that is skipped',
      '2026-03-29T00:55:00Z',
      { delivery: { mode: 'daily', at: '02:30', zone: ZONE } },
    ],
    [
      'quiet hours that end where an hour comes twice',
      '2026-10-25T00:25:00Z',
      { delivery: { zone: ZONE }, quietHours: { from: '22:00', to: '02:30' } },
    ],
  ])(
    'what waits comes once, and in time: %s',
    async (_what, startsAt, route) => {
      const at = await open({ startsAt, route });
      at.outlets.publish(0);
      const later = async () => Number(await at.redis.connect().zcard(`{cm}:later:${at.channelId}`));
      await until(at, async () => (await later()) === BEFORE.length, 'they wait for their time');
      expect(textsIn(at)).toEqual([]);
      await at.passTime(6 * MINUTE_MS);
      await until(at, () => isAllTold(at, BEFORE), 'told in time');
      await until(at, async () => (await later()) === 0 && (await waitingIn(at)) === 0, 'nothing waits');
      // The same time of day once more, where there is one.
      await at.passTime(60 * MINUTE_MS);
      await pause(3000);
      expect(textsIn(at)).toHaveLength(1);
    },
    180_000,
  );
});
