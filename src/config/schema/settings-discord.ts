import { z } from 'zod';

/** Discord: channels of the operators and moderators, budgets. */
export const discordSettings = z.strictObject({
  operatorsChannel: z.string().optional().describe('Channel id for notices to operators'),
  moderatorsChannel: z.string().optional().describe('Channel id where review items wait'),
  requestsPerSecond: z.number().int().positive().default(50).describe('One budget for all processes of the bot'),
  maxSubscriptionsPerServer: z.number().int().positive().default(25).describe('Most subscriptions one server may have'),
});
