import { existsSync } from 'node:fs';
import { appendFile, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { Readable } from 'node:stream';
import { LABELS, type Label } from '../domain/classification.ts';
import { createUnderstanding } from '../understanding.ts';
import { understandRow } from './answer.ts';
import { configOf } from './config.ts';
import { explainLines } from './explain-lines.ts';
import type { CommandIo, ExitCode } from './io.ts';
import { readRows } from './rows.ts';
import { paint } from './table.ts';

const KEYS: Readonly<Record<string, Label | 'skip' | 'quit'>> = {
  c: 'clash',
  t: 'ceasefire',
  n: 'negotiation',
  h: 'humanitarian',
  o: 'other',
  s: 'skip',
  q: 'quit',
};

/** Asks for one uncertain item at a time, the closest decision first, and adds each answer to the feedback file at once. */
export async function run(
  options: { files: readonly string[]; days?: number; out?: string },
  io: CommandIo,
): Promise<ExitCode> {
  if (options.files.length === 0 && options.days === undefined) {
    io.stderr.write('label: name item files, or --days N to use what the service kept\n');
    return 2;
  }
  const config = await configOf(io);
  if (config === undefined) return 1;
  const { rows, badLines } =
    options.files.length > 0
      ? await readRows(options.files, io)
      : { rows: await (await import('./kept-items.ts')).keptItems(options.days ?? 1, io), badLines: 0 };
  const out = options.out ?? join(io.env['DATA_DIR'] || 'data', 'feedback.jsonl');
  const answered = existsSync(out) ? new Set((await readRows([out], io)).rows.map((row) => row.id)) : new Set<string>();
  const understanding = createUnderstanding(config);
  const asked = rows
    .filter((row) => row.label === undefined && !answered.has(row.id))
    .map((row) => ({ row, understood: understandRow(row, understanding, config) }))
    .sort((a, b) => marginOf(a.understood) - marginOf(b.understood));
  await mkdir(dirname(out), { recursive: true });
  const terminal = createInterface({ input: Readable.from(io.stdin) });
  const answers = terminal[Symbol.asyncIterator]();
  let written = 0;
  if (asked.length === 0) io.stdout.write('Nothing to ask: every item has a label or an answer.\n');
  for (const [index, { row, understood }] of asked.entries()) {
    io.stdout.write(
      `\n${paint(io, 'bold', `${index + 1} of ${asked.length}`)}\n${explainLines(row.title, row.summary, understood, (id) => config.places.places[id]?.name ?? id, io).join('\n')}\n`,
    );
    io.stdout.write('[c]lash cease[t] [n]egotiation [h]umanitarian [o]ther [s]kip [q]uit > ');
    const answer = await answers.next();
    const key = answer.done ? 'quit' : (KEYS[answer.value.trim().toLowerCase().slice(0, 1)] ?? 'skip');
    if (key === 'quit') break;
    if (key === 'skip' || !(LABELS as readonly string[]).includes(key)) continue;
    const feedback = {
      id: row.id,
      lang: understood.language.language,
      title: row.title,
      summary: row.summary,
      label: key,
      by: 'label',
      lexiconVersion: understood.classification.lexiconVersion,
    };
    await appendFile(out, `${JSON.stringify(feedback)}\n`);
    written++;
  }
  terminal.close();
  io.stdout.write(`\n${written} answer${written === 1 ? '' : 's'} added to ${out}\n`);
  return badLines > 0 ? 1 : 0;
}

/** How far the decision was from falling the other way; 0 is a coin's toss. */
function marginOf(understood: ReturnType<typeof understandRow>): number {
  const { classification } = understood;
  return classification.decision === 'review'
    ? 0
    : Math.abs(classification.score - (classification.runnerUp?.score ?? 0.5));
}
