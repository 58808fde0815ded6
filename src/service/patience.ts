import { setTimeout as pause } from 'node:timers/promises';
import type { Log } from '../ops/log.ts';
import { StoreUnavailable } from '../store/unavailable.ts';

const ASK_EVERY_MS = 1000;

export interface PatienceOptions {
  readonly log: Log;
  /** Ends the waiting; its reason is thrown. */
  readonly signal?: AbortSignal;
  /** Default a second. */
  readonly everyMs?: number;
}

/** Asks Redis until it answers: a start in the middle of an outage waits, it does not fail. Throws whatever is not StoreUnavailable. */
export async function patiently<T>(ask: () => Promise<T>, options: PatienceOptions): Promise<T> {
  const { log, signal, everyMs = ASK_EVERY_MS } = options;
  for (let isFirst = true; ; isFirst = false) {
    signal?.throwIfAborted();
    try {
      return await ask();
    } catch (err) {
      if (!(err instanceof StoreUnavailable)) throw err;
      if (isFirst) log.warn({ err }, 'Redis cannot answer; the start waits for it');
    }
    await pause(everyMs, undefined, signal === undefined ? {} : { signal });
  }
}
