import type { Readiness } from './readiness.ts';

/** What the watchdog remembers between two looks; times are epoch ms. */
export type WatchdogState =
  | { readonly kind: 'calm' }
  /** In trouble for some looks, nobody told yet. */
  | { readonly kind: 'uneasy'; readonly since: number }
  | { readonly kind: 'barked'; readonly since: number; readonly toldAt: number };

export interface WatchdogLook {
  readonly state: WatchdogState;
  /** For the operators' channel. */
  readonly notice?: string;
}

/** Trouble that passes within this is a hiccup. */
const PATIENCE_MS = 120_000;
const REPEAT_MS = 6 * 3_600_000;

/** One look at whether the service still polls and posts: tells trouble once, again every six hours while it lasts, and its end. */
export function watchdog(before: WatchdogState, readiness: Readiness, now: number): WatchdogLook {
  if (readiness.kind === 'ready') {
    if (before.kind !== 'barked') return { state: { kind: 'calm' } };
    const minutes = Math.round((now - before.since) / 60_000);
    return { state: { kind: 'calm' }, notice: `Watchdog: polls and posts again, after ${minutes} min of trouble.` };
  }
  const bark = `Watchdog: ${readiness.reasons.join('; ')}. Nothing is lost; see the console or \`ceasefire-monitor status\`.`;
  switch (before.kind) {
    case 'calm':
      return { state: { kind: 'uneasy', since: now } };
    case 'uneasy':
      return now - before.since < PATIENCE_MS
        ? { state: before }
        : { state: { kind: 'barked', since: before.since, toldAt: now }, notice: bark };
    case 'barked':
      return now - before.toldAt < REPEAT_MS ? { state: before } : { state: { ...before, toldAt: now }, notice: bark };
    default:
      return before satisfies never;
  }
}
