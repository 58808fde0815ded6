/**
 * Measures how long commands that need no Redis take from start to end; a first, uncounted run lets each remember what it may.
 *
 *   node bench/start-up.ts [--runs 5]
 */
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { print } from './print.ts';

const { values } = parseArgs({ options: { runs: { type: 'string', default: '5' } } });
const PURE = [['--version'], ['language'], ['classify'], ['explain', 'Shelling near Sotk']] as const;
const COMMANDS = [...PURE, ['check']] as const;
for (const args of COMMANDS) {
  const times: number[] = [];
  for (let run = 0; run <= Number(values.runs); run++) {
    const startedAt = performance.now();
    const { status } = spawnSync(process.execPath, ['src/cli.ts', ...args], { stdio: 'ignore' });
    if (status !== 0) throw new Error(`"${args.join(' ')}" ended with ${status}`);
    if (run > 0) times.push(performance.now() - startedAt);
  }
  times.sort((a, b) => a - b);
  const median = times[Math.floor(times.length / 2)] ?? 0;
  print(`start to end of "${args.join(' ')}", median, ms`, median.toFixed(0), args[0] === 'check' ? '–' : '<= 500');
}
