/** A sector's recent violence against its own past. */
export type Escalation =
  | {
      readonly kind: 'burst';
      /** Clashes in the window. */
      readonly count: number;
      /** Clashes that a window of this sector has on average. */
      readonly expected: number;
      /** One sentence for people. */
      readonly reason: string;
    }
  | { readonly kind: 'usual'; readonly count: number; readonly expected: number; readonly reason: string };

export interface EscalationSettings {
  /** Length of the window that is judged, ms. */
  readonly windowMs: number;
  /** Length of the past that it is judged by, ms. */
  readonly baselineMs: number;
  /** Fewer clashes than this are never a burst. */
  readonly minCount: number;
  /** Largest chance, 0 to 1, with which the usual rate would give so many. */
  readonly maxChance: number;
}

export const ESCALATION_DEFAULTS: EscalationSettings = {
  windowMs: 12 * 3_600_000,
  baselineMs: 30 * 86_400_000,
  minCount: 3,
  maxChance: 0.01,
};

/**
 * Says whether the clashes of a sector in the last hours are more than its own past lets expect. `times`: when each single clash (clarity 1, not withdrawn, not
 * retracted) was first told, epoch ms, any order. The past is at least one clash in the baseline, so that a quiet sector's first shots are no burst by themselves.
 * Source: upper tail of the Poisson distribution.
 */
export function judgeEscalation(
  times: readonly number[],
  nowMs: number,
  settings: EscalationSettings = ESCALATION_DEFAULTS,
): Escalation {
  const from = nowMs - settings.windowMs;
  const count = times.filter((at) => at > from && at <= nowMs).length;
  const past = times.filter((at) => at <= from && at > from - settings.baselineMs).length;
  const expected = (Math.max(1, past) * settings.windowMs) / settings.baselineMs;
  const hours = Math.round(settings.windowMs / 3_600_000);
  const told = `${count} clashes in ${hours} h, ${round(expected)} expected`;
  if (count < settings.minCount)
    return { kind: 'usual', count, expected, reason: `${told}: fewer than ${settings.minCount}` };
  const chance = chanceOfAtLeast(count, expected);
  if (chance > settings.maxChance) return { kind: 'usual', count, expected, reason: `${told}: within its usual range` };
  return { kind: 'burst', count, expected, reason: `${told} from its own past` };
}

/** Chance that a Poisson variable of this mean is at least so large. */
function chanceOfAtLeast(count: number, mean: number): number {
  let term = Math.exp(-mean);
  let below = 0;
  for (let k = 0; k < count; k++) {
    below += term;
    term *= mean / (k + 1);
  }
  return Math.max(0, 1 - below);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
