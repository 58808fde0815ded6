import { expect, it } from 'vitest';
import { createPastPlans } from './past-plans.ts';

it('goes on bringing forward until no feed was polled in the future, and for a minute after a step back', async () => {
  let polledAt = 500;
  let steadyMs = 0;
  const done: string[] = [];
  const hasten = (what: string) => async () => void done.push(what);
  const plans = createPastPlans(
    {
      feedStates: { all: async () => new Map([['a', { lastPolledAt: polledAt }]]), hasten: hasten('feeds') },
      polls: { hasten: hasten('polls') },
      outbox: { hasten: hasten('deliveries') },
    } as unknown as Parameters<typeof createPastPlans>[0],
    () => 1000,
    () => steadyMs,
  );
  const bring = async () => {
    done.length = 0;
    await plans.bringForward();
    return [...done];
  };
  // At the start once, whatever ran before; then nothing is asked any more.
  expect(await bring()).toEqual(['polls', 'deliveries']);
  expect(await bring()).toEqual([]);
  plans.setBack();
  expect(await bring()).toEqual(['polls', 'deliveries']);
  // A poll that was under way writes a time of the old clock.
  polledAt = 5000;
  expect(await bring()).toEqual(['feeds', 'polls', 'deliveries']);
  steadyMs = 61_000;
  expect(await bring()).toEqual(['feeds', 'polls', 'deliveries']);
  polledAt = 900;
  expect(await bring()).toEqual(['polls', 'deliveries']);
  expect(await bring()).toEqual([]);
});
