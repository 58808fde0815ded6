import type { Classification, Evidence } from '../domain/classification.ts';

/** One item judged by the configuration in force and by a candidate. */
export interface JudgedTwice {
  readonly id: string;
  readonly title: string;
  readonly language: string;
  readonly before: Pick<Classification, 'label' | 'decision' | 'reason' | 'evidence'>;
  readonly after: Pick<Classification, 'label' | 'decision' | 'reason' | 'evidence'>;
}

/** `adds`: would alert and did not; `drops`: did and would not; `changes`: alerts either way, with another label. `review` moves are told apart. */
export type Effect = 'adds' | 'drops' | 'changes' | 'toReview' | 'fromReview';

export interface BacktestRow extends JudgedTwice {
  readonly effect: Effect;
  /** Cues and rules that stand on one side only. */
  readonly gained: readonly string[];
  readonly lost: readonly string[];
}

export interface Backtest {
  readonly items: number;
  readonly counts: Readonly<Record<Effect, number>>;
  readonly rows: readonly BacktestRow[];
}

/** What a candidate configuration would change on these items, with the evidence that differs. */
export function backtest(items: readonly JudgedTwice[]): Backtest {
  const rows = items.flatMap((item): BacktestRow[] => {
    const effect = effectOf(item);
    if (effect === undefined) return [];
    const before = new Set(item.before.evidence.map(nameOf));
    const after = new Set(item.after.evidence.map(nameOf));
    return [
      {
        ...item,
        effect,
        gained: [...after].filter((one) => !before.has(one)),
        lost: [...before].filter((one) => !after.has(one)),
      },
    ];
  });
  const count = (effect: Effect) => rows.filter((row) => row.effect === effect).length;
  return {
    items: items.length,
    counts: {
      adds: count('adds'),
      drops: count('drops'),
      changes: count('changes'),
      toReview: count('toReview'),
      fromReview: count('fromReview'),
    },
    rows,
  };
}

function effectOf({ before, after }: JudgedTwice): Effect | undefined {
  if (before.decision !== 'alert' && after.decision === 'alert') return 'adds';
  if (before.decision === 'alert' && after.decision !== 'alert') return 'drops';
  if (before.decision === 'alert' && before.label !== after.label) return 'changes';
  if (before.decision === 'drop' && after.decision === 'review') return 'toReview';
  if (before.decision === 'review' && after.decision === 'drop') return 'fromReview';
  return undefined;
}

function nameOf(evidence: Evidence): string {
  return evidence.kind === 'cue' ? `${evidence.cue} "${evidence.text}"` : `rule ${evidence.rule}`;
}
