import { appendFile, mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Label } from '../domain/classification.ts';
import type { Incident } from '../domain/incident.ts';
import type { Item } from '../domain/item.ts';

/** What a person found wrong with an alert; the operators' labelled file is made of these. */
export interface Feedback {
  readonly verdict: 'falseAlarm' | 'wrongPlace' | 'wrongMerge' | 'withdraw' | 'approved' | 'rejected';
  readonly by: string;
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly guildId?: string;
}

/** Adds one line per report of an incident to `feedback.jsonl` in the data folder: `eval` and `lexicon suggest` read it. */
export async function noteFeedback(dataDir: string, incident: Incident, feedback: Feedback): Promise<void> {
  const label: Label | undefined =
    feedback.verdict === 'falseAlarm' || feedback.verdict === 'rejected'
      ? 'other'
      : feedback.verdict === 'approved'
        ? incident.label
        : undefined;
  const lines = incident.reports.map((report) =>
    JSON.stringify({
      id: report.itemId,
      lang: report.language,
      title: report.title,
      url: report.url,
      outlet: report.outletId,
      incidentId: incident.id,
      places: incident.places,
      ...(label !== undefined && { label }),
      ...feedback,
    }),
  );
  await addLines(dataDir, lines);
}

/** Adds one line for an item whose right label a person gave. */
export async function noteItemFeedback(
  dataDir: string,
  item: Item,
  label: Label,
  told: { readonly by: string; readonly at: string },
): Promise<void> {
  const { id, language, title, summary, url, outletId } = item;
  const line = { id, lang: language, title, summary, url, outlet: outletId, label, ...told };
  await addLines(dataDir, [JSON.stringify(line)]);
}

async function addLines(dataDir: string, lines: readonly string[]): Promise<void> {
  await mkdir(dataDir, { recursive: true });
  const file = join(dataDir, 'feedback.jsonl');
  // A folder that was full may have cut the last line: it must not spoil this one too.
  const start = (await endsOpen(file)) ? '\n' : '';
  await appendFile(file, `${start}${lines.join('\n')}\n`);
}

/** Whether the last line of a file has no end. */
async function endsOpen(path: string): Promise<boolean> {
  const file = await open(path, 'a+');
  try {
    const { size } = await file.stat();
    if (size === 0) return false;
    const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
    return buffer.toString() !== '\n';
  } finally {
    await file.close();
  }
}
