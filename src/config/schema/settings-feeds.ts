import { z } from 'zod';
import { duration } from './common.ts';
/** Intake: politeness, limits, health. */
export const feedsSettings = z.strictObject({
  tick: z.string().default('*/30 * * * * *').describe('Cron pattern (with seconds) of the look for due feeds'),
  userAgent: z
    .string()
    .default('ceasefire-monitor/0.1 (+https://example.org/ceasefire-monitor)')
    .describe('Sent with every request; put a contact address here'),
  timeout: duration.default(20_000).describe('Total deadline of one request, redirects included'),
  maxBytes: z.number().int().positive().default(5_242_880).describe('Largest body after inflation, bytes'),
  maxInterval: duration.default(21_600_000).describe('A feed never waits longer than this, whatever it asks for'),
});
export type FeedsSettings = z.output<typeof feedsSettings>;
