import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { FUZZ_TARGETS } from './targets.ts';

/** `npm run test:fuzz -- [--minutes 10] [--only feeds] [--seed N]`: each target for so many minutes; a failure prints the seed and path that repeat it. */
const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    only: { type: 'string', default: '' },
    seed: { type: 'string' },
  },
});
const seed = values.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(values.seed);
/** One input that takes longer is a denial of service. */
const SLOWEST_MS = 2000;
const NEVER_MS = 20_000;
let failed = 0;
for (const target of FUZZ_TARGETS.filter(({ name }) => name.includes(values.only))) {
  const endAt = performance.now() + Number(values.minutes) * 60_000;
  let runs = 0;
  let slowest = 0;
  let report = '';
  for (let batch = 0; report === '' && performance.now() < endAt; batch++) {
    const startedAt = performance.now();
    const result = await fc.check(target.property, {
      seed: seed + batch,
      numRuns: 200,
      interruptAfterTimeLimit: Math.max(1, endAt - performance.now()),
      markInterruptAsFailure: false,
      // An input that is never done with is a failure of its own, and shows itself.
      timeout: NEVER_MS,
    });
    runs += result.numRuns;
    slowest = Math.max(slowest, (performance.now() - startedAt) / Math.max(1, result.numRuns));
    if (result.failed) report = (await fc.asyncDefaultReportMessage(result)) ?? 'failed without a report';
  }
  if (report === '' && slowest > SLOWEST_MS) report = `inputs took ${Math.round(slowest)} ms on average of a batch`;
  if (report !== '') failed++;
  console.log(`${report === '' ? 'clean ' : 'FAILED'} ${target.name}: ${runs} inputs, seed ${seed}`);
  if (report !== '') console.log(report);
}
process.exitCode = failed > 0 ? 1 : 0;
