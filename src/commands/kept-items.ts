import type { Item } from '../domain/item.ts';
import type { GoldRow } from '../quality/gold.ts';
import type { CommandIo } from './io.ts';
import { withState } from './with-state.ts';

const DAY_MS = 86_400_000;
const PAGE = 20_000;

/** The items that the service kept of the last days, oldest first. Throws when Redis cannot be reached. */
export async function keptItems(days: number, io: CommandIo): Promise<readonly GoldRow[]> {
  return withState(io, async ({ state }) => {
    const records = await state.items.recent({ limit: PAGE, sinceMs: Date.now() - days * DAY_MS });
    return [...records].reverse().map((record) => rowOfItem(record.item));
  });
}

/** A kept item as a row that can be judged again. */
export function rowOfItem(item: Item): GoldRow {
  return {
    id: item.id,
    lang: item.language,
    title: item.title,
    summary: item.summary,
    outlet: item.outletId,
    isSure: true,
    ...(item.publishedAt !== undefined && { publishedAt: item.publishedAt }),
  };
}
