import { setTimeout as pause } from 'node:timers/promises';

/** Keeps one process below a number of requests in any second, however unevenly they travel. */
export interface Pace {
  /** Runs a request when one more may be under way. */
  run<Value>(request: () => Promise<Value>): Promise<Value>;
}

const SECOND_MS = 1000;
/** Trips that the shortest is taken of: fewer say little, the first opens the connection; and a network that became slower is believed after so many. */
const TRIPS_WANTED = 3;
const TRIPS_KEPT = 20;
/** Part of the shortest trip that is counted on: another may be a little shorter. */
const TRUST = 0.8;

/**
 * No second at the other end may hold more than `perSecond`. A request arrives there between its start and its answer; sending times alone would not say
 * when, for one request may overtake another. There and back takes at least as long as the shortest trip of a request that travelled alone, so a request
 * counts until a second less that trip after its answer: were it to count the whole second, every lot of requests would lose the time of one journey.
 */
export function createPace(perSecond: number, now: () => number = () => performance.now()): Pace {
  /** When answers came, oldest first; those that still count. */
  const answered: number[] = [];
  /** Of requests that began while no other was under way: those that share the line wait for each other, which says nothing of the road. */
  const trips: number[] = [];
  let countsMs = SECOND_MS;
  let underWay = 0;
  let line: Promise<void> = Promise.resolve();
  let wake: () => void = () => undefined;

  function noteTrip(tripMs: number): void {
    trips.push(tripMs);
    if (trips.length > TRIPS_KEPT) trips.shift();
    if (trips.length >= TRIPS_WANTED) countsMs = SECOND_MS - Math.min(SECOND_MS / 2, Math.min(...trips) * TRUST);
  }

  async function enter(): Promise<void> {
    for (;;) {
      while ((answered[0] ?? Number.POSITIVE_INFINITY) <= now() - countsMs) answered.shift();
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
        await pause(Math.max(1, Math.ceil(oldest + countsMs - now())));
      }
    }
  }

  return {
    async run(request) {
      // One after the other, in the order of asking.
      const turn = line.then(enter);
      line = turn;
      await turn;
      const startedAt = now();
      const isAlone = underWay === 1;
      try {
        return await request();
      } finally {
        underWay -= 1;
        const answeredAt = now();
        if (isAlone) noteTrip(answeredAt - startedAt);
        answered.push(answeredAt);
        wake();
      }
    },
  };
}
