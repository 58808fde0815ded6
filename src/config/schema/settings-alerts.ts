import { z } from 'zod';
import { duration } from './common.ts';
/** What becomes an alert, and when. */
export const alertsSettings = z.strictObject({
  maxAlertAge: duration.default(86_400_000).describe('An item older than this at arrival never alerts'),
  lateAfter: duration.default(1_800_000).describe('Deliveries older than this go into one catch-up digest marked late'),
  minSeverity: z.number().int().min(0).max(4).default(0).describe('Incidents below this severity alert nobody'),
});
export type AlertsSettings = z.output<typeof alertsSettings>;
