import { z } from 'zod';
import { duration } from './common.ts';

const count = z.number().int().positive();

/** Redis: keys, private server, queues. */
export const storeSettings = z.strictObject({
  prefix: z
    .string()
    .regex(/^[^{}:\s]*\{[^{}:\s]+\}[^{}:\s]*$/, 'expected a prefix with braces and without colons, such as {cm}')
    .default('{cm}')
    .describe('Key prefix; the braces keep all keys in one cluster slot'),
  deadline: duration
    .prefault('5s')
    .describe('How long one question to Redis may take before the answer counts as unknown and the work waits'),
  pollConcurrency: count.default(10).describe('Feeds that one process fetches at once'),
  deliverConcurrency: count.default(20).describe('Channels that one process sends to at once'),
  jobLock: duration
    .prefault('15s')
    .describe('A job of a process that fell silent is taken over after this time and the next check'),
  stalledCheck: duration.prefault('5s').describe('How often processes look for jobs of silent ones'),
  keepSummary: count
    .default(600)
    .describe('Characters of each summary kept for explain, the console and the back-test'),
  setAsideRetention: duration
    .prefault('30d')
    .describe('How long work that failed three times is listed before it is forgotten'),
});
