import { createReadStream } from 'node:fs';
import { type GoldRow, readGoldRow } from '../quality/gold.ts';
import type { CommandIo } from './io.ts';
import { parseRow, readLines } from './ndjson.ts';

/** Reads labelled or unlabelled item rows from NDJSON files; bad lines are told on standard error and counted. */
export async function readRows(
  files: readonly string[],
  io: CommandIo,
): Promise<{ readonly rows: readonly GoldRow[]; readonly badLines: number }> {
  const rows: GoldRow[] = [];
  let badLines = 0;
  for (const file of files) {
    let number = 0;
    for await (const line of readLines(createReadStream(file))) {
      number++;
      const parsed = parseRow(line);
      const read =
        parsed.kind === 'row' ? readGoldRow(parsed.row) : { kind: 'invalid' as const, reason: parsed.message };
      if (read.kind === 'row') rows.push(read.row);
      else {
        badLines++;
        io.stderr.write(`${file}:${number} ${read.reason}\n`);
      }
    }
  }
  return { rows, badLines };
}
