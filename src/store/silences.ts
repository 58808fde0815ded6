import type { Silence } from '../domain/alert.ts';
import type { Store } from './connect.ts';
import { parseRecord } from './json.ts';

/** Silences that moderators set; they end by themselves. */
export interface SilenceStore {
  put(silence: Silence): Promise<void>;
  remove(id: string): Promise<boolean>;
  active(nowMs: number): Promise<readonly Silence[]>;
  byGuild(guildId: string, nowMs: number): Promise<readonly Silence[]>;
  prune(nowMs: number): Promise<number>;
}

export function createSilenceStore(store: Store): SilenceStore {
  const recordsKey = store.key('silences');
  const endsKey = store.key('silences-end');

  async function active(nowMs: number): Promise<readonly Silence[]> {
    const ids = await store.ask('list silences', (redis) => redis.zrangebyscore(endsKey, `(${nowMs}`, '+inf'));
    if (ids.length === 0) return [];
    const texts = await store.ask('list silences', (redis) => redis.hmget(recordsKey, ...ids));
    return texts.flatMap((text) => (text === null ? [] : [parseRecord<Silence>(text, 'silence')]));
  }

  return {
    active,
    async put(silence) {
      await store.transaction('set a silence', (multi) => {
        multi.hset(recordsKey, silence.id, JSON.stringify(silence));
        multi.zadd(endsKey, Date.parse(silence.expiresAt), silence.id);
      });
    },
    async remove(id) {
      const [removed] = await store.transaction('end a silence', (multi) => {
        multi.hdel(recordsKey, id).zrem(endsKey, id);
      });
      return removed === 1;
    },
    async byGuild(guildId, nowMs) {
      return (await active(nowMs)).filter((silence) => silence.guildId === guildId);
    },
    async prune(nowMs) {
      const ended = await store.ask('list ended silences', (redis) => redis.zrangebyscore(endsKey, '-inf', nowMs));
      if (ended.length === 0) return 0;
      await store.transaction('remove ended silences', (multi) => {
        multi.hdel(recordsKey, ...ended).zrem(endsKey, ...ended);
      });
      return ended.length;
    },
  };
}
