import type { Subscription } from '../domain/alert.ts';
import type { State } from './state.ts';

type GuildState = Pick<State, 'guilds' | 'outbox'>;

/** Deletes everything that is kept about a server, and what waits for its channels; a channel that the configuration leads to keeps its line. */
export async function forgetGuild(
  { guilds, outbox }: GuildState,
  guildId: string,
  routes: readonly Pick<Subscription, 'channelId'>[],
): Promise<void> {
  const { channelIds } = await guilds.forget(guildId);
  const configured = new Set(routes.map(({ channelId }) => channelId));
  for (const channelId of channelIds)
    if (!configured.has(channelId)) await outbox.dropChannel(channelId, 'the server was forgotten');
}

/** Deletes what is kept about servers that removed the bot long enough ago; gives their ids. */
export async function forgetDueGuilds(
  state: GuildState,
  now: number,
  routes: readonly Pick<Subscription, 'channelId'>[],
): Promise<readonly string[]> {
  const due = await state.guilds.dueToForget(now);
  for (const guildId of due) await forgetGuild(state, guildId, routes);
  return due;
}
