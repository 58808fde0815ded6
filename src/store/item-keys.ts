import { hash } from 'node:crypto';
import type { Store } from './connect.ts';

/** Where items lie in Redis: written by the seen store, read by the item store. */
export interface ItemKeys {
  /** One packed item. */
  item(itemId: string): string;
  /** From a canonical link to the item. */
  link(url: string): string;
  /** From an identity key of an outlet to the item. */
  identity(outletId: string, key: string): string;
  /** Set of all outcomes; with an outcome behind it, the sorted list of its items. */
  readonly outcomes: string;
}

export function itemKeys(store: Store): ItemKeys {
  return {
    item: (itemId) => store.key('item', itemId),
    link: (url) => store.key('link', shortHash(url)),
    identity: (outletId, key) => store.key('seen', shortHash(`${outletId}\n${key}`)),
    outcomes: store.key('items', ''),
  };
}

/** 72 bits: among ten million keys two collide with a chance of 1 in 100 million. */
function shortHash(text: string): string {
  return hash('sha256', text, 'base64url').slice(0, 12);
}
