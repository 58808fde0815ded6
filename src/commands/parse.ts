import { readFile } from 'node:fs/promises';
import { createParsePool, type ParsePool } from '../feeds/parse-pool.ts';
import { messageOf } from './file-error.ts';
import type { CommandIo, ExitCode } from './io.ts';
import { writeLine } from './ndjson.ts';

/** Options of `parse`. `-` among the files is standard input; no file at all means the same. */
export interface ParseOptions {
  readonly files: readonly string[];
  /** Where the bytes came from: the base of relative links. */
  readonly url?: string | undefined;
  readonly contentType?: string | undefined;
}

/** The service's own limits of time; more memory, for archives may be larger than what an outlet serves. */
const LIMITS = { timeoutMs: 2_000, memoryMb: 1_024, itemsPerCall: 500, threads: 1 } as const;

/** `parse FILE…|-`: bytes of feeds to items, one JSON line each; a file that is no feed gives one error line, and exit code 1 at the end. */
export async function run(options: ParseOptions, io: CommandIo): Promise<ExitCode> {
  const files = options.files.length === 0 ? ['-'] : options.files;
  const parser = createParsePool(LIMITS);
  let exitCode: ExitCode = 0;
  try {
    for (const file of files) {
      if (!(await parseFile(file, options, parser, io))) exitCode = 1;
    }
  } finally {
    await parser.close();
  }
  return exitCode;
}

/** True when the file was a feed. */
async function parseFile(file: string, options: ParseOptions, parser: ParsePool, io: CommandIo): Promise<boolean> {
  const bytes = await bytesOf(file, io);
  if (bytes instanceof Error) {
    await writeLine(io.stdout, { file, error: { reason: 'unreadable', message: messageOf(bytes) } });
    return false;
  }
  const { url, contentType } = options;
  const result = await parser.read(bytes, { url, contentType, now: Date.now() });
  if (result.kind === 'failed') {
    await writeLine(io.stdout, { file, error: { reason: result.reason, message: result.message } });
    return false;
  }
  for (const item of result.items) await writeLine(io.stdout, { file, ...item });
  return true;
}

async function bytesOf(file: string, io: CommandIo): Promise<Uint8Array | Error> {
  try {
    return file === '-' ? await readAll(io.stdin) : await readFile(file);
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

async function readAll(input: AsyncIterable<Uint8Array | string>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of input) chunks.push(typeof chunk === 'string' ? Buffer.from(chunk) : chunk);
  return Buffer.concat(chunks);
}
