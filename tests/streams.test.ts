import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPlacer, type IncidentAnswer } from '../src/commands/incidents.ts';
import { loadConfig } from '../src/config/load.ts';
import { type IncidentScores, scoreIncidents } from '../src/quality/incident-scores.ts';

const STREAM = '../shared/corpus/gold/stream-dev.jsonl';

interface Row {
  readonly id: string;
  readonly lang: string;
  readonly incident: string | null;
  readonly places: readonly string[];
}

const isThere = existsSync(STREAM);

describe.skipIf(!isThere)('an authored stream of ten days in eight languages', () => {
  const rows = isThere
    ? readFileSync(STREAM, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Row)
    : [];
  const answers: IncidentAnswer[] = [];
  let scores: IncidentScores;

  beforeAll(async () => {
    const loaded = await loadConfig('config');
    if (loaded.kind !== 'ok') throw new Error(loaded.problems.map((problem) => problem.message).join('\n'));
    const place = createPlacer(loaded.config);
    for (const row of rows) answers.push(await place.answer({ ...row }));
    scores = scoreIncidents(
      rows.flatMap((row, index) =>
        row.incident === null
          ? []
          : [{ id: row.id, language: row.lang, wanted: row.incident, got: answers[index]?.incident ?? undefined }],
      ),
    );
  });

  afterAll(() => {
    if (scores !== undefined) process.stdout.write(`stream: B-cubed F1 ${(scores.f1 * 100).toFixed(1)} %\n`);
  });

  it('is brought together with a B-cubed F1 of 0.90 at least', () => {
    expect(scores.f1).toBeGreaterThanOrEqual(0.9);
  });

  it('is brought together across languages in 85 of 100 pairs at least', () => {
    expect(scores.crossLanguage.joined / scores.crossLanguage.pairs).toBeGreaterThanOrEqual(0.85);
  });

  it('never merges two places', () => {
    const placesByIncident = new Map<string, Set<string>>();
    const goldByIncident = new Map<string, Set<string>>();
    for (const [index, row] of rows.entries()) {
      const got = answers[index]?.incident;
      if (got === null || got === undefined || row.incident === null || row.places.length === 0) continue;
      placesByIncident.set(got, new Set([...(placesByIncident.get(got) ?? []), ...row.places]));
      goldByIncident.set(got, new Set([...(goldByIncident.get(got) ?? []), row.incident]));
    }
    const merged = [...goldByIncident]
      .filter(([, gold]) => gold.size > 1)
      .map(([id]) => [id, ...(placesByIncident.get(id) ?? [])]);
    expect(merged).toEqual([]);
  });

  it('answers one line for each item, in the order of the items', () => {
    expect(answers.map((answer) => answer.id)).toEqual(rows.map((row) => row.id));
  });
});

if (!isThere) process.stdout.write(`skipped: ${STREAM} is not at hand\n`);
