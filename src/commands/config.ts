import { homedir } from 'node:os';
import { join } from 'node:path';
import { type Config, loadConfigAgain } from '../config/load.ts';
import { describeProblem } from '../config/problem.ts';
import type { CommandIo } from './io.ts';

/** Loads the configuration folder in force for a command; prints every problem and gives `undefined` when it is broken. */
export async function configOf(io: CommandIo, dir?: string): Promise<Config | undefined> {
  const folder = dir ?? (io.env['CONFIG_DIR'] || 'config');
  const loaded = await loadConfigAgain(folder, memoryFolder(io));
  if (loaded.kind === 'ok') return loaded.config;
  for (const problem of loaded.problems) io.stderr.write(`${describeProblem(problem)}\n`);
  io.stderr.write(
    `${loaded.problems.length} problem${loaded.problems.length === 1 ? '' : 's'} in ${folder}; nothing was started\n`,
  );
  return undefined;
}

function memoryFolder(io: CommandIo): string {
  return join(io.env['XDG_CACHE_HOME'] || join(io.env['HOME'] || homedir(), '.cache'), 'ceasefire-monitor', 'config');
}
