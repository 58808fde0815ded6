import { writeFile } from 'node:fs/promises';
import type { Config } from '../config/load.ts';
import type { Report } from '../domain/report.ts';
import { identify } from '../feeds/identity.ts';
import { acceptReport } from '../incidents/accept.ts';
import { createIncidentContext, type IncidentContext } from '../incidents/context.ts';
import { createMemoryRepository, type MemoryRepository } from '../incidents/memory-repository.ts';
import { createUnderstanding, type Understanding } from '../understanding.ts';
import { configOf } from './config.ts';
import type { CommandIo, ExitCode } from './io.ts';
import { type InputRow, mapNdjson, textOf } from './ndjson.ts';
import { sideOfOutlet } from './outlet-side.ts';

export interface IncidentsOptions {
  /** File that gets one final incident record a line. */
  readonly incidents?: string;
}

/** One line of output. */
export interface IncidentAnswer {
  readonly id: unknown;
  readonly incident: string | null;
  readonly change: 'new' | 'material' | 'minor' | 'none';
  readonly reason: string;
}

/** `incidents`: items in the order of their arrival to the incident each belongs to, and whether it would notify. */
export async function run(options: IncidentsOptions, io: CommandIo): Promise<ExitCode> {
  const config = await configOf(io);
  if (config === undefined) return 1;
  // An address that cannot be written must not cost the work first.
  if (options.incidents !== undefined) await writeFile(options.incidents, '');
  const place = createPlacer(config);
  const exitCode = await mapNdjson(io, (row) => place.answer(row));
  if (options.incidents !== undefined) {
    const records = place.repository.all().map(({ incident }) => `${JSON.stringify(incident)}\n`);
    await writeFile(options.incidents, records.join(''));
  }
  return exitCode;
}

/** Places rows one after the other into incidents kept in memory. */
export interface Placer {
  readonly repository: MemoryRepository;
  answer(row: InputRow): Promise<IncidentAnswer>;
}

/** Compiles a configuration into a placer with no incidents yet. */
export function createPlacer(config: Config): Placer {
  const understanding = createUnderstanding(config);
  const context = createIncidentContext(config);
  const repository = createMemoryRepository();
  const known = createKnownItems();
  // Rows without any date arrive now; after a dated one they arrive with it.
  let clock = new Date().toISOString();
  return {
    repository,
    async answer(row) {
      clock = dateOf(row['arrivedAt']) ?? dateOf(row['publishedAt']) ?? clock;
      const item = known.identify(row);
      return placeRow(row, { ...item, arrivedAt: clock }, config, understanding, context, repository);
    },
  };
}

interface RowIdentity {
  readonly itemId: string;
  readonly itemRevision: number;
  readonly arrivedAt: string;
}

async function placeRow(
  row: InputRow,
  identity: RowIdentity,
  config: Config,
  understanding: Understanding,
  context: IncidentContext,
  repository: MemoryRepository,
): Promise<IncidentAnswer> {
  const outlet = textOf(row['outlet']) || textOf(row['feed']) || 'unknown';
  const side = textOf(row['side']);
  const outletSide = sideOfOutlet(config, outlet, side === '' ? undefined : side);
  const publishedAt = dateOf(row['publishedAt']);
  const { language, classification, extraction } = understanding.understand({
    itemId: identity.itemId,
    title: textOf(row['title']),
    summary: textOf(row['summary']),
    ...(publishedAt === undefined ? {} : { publishedAt }),
    ...(outletSide === undefined ? {} : { outletSide }),
    feedLanguages: [],
  });
  if (classification.label === 'other' || classification.decision !== 'alert') {
    return {
      id: row.id,
      incident: null,
      change: 'none',
      reason: `${classification.decision}: ${classification.reason}`,
    };
  }
  const { spans: _spans, ...extracted } = extraction;
  const report: Report = {
    ...extracted,
    itemId: identity.itemId,
    feedId: textOf(row['feed']) || outlet,
    outletId: outlet,
    ownerId: config.outlets[outlet]?.owner ?? outlet,
    outletSide: outletSide ?? 'third',
    language: language.language,
    label: classification.label,
    labels2: classification.labels2,
    title: textOf(row['title']),
    summary: textOf(row['summary']),
    url: textOf(row['url']),
    ...(publishedAt === undefined ? {} : { publishedAt }),
    arrivedAt: identity.arrivedAt,
    itemRevision: identity.itemRevision,
  };
  const accepted = await acceptReport(report, repository, context);
  const reason = `${accepted.placing}: ${accepted.reason}`;
  return { id: row.id, incident: accepted.incident.id, change: accepted.change, reason };
}

/** Knows an item again by outlet and link, as the reader of feeds does; another text for it is a revision of its report. */
function createKnownItems(): { identify(row: InputRow): { readonly itemId: string; readonly itemRevision: number } } {
  const items = new Map<string, { readonly itemId: string; revision: number; textHash: string }>();
  return {
    identify(row) {
      const outletId = textOf(row['outlet']) || textOf(row['feed']);
      const entry = {
        url: textOf(row['url']),
        title: textOf(row['title']),
        summary: textOf(row['summary']),
        dateBasis: 'firstSeen' as const,
      };
      const found = identify([entry], { outletId, feedId: textOf(row['feed']), sharedKeys: [] }).entries[0];
      if (found === undefined || entry.url === '') return { itemId: String(row.id), itemRevision: 0 };
      const key = found.newItemId;
      const known = items.get(key) ?? { itemId: String(row.id), revision: 0, textHash: found.textHash };
      if (known.textHash !== found.textHash) known.revision += 1;
      known.textHash = found.textHash;
      items.set(key, known);
      return { itemId: known.itemId, itemRevision: known.revision };
    },
  };
}

/** ISO 8601 UTC; an unreadable date counts as absent. */
function dateOf(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const time = Date.parse(value);
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}
