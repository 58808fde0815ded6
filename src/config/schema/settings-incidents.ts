import { z } from 'zod';
import { duration, share } from './common.ts';

/** Same-incident decision, duplicates, retention. */
export const incidentsSettings = z.strictObject({
  retention: duration.prefault('90d').describe('How long incidents, seen items and reports are kept'),
  clashWindow: duration.prefault('44h').describe('A report joins a clash that was first told at most this long before'),
  silence: duration
    .prefault('10h')
    .describe('After this long without a report, a bare repetition of an alarm is a new clash and no follow-up'),
  counterClaimWindow: duration
    .prefault('8h')
    .describe('Accusations in opposite directions are one clash only within this time'),
  followUpWindow: duration
    .prefault('7d')
    .describe('Corrections, retractions, denials and admissions find their incident this long'),
  talksWindow: duration.prefault('10d').describe('A meeting is followed from its announcement to its outcome'),
  truceWindow: duration.prefault('5d').describe('A truce is followed this long'),
  humanitarianWindow: duration.prefault('5d').describe('Exchanges, trials, aid are followed this long'),
  truceOpeningWindow: duration
    .prefault('20h')
    .describe('Two announcements of a truce further apart than this are two truces'),
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
  duplicateWindow: duration.prefault('2d').describe('Copies appear within this time'),
  politicalOffices: z
    .array(z.string())
    .default(['foreignMinistry', 'president', 'primeMinister', 'government', 'parliament', 'embassy'])
    .describe('Offices of third parties whose words on a clash are reactions and confirm nothing'),
  maxCandidates: z.number().int().positive().default(80).describe('Incidents compared with one report, newest first'),
  maxReports: z
    .number()
    .int()
    .min(20)
    .default(200)
    .describe('Reports kept inside one incident; beyond, those that add nothing are counted only'),
});
export type IncidentsSettings = z.output<typeof incidentsSettings>;
