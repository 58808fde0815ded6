/** How many commands, buttons and menus may be used within ten seconds. */
export interface CommandLimits {
  readonly perUser: number;
  readonly perGuild: number;
}

/** Generous for people, small for scripts. */
export const COMMAND_LIMITS: CommandLimits = { perUser: 10, perGuild: 60 };
/** Discord asks for suggestions with every letter that is typed. */
export const SUGGESTION_LIMITS: CommandLimits = { perUser: 40, perGuild: 240 };

/** Keeps a single user or server from taking the service away from the others. */
export interface Limiter {
  /** Counts one use, or says whose limit is reached; what is refused does not count. */
  take(userId: string, guildId: string | undefined, now: number): 'ok' | 'user' | 'guild';
  /** Users and servers remembered. */
  readonly size: () => number;
}

const WINDOW_MS = 10_000;

/** Creates a limiter of sliding windows; it forgets whoever was quiet for one window. */
export function createLimiter(limits: CommandLimits): Limiter {
  const uses = new Map<string, number[]>();
  let sweptAt = 0;

  function recent(key: string, now: number): number[] {
    const kept = (uses.get(key) ?? []).filter((at) => now - at < WINDOW_MS);
    uses.set(key, kept);
    return kept;
  }

  function sweep(now: number): void {
    if (now - sweptAt < WINDOW_MS) return;
    sweptAt = now;
    for (const key of [...uses.keys()]) if (recent(key, now).length === 0) uses.delete(key);
  }

  return {
    size: () => uses.size,
    take(userId, guildId, now) {
      sweep(now);
      const own = recent(`user ${userId}`, now);
      if (own.length >= limits.perUser) return 'user';
      if (guildId !== undefined) {
        const shared = recent(`guild ${guildId}`, now);
        if (shared.length >= limits.perGuild) return 'guild';
        shared.push(now);
      }
      own.push(now);
      return 'ok';
    },
  };
}
