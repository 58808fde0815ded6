/** What readiness is judged by; times are epoch ms. */
export interface Pulse {
  readonly now: number;
  /** Whether Redis answered within its deadline. */
  readonly storeAnswers: boolean;
  readonly startedAt: number;
  readonly lastPollAt?: number;
  /** Deliveries have been waiting and none has gone out since then. */
  readonly stuckSince?: number;
  /** Held by hand: then waiting deliveries are no fault. */
  readonly isHeld: boolean;
  readonly watchdogMs: number;
}

export type Readiness = { readonly kind: 'ready' } | { readonly kind: 'notReady'; readonly reasons: readonly string[] };

/** A process that lives but no longer polls or posts is not ready. */
export function judgeReadiness(pulse: Pulse): Readiness {
  const reasons: string[] = [];
  if (!pulse.storeAnswers) reasons.push('Redis does not answer');
  const minutes = (since: number) => Math.round((pulse.now - since) / 60_000);
  const lastPollAt = pulse.lastPollAt ?? pulse.startedAt;
  if (pulse.now - lastPollAt > pulse.watchdogMs)
    reasons.push(`no feed was polled successfully for ${minutes(lastPollAt)} min`);
  const stuck = pulse.stuckSince;
  if (stuck !== undefined && !pulse.isHeld && pulse.now - stuck > pulse.watchdogMs) {
    reasons.push(`deliveries wait and none has gone out for ${minutes(stuck)} min`);
  }
  return reasons.length === 0 ? { kind: 'ready' } : { kind: 'notReady', reasons };
}
