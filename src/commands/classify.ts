import type { Config } from '../config/load.ts';
import { createUnderstanding, type Understanding } from '../understanding.ts';
import { configOf } from './config.ts';
import type { CommandIo, ExitCode } from './io.ts';
import { languagesOf } from './language.ts';
import { type InputRow, mapNdjson, textOf } from './ndjson.ts';
import { sideOfOutlet } from './outlet-side.ts';

/** `classify`: items to label, score, decision, who, where, how many and the evidence, one line each. */
export async function run(_options: Readonly<Record<string, never>>, io: CommandIo): Promise<ExitCode> {
  const config = await configOf(io);
  if (config === undefined) return 1;
  const understanding = createUnderstanding(config);
  return mapNdjson(io, (row) => classifyRow(row, understanding, config));
}

/** The output line of one input line. */
export function classifyRow(row: InputRow, understanding: Understanding, config: Config): Record<string, unknown> {
  const outletSide = sideOfOutlet(config, given(row['outlet']), given(row['side']));
  const publishedAt = dateOf(row['publishedAt']);
  const { language, classification, extraction } = understanding.understand({
    itemId: String(row.id),
    title: textOf(row['title']),
    summary: textOf(row['summary']),
    ...(publishedAt === undefined ? {} : { publishedAt }),
    ...(outletSide === undefined ? {} : { outletSide }),
    feedLanguages: languagesOf(row['feedLanguage']),
  });
  const nameOf = (id: string): string => config.places.places[id]?.name ?? id;
  return {
    id: row.id,
    language: language.language,
    label: classification.label,
    labels2: classification.labels2,
    score: classification.score,
    decision: classification.decision,
    reason: classification.reason,
    runnerUp: classification.runnerUp ?? null,
    accusations: extraction.accusations,
    deniers: extraction.deniers,
    casualties: extraction.casualties.map(({ side, kind, low, high, civilian }) => ({
      side,
      kind,
      low,
      high: high ?? null,
      ...(civilian === undefined ? {} : { civilian }),
    })),
    places: extraction.places.map(nameOf),
    venues: extraction.venues.map(nameOf),
    mediators: extraction.mediators,
    weapons: extraction.weapons,
    ceasefireState: extraction.ceasefireState ?? null,
    evidence: classification.evidence,
    lexiconVersion: classification.lexiconVersion,
  };
}

function given(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

/** ISO 8601 UTC; an unreadable date counts as absent. */
function dateOf(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const time = Date.parse(value);
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}
