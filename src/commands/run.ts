import { type RunOptions, runService } from '../main.ts';
import type { CommandIo, ExitCode } from './io.ts';

/** The service, by role. */
export function run(options: RunOptions, io: CommandIo): Promise<ExitCode> {
  return runService(options, io);
}
