import { z } from 'zod';

/** Language detection. Weights are points; the language with the most points wins. */
export const languageSettings = z.strictObject({
  summaryLength: z
    .number()
    .int()
    .positive()
    .default(300)
    .describe('Characters of the summary that are read beside the title'),
  feedBonus: z.number().default(2.5).describe('Added to the score of a language that the feed declares in feeds.yaml'),
  minMargin: z.number().default(0.2).describe('Below this lead over the runner-up the answer is low confidence'),
  stopWord: z.number().default(2.2).describe('Points of a small word of the language'),
  name: z.number().default(2.5).describe('Points of a name of the region in the spelling of the language'),
  letter: z
    .number()
    .default(0.8)
    .describe('Points of a word with a letter that marks the language; taken from the others'),
  foreignLetter: z.number().default(0.8).describe('Points taken for a word with a letter the language does not use'),
  suffix: z.number().default(0.8).describe('Points of a word with an ending of the language'),
  franc: z.number().default(4).describe('Points between the best and the worst language by the letter groups of franc'),
  ownLanguage: z.number().default(1).describe('Points of each language that has a lexicon'),
  rareLanguage: z.number().default(0.8).describe('Points taken from languages that news of the region seldom comes in'),
});
export type LanguageSettings = z.output<typeof languageSettings>;
