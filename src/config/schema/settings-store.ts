import { z } from 'zod';

/** Redis: keys, private server, queues. */
export const storeSettings = z.strictObject({
  prefix: z.string().default('{cm}').describe('Key prefix; the braces keep all keys in one cluster slot'),
});
export type StoreSettings = z.output<typeof storeSettings>;
