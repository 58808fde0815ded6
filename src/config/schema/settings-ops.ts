import { z } from 'zod';
import { duration } from './common.ts';
/** Health, metrics, logs. */
export const opsSettings = z.strictObject({
  watchdog: duration.prefault('1h').describe('A notice when nothing was polled or delivered for this long'),
});
