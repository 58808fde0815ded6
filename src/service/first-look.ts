import type { FeedFailure } from '../domain/feed.ts';
import type { PollReport } from '../polling.ts';

/** So many failures in a row from the start on are no chance. */
const ENOUGH = 20;

/** Failures before an outlet said anything. A network that wants a login first answers with addresses and certificates of its own. */
const UNREACHED: ReadonlySet<FeedFailure> = new Set(['dns', 'refused', 'tls', 'timeout', 'blockedAddress']);

/** Watches the first polls of a process and speaks once, when not one outlet could be reached: the operator then looks at the network, not at feeds. */
export function watchFirstPolls(feeds: number, tell: (message: string) => void): (report: PollReport) => void {
  const wanted = Math.min(ENOUGH, feeds);
  let failed = 0;
  let isOver = false;
  return ({ outcome, failure, reason = '' }) => {
    if (isOver || outcome === 'deferred') return;
    if (failure === undefined || !UNREACHED.has(failure)) {
      isOver = true;
      return;
    }
    failed++;
    if (failed < wanted) return;
    isOver = true;
    tell(
      `No outlet was reached by the first polls, ${failed} in all (last: ${reason}). Is this machine on the network? Polling goes on; the status command tells how the feeds do.`,
    );
  };
}
