import { loadConfig } from '../config/load.ts';
import { describeProblem } from '../config/problem.ts';
import { lintLexicon } from '../lexicon/lint.ts';
import { brokenSamples } from '../service/samples.ts';
import { createUnderstanding } from '../understanding.ts';
import type { CommandIo, ExitCode } from './io.ts';
import { paint } from './table.ts';

/** Checks a configuration folder as the service would before it takes it: files, references, cues, samples. */
export async function run(options: { dir?: string; all?: boolean }, io: CommandIo): Promise<ExitCode> {
  const dir = options.dir ?? (io.env['CONFIG_DIR'] || 'config');
  const loaded = await loadConfig(dir);
  if (loaded.kind === 'invalid') {
    for (const problem of loaded.problems)
      io.stdout.write(`${paint(io, 'red', 'error')} ${describeProblem(problem)}\n`);
    io.stdout.write(
      `${loaded.problems.length} problem${loaded.problems.length === 1 ? '' : 's'} in ${dir}: a running service would keep its old configuration\n`,
    );
    return 1;
  }
  const { config } = loaded;
  const warnings = config.lexica.flatMap((lexicon) => lintLexicon(lexicon, config));
  // Whether an everyday word may be a cue is a matter of judgement: a list of them would hide what is plainly wrong.
  const everyday = warnings.filter((warning) => warning.kind === 'homograph').length;
  for (const warning of warnings) {
    if (warning.kind === 'homograph' && options.all !== true) continue;
    io.stdout.write(
      `${paint(io, 'yellow', 'warning')} ${dir}/lexicon/${warning.language}.yaml ${warning.cue}: ${warning.message}\n`,
    );
  }
  if (everyday > 0 && options.all !== true)
    io.stdout.write(`${everyday} patterns match everyday words of their language; check --all lists them\n`);
  const broken = brokenSamples(config, createUnderstanding(config));
  for (const one of broken) {
    io.stdout.write(
      `${paint(io, 'red', 'sample')} ${one.file}: wanted ${one.wanted}, got ${one.answered} for "${one.title}" (${one.reason})\n`,
    );
  }
  const patterns = config.lexica.reduce(
    (sum, lexicon) =>
      sum +
      Object.values(lexicon.groups)
        .flat()
        .reduce((count, cue) => count + cue.any.length, 0),
    0,
  );
  io.stdout.write(
    `${dir} version ${config.version}: ${config.feeds.length} feeds, ${Object.keys(config.outlets).length} outlets, ${Object.keys(config.places.places).length} places, ${patterns} patterns in ${config.lexica.length} languages; ` +
      `${config.samples.length - broken.length} of ${config.samples.length} samples right, ${warnings.length - everyday} warnings\n`,
  );
  return broken.length > 0 ? 1 : 0;
}
