import { createHash } from 'node:crypto';

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
