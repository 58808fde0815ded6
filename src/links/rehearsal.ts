import { factsOf } from '../alerts/filter.ts';
import { deliveryId, skipOf } from '../alerts/plan.ts';
import type { Desk } from '../desk.ts';
import type { DeliveryJob, Subscription } from '../domain/alert.ts';
import type { Incident } from '../domain/incident.ts';
import { fold } from '../language/fold.ts';
import type { State } from '../service/state.ts';

const DAY_MS = 86_400_000;
const PAGE = 100;
/** More than anybody reads. */
const MOST = 500;
/** Incidents that a new subscription starts with at most. */
const MOST_BACKFILL = 30;

/** Incidents of the last days that a subscription would have sent, as silences and minimum are now, newest first. `now`: epoch ms. */
export async function wouldSend(
  subscription: Subscription,
  days: number,
  desk: Desk,
  state: Pick<State, 'incidents' | 'silences'>,
  now: number,
): Promise<readonly Incident[]> {
  const from = new Date(now - days * DAY_MS).toISOString();
  const { minSeverity } = desk.config.settings.alerts;
  const asked = { silences: await state.silences.active(now), fold, now, minSeverity };
  const found: Incident[] = [];
  let cursor: string | undefined;
  do {
    const page = await state.incidents.find(
      { from: from.slice(0, 10) },
      { limit: PAGE, ...(cursor !== undefined && { cursor }) },
    );
    for (const incident of page.incidents) {
      if (incident.firstSeenAt < from) continue;
      if (skipOf(subscription, factsOf(incident, desk, fold), asked) === undefined) found.push(incident);
    }
    cursor = page.nextCursor;
  } while (cursor !== undefined && found.length < MOST);
  return found;
}

/** Deliveries that tell a new subscription what there was, as one list, oldest first; they mention nobody. */
export function backfillOf(
  subscription: Subscription,
  incidents: readonly Incident[],
  now: string,
): readonly DeliveryJob[] {
  const standing = incidents.filter(
    (incident) =>
      incident.withdrawn === undefined && incident.joinedInto === undefined && incident.status !== 'retracted',
  );
  return standing
    .slice(0, MOST_BACKFILL)
    .reverse()
    .map((incident) => ({
      // Not the id of an alert of this revision, which may still come.
      id: deliveryId(`${incident.id} backfill ${subscription.id}`, subscription.channelId, incident.revision),
      subscriptionIds: [subscription.id],
      channelId: subscription.channelId,
      incidentId: incident.id,
      revision: incident.revision,
      kind: 'digest' as const,
      digest: [incident.id],
      arrivedAt: now,
      language: subscription.language,
    }));
}
