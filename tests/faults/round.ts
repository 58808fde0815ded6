import { setTimeout as pause } from 'node:timers/promises';
import { FAULT_KINDS } from './faults.ts';
import { createRandom, pick } from './random.ts';
import { lastStep, writeScript } from './script.ts';
import { progress, restlessness, violations } from './verdict.ts';
import { openWorld, WORKER_ROLES } from './world.ts';

export interface RoundResult {
  readonly seed: number;
  /** What went wrong on purpose, in order, with the step of the script. */
  readonly faults: readonly string[];
  readonly violations: readonly string[];
  readonly log: string;
}

const STEP_MS = 1200;
/** A busy machine may take long to start three processes; no guarantee speaks of that. */
const BEGIN_MS = 240_000;
/** After the last fault everything must be told within this. */
const CATCH_UP_MS = 60_000;

/**
 * One round: a script of incidents is published step by step while faults strike; then the service must catch up, and the fakes are asked what was told.
 * `only`: a part of the names of the faults to choose from.
 */
export async function playRound(seed: number, faultCount: number, only = ''): Promise<RoundResult> {
  const random = createRandom(seed);
  const script = writeScript(5, random);
  const steps = lastStep(script);
  const kinds = FAULT_KINDS.map((kind) => kind.filter(({ name }) => name.includes(only))).filter(
    (kind) => kind.length > 0,
  );
  const planned = Array.from({ length: faultCount }, () => ({
    step: Math.floor(random() * (steps + 1)),
    fault: pick(pick(kinds, random), random),
  }));
  const world = await openWorld(script);
  const struck: string[] = [];
  try {
    for (const role of WORKER_ROLES) world.start(role);
    await firstPolls(world);
    for (let step = 0; step <= steps; step++) {
      world.outlets.publish(step);
      const end = Date.now() + STEP_MS;
      for (const { fault } of planned.filter((one) => one.step === step)) {
        await pause(random() * 400);
        struck.push(`step ${step}: ${fault.name}`);
        await fault.strike(world, random);
      }
      await pause(Math.max(0, end - Date.now()));
    }
    for (const mend of world.mends) mend();
    const giveUpAt = Date.now() + CATCH_UP_MS;
    for (let at = progress(world, script); at.told < at.wanted && Date.now() < giveUpAt; at = progress(world, script))
      await pause(200);
    // What would come twice needs a moment to come.
    await pause(4000);
    const found = [...violations(world, script), ...(await restlessness(world, script))];
    return { seed, faults: struck, violations: found, log: world.log() };
  } finally {
    await world.close();
  }
}

/** The archive must be filled before news is published. */
export async function firstPolls(world: Awaited<ReturnType<typeof openWorld>>): Promise<void> {
  const client = world.redis.connect();
  const giveUpAt = Date.now() + BEGIN_MS;
  for (;;) {
    const states = await client.hgetall('{cm}:feed-states').catch(() => ({}));
    const ready = Object.values(states).filter((state) => state.includes('"isArchived":true')).length;
    if (ready >= 2) return;
    if (Date.now() > giveUpAt) throw new Error(`the service never polled its feeds:\n${world.log()}`);
    await pause(100);
  }
}
