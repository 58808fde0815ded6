/** What the time of the next poll follows from. */
export interface NextPollInput {
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly everyMs: number;
  /** Nobody waits longer, whatever the feed asks for. */
  readonly maxIntervalMs: number;
  /** Failures in a row, this poll included; 0 after a success. */
  readonly failures: number;
  readonly ttlMs?: number | undefined;
  readonly maxAgeMs?: number | undefined;
  readonly expiresAt?: number | undefined;
  readonly retryAfterAt?: number | undefined;
  /** Share of the interval by which the poll may come later. */
  readonly jitter: number;
  /** 0 to 1, from the caller's randomness. */
  readonly random: number;
}

/**
 * When to poll next: the largest of the own interval, ttl, max-age, Expires and Retry-After; doubled for each failure in a row; capped; then spread by jitter.
 * A failing feed is asked for ever, at the ceiling: none is switched off for good.
 */
export function nextPollAt(input: NextPollInput): number {
  const { now, everyMs, maxIntervalMs } = input;
  const wanted = Math.max(
    everyMs * 2 ** Math.min(input.failures, 20),
    input.ttlMs ?? 0,
    input.maxAgeMs ?? 0,
    (input.expiresAt ?? 0) - now,
    (input.retryAfterAt ?? 0) - now,
  );
  const interval = Math.min(wanted, Math.max(maxIntervalMs, everyMs));
  return Math.round(now + interval * (1 + input.jitter * input.random));
}
