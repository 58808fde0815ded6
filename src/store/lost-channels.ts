import type { Store } from './connect.ts';
import { parseRecord } from './json.ts';

/** A channel of the configuration that takes nothing at present: its alerts wait in their line. */
export interface LostChannel {
  readonly channelId: string;
  readonly reason: 'noPermission' | 'unknownChannel';
  /** Discord's own words. */
  readonly detail: string;
  /** ISO 8601 UTC. */
  readonly since: string;
}

/** Which configured channels take nothing, for operators; a delivery that reaches one takes it off in the step that ends it. */
export interface LostChannels {
  /** True when it was not known yet. */
  note(lost: LostChannel): Promise<boolean>;
  /** No route leads there any more. */
  forget(channelId: string): Promise<void>;
  /** The longest lost first. */
  list(): Promise<readonly LostChannel[]>;
}

/** The hash that holds them: shared with the step that ends a delivery. */
export function lostChannelsKey(store: Store): string {
  return store.key('channels-lost');
}

export function createLostChannels(store: Store): LostChannels {
  const key = lostChannelsKey(store);
  return {
    async note(lost) {
      const added = await store.ask('note a lost channel', (redis) =>
        redis.hsetnx(key, lost.channelId, JSON.stringify(lost)),
      );
      return added === 1;
    },
    async forget(channelId) {
      await store.ask('forget a lost channel', (redis) => redis.hdel(key, channelId));
    },
    async list() {
      const texts = await store.ask('list lost channels', (redis) => redis.hvals(key));
      return texts
        .map((text) => parseRecord<LostChannel>(text, 'lost channel'))
        .sort((one, other) => one.since.localeCompare(other.since));
    },
  };
}
