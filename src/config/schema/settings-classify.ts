import { z } from 'zod';

/** The classifier's weights, thresholds and switchable rules. */
export const classifySettings = z.strictObject({
  titleWeight: z.number().default(2).describe('A hit in the title counts this many times one in the summary'),
  window: z.number().int().default(5).describe('Tokens within which two cues count as near'),
  alertScore: z.number().default(5).describe('From this score on: alert'),
  reviewScore: z.number().default(2).describe('From this score on: review'),
});
export type ClassifySettings = z.output<typeof classifySettings>;

/** Extraction. */
export const extractSettings = z.strictObject({});
export type ExtractSettings = z.output<typeof extractSettings>;
