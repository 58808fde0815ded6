import type { DeliveryJob } from '../domain/alert.ts';
import type { Classification } from '../domain/classification.ts';
import type { Item } from '../domain/item.ts';
import { deliveryId } from './plan.ts';

/** The question to the moderators about an item that the classifier is unsure of: a delivery like any other, so that it is asked once and never lost. */
export function planReview(
  item: Item,
  itemRevision: number,
  classification: Classification,
  places: readonly string[],
  channelId: string,
): DeliveryJob {
  const { label, score, reason, evidence, runnerUp } = classification;
  return {
    id: deliveryId(`review ${item.id}`, channelId, itemRevision),
    subscriptionIds: [],
    channelId,
    incidentId: item.id,
    revision: itemRevision,
    kind: 'review',
    language: 'en',
    review: {
      item,
      classification: { label, score, reason, evidence, ...(runnerUp !== undefined && { runnerUp }) },
      places,
    },
  };
}
