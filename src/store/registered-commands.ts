import type { Store } from './connect.ts';

/** Which definition of the slash commands was registered last, over all processes of a bot. */
export interface RegisteredCommands {
  get(): Promise<string | undefined>;
  set(hash: string): Promise<unknown>;
}

export function createRegisteredCommands(store: Store): RegisteredCommands {
  const key = store.key('registered-commands');
  return {
    get: () => store.ask('read which commands are registered', async (redis) => (await redis.get(key)) ?? undefined),
    set: (hash) => store.ask('note which commands are registered', (redis) => redis.set(key, hash)),
  };
}
