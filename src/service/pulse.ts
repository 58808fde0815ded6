import type { Desk } from '../desk.ts';
import type { FeedState } from '../feeds/feed-state.ts';
import type { Pulse } from '../ops/readiness.ts';
import { StoreUnavailable } from '../store/unavailable.ts';
import type { State } from './state.ts';

/** Gathers what readiness is judged by. A Redis that does not answer is told as such. */
export function pulseOf(state: State, startedAt: number, desk: () => Desk, now: () => number): () => Promise<Pulse> {
  // Deliveries wait and none goes out: since when, by what we saw ourselves.
  let stuck: { readonly since: number; readonly lastSentAt: string | undefined } | undefined;
  return async () => {
    const base = { now: now(), startedAt, watchdogMs: desk().config.settings.ops.watchdog };
    try {
      await state.store.ping();
      const states = [...(await state.feedStates.all()).values()] as unknown as FeedState[];
      const polledAt = states.flatMap((one) => one.lastOkAt ?? []);
      const hold = await state.hold.current();
      const { ready: waiting } = await state.outbox.counts();
      // What waits for a lost channel is known, told, and no sign that nothing goes out.
      const lost = await state.lostChannels.list();
      const waitingForLost = await Promise.all(lost.map(({ channelId }) => state.outbox.readyIn(channelId)));
      const ready = waitingForLost.reduce((rest, count) => rest - count, waiting);
      const lastSentAt = await state.deliveries.lastSentAt();
      if (ready <= 0) stuck = undefined;
      else if (stuck === undefined || stuck.lastSentAt !== lastSentAt) stuck = { since: now(), lastSentAt };
      return {
        ...base,
        storeAnswers: true,
        isHeld: hold.kind === 'held',
        ...(polledAt.length > 0 && { lastPollAt: Math.max(...polledAt) }),
        ...(stuck !== undefined && { stuckSince: stuck.since }),
      };
    } catch (error) {
      if (error instanceof StoreUnavailable) return { ...base, storeAnswers: false, isHeld: false };
      throw error;
    }
  };
}
