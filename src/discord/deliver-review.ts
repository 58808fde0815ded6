import type { DeliveryJob } from '../domain/alert.ts';
import { createOnce, type Try } from './create-once.ts';
import type { DeliverContext, DeliverOutcome } from './deliver-types.ts';
import { LIMITS } from './limits.ts';
import { renderReview } from './render/review.ts';
import { plainText } from './render/safe-text.ts';

/** Asks the moderators about an item that the classifier is unsure of. */
export async function deliverReview(job: DeliveryJob, context: DeliverContext, attempt: Try): Promise<DeliverOutcome> {
  const { review } = job;
  if (review === undefined) return { kind: 'setAside', reason: 'a question to the moderators without an item' };
  const { ports } = attempt;
  const body = renderReview(review.item, review.classification, {
    language: job.language,
    names: ports.names(),
    candidates: (await ports.candidatesOf?.(review)) ?? [],
  });
  const asPost = { name: plainText(review.item.title, LIMITS.threadName), language: job.language };
  const asked = await createOnce(job, `review ${review.item.id}`, context, attempt, { body, asPost });
  return asked.kind === 'sent' ? { kind: 'sent', messageId: asked.value.id } : attempt.outcomeOf(job, asked);
}
