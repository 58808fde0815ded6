/**
 * One table of all benches, one after the other, each in a process of its own; every number is the median of the runs.
 *
 *   npm run bench [-- --runs 3] [--only end-to-end]
 *
 * Ratios (against the naive build, between readers) come from within one run each. Absolute numbers belong to the machine named in the first line.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: { runs: { type: 'string', default: '3' }, only: { type: 'string', default: '' } },
});
const RUNS = Number(values.runs);
const BENCHES: readonly (readonly [name: string, ...args: string[]])[] = [
  ['end-to-end'],
  ['service'],
  ['service', '--by-role'],
  ['understand'],
  ['feeds'],
  ['routing'],
  ['fan-out'],
  ['interactions'],
  ['incidents', '--incidents', '10000', '--samples', '500', '--only', 'memory,placing,look-ups,workers'],
  ['pictures'],
  ['start-up'],
];
const NUMBER = /-?\d[\d,]*(?:\.\d+)?/g;

console.log(
  `${cpus()[0]?.model ?? 'unknown processor'}, ${availableParallelism()} cores, load ${(loadavg()[0] ?? 0).toFixed(1)}, Node ${process.version}`,
);
let failed = 0;
for (const [name, ...args] of BENCHES) {
  const file = `bench/${name}.ts`;
  if (!name.includes(values.only) || !existsSync(file)) continue;
  const outputs: string[][] = [];
  for (let run = 0; run < RUNS; run++) {
    const result = spawnSync(process.execPath, ['--max-semi-space-size=4', file, ...args], { encoding: 'utf8' });
    if (result.status === 0) outputs.push(result.stdout.split('\n').filter((line) => line.trim() !== ''));
    else console.error(`${file} failed:\n${result.stderr}`);
  }
  failed += RUNS - outputs.length;
  console.log(`\n${name} ${args.join(' ')}(median of ${outputs.length})`);
  for (const line of medianOf(outputs)) console.log(`  ${line}`);
}
process.exitCode = failed > 0 ? 1 : 0;

/** The lines of the first run with each number replaced by its median over all runs; lines that not every run prints stay as they are. */
function medianOf(outputs: readonly (readonly string[])[]): readonly string[] {
  const [first = []] = outputs;
  return first.map((line, row) => {
    const shape = line.replace(NUMBER, '#').replace(/\s+/g, ' ');
    const same = outputs.flatMap((lines) => {
      const other = lines[row];
      return other !== undefined && other.replace(NUMBER, '#').replace(/\s+/g, ' ') === shape ? [other] : [];
    });
    const columns = same.map((other) => other.match(NUMBER) ?? []);
    let column = -1;
    return line.replace(NUMBER, () => {
      column++;
      const sorted = columns
        .map((numbers) => numbers[column] ?? '')
        .sort((a, b) => Number(a.replaceAll(',', '')) - Number(b.replaceAll(',', '')));
      return sorted[Math.floor(sorted.length / 2)] ?? '';
    });
  });
}
