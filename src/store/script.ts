import { createHash } from 'node:crypto';
import type { Cluster, Redis } from 'ioredis';

/** A Lua script that Redis runs as one step. Every key it touches carries the store's prefix, so all lie in one slot. */
export interface Script {
  /** Begins the message when Redis cannot answer: "mark items". */
  readonly name: string;
  readonly lua: string;
  readonly sha: string;
}

/** Names a script and computes the SHA-1 under which Redis remembers it. */
export function defineScript(name: string, lua: string): Script {
  return { name, lua, sha: createHash('sha1').update(lua).digest('hex') };
}

export interface ScriptCall {
  readonly keys: readonly string[];
  readonly args: readonly (string | number | Buffer)[];
}

/** Runs a script by its hash; Redis forgets scripts in a restart, so it is sent again when unknown. */
export async function runScript(
  redis: Redis | Cluster,
  script: Script,
  keys: ScriptCall['keys'],
  args: ScriptCall['args'],
): Promise<unknown> {
  return orSent(
    () => redis.evalsha(script.sha, keys.length, ...keys, ...args),
    () => redis.eval(script.lua, keys.length, ...keys, ...args),
  );
}

/** The same, with every text of the answer as its bytes. */
export async function runScriptRaw(
  redis: Redis | Cluster,
  script: Script,
  keys: ScriptCall['keys'],
  args: ScriptCall['args'],
): Promise<unknown> {
  return orSent(
    () => redis.callBuffer('evalsha', script.sha, keys.length, ...keys, ...args),
    () => redis.callBuffer('eval', script.lua, keys.length, ...keys, ...args),
  );
}

async function orSent(byHash: () => Promise<unknown>, sent: () => Promise<unknown>): Promise<unknown> {
  try {
    return await byHash();
  } catch (error) {
    if (!isUnknownScript(error)) throw error;
    return sent();
  }
}

/** The same for many calls in one round trip; the first error is thrown. */
export async function runScripts(
  redis: Redis | Cluster,
  script: Script,
  calls: readonly ScriptCall[],
): Promise<readonly unknown[]> {
  if (calls.length === 0) return [];
  const pipeline = redis.pipeline();
  for (const { keys, args } of calls) pipeline.evalsha(script.sha, keys.length, ...keys, ...args);
  const replies = (await pipeline.exec()) ?? [];
  const answers: unknown[] = [];
  for (const [position, { keys, args }] of calls.entries()) {
    const [error, value] = replies[position] ?? [new Error('no answer'), undefined];
    if (error !== null && !isUnknownScript(error)) throw error;
    answers.push(error === null ? value : await runScript(redis, script, keys, args));
  }
  return answers;
}

function isUnknownScript(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith('NOSCRIPT');
}
