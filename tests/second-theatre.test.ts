import { describe, expect, it } from 'vitest';
import { runCli } from './support/cli.ts';

const FOLDER = 'examples/line-of-control';

/** The conflict is configuration: another one needs no code. */
describe('a second theatre', () => {
  it('passes the check without a warning', async () => {
    const { stdout, exitCode } = await runCli(['check', `${FOLDER}/config`]);
    expect(stdout).toMatch(/16 of 16 samples right, 0 warnings/);
    expect(exitCode).toBe(0);
  });

  it('plays its own story: two-sided incidents under its own names and ids', async () => {
    const { stdout, exitCode } = await runCli(['demo', '--story', FOLDER]);
    expect(exitCode).toBe(0);
    for (const line of [
      /Krishna Ghati: .*India and Pakistan accuse each other; Pakistan denies it/,
      /Pakistan: 1 killed \(civilians\)/,
      /Leepa: .*Pakistan accuses India/,
      /Line of Control: Ceasefire/,
      /LC-\d{4}-\d\d-\d\d-01 +clash +Krishna Ghati +counterClaimed/,
    ]) {
      // Cards wrap their lines.
      expect(stdout.replaceAll(/\n▌ /g, ' ')).toMatch(line);
    }
    expect(stdout).not.toMatch(/Armenia|Azerbaijan|AA-\d/);
  });
});
