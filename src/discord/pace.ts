import { setTimeout as pause } from 'node:timers/promises';

/** Keeps one process below a number of requests in any second, however unevenly they travel. */
export interface Pace {
  /** Runs a request when one more may be under way. */
  run<Value>(request: () => Promise<Value>): Promise<Value>;
}

const SECOND_MS = 1000;

/**
 * A request counts from its start until a second after its answer. Whenever it reached the other end, that moment lies in between, so that no second
 * there can hold more than `perSecond`: sending times alone would not say so, for one request may overtake another.
 */
export function createPace(perSecond: number, now: () => number = () => performance.now()): Pace {
  /** When answers came, oldest first; those of the last second. */
  const answered: number[] = [];
  let underWay = 0;
  let line: Promise<void> = Promise.resolve();
  let wake: () => void = () => undefined;

  async function enter(): Promise<void> {
    for (;;) {
      while ((answered[0] ?? Number.POSITIVE_INFINITY) <= now() - SECOND_MS) answered.shift();
      if (underWay + answered.length < perSecond) {
        underWay += 1;
        return;
      }
      const [oldest] = answered;
      if (oldest === undefined) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      } else {
        await pause(Math.max(1, Math.ceil(oldest + SECOND_MS - now())));
      }
    }
  }

  return {
    async run(request) {
      // One after the other, in the order of asking.
      const turn = line.then(enter);
      line = turn;
      await turn;
      try {
        return await request();
      } finally {
        underWay -= 1;
        answered.push(now());
        wake();
      }
    },
  };
}
