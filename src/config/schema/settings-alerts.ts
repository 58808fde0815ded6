import { z } from 'zod';
import { duration } from './common.ts';
/** What becomes an alert, and when. */
export const alertsSettings = z.strictObject({
  maxAlertAge: duration.prefault('1d').describe('An item older than this at arrival never alerts'),
  lateAfter: duration.prefault('30m').describe('Deliveries older than this go into one catch-up digest marked late'),
  escalation: z
    .strictObject({
      window: duration.prefault('12h').describe('Length of the time that is judged'),
      baseline: duration.prefault('30d').describe('Length of the past that it is judged by'),
      minCount: z.number().int().min(2).default(3).describe('Fewer clashes than this in a sector are never a burst'),
      maxChance: z
        .number()
        .min(0)
        .max(1)
        .default(0.01)
        .describe('Largest chance with which the usual rate would give so many'),
    })
    .prefault({})
    .describe('A burst of clashes in one sector, against its own past, passes quiet hours, digests and caps'),
  minSeverity: z.number().int().min(0).max(4).default(0).describe('Incidents below this severity alert nobody'),
});
