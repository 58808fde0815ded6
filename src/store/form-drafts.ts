import type { Store } from './connect.ts';
import { parseRecord } from './json.ts';

/** What was chosen so far in a form, by option. */
type Draft = Readonly<Record<string, string>>;

/** Forms that people are filling in; forgotten after an hour. */
export interface FormDrafts {
  get(key: string): Promise<Draft | undefined>;
  put(key: string, draft: Draft): Promise<void>;
}

const KEPT_MS = 3_600_000;

export function createFormDrafts(store: Store): FormDrafts {
  const keyOf = (key: string): string => store.key('form', key);
  return {
    async get(key) {
      const text = await store.ask('read a form', (redis) => redis.get(keyOf(key)));
      return text === null ? undefined : parseRecord<Draft>(text, 'form');
    },
    async put(key, draft) {
      await store.ask('keep a form', (redis) => redis.set(keyOf(key), JSON.stringify(draft), 'PX', KEPT_MS));
    },
  };
}
