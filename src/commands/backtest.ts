import { type BacktestRow, backtest, type Effect } from '../quality/backtest.ts';
import type { GoldRow } from '../quality/gold.ts';
import { createUnderstanding } from '../understanding.ts';
import { understandRow } from './answer.ts';
import { configOf } from './config.ts';
import type { CommandIo, ExitCode } from './io.ts';
import { startProgress } from './progress.ts';
import { readRows } from './rows.ts';
import { paint } from './table.ts';

const MARK: Record<Effect, { readonly sign: string; readonly style: 'green' | 'red' | 'yellow' | 'gray' }> = {
  adds: { sign: '+ adds', style: 'green' },
  drops: { sign: '- drops', style: 'red' },
  changes: { sign: '~ changes', style: 'yellow' },
  toReview: { sign: '? to review', style: 'gray' },
  fromReview: { sign: '. out of review', style: 'gray' },
};

/** Shows what a candidate configuration would add, drop and change, on files or on the last days that the service kept. */
export async function run(
  options: { config: string; days?: number; files: readonly string[] },
  io: CommandIo,
): Promise<ExitCode> {
  if (options.files.length === 0 && options.days === undefined) {
    io.stderr.write('backtest: name item files, or --days N to use what the service kept\n');
    return 2;
  }
  const inForce = await configOf(io);
  const candidate = await configOf(io, options.config);
  if (inForce === undefined || candidate === undefined) return 1;
  const read =
    options.files.length > 0
      ? await readRows(options.files, io)
      : { rows: await (await import('./kept-items.ts')).keptItems(options.days ?? 1, io), badLines: 0 };
  const before = createUnderstanding(inForce);
  const after = createUnderstanding(candidate);
  const progress = startProgress(io, 'judging twice', read.rows.length);
  const judged = read.rows.map((row: GoldRow) => {
    const old = understandRow(row, before, inForce);
    const next = understandRow(row, after, candidate);
    progress.step();
    return {
      id: row.id,
      title: row.title,
      language: next.language.language,
      before: old.classification,
      after: next.classification,
    };
  });
  progress.stop();
  const result = backtest(judged);
  for (const row of result.rows) io.stdout.write(`${describe(row, io)}\n`);
  const { adds, drops, changes, toReview, fromReview } = result.counts;
  io.stdout.write(
    `${result.items} items: adds ${adds}, drops ${drops}, changes ${changes} (into review ${toReview}, out of review ${fromReview})\n`,
  );
  return read.badLines > 0 ? 1 : 0;
}

function describe(row: BacktestRow, io: CommandIo): string {
  const mark = MARK[row.effect];
  const lines = [
    `${paint(io, mark.style, mark.sign)} [${row.language}] ${row.before.label} -> ${row.after.label}: ${row.title}`,
  ];
  if (row.gained.length > 0) lines.push(`    gained ${row.gained.join(', ')}`);
  if (row.lost.length > 0) lines.push(`    lost ${row.lost.join(', ')}`);
  if (row.gained.length === 0 && row.lost.length === 0) lines.push(`    ${row.after.reason}`);
  return lines.join('\n');
}
