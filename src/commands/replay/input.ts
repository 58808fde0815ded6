import { createReadStream } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import type { Config } from '../../config/load.ts';
import type { Item } from '../../domain/item.ts';
import { identify } from '../../feeds/identity.ts';
import { readFeed } from '../../feeds/read.ts';
import { parseRow, readLines, textOf } from '../ndjson.ts';

/** One recorded item, with the instant it arrived. */
export interface ReplayItem {
  readonly item: Omit<Item, 'language' | 'languageConfidence' | 'fetchedAt'>;
  /** Epoch ms. */
  readonly at: number;
  /** Home side of its outlet, where the recording says so. */
  readonly side?: string;
}

export interface ReplayFailure {
  readonly file: string;
  readonly reason: string;
  readonly message: string;
}

/** Reads files and folders: `.jsonl` and `.ndjson` as items, everything else as feeds; `expected.json` and the like, which are neither, are told. */
export async function loadReplay(
  paths: readonly string[],
): Promise<{ readonly items: readonly ReplayItem[]; readonly failures: readonly ReplayFailure[] }> {
  const items: ReplayItem[] = [];
  const failures: ReplayFailure[] = [];
  for (const path of paths) {
    for (const file of await filesOf(path)) {
      if (['.jsonl', '.ndjson'].includes(extname(file))) await readItems(file, items, failures);
      else await readFeedFile(file, items, failures);
    }
  }
  return { items, failures };
}

async function filesOf(path: string): Promise<string[]> {
  const info = await stat(path).catch(() => undefined);
  if (info === undefined) throw new Error(`${path}: no such file or folder`);
  if (!info.isDirectory()) return [path];
  const names = await readdir(path, { recursive: true, withFileTypes: true });
  return names
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

async function readItems(file: string, items: ReplayItem[], failures: ReplayFailure[]): Promise<void> {
  let number = 0;
  for await (const line of readLines(createReadStream(file))) {
    number++;
    const parsed = parseRow(line);
    if (parsed.kind === 'error' || textOf(parsed.row['title']) === '') {
      failures.push({
        file: `${file}:${number}`,
        reason: 'notAnItem',
        message: parsed.kind === 'error' ? parsed.message : 'has no title',
      });
      continue;
    }
    const { row } = parsed;
    const outletId = slugOf(textOf(row['outlet']) || 'unknown');
    const published = Date.parse(textOf(row['publishedAt']) || textOf(row['published']));
    const arrived = Date.parse(textOf(row['arrivedAt']));
    const side = textOf(row['side']);
    items.push({
      item: {
        id: String(row.id),
        feedId: slugOf(textOf(row['feed'])) || outletId,
        outletId,
        url: textOf(row['url']),
        title: textOf(row['title']),
        summary: textOf(row['summary']),
        ...(Number.isNaN(published)
          ? { dateBasis: 'firstSeen' }
          : { dateBasis: 'stated', publishedAt: new Date(published).toISOString() }),
      },
      at: Number.isNaN(arrived) ? (Number.isNaN(published) ? Date.now() : published) : arrived,
      ...(side !== '' && { side }),
    });
  }
}

async function readFeedFile(file: string, items: ReplayItem[], failures: ReplayFailure[]): Promise<void> {
  const now = Date.now();
  const read = await readFeed(await readFile(file), { now });
  if (read.kind === 'failed') {
    failures.push({ file, reason: read.reason, message: read.message });
    return;
  }
  const feedId = slugOf(basename(file, extname(file))) || 'feed';
  for (const { entry, newItemId } of identify(read.items, { outletId: feedId, feedId, sharedKeys: [] }).entries) {
    items.push({
      item: {
        id: newItemId,
        feedId,
        outletId: feedId,
        ...(entry.guid !== undefined && { guid: entry.guid }),
        url: entry.url,
        title: entry.title,
        summary: entry.summary,
        ...(entry.publishedAt !== undefined && { publishedAt: entry.publishedAt }),
        dateBasis: entry.dateBasis,
      },
      at: entry.publishedAt === undefined ? now : Date.parse(entry.publishedAt),
    });
  }
}

function slugOf(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');
}

/** The configuration in force, with the recording's outlets and feeds added where it does not know them. */
export function withReplayOutlets(config: Config, items: readonly ReplayItem[]): Config {
  const outlets: Record<string, Config['outlets'][string]> = { ...config.outlets };
  const feeds = new Map(config.feeds.map((feed) => [feed.id, feed]));
  for (const { item, side } of items) {
    outlets[item.outletId] ??= {
      name: item.outletId,
      names: {},
      country: 'XX',
      side: side ?? 'third',
      owner: 'unreviewed',
      alignment: 'unreviewed',
      languages: [],
      aliases: [],
    };
    if (feeds.has(item.feedId)) continue;
    feeds.set(item.feedId, {
      id: item.feedId,
      outlet: item.outletId,
      url: 'http://recorded.invalid/',
      kind: 'feed',
      every: 300_000,
      enabled: false,
      verified: false,
      timezone: 'UTC',
      headers: {},
      allowPrivate: false,
      retryAfterScope: 'host',
    });
  }
  return { ...config, outlets, feeds: [...feeds.values()] };
}
