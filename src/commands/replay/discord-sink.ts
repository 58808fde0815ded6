import type { Environment } from '../../config/environment.ts';
import type { Desk } from '../../desk.ts';
import { type DiscordLink, openDiscord } from '../../links/discord-link.ts';
import type { Log } from '../../ops/log.ts';
import type { Runtime } from '../../service/runtime.ts';

/** Discord as the sink of a replay: the token's bot posts to the routes of `routes.yaml`. Throws without a token. */
export async function openDiscordSink(
  runtime: Runtime,
  desk: Desk,
  environment: Environment,
  log: Log,
): Promise<DiscordLink> {
  if (environment.discordToken === undefined)
    throw new Error('replay --sink discord needs DISCORD_TOKEN; use --sink console to look first');
  if (desk.routes.length === 0)
    throw new Error('replay --sink discord posts to the routes of routes.yaml, and there is none');
  return openDiscord({
    token: environment.discordToken,
    environment,
    runtime,
    desks: { current: () => desk },
    log,
    roles: new Set(['deliver']),
    signal: new AbortController().signal,
    process: () => Promise.reject(new Error('a replay answers no moderators')),
    end: (message) => log.error({}, message),
  });
}
