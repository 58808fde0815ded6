import { z } from 'zod';
import { duration } from './common.ts';
/** What becomes an alert, and when. */
export const alertsSettings = z.strictObject({
  maxAlertAge: duration.prefault('1d').describe('An item older than this at arrival never alerts'),
  lateAfter: duration.prefault('30m').describe('Deliveries older than this go into one catch-up digest marked late'),
  minSeverity: z.number().int().min(0).max(4).default(0).describe('Incidents below this severity alert nobody'),
});
export type AlertsSettings = z.output<typeof alertsSettings>;
