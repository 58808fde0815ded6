import type { Config } from '../config/load.ts';
import { newFeedState } from '../feeds/feed-state.ts';
import { createIntake, type Intake } from '../feeds/intake.ts';
import { type PollResult, pollFeed } from '../feeds/poll.ts';
import { configOf } from './config.ts';
import type { CommandIo, ExitCode } from './io.ts';
import { writeLine } from './ndjson.ts';
import { paint, tableLines } from './table.ts';

/** Options of `feeds`. */
export interface FeedsOptions {
  /** One JSON object a feed in place of the table. */
  readonly json?: boolean;
}

/** Different hosts at the same time; one host is always asked one at a time. */
const CONCURRENCY = 8;

type Feed = Config['feeds'][number];

interface Row {
  readonly id: string;
  readonly outlet: string;
  readonly side: string;
  readonly status: 'ok' | 'empty' | 'failing' | 'gone' | 'off';
  readonly items: number;
  /** ISO 8601 UTC of the newest stated date. */
  readonly newest: string;
  readonly note: string;
}

/** `feeds`: fetches every configured feed once and prints how it does. Exit code 1 when an enabled feed fails. */
export async function run(options: FeedsOptions, io: CommandIo): Promise<ExitCode> {
  const config = await configOf(io);
  if (config === undefined) return 1;
  const intake = createIntake(config.settings.feeds, { now: Date.now, random: Math.random });
  let rows: readonly Row[];
  try {
    rows = await pollAll(config, intake);
  } finally {
    await intake.close();
  }
  if (options.json === true) for (const row of rows) await writeLine(io.stdout, row);
  else io.stdout.write(`${render(rows, io).join('\n')}\n`);
  return rows.some(({ status }) => status === 'failing' || status === 'gone') ? 1 : 0;
}

async function pollAll(config: Config, intake: Intake): Promise<readonly Row[]> {
  const rows = new Map<string, Row>();
  const queue = [...config.feeds];
  const worker = async () => {
    for (let feed = queue.shift(); feed !== undefined; feed = queue.shift()) {
      rows.set(feed.id, await rowOf(feed, config, intake));
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, worker));
  return config.feeds.flatMap(({ id }) => rows.get(id) ?? []);
}

async function rowOf(feed: Feed, config: Config, intake: Intake): Promise<Row> {
  const side = config.outlets[feed.outlet]?.side ?? '?';
  const base = { id: feed.id, outlet: feed.outlet, side, items: 0, newest: '' };
  if (!feed.enabled) return { ...base, status: 'off', note: 'enabled: false' };
  const result = await pollFeed(feed, newFeedState(0), intake);
  return { ...base, ...outcomeOf(result) };
}

function outcomeOf(result: PollResult): Pick<Row, 'status' | 'note'> & Partial<Pick<Row, 'items' | 'newest'>> {
  switch (result.kind) {
    case 'items': {
      const dates = result.items.map(({ entry }) => entry.publishedAt ?? '').sort();
      const moved = result.movedTo === undefined ? '' : `moved for good to ${result.movedTo}`;
      const note = result.items.length === 0 ? 'answers, but holds no item' : moved;
      return {
        status: result.items.length === 0 ? 'empty' : 'ok',
        items: result.items.length,
        newest: dates.at(-1) ?? '',
        note,
      };
    }
    case 'failed':
      return { status: result.isGone ? 'gone' : 'failing', note: `${result.reason}: ${result.message}` };
    case 'deferred':
      return { status: 'failing', note: `the host asked for a pause until ${new Date(result.until).toISOString()}` };
    case 'notModified':
      return { status: 'ok', note: 'not modified' };
    default:
      return result satisfies never;
  }
}

const COLOURS = { ok: 'green', empty: 'yellow', failing: 'red', gone: 'red', off: 'gray' } as const;

function render(rows: readonly Row[], io: CommandIo): readonly string[] {
  const cells = rows.map((row) => [
    row.id,
    row.side,
    paint(io, COLOURS[row.status], row.status),
    row.status === 'off' ? '–' : String(row.items),
    row.newest.slice(0, 16).replace('T', ' '),
    row.note,
  ]);
  const count = (status: Row['status']) => rows.filter((row) => row.status === status).length;
  const summary = `${rows.length} feeds: ${count('ok')} ok, ${count('empty')} empty, ${count('failing') + count('gone')} failing, ${count('off')} off`;
  return [...tableLines(['feed', 'side', 'state', 'items', 'newest (UTC)', 'note'], cells), '', summary];
}
