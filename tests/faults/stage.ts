import { setTimeout as pause } from 'node:timers/promises';
import { firstPolls } from './round.ts';
import type { ScriptedIncident } from './script.ts';
import { progress } from './verdict.ts';
import { openWorld, type World, type WorldOptions } from './world.ts';

const PLACES = ['Sotk', 'Jermuk', 'Tegh', 'Yeraskh'] as const;

/** Four clashes at four places, published together; nothing comes after. */
export const FOUR_CLASHES: readonly ScriptedIncident[] = PLACES.map((place) => ({
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

/** A world with the polling and the delivering process at work, and the archive of every feed filled. */
export async function openStage(script: readonly ScriptedIncident[], options: WorldOptions = {}): Promise<World> {
  const world = await openWorld(script, options);
  world.start('poll');
  world.start('deliver');
  await firstPolls(world);
  return world;
}

/** Waits for something to hold; throws with the log where it does not come about. */
export async function until(
  world: World,
  holds: () => boolean | Promise<boolean>,
  what: string,
  withinMs = 60_000,
): Promise<void> {
  const giveUpAt = Date.now() + withinMs;
  while (!(await holds())) {
    if (Date.now() > giveUpAt)
      throw new Error(`${what}: not within ${withinMs} ms\n${textsIn(world).join('\n')}\n${world.log().slice(-6000)}`);
    await pause(100);
  }
}

export function isAllTold(world: World, script: readonly ScriptedIncident[]): boolean {
  const { told, wanted } = progress(world, script);
  return told === wanted;
}

/** Messages that stand in a channel, oldest first. */
export function textsIn(world: World, channelId: string = world.channelId): readonly string[] {
  return world.discord.state.messages(channelId).map((message) => JSON.stringify(message.body));
}

/** How many deliveries wait for the route's channel. */
export async function waitingIn(world: World, channelId: string = world.channelId): Promise<number> {
  return Number(await world.redis.connect().llen(`{cm}:line:${channelId}`));
}
