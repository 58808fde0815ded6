import { afterEach, expect, it } from 'vitest';
import { startTicker, type Ticker } from './ticker.ts';

const note = () => undefined;
const log = { debug: note, info: note, warn: note, error: note, child: () => log };
let ticker: Ticker | undefined;
afterEach(() => ticker?.stop());

it('ticks at once, and again at once when the clock is set back, after what was planned by the old clock was brought forward', async () => {
  let offsetMs = 0;
  const told: string[] = [];
  ticker = await startTicker('0 0 1 1 *', async () => void told.push('tick'), log, {
    now: () => Date.now() + offsetMs,
    onSetBack: async (backMs) => void told.push(`back ${Math.round(backMs / 60_000)} min`),
  });
  expect(told).toEqual(['tick']);
  offsetMs = -4 * 60_000;
  await expect.poll(() => told, { timeout: 10_000 }).toEqual(['tick', 'back 4 min', 'tick']);
});

it('goes on bringing forward what the old clock planned until it succeeds', async () => {
  let offsetMs = 0;
  const told: string[] = [];
  ticker = await startTicker('* * * * * *', async () => void told.push('tick'), log, {
    now: () => Date.now() + offsetMs,
    async onSetBack() {
      told.push('back');
      if (told.filter((one) => one === 'back').length === 1) throw new Error('Redis gave no answer');
    },
  });
  offsetMs = -4 * 60_000;
  await expect.poll(() => told.filter((one) => one === 'back').length, { timeout: 10_000 }).toBe(2);
  await expect.poll(() => told.at(-1)).toBe('tick');
});

it('refuses a pattern that is none', async () => {
  await expect(startTicker('now and then', async () => undefined, log)).rejects.toThrow('feeds.tick');
});
