import { randomBytes } from 'node:crypto';
import type { Store } from './connect.ts';

/** A random secret of 32 bytes, as hex, that all processes on one Redis share; made by the first that asks. */
export async function sharedSecret(store: Store, name: string): Promise<string> {
  const key = store.key('secret', name);
  return store.ask('read a shared secret', async (redis) => {
    await redis.set(key, randomBytes(32).toString('hex'), 'NX');
    const secret = await redis.get(key);
    if (secret === null) throw new Error(`the secret ${name} vanished while it was read`);
    return secret;
  });
}
