import type { Store } from './connect.ts';
import { createLanguageSettings } from './interface-settings.ts';
import { createSilenceStore } from './silences.ts';
import { createSubscriptionStore } from './subscriptions.ts';

/** Deletion of what a server left with us. */
export interface GuildData {
  /** Deletes subscriptions, silences and settings of a server now, and ends any date set; gives the channels whose deliveries are to be dropped. */
  forget(guildId: string): Promise<{ readonly subscriptions: number; readonly channelIds: readonly string[] }>;
  /** The bot left: delete at that time. */
  forgetAt(guildId: string, atMs: number): Promise<void>;
  /** The bot came back: delete nothing. */
  keep(guildId: string): Promise<void>;
  dueToForget(nowMs: number): Promise<readonly string[]>;
}

export function createGuildData(store: Store): GuildData {
  const dueKey = store.key('guilds-to-forget');
  const subscriptions = createSubscriptionStore(store);
  const silences = createSilenceStore(store);
  const settings = createLanguageSettings(store);

  async function keep(guildId: string): Promise<void> {
    await store.ask('keep a server', (redis) => redis.zrem(dueKey, guildId));
  }

  return {
    keep,
    async forget(guildId) {
      const theirs = await subscriptions.byGuild(guildId);
      for (const { id } of theirs) await subscriptions.remove(id);
      for (const { id } of await silences.byGuild(guildId, 0)) await silences.remove(id);
      await settings.forgetGuild(guildId);
      // Last, so that a crash half-way leaves the date standing and the rest is deleted then.
      await keep(guildId);
      return { subscriptions: theirs.length, channelIds: [...new Set(theirs.map(({ channelId }) => channelId))] };
    },
    async forgetAt(guildId, atMs) {
      await store.ask('set a date for forgetting', (redis) => redis.zadd(dueKey, 'NX', atMs, guildId));
    },
    dueToForget: (nowMs) => store.ask('list servers to forget', (redis) => redis.zrangebyscore(dueKey, '-inf', nowMs)),
  };
}
