import type { Telling, TellingBook } from '../../incidents/repository.ts';
import type { Store } from '../connect.ts';

/** Field of a telling in the hash that holds what corrections owe; its value is the change. */
export function tellingField({ incidentId, revision }: Telling): string {
  return `${incidentId} ${revision}`;
}

/** What corrections owe subscribers, in a hash that the step which writes a correction adds to. */
export function createTellingBook(store: Store, key: string): TellingBook {
  return {
    async dueTellings() {
      const fields = await store.ask('list corrections to tell', (redis) => redis.hgetall(key));
      return Object.entries(fields).map(([field, change]) => {
        const [incidentId = '', revision] = field.split(' ');
        return { incidentId, revision: Number(revision), change: change as Telling['change'] };
      });
    },
    async told(tellings) {
      if (tellings.length === 0) return;
      await store.ask('note corrections as told', (redis) => redis.hdel(key, ...tellings.map(tellingField)));
    },
  };
}
