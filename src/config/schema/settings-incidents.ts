import { z } from 'zod';
import { duration } from './common.ts';
/** Same-incident decision, duplicates, retention. */
export const incidentsSettings = z.strictObject({
  retention: duration.default(7_776_000_000).describe('How long incidents, seen items and reports are kept'),
});
export type IncidentsSettings = z.output<typeof incidentsSettings>;
