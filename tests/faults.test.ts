import { describe, expect, it } from 'vitest';
import { playRound } from './faults/round.ts';

/** The short round of the fault suite; the long one: npm run test:faults. A failing seed replays with --seed. */
describe('under faults', () => {
  it.each([101, 202, 303, 404, 505])(
    'every alert arrives exactly once, in order, and nothing else (seed %i)',
    async (seed) => {
      const result = await playRound(seed, 6);
      expect(result.violations, `seed ${seed}\n${result.faults.join('\n')}\n${result.log.slice(-4000)}`).toEqual([]);
    },
    300_000,
  );
});
