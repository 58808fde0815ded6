import { setTimeout as pause } from 'node:timers/promises';
import { runCli } from '../support/cli.ts';
import { FAULT_KINDS } from './faults.ts';
import { linkOf } from './outlets.ts';
import { createRandom, pick } from './random.ts';
import { lastStep, type ScriptedIncident, writeScript } from './script.ts';
import { progress, restlessness, textsOf, violations } from './verdict.ts';
import { openWorld, WORKER_ROLES, type World } from './world.ts';

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
  // A few minutes before the clocks change: five minutes forward or four back cross it.
  const startsAt = seed % 2 === 0 ? '2026-10-25T00:57:00Z' : '2026-03-29T00:57:00Z';
  const world = await openWorld(script, { zone: 'Europe/Berlin', startsAt });
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
    const isAllTold = () => progress(world, script).told === script.length;
    while (!isAllTold() && Date.now() < giveUpAt) await pause(200);
    const late = isAllTold() ? [] : [`late: not all was told ${CATCH_UP_MS / 1000} s after the last fault`];
    // What would come twice needs a moment to come.
    await pause(4000);
    const restless = await restlessness(world, script);
    // Asked last: what came late did come, and came once.
    const found = [...violations(world, script), ...restless, ...late];
    const log = found.length === 0 ? world.log() : `${world.log()}\n${await whatIsKnown(world, script)}`;
    return { seed, faults: struck, violations: found, log };
  } finally {
    await world.close();
  }
}

/** For whoever looks into a failed round: what stands in the channel, and what the service remembers. */
async function whatIsKnown(world: World, script: readonly ScriptedIncident[]): Promise<string> {
  const env = { REDIS_URL: world.redis.url };
  const links = script.flatMap((incident) => incident.items).map(linkOf);
  const told = [];
  for (const args of [...links.map((link) => ['explain', link]), ['status']]) told.push(await runCli(args, '', env));
  const requests = world.discord.requests.filter(({ path }) => path.includes('/messages'));
  return [
    ...told.map(({ stdout, stderr }) => `${stdout}${stderr}`),
    ...textsOf(world),
    ...requests.map(({ method, path, status, body }) => `${method} ${path} ${status} ${JSON.stringify(body)}`),
  ].join('\n');
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
