import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPlacer, type IncidentAnswer } from '../src/commands/incidents.ts';
import { loadConfig } from '../src/config/load.ts';
import { type IncidentScores, scoreIncidents } from '../src/quality/incident-scores.ts';

/** The corpus's stream, which the rules were tuned on, and one written by a hand that saw neither its rows nor the rules. */
const STREAMS = ['../shared/corpus/gold/stream-dev.jsonl', 'tests/streams/second.jsonl'];

interface Row {
  readonly id: string;
  readonly lang: string;
  readonly incident: string | null;
  readonly places: readonly string[];
}

describe.each(STREAMS)('an authored stream of days in eight languages: %s', (stream) => {
  const isThere = existsSync(stream);
  const rows = isThere
    ? readFileSync(stream, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Row)
    : [];
  if (!isThere) {
    process.stdout.write(`skipped: ${stream} is not at hand\n`);
    it.skip(`${stream} is not at hand`, () => undefined);
    return;
  }
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
    if (scores !== undefined) process.stdout.write(`${stream}: B-cubed F1 ${(scores.f1 * 100).toFixed(1)} %\n`);
  });

  it('is brought together with a B-cubed F1 of 0.90 at least', () => {
    expect(scores.f1).toBeGreaterThanOrEqual(0.9);
  });

  it('is brought together across languages in 85 of 100 pairs at least', () => {
    expect(scores.crossLanguage.joined / scores.crossLanguage.pairs).toBeGreaterThanOrEqual(0.85);
  });

  it('never merges what happened at two places', () => {
    const placed = rows.map((row, index) => ({ ...row, got: answers[index]?.incident })).filter(isPlaced);
    const merged = placed.flatMap((one, index) =>
      placed
        .slice(index + 1)
        .filter((other) => other.got === one.got && other.incident !== one.incident)
        .filter((other) => !other.places.some((place) => one.places.includes(place)))
        .map((other) => `${one.id} ${other.id}`),
    );
    expect(merged).toEqual([]);
  });

  it('brings at most one wrong pair in a hundred together', () => {
    expect(scores.wrongPairs.joined / scores.wrongPairs.pairs).toBeLessThanOrEqual(0.01);
  });

  it('answers one line for each item, in the order of the items', () => {
    expect(answers.map((answer) => answer.id)).toEqual(rows.map((row) => row.id));
  });
});

function isPlaced(row: Row & { readonly got: string | null | undefined }): boolean {
  return row.incident !== null && row.places.length > 0 && row.got !== null && row.got !== undefined;
}
