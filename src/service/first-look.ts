import type { PollReport } from '../polling.ts';

/** So many failures in a row from the start on are no chance. */
const ENOUGH = 20;

/** Watches the first polls of a process and speaks once, when not one feed could be reached: the operator then looks at the network, not at feeds. */
export function watchFirstPolls(feeds: number, tell: (message: string) => void): (report: PollReport) => void {
  const wanted = Math.min(ENOUGH, feeds);
  let failed = 0;
  let isOver = false;
  return ({ outcome, reason = '' }) => {
    if (isOver || outcome === 'deferred') return;
    if (outcome !== 'failed') {
      isOver = true;
      return;
    }
    failed++;
    if (failed < wanted) return;
    isOver = true;
    tell(
      `None of the first ${failed} polls reached an outlet (last: ${reason}). Is this machine on the network? Polling goes on; the status command tells how the feeds do.`,
    );
  };
}
