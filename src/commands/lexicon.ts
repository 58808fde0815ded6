import { tokenize } from '../language/fold.ts';
import { suggestWords } from '../quality/suggest.ts';
import { createUnderstanding } from '../understanding.ts';
import { understandRow } from './answer.ts';
import { configOf } from './config.ts';
import type { CommandIo, ExitCode } from './io.ts';
import { startProgress } from './progress.ts';
import { readRows } from './rows.ts';
import { paint, tableLines } from './table.ts';

/** Lists cues that never fired on these items, and cues that fired only on dropped ones. */
export async function coverage(options: { files: readonly string[] }, io: CommandIo): Promise<ExitCode> {
  const config = await configOf(io);
  if (config === undefined) return 1;
  const { rows, badLines } = await readRows(options.files, io);
  const understanding = createUnderstanding(config);
  const fired = new Map<string, { kept: number; dropped: number }>();
  const progress = startProgress(io, 'scanning', rows.length);
  for (const row of rows) {
    const understood = understandRow(row, understanding, config);
    const isDropped = understood.classification.decision === 'drop';
    for (const cue of new Set(
      [...understood.scans.title.hits, ...understood.scans.summary.hits].map((hit) => hit.cue),
    )) {
      const count = fired.get(cue) ?? { kept: 0, dropped: 0 };
      if (isDropped) count.dropped++;
      else count.kept++;
      fired.set(cue, count);
    }
    progress.step();
  }
  progress.stop();
  const all = config.lexica.flatMap((lexicon) =>
    Object.entries(lexicon.groups).flatMap(([group, cues]) =>
      cues.map((cue) => ({ name: `${lexicon.language}/${group}/${cue.id}`, isExclusion: !SPEAKS_FOR.has(group) })),
    ),
  );
  const never = all.filter((cue) => !fired.has(cue.name)).map((cue) => cue.name);
  const onlyDropped = all.filter((cue) => !cue.isExclusion && fired.has(cue.name) && fired.get(cue.name)?.kept === 0);
  io.stdout.write(
    `${paint(io, 'bold', `Never fired on ${rows.length} items (${never.length} of ${all.length} cues)`)}\n${never.join('\n')}\n\n`,
  );
  io.stdout.write(`${paint(io, 'bold', 'Fired on dropped items only')}\n`);
  io.stdout.write(
    `${tableLines(
      ['cue', 'items'],
      onlyDropped.map((cue) => [cue.name, String(fired.get(cue.name)?.dropped ?? 0)]),
    ).join('\n')}\n`,
  );
  return badLines > 0 ? 1 : 0;
}

const SPEAKS_FOR = new Set(['clash', 'ceasefire', 'negotiation', 'humanitarian']);

/** Suggests words that separate missed relevant items from items rightly kept out, language by language. */
export async function suggest(options: { files: readonly string[]; top: number }, io: CommandIo): Promise<ExitCode> {
  const config = await configOf(io);
  if (config === undefined) return 1;
  const { rows, badLines } = await readRows(options.files, io);
  const labelled = rows.filter((row) => row.label !== undefined && row.isSure);
  if (labelled.length === 0) {
    io.stderr.write('lexicon suggest: no row has a label; give it gold rows or a feedback file\n');
    return 1;
  }
  const understanding = createUnderstanding(config);
  const judged = labelled.map((row) => ({
    row,
    isMissed: row.label !== 'other' && understandRow(row, understanding, config).classification.label !== row.label,
    words: new Set([...tokenize(row.title), ...tokenize(row.summary)].map((token) => token.text)),
  }));
  for (const language of [...new Set(labelled.map((row) => row.lang))].sort()) {
    const own = judged.filter((one) => one.row.lang === language);
    const misses = own.filter((one) => one.isMissed).map((one) => one.words);
    const others = own.filter((one) => one.row.label === 'other').map((one) => one.words);
    const found = suggestWords(misses, others, options.top);
    io.stdout.write(`${paint(io, 'bold', `${language}: ${misses.length} missed of ${own.length}`)}\n`);
    if (found.length === 0) io.stdout.write('nothing stands in two misses or more\n\n');
    else
      io.stdout.write(
        `${tableLines(
          ['word', 'z', 'misses', 'kept out'],
          found.map((one) => [one.word, one.z.toFixed(1), String(one.inMisses), String(one.inOthers)]),
        ).join('\n')}\n\n`,
      );
  }
  return badLines > 0 ? 1 : 0;
}
