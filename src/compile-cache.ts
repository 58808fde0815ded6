import { enableCompileCache } from 'node:module';
import { dirname } from 'node:path';

/**
 * Keeps compiled code between starts, for this thread and, by the environment they inherit, for those that it starts: a thread that finds its code
 * compiled takes 10 MB less, for it need not load what strips types.
 */
export function keepCompiledCode(): void {
  const { directory } = enableCompileCache();
  // The folder of this version of Node; the variable names the one above it.
  if (directory !== undefined) process.env['NODE_COMPILE_CACHE'] ??= dirname(directory);
}
