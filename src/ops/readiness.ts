/** What readiness is judged by; times are epoch ms. */
export interface Pulse {
  readonly now: number;
  /** Whether Redis answered within its deadline. */
  readonly storeAnswers: boolean;
  readonly startedAt: number;
  readonly lastPollAt?: number;
  /** Oldest delivery that is due and not out. */
  readonly oldestDueDeliveryAt?: number;
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
  const due = pulse.oldestDueDeliveryAt;
  if (due !== undefined && !pulse.isHeld && pulse.now - due > pulse.watchdogMs) {
    reasons.push(`a delivery has been due for ${minutes(due)} min`);
  }
  return reasons.length === 0 ? { kind: 'ready' } : { kind: 'notReady', reasons };
}
