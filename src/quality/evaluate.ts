import { type Classification, LABELS, type Label } from '../domain/classification.ts';
import type { Extraction } from '../domain/report.ts';
import type { GoldRow } from './gold.ts';
import { addTallies, EMPTY_TALLY, type Score, scoreOf, type Tally, tallyOf } from './scores.ts';

/** What the monitor answered for one gold row. Places are English names. */
export interface Answer {
  readonly classification: Pick<Classification, 'label' | 'decision' | 'reason'>;
  readonly extraction: Pick<Extraction, 'accusations' | 'deniers' | 'casualties'> & {
    readonly places: readonly string[];
  };
}

export interface Evaluation {
  readonly rows: number;
  readonly accuracy: number;
  readonly macroF1: number;
  readonly byLabel: Readonly<Partial<Record<Label, Score>>>;
  readonly byLanguage: Readonly<
    Record<string, { readonly rows: number; readonly accuracy: number; readonly relevant: Score }>
  >;
  readonly relevant: Score;
  /** Share of `other` rows that were kept out. */
  readonly keptOut: number;
  readonly confusions: readonly { readonly wanted: Label; readonly answered: Label; readonly count: number }[];
  readonly extraction: {
    readonly accusations: Score;
    readonly deniers: Score;
    readonly places: Score;
    readonly casualties: Score;
    readonly casualtiesWithSide: Score;
  };
  /** Rows without a label: `alert` decisions per thousand. */
  readonly falseAlarms: { readonly rows: number; readonly alerts: number; readonly perThousand: number };
  readonly misses: readonly { readonly row: GoldRow; readonly answered: Label; readonly reason: string }[];
}

/** Names that mean one place: gold files may use either side's. */
export type SameName = (name: string) => string;

/** Scores answers against gold rows; rows without label count only towards false alarms. */
export function evaluate(
  pairs: readonly { readonly row: GoldRow; readonly answer: Answer }[],
  sameName: SameName,
): Evaluation {
  const labelled = pairs.filter(
    (pair): pair is typeof pair & { row: GoldRow & { label: Label } } => pair.row.label !== undefined,
  );
  const unlabelled = pairs.filter((pair) => pair.row.label === undefined);
  const counts = new Map<string, number>();
  for (const { row, answer } of labelled) {
    const key = `${row.label} ${answer.classification.label}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const used = LABELS.filter((label) =>
    labelled.some(({ row, answer }) => row.label === label || answer.classification.label === label),
  );
  const byLabel = Object.fromEntries(
    used.map((label) => [label, scoreOf(tallyOfLabel(labelled, (one) => one === label))]),
  );
  const wanted = used.filter((label) => labelled.some(({ row }) => row.label === label));
  const languages = [...new Set(labelled.map(({ row }) => row.lang))].sort();
  const others = labelled.filter(({ row }) => row.label === 'other');
  const alerts = unlabelled.filter(({ answer }) => answer.classification.decision === 'alert').length;
  return {
    rows: labelled.length,
    accuracy: share(labelled.filter(isRight).length, labelled.length),
    macroF1: share(
      wanted.reduce((sum, label) => sum + (byLabel[label]?.f1 ?? 0), 0),
      wanted.length,
    ),
    byLabel,
    byLanguage: Object.fromEntries(
      languages.map((language) => {
        const own = labelled.filter(({ row }) => row.lang === language);
        const relevant = scoreOf(tallyOfLabel(own, (one) => one !== 'other'));
        return [language, { rows: own.length, accuracy: share(own.filter(isRight).length, own.length), relevant }];
      }),
    ),
    relevant: scoreOf(tallyOfLabel(labelled, (one) => one !== 'other')),
    keptOut: share(others.filter(isRight).length, others.length),
    confusions: [...counts]
      .map(([key, count]) => {
        const [wantedLabel, answered] = key.split(' ') as [Label, Label];
        return { wanted: wantedLabel, answered, count };
      })
      .filter((one) => one.wanted !== one.answered)
      .sort((a, b) => b.count - a.count),
    extraction: extractionScores(
      labelled.filter(({ row }) => row.label !== 'other'),
      sameName,
    ),
    falseAlarms: { rows: unlabelled.length, alerts, perThousand: share(1000 * alerts, unlabelled.length) },
    misses: labelled
      .filter((pair) => !isRight(pair))
      .map(({ row, answer }) => ({ row, answered: answer.classification.label, reason: answer.classification.reason })),
  };
}

interface Pair {
  readonly row: GoldRow & { readonly label: Label };
  readonly answer: Answer;
}

function isRight({ row, answer }: Pair): boolean {
  return row.label === answer.classification.label;
}

function tallyOfLabel(pairs: readonly Pair[], counts: (label: Label) => boolean): Tally {
  const tally = { right: 0, extra: 0, missed: 0 };
  for (const { row, answer } of pairs) {
    const isWanted = counts(row.label);
    const isAnswered = counts(answer.classification.label);
    if (isWanted && isAnswered) tally.right++;
    else if (isAnswered) tally.extra++;
    else if (isWanted) tally.missed++;
  }
  return tally;
}

function extractionScores(pairs: readonly Pair[], sameName: SameName): Evaluation['extraction'] {
  let accusations = EMPTY_TALLY;
  let deniers = EMPTY_TALLY;
  let places = EMPTY_TALLY;
  let casualties = EMPTY_TALLY;
  let casualtiesWithSide = EMPTY_TALLY;
  for (const { row, answer } of pairs) {
    const { extraction } = answer;
    accusations = addTallies(
      accusations,
      tallyOf(unique((row.accusations ?? []).map(arrow)), unique(extraction.accusations.map(arrow))),
    );
    deniers = addTallies(deniers, tallyOf(unique(row.deniers ?? []), unique(extraction.deniers)));
    if (row.places !== undefined)
      places = addTallies(places, tallyOf(unique(row.places.map(sameName)), unique(extraction.places.map(sameName))));
    // "No casualties" is right or wrong as a fact of its own; figures are compared where one was given.
    const wanted = (row.casualties ?? []).filter((one) => one.low > 0);
    const answered = extraction.casualties.filter((one) => one.low > 0);
    const plain = (one: { kind: string; low: number }) => `${one.kind} ${one.low}`;
    const sided = (one: { side?: string; kind: string; low: number }) => `${one.side ?? ''} ${plain(one)}`;
    casualties = addTallies(casualties, tallyOf(wanted.map(plain), answered.map(plain)));
    casualtiesWithSide = addTallies(casualtiesWithSide, tallyOf(wanted.map(sided), answered.map(sided)));
  }
  return {
    accusations: scoreOf(accusations),
    deniers: scoreOf(deniers),
    places: scoreOf(places),
    casualties: scoreOf(casualties),
    casualtiesWithSide: scoreOf(casualtiesWithSide),
  };
}

function arrow([accuser, accused]: readonly [string, string]): string {
  return `${accuser}>${accused}`;
}

function unique(values: readonly string[]): Set<string> {
  return new Set(values);
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
