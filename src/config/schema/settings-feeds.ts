import { z } from 'zod';
import { duration, share } from './common.ts';
/** Intake: politeness, limits, health. */
export const feedsSettings = z.strictObject({
  tick: z.string().default('*/30 * * * * *').describe('Cron pattern (with seconds) of the look for due feeds'),
  userAgent: z
    .string()
    .default('ceasefire-monitor/0.1 (+https://example.org/ceasefire-monitor)')
    .describe('Sent with every request; put a contact address here'),
  timeout: duration.prefault('20s').describe('Total deadline of one request, redirects included'),
  maxBytes: z.number().int().positive().default(5_242_880).describe('Largest body after inflation, bytes'),
  maxInterval: duration.prefault('6h').describe('A feed never waits longer than this, whatever it asks for'),
  jitter: share.default(0.1).describe('Share of the interval by which a poll may come later, so that polls spread'),
  hostDelay: duration.prefault('1s').describe('Pause between two requests to one host'),
  robots: z.boolean().default(true).describe('Read robots.txt before a page (kind: page) is read'),
  parseTimeout: duration
    .prefault('2s')
    .describe('Time for reading one page of items; a document that needs more is given up'),
  parseMemoryMb: z.number().int().min(32).default(128).describe('Heap of a reading thread, megabytes'),
  parseThreads: z.number().int().min(1).max(16).default(1).describe('Reading threads'),
  itemsPerCall: z
    .number()
    .int()
    .positive()
    .default(500)
    .describe('Items that one call of a reading thread hands over; the rest follows'),
  healthGrace: duration.prefault('30m').describe('A feed must be in trouble this long before operators are told'),
  flapWindow: duration.prefault('6h').describe('Span in which changes of health are counted'),
  flapChanges: z.number().int().min(3).default(6).describe('This many changes in the span are told once, as flapping'),
  silentAfter: duration.prefault('1d').describe('A feed is never called silent before this, however fast its rhythm'),
});
