import type { DeliveryJob } from '../domain/alert.ts';
import type { SentRecord } from './deliveries.ts';

/** A delivery that waits in its channel's line. */
export interface PendingDelivery {
  readonly id: string;
  readonly incidentId: string;
  readonly revision: number;
  readonly kind: DeliveryJob['kind'];
}

/** The text of a delivery in its line; the same delivery always has the same text, by which it is taken out again. */
export function memberOf({ id, incidentId, revision, kind }: PendingDelivery): string {
  return JSON.stringify([id, incidentId, revision, kind]);
}

/** Reads what `memberOf` wrote. */
export function parseMember(member: string): PendingDelivery {
  const [id, incidentId, revision, kind] = JSON.parse(member) as [string, string, number, DeliveryJob['kind']];
  return { id, incidentId, revision, kind };
}

/** When a delivery joins its line, epoch ms; '' = now. */
export function dueArgument({ notBefore }: DeliveryJob, nowMs: number): number | '' {
  if (notBefore === undefined) return '';
  const dueMs = Date.parse(notBefore);
  return dueMs > nowMs ? dueMs : '';
}

/** What the delivery log keeps of a delivery that was sent. */
export function sentRecord(delivery: DeliveryJob, messageId: string, plannedAt: string, sentAt: string): SentRecord {
  const { id, incidentId, channelId, revision, kind } = delivery;
  return { deliveryId: id, incidentId, channelId, messageId, revision, kind, plannedAt, sentAt };
}
