import type { Store } from './connect.ts';
import { parseRecord } from './json.ts';

/** The one switch that holds back every alert; planned deliveries wait behind it. */
export type HoldState =
  | { readonly kind: 'open' }
  | {
      readonly kind: 'held';
      readonly author: string;
      readonly reason: string;
      /** ISO 8601 UTC. */
      readonly since: string;
    };

export interface Hold {
  /** Holds all alerts. The first author and reason stand until the release. */
  hold(order: { readonly author: string; readonly reason: string; readonly atMs: number }): Promise<HoldState>;
  /** Opens again; wake the outbox afterwards. Gives the state that ended. */
  release(): Promise<HoldState>;
  current(): Promise<HoldState>;
}

export function createHold(store: Store): Hold {
  const key = store.key('hold');
  const parse = (text: string | null): HoldState =>
    text === null ? { kind: 'open' } : parseRecord<HoldState>(text, 'hold switch');

  async function current(): Promise<HoldState> {
    return parse(await store.ask('read the hold switch', (redis) => redis.get(key)));
  }

  return {
    current,
    async hold({ author, reason, atMs }) {
      const held: HoldState = { kind: 'held', author, reason, since: new Date(atMs).toISOString() };
      await store.ask('hold all alerts', (redis) => redis.set(key, JSON.stringify(held), 'NX'));
      return current();
    },
    async release() {
      return parse(await store.ask('release all alerts', (redis) => redis.getdel(key)));
    },
  };
}
