import { DiscordjsErrorCodes } from 'discord.js';

/** Discord will not let this bot in; waiting does not help. */
export class GatewayRefused extends Error {
  override readonly name = 'GatewayRefused';
}

const PAGE = 'the page "Bot" of the application in Discord’s developer portal';
const TOKEN = `Discord refuses the token in DISCORD_TOKEN; copy it anew from ${PAGE}`;
const INTENTS = `Discord refuses the intents that the bot asks for (4014). It asks for "Guilds" alone, which needs no switch: see whether ${PAGE} shows the bot as disabled or under review. Slash commands are off until then; alerts go on`;

/** What each final close code means, and what to do. Source: docs.discord.com, Opcodes and Status Codes, Gateway Close Event Codes. */
const MEANINGS: Readonly<Record<number, string>> = {
  4004: `${TOKEN}. Slash commands are off until then`,
  4010: 'Discord does not know our shard (4010); the number of shards is asked for anew. Alerts go on',
  4011: 'Discord asks for more shards (4011); their number is asked for anew. Alerts go on',
  4012: 'Discord no longer serves this version of its gateway (4012): update the monitor. Slash commands are off until then; alerts go on',
  4013: 'Discord does not know the intents that the bot asks for (4013): update the monitor. Slash commands are off until then; alerts go on',
  4014: INTENTS,
};

/** A close code after which Discord takes no resume, in words that say what to do. */
export function closeReason(code: number): string {
  return MEANINGS[code] ?? `Discord closed the connection for good (${code}); it is tried anew. Alerts go on`;
}

/** Why Discord will not let the bot in; `undefined` when it may be away only. */
export function refusalOf(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === DiscordjsErrorCodes.TokenInvalid) return TOKEN;
  if (!(error instanceof Error)) return undefined;
  if (/disallowed intents/i.test(error.message)) return INTENTS;
  return /invalid intents/i.test(error.message) ? closeReason(4013) : undefined;
}
