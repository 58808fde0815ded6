import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { playRound } from './round.ts';

/** `npm run test:faults -- --rounds 30 --faults 10 [--seed N] [--only "Redis stalls"]`: seeded rounds by hand; each prints its seed, which replays it. */
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    faults: { type: 'string', default: '6' },
    seed: { type: 'string' },
    only: { type: 'string', default: '' },
    verbose: { type: 'boolean', default: false },
  },
});
const first = values.seed === undefined ? Math.floor(Math.random() * 1_000_000) : Number(values.seed);
let failed = 0;
for (let index = 0; index < Number(values.rounds); index++) {
  const result = await playRound(first + index, Number(values.faults), values.only);
  const isPassed = result.violations.length === 0;
  if (!isPassed) failed++;
  console.log(
    `round ${index + 1}, seed ${result.seed}: ${isPassed ? 'passed' : 'FAILED'} after ${result.faults.length} faults`,
  );
  if (!isPassed || values.verbose) {
    for (const fault of result.faults) console.log(`  ${fault}`);
    for (const violation of result.violations) console.log(`  ! ${violation}`);
    if (!isPassed) {
      const file = join(tmpdir(), `faults-${result.seed}.log`);
      await writeFile(file, result.log);
      console.log(`  log: ${file}`);
    }
    if (values.verbose) console.log(result.log);
  }
}
console.log(`${Number(values.rounds) - failed} of ${values.rounds} rounds passed`);
process.exitCode = failed > 0 ? 1 : 0;
