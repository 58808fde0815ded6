import type { Item } from '../domain/item.ts';
import type { IncomingItem, ItemResult } from '../pipeline.ts';
import { recordOf } from '../polling.ts';
import type { State } from '../service/state.ts';
import { noteItemFeedback } from './feedback.ts';

export interface ReviewParts {
  readonly state: Pick<State, 'items'>;
  readonly dataDir: string;
  /** One item's way: `processItem`. */
  readonly process: (incoming: IncomingItem) => Promise<ItemResult>;
}

export type Reviewed =
  | { readonly kind: 'absent' }
  | { readonly kind: 'rejected' }
  | { readonly kind: 'approved'; readonly result: ItemResult };

/** Carries out what a moderator decides about an item: it goes its way or is kept out, and the feedback file learns from it. */
export async function decideReview(
  itemId: string,
  verdict: 'approved' | 'rejected',
  by: string,
  now: number,
  parts: ReviewParts,
): Promise<Reviewed> {
  const { state, dataDir } = parts;
  const record = await state.items.get(itemId);
  if (record === undefined) return { kind: 'absent' };
  const at = new Date(now).toISOString();
  if (verdict === 'rejected') {
    await state.items.save({ ...record, outcome: 'drop', reason: `a moderator (${by}) rejected it`, decidedAt: at });
    await noteItemFeedback(dataDir, record.item, 'other', { by, at });
    return { kind: 'rejected' };
  }
  const { language: _language, languageConfidence: _confidence, ...item } = record.item satisfies Item;
  const result = await parts.process({ item, itemRevision: 0, isArchive: false, isApproved: true });
  await state.items.save({ ...recordOf(result, now), reason: `a moderator (${by}) let it pass: ${result.reason}` });
  await noteItemFeedback(dataDir, record.item, result.understood.classification.label, { by, at });
  return { kind: 'approved', result };
}
