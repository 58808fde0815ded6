/** Lets one request at a time through to each host, with a pause between them, and holds a host back as long as it asked for. */
export interface HostGate {
  /** Runs the task in its host's turn. */
  run<T>(host: string, task: () => Promise<T>): Promise<T>;
  /** Until when the host wants to be left alone; 0 when it does not. Milliseconds since 1970. */
  blockedUntil(host: string): number;
  block(host: string, until: number): void;
}

export interface HostGateDeps {
  readonly delayMs: number;
  now(): number;
  wait(ms: number): Promise<void>;
}

interface Turn {
  /** Ends when the last request in the queue has ended. */
  last: Promise<unknown>;
  waiting: number;
  freeAt: number;
}

/** One gate for all polls of a process. */
export function createHostGate(deps: HostGateDeps): HostGate {
  const turns = new Map<string, Turn>();
  const blocks = new Map<string, number>();

  async function runInTurn<T>(turn: Turn, before: Promise<unknown>, task: () => Promise<T>): Promise<T> {
    await before;
    // Never longer than the pause itself: the clock may have been set back since.
    const pause = Math.min(deps.delayMs, turn.freeAt - deps.now());
    if (pause > 0) await deps.wait(pause);
    try {
      return await task();
    } finally {
      turn.freeAt = deps.now() + deps.delayMs;
    }
  }

  return {
    async run(host, task) {
      const turn = turns.get(host) ?? { last: Promise.resolve(), waiting: 0, freeAt: 0 };
      turns.set(host, turn);
      turn.waiting++;
      const outcome = runInTurn(turn, turn.last, task);
      turn.last = outcome.catch(() => undefined);
      try {
        return await outcome;
      } finally {
        turn.waiting--;
        if (turns.size > 10_000) forgetIdle(turns, deps.now());
      }
    },
    blockedUntil(host) {
      const until = blocks.get(host) ?? 0;
      if (until > deps.now()) return until;
      blocks.delete(host);
      return 0;
    },
    block(host, until) {
      blocks.set(host, Math.max(until, blocks.get(host) ?? 0));
    },
  };
}

function forgetIdle(turns: Map<string, Turn>, now: number): void {
  for (const [host, turn] of turns) if (turn.waiting === 0 && turn.freeAt <= now) turns.delete(host);
}
