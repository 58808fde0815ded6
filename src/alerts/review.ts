import type { DeliveryJob } from '../domain/alert.ts';
import type { Classification } from '../domain/classification.ts';
import type { Item } from '../domain/item.ts';
import type { Language } from '../domain/language.ts';
import { deliveryId } from './plan.ts';

/** The question to the moderators about an item that the classifier is unsure of: a delivery like any other, so that it is asked once and never lost. */
export function planReview(
  item: Item,
  itemRevision: number,
  classification: Classification,
  places: readonly string[],
  asked: { readonly channelId: string; readonly language: Language },
): DeliveryJob {
  const { channelId, language } = asked;
  const { label, score, reason, evidence, runnerUp } = classification;
  return {
    id: deliveryId(`review ${item.id}`, channelId, itemRevision),
    subscriptionIds: [],
    channelId,
    incidentId: item.id,
    revision: itemRevision,
    kind: 'review',
    language,
    review: {
      item,
      classification: { label, score, reason, evidence, ...(runnerUp !== undefined && { runnerUp }) },
      places,
    },
  };
}
