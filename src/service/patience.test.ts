import { describe, expect, it } from 'vitest';
import { StoreUnavailable } from '../store/unavailable.ts';
import { patiently } from './patience.ts';

const told: string[] = [];
const note = (_fields: object, message: string) => void told.push(message);
const log = { debug: note, info: note, warn: note, error: note, child: () => log };

describe('a start in the middle of an outage', () => {
  it('waits until Redis answers, and says so once', async () => {
    told.length = 0;
    let asked = 0;
    const answer = await patiently(
      async () => {
        asked++;
        if (asked < 4) throw new StoreUnavailable('read: OOM');
        return 'here';
      },
      { log, everyMs: 1 },
    );
    expect(answer).toBe('here');
    expect(told).toEqual(['Redis cannot answer; the start waits for it']);
  });

  it('ends on request, and at once for what is no outage', async () => {
    const stopping = new AbortController();
    const waiting = patiently(() => Promise.reject(new StoreUnavailable('read: OOM')), {
      log,
      everyMs: 60_000,
      signal: stopping.signal,
    });
    stopping.abort(new Error('stopped'));
    await expect(waiting).rejects.toThrow();
    await expect(patiently(() => Promise.reject(new TypeError('ours')), { log, everyMs: 1 })).rejects.toThrow('ours');
  });
});
