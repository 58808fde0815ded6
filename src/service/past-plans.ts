import type { FeedState } from '../feeds/feed-state.ts';
import type { State } from './state.ts';

/** A poll that was under way when the clock was set back may still write down a time of the old clock. */
const LINGERS_MS = 60_000;

/** What was planned by a clock that is ahead of ours: it is brought forward, at the start, and for a while after each step back. */
export interface PastPlans {
  /** The clock was set back just now. */
  setBack(): void;
  /** Call it before each tick; does nothing once all is as it should be. */
  bringForward(): Promise<void>;
}

/** `steady`: a clock that nobody sets, ms. */
export function createPastPlans(
  state: Pick<State, 'polls' | 'outbox' | 'feedStates'>,
  now: () => number,
  steady: () => number = () => performance.now(),
): PastPlans {
  let isDue = true;
  let lingersUntil = 0;
  return {
    setBack() {
      isDue = true;
      lingersUntil = steady() + LINGERS_MS;
    },
    async bringForward() {
      if (!isDue) return;
      const feeds = [...(await state.feedStates.all()).values()] as unknown as FeedState[];
      const isAhead = feeds.some(({ lastPolledAt }) => (lastPolledAt ?? 0) > now());
      if (isAhead) await state.feedStates.hasten(now());
      await Promise.all([state.polls.hasten(), state.outbox.hasten()]);
      isDue = isAhead || steady() < lingersUntil;
    },
  };
}
