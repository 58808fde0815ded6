import { z } from 'zod';
import { duration, share } from './common.ts';

/** Same-incident decision, duplicates, retention. */
export const incidentsSettings = z.strictObject({
  retention: duration.default(7_776_000_000).describe('How long incidents, seen items and reports are kept'),
  clashWindow: duration
    .default(158_400_000)
    .describe('A report joins a clash that was first told at most this long before (44h)'),
  silence: duration
    .default(36_000_000)
    .describe('After this long without a report, a bare repetition of an alarm is a new clash and no follow-up (10h)'),
  counterClaimWindow: duration
    .default(28_800_000)
    .describe('Accusations in opposite directions are one clash only within this time (8h)'),
  followUpWindow: duration
    .default(604_800_000)
    .describe('Corrections, retractions, denials and admissions find their incident this long (7d)'),
  talksWindow: duration
    .default(864_000_000)
    .describe('A meeting is followed from its announcement to its outcome (10d)'),
  truceWindow: duration.default(432_000_000).describe('A truce is followed this long (5d)'),
  humanitarianWindow: duration.default(432_000_000).describe('Exchanges, trials, aid are followed this long (5d)'),
  truceOpeningWindow: duration
    .default(72_000_000)
    .describe('Two announcements of a truce further apart than this are two truces (20h)'),
  joinScore: z.number().default(3).describe('Agreement from which a report that names the place joins'),
  facingScore: z.number().default(3.3).describe('The same for a report that names the place across the line'),
  placelessScore: z.number().default(2.5).describe('Agreement from which a report without place joins'),
  margin: z
    .number()
    .default(0.6)
    .describe('Without the same place, the best incident must agree better than the next by this much; else new'),
  duplicateSimilarity: share
    .default(0.8)
    .describe('Share of common character triples from which two texts are copies of each other'),
  duplicateWindow: duration.default(172_800_000).describe('Copies appear within this time (48h)'),
  maxCandidates: z.number().int().positive().default(120).describe('Incidents compared with one report, newest first'),
  maxReports: z
    .number()
    .int()
    .min(20)
    .default(200)
    .describe('Reports kept inside one incident; beyond, those that add nothing are counted only'),
});
export type IncidentsSettings = z.output<typeof incidentsSettings>;
