import type { ServerResponse } from 'node:http';
import type { ConsoleReads } from './ports.ts';

/** Tells open pages when incidents change. */
export interface Live {
  /** Adds a page; false when too many are open already. */
  join(response: ServerResponse): boolean;
  close(): void;
}

const LOOK_EVERY_MS = 2000;
const MOST_PAGES = 50;
const WATCHED = 40;

/** One look at the incidents for all open pages together; none while nobody looks. */
export function createLive(reads: Pick<ConsoleReads, 'incidents'>): Live {
  const pages = new Set<ServerResponse>();
  let timer: NodeJS.Timeout | undefined;
  let last: string | undefined;
  let isLooking = false;

  async function look(): Promise<void> {
    if (isLooking) return;
    isLooking = true;
    try {
      const { incidents } = await reads.incidents({}, WATCHED);
      const now = incidents.map((incident) => `${incident.id} ${incident.revision}`).join();
      const isChanged = last !== undefined && now !== last;
      last = now;
      for (const page of pages) page.write(isChanged ? 'event: changed\ndata: {}\n\n' : ': still here\n\n');
    } catch {
      // Redis is away: pages keep what they show, the next look tries again.
    } finally {
      isLooking = false;
    }
  }

  function leave(page: ServerResponse): void {
    pages.delete(page);
    if (pages.size > 0) return;
    clearInterval(timer);
    timer = undefined;
    last = undefined;
  }

  return {
    join(response) {
      if (pages.size >= MOST_PAGES) return false;
      response.writeHead(200, {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
        'x-content-type-options': 'nosniff',
      });
      response.write('retry: 3000\n\n');
      pages.add(response);
      response.once('close', () => leave(response));
      timer ??= setInterval(() => void look(), LOOK_EVERY_MS);
      void look();
      return true;
    },
    close() {
      clearInterval(timer);
      for (const page of pages) page.end();
      pages.clear();
    },
  };
}
