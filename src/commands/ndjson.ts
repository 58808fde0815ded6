import { once } from 'node:events';
import type { CommandIo, ExitCode } from './io.ts';

export type InputRow = Readonly<Record<string, unknown>> & { readonly id: unknown };

/** Splits a byte stream into lines without their ends; a last line without a newline counts, blank lines do not. */
export async function* readLines(input: AsyncIterable<Uint8Array | string>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8');
  let rest = '';
  for await (const chunk of input) {
    rest += typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
    const lines = rest.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line.trim() !== '') yield line;
  }
  rest += decoder.decode();
  if (rest.trim() !== '') yield rest;
}

/** Reads one input line; a line that is no JSON object, or has no `id`, comes back as the error that stands in its place. */
export function parseRow(
  line: string,
): { kind: 'row'; row: InputRow } | { kind: 'error'; reason: string; message: string } {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return { kind: 'error', reason: 'notJson', message: 'the line is not JSON; write one JSON object per line' };
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { kind: 'error', reason: 'notAnObject', message: 'the line is not a JSON object; write {"id": …}' };
  }
  if (!Object.hasOwn(value, 'id') || (value as InputRow).id === null || (value as InputRow).id === undefined) {
    return { kind: 'error', reason: 'noId', message: 'the object lacks "id"; give each line an id of its own' };
  }
  return { kind: 'row', row: value as InputRow };
}

/** One output line per input line in the same order; exit code 1 when any line was in error. */
export async function mapNdjson(io: CommandIo, map: (row: InputRow) => unknown): Promise<ExitCode> {
  let exitCode: ExitCode = 0;
  for await (const line of readLines(io.stdin)) {
    const parsed = parseRow(line);
    if (parsed.kind === 'error') {
      exitCode = 1;
      await writeLine(io.stdout, { id: null, error: { reason: parsed.reason, message: parsed.message } });
    } else {
      await writeLine(io.stdout, await map(parsed.row));
    }
  }
  return exitCode;
}

/** Writes one JSON line and waits while the reader is behind. */
export async function writeLine(stream: NodeJS.WritableStream, value: unknown): Promise<void> {
  if (!stream.write(`${JSON.stringify(value)}\n`)) await once(stream, 'drain');
}

/** Text of a field that may be missing, null or of another type: missing, null and empty are one. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
