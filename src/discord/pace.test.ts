import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createPace } from './pace.ts';

it('never has more under way than allowed', async () => {
  const pace = createPace(3);
  let underWay = 0;
  let most = 0;
  const ends: (() => void)[] = [];
  const runs = Array.from({ length: 3 }, () =>
    pace.run(async () => {
      underWay += 1;
      most = Math.max(most, underWay);
      await new Promise<void>((resolve) => ends.push(resolve));
      underWay -= 1;
    }),
  );
  await Promise.resolve();
  while (ends.length < 3) await new Promise((resolve) => setImmediate(resolve));
  for (const end of ends) end();
  await Promise.all(runs);
  expect(most).toBe(3);
});

it('no second at the other end holds more than allowed, whatever the requests’ travel times', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.integer({ min: 5, max: 20 }), fc.integer({ min: 5, max: 20 })), {
        minLength: 5,
        maxLength: 12,
      }),
      async (travels) => {
        const pace = createPace(4);
        const arrivals: number[] = [];
        await Promise.all(
          travels.map(([thereMs, backMs]) =>
            pace.run(async () => {
              await new Promise((resolve) => setTimeout(resolve, thereMs));
              arrivals.push(performance.now());
              await new Promise((resolve) => setTimeout(resolve, backMs));
            }),
          ),
        );
        arrivals.sort((a, b) => a - b);
        for (const [index, arrival] of arrivals.entries()) {
          const fifth = arrivals[index + 4];
          if (fifth !== undefined) expect(fifth - arrival).toBeGreaterThanOrEqual(1000);
        }
      },
    ),
    { numRuns: 3 },
  );
});

it('gives no time away to the journey: a request counts for a second less the trip that is sure', async () => {
  let clock = 0;
  const pace = createPace(3, () => clock);
  const journey = (ms: number) => async () => {
    clock += ms;
  };
  for (const ms of [90, 40, 50]) await pace.run(journey(ms));
  // The first was answered at 90, and the shortest trip was 40: four fifths of it are counted on.
  clock = 90 + 1000 - 32;
  await pace.run(journey(40));
  expect(clock).toBe(90 + 1000 - 32 + 40);
});

it('a request that fails counts like any other and lets the next one go', async () => {
  const pace = createPace(1, () => 0);
  await expect(pace.run(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
});
