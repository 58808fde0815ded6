import { z } from 'zod';

/** Language detection. */
export const languageSettings = z.strictObject({
  summaryLength: z
    .number()
    .int()
    .positive()
    .default(300)
    .describe('Characters of the summary that are read beside the title'),
  feedBonus: z.number().default(2).describe('Added to the score of a language that the feed declares in feeds.yaml'),
  minMargin: z.number().default(0.5).describe('Below this lead over the runner-up the answer is low confidence'),
});
export type LanguageSettings = z.output<typeof languageSettings>;
