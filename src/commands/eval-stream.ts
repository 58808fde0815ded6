import { createReadStream } from 'node:fs';
import type { Config } from '../config/load.ts';
import { type IncidentScores, type PlacedItem, scoreIncidents } from '../quality/incident-scores.ts';
import { createPlacer } from './incidents.ts';
import { parseRow, readLines, textOf } from './ndjson.ts';
import { percent, tableLines } from './table.ts';

/** Scores each file that is a stream (rows with `arrivedAt` and `incident`): how well its items are brought together. `undefined` when none is. */
export async function scoreStreams(files: readonly string[], config: Config): Promise<IncidentScores | undefined> {
  const items: PlacedItem[] = [];
  for (const [index, file] of files.entries()) {
    const place = createPlacer(config);
    for await (const line of readLines(createReadStream(file))) {
      const parsed = parseRow(line);
      if (parsed.kind === 'error' || textOf(parsed.row['arrivedAt']) === '' || !Object.hasOwn(parsed.row, 'incident'))
        continue;
      const { incident } = await place.answer(parsed.row);
      const wanted = textOf(parsed.row['incident']);
      // Streams are told apart: an incident of one is none of another.
      if (wanted === '') continue;
      const got = incident === null ? undefined : `${index} ${incident}`;
      items.push({
        id: String(parsed.row.id),
        language: textOf(parsed.row['lang']),
        wanted: `${index} ${wanted}`,
        got,
      });
    }
  }
  return items.length === 0 ? undefined : scoreIncidents(items);
}

/** The scores as lines of a table. */
export function streamLines(scores: IncidentScores): string[] {
  const share = (one: { readonly joined: number; readonly pairs: number }) =>
    one.pairs === 0 ? 0 : one.joined / one.pairs;
  return tableLines(
    ['B-cubed P', 'R', 'F1', 'joined across languages', 'wrong pairs', 'items'],
    [
      [
        percent(scores.precision),
        percent(scores.recall),
        percent(scores.f1),
        percent(share(scores.crossLanguage)),
        `${scores.wrongPairs.joined} of ${scores.wrongPairs.pairs}`,
        String(scores.items),
      ],
    ],
  );
}
