import fc from 'fast-check';
import { describe, it } from 'vitest';
import { FUZZ_TARGETS } from './fuzz/targets.ts';

describe('a short fuzzing with one seed (npm run test:fuzz goes on for minutes with others)', () => {
  it.each(FUZZ_TARGETS)('$name', async ({ property }) => {
    await fc.assert(property, { seed: 20_261_121, numRuns: 150, endOnFailure: false });
  });
});
