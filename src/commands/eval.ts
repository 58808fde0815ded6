import { type Evaluation, evaluate } from '../quality/evaluate.ts';
import { createUnderstanding } from '../understanding.ts';
import { answerOf, sameNameOf, understandRow } from './answer.ts';
import { configOf } from './config.ts';
import { scoreStreams, streamLines } from './eval-stream.ts';
import type { CommandIo, ExitCode } from './io.ts';
import { startProgress } from './progress.ts';
import { readRows } from './rows.ts';
import { paint, percent, tableLines } from './table.ts';

/** Scores the classifier and the extractors on labelled rows, and counts false alarms on rows without labels. */
export async function run(
  options: { files: readonly string[]; json?: boolean; misses?: boolean },
  io: CommandIo,
): Promise<ExitCode> {
  const config = await configOf(io);
  if (config === undefined) return 1;
  const { rows, badLines } = await readRows(options.files, io);
  const sure = rows.filter((row) => row.isSure);
  const understanding = createUnderstanding(config);
  const progress = startProgress(io, 'judging', sure.length);
  const pairs = sure.map((row) => {
    const answer = answerOf(understandRow(row, understanding, config), config);
    progress.step();
    return { row, answer };
  });
  progress.stop();
  const evaluation = evaluate(pairs, sameNameOf(config));
  const incidents = await scoreStreams(options.files, config);
  if (options.json)
    io.stdout.write(`${JSON.stringify({ ...evaluation, ...(incidents === undefined ? {} : { incidents }) })}\n`);
  else {
    const lines = reportLines(evaluation, io, options.misses === true);
    if (incidents !== undefined) lines.push('', paint(io, 'bold', 'Incidents (streams)'), ...streamLines(incidents));
    io.stdout.write(`${lines.join('\n')}\n`);
  }
  return badLines > 0 ? 1 : 0;
}

function reportLines(evaluation: Evaluation, io: CommandIo, withMisses: boolean): string[] {
  const title = (text: string) => ['', paint(io, 'bold', text)];
  const lines: string[] = [];
  if (evaluation.rows > 0) {
    lines.push(
      `${evaluation.rows} labelled rows: accuracy ${percent(evaluation.accuracy)} %, macro-F1 ${evaluation.macroF1.toFixed(3)}`,
    );
    lines.push(
      `relevant or not: precision ${percent(evaluation.relevant.precision)} %, recall ${percent(evaluation.relevant.recall)} %; near misses kept out ${percent(evaluation.keptOut)} %`,
    );
    lines.push(...title('By label'));
    lines.push(
      ...tableLines(
        ['label', 'precision', 'recall', 'F1', 'rows'],
        Object.entries(evaluation.byLabel).map(([label, one]) => [
          label,
          percent(one.precision),
          percent(one.recall),
          percent(one.f1),
          String(one.right + one.missed),
        ]),
      ),
    );
    lines.push(...title('By language'));
    lines.push(
      ...tableLines(
        ['language', 'accuracy', 'relevant P', 'relevant R', 'rows'],
        Object.entries(evaluation.byLanguage).map(([language, one]) => [
          language,
          percent(one.accuracy),
          percent(one.relevant.precision),
          percent(one.relevant.recall),
          String(one.rows),
        ]),
      ),
    );
    lines.push(...title('Extraction (relevant rows)'));
    lines.push(
      ...tableLines(
        ['what', 'precision', 'recall', 'wanted'],
        Object.entries(evaluation.extraction).map(([what, one]) => [
          what,
          // Nothing answered, or nothing wanted, is no figure.
          one.right + one.extra === 0 ? '–' : percent(one.precision),
          one.right + one.missed === 0 ? '–' : percent(one.recall),
          String(one.right + one.missed),
        ]),
      ),
    );
    if (evaluation.confusions.length > 0) {
      lines.push(...title('Confusions'));
      lines.push(
        ...tableLines(
          ['wanted', 'answered', 'rows'],
          evaluation.confusions.map((one) => [one.wanted, one.answered, String(one.count)]),
        ),
      );
    }
  }
  if (evaluation.falseAlarms.rows > 0) {
    const { rows, alerts, perThousand } = evaluation.falseAlarms;
    lines.push('', `${rows} rows without label: ${alerts} alerts, ${perThousand.toFixed(2)} per thousand`);
  }
  if (withMisses) {
    lines.push(...title('Misses'));
    for (const { row, answered, reason } of evaluation.misses) {
      lines.push(`${row.lang} ${row.label ?? ''} -> ${answered}  ${row.title.slice(0, 100)}  (${reason})`);
    }
  }
  return lines;
}
