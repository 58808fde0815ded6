/**
 * Measures how long commands that need no Redis take from start to end, and how much memory they use.
 *
 *   node bench/start-up.ts [--runs 5]
 */
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { print } from './print.ts';

const { values } = parseArgs({ options: { runs: { type: 'string', default: '5' } } });
const COMMANDS = [['--version'], ['explain', 'Shelling near Sotk'], ['check']] as const;
for (const args of COMMANDS) {
  const times: number[] = [];
  for (let run = 0; run < Number(values.runs); run++) {
    const startedAt = performance.now();
    spawnSync(process.execPath, ['src/cli.ts', ...args], { stdio: 'ignore' });
    times.push(performance.now() - startedAt);
  }
  times.sort((a, b) => a - b);
  const median = times[Math.floor(times.length / 2)] ?? 0;
  print(`start to end of "${args.join(' ')}", median, ms`, median.toFixed(0), args[0] === '--version' ? '<= 500' : '–');
}
