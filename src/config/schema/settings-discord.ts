import { z } from 'zod';
import { duration, language } from './common.ts';

/** Discord: channels of the operators and moderators, budgets. */
export const discordSettings = z.strictObject({
  operatorsChannel: z.string().optional().describe('Channel id for notices to operators'),
  moderatorsChannel: z.string().optional().describe('Channel id where review items wait'),
  moderatorsLanguage: language.default('en').describe('Language in which they are asked'),
  requestsPerSecond: z.number().int().positive().default(50).describe('One budget for all processes of the bot'),
  lostChannelEvery: duration
    .prefault('1m')
    .describe('How often a configured channel that takes nothing (403, 404) is tried again'),
  lostChannelKeep: duration.prefault('7d').describe('Alerts wait so long for such a channel, then they are set aside'),
  picturesFrom: z
    .number()
    .int()
    .min(0)
    .max(5)
    .default(3)
    .describe('Clashes of this severity or higher get a small map; 5 = none does'),
  maxSubscriptionsPerServer: z.number().int().positive().default(25).describe('Most subscriptions one server may have'),
});
