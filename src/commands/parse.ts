import { readFile } from 'node:fs/promises';
import { readFeed } from '../feeds/read.ts';
import type { CommandIo, ExitCode } from './io.ts';
import { writeLine } from './ndjson.ts';

/** Options of `parse`. `-` among the files is standard input; no file at all means the same. */
export interface ParseOptions {
  readonly files: readonly string[];
  /** Where the bytes came from: the base of relative links. */
  readonly url?: string | undefined;
  readonly contentType?: string | undefined;
}

/** `parse FILE…|-`: bytes of feeds to items, one JSON line each; a file that is no feed gives one error line, and exit code 1 at the end. */
export async function run(options: ParseOptions, io: CommandIo): Promise<ExitCode> {
  const files = options.files.length === 0 ? ['-'] : options.files;
  let exitCode: ExitCode = 0;
  for (const file of files) {
    const bytes = await bytesOf(file, io);
    if (bytes instanceof Error) {
      exitCode = 1;
      await writeLine(io.stdout, { file, error: { reason: 'unreadable', message: bytes.message } });
      continue;
    }
    const result = await readFeed(bytes, { url: options.url, contentType: options.contentType, now: Date.now() });
    if (result.kind === 'failed') {
      exitCode = 1;
      await writeLine(io.stdout, { file, error: { reason: result.reason, message: result.message } });
      continue;
    }
    for (const item of result.items) await writeLine(io.stdout, { file, ...item });
  }
  return exitCode;
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
