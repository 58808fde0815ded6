import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { MUTANTS } from './list.ts';

/** `npm run test:mutants`: takes away the mechanism of each guarantee in turn, in a copy of the project; the guarantee's test must fail. */
const work = mkdtempSync(join(tmpdir(), 'cm-mutants-'));
const only = process.argv[2];
let survivors = 0;
try {
  for (const name of ['src', 'config', 'tests', 'examples', 'package.json', 'tsconfig.json', 'vitest.config.ts'])
    cpSync(name, join(work, name), { recursive: true });
  symlinkSync(resolve('node_modules'), join(work, 'node_modules'));
  for (const mutant of MUTANTS) {
    if (only !== undefined && !mutant.test.includes(only) && String(mutant.guarantee) !== only) continue;
    const file = join(work, mutant.file);
    const original = readFileSync(file, 'utf8');
    if (original.split(mutant.find).length !== 2)
      throw new Error(`${mutant.file} does not hold exactly once: ${mutant.find}`);
    writeFileSync(
      file,
      original.replace(mutant.find, () => mutant.replace),
    );
    const run = spawnSync('node_modules/.bin/vitest', ['run', mutant.test], {
      cwd: work,
      encoding: 'utf8',
      timeout: 240_000,
    });
    writeFileSync(file, original);
    const told = `${run.stdout}${run.stderr}`;
    // A mutant that does not even run proves nothing about its test.
    if (/ReferenceError|SyntaxError/.test(told)) throw new Error(`not a program any more: ${mutant.what}`);
    const isCaught = run.status !== 0 && /Tests .*failed|AssertionError|Error:/.test(told);
    if (!isCaught) survivors++;
    console.log(`${isCaught ? 'caught  ' : 'SURVIVED'} guarantee ${mutant.guarantee}: ${mutant.what} (${mutant.test})`);
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
console.log(
  survivors === 0
    ? 'every guarantee has a test that fails without it'
    : `${survivors} survived: those guarantees are not tested`,
);
process.exitCode = survivors === 0 ? 0 : 1;
