import { factsOf } from './alerts/filter.ts';
import { type Plan, planDeliveries } from './alerts/plan.ts';
import { planReview } from './alerts/review.ts';
import type { RoutedChannel, RouteIndex } from './alerts/route-index.ts';
import type { Desk } from './desk.ts';
import type { Alert, DeliveryJob, Silence } from './domain/alert.ts';
import type { RelevantLabel } from './domain/classification.ts';
import type { BlindSpot, Incident } from './domain/incident.ts';
import type { Item } from './domain/item.ts';
import type { Report } from './domain/report.ts';
import { type Accepted, acceptReport } from './incidents/accept.ts';
import type { IncidentRepository } from './incidents/repository.ts';
import { fold } from './language/fold.ts';
import type { Understood } from './understanding.ts';

/** What one item's way needs from outside; `store/` implements it. */
export interface PipelinePorts {
  readonly incidents: IncidentRepository;
  readonly outbox: { plan(deliveries: readonly DeliveryJob[]): Promise<unknown> };
  readonly routes: () => Promise<RouteIndex>;
  readonly silences: (now: number) => Promise<readonly Silence[]>;
  /** Deliveries of a channel since an instant; asked only for channels with a cap. */
  readonly countSince: (channelId: string, since: number) => Promise<number>;
  readonly blindSpots: () => Promise<readonly BlindSpot[]>;
  /** Marks an alert that is part of a burst. */
  readonly escalate: (alert: Alert, now: number) => Promise<Alert>;
}

/** An item on its way, not yet understood. */
export interface IncomingItem {
  readonly item: Omit<Item, 'language' | 'languageConfidence'>;
  /** 0 for a new item; counts up when a known item's text changed. */
  readonly itemRevision: number;
  /** A feed's first poll fills the archive silently. */
  readonly isArchive: boolean;
  /** ISO 8601 UTC; when an item of a backlog could first have been told, had the feed been read. */
  readonly overdueSince?: string;
  /** A moderator looked at an item that waited for review and let it pass. */
  readonly isApproved?: true;
}

/** Where an item's way ended, and why. */
export type Outcome =
  | 'drop' // the classifier kept it out
  | 'review' // waits for a moderator
  | 'archive' // first poll of its feed: recorded, told to nobody
  | 'tooOld' // older than alerts.maxAlertAge: recorded, told to nobody
  | 'duplicate' // a reprint of another item of its incident
  | 'merged' // told nothing new
  | 'alert'; // changed an incident: planned for whoever wants it

/** What is kept of an item until its poll is done: without its tokens and hits, which weigh twenty times as much. */
export type Judged = Omit<Understood, 'scans'>;

export interface ItemResult {
  readonly item: Item;
  readonly outcome: Outcome;
  readonly reason: string;
  readonly understood: Judged;
  readonly incident?: Incident;
  readonly change?: 'new' | 'material' | 'minor';
  /** What each channel gets, or why not. */
  readonly plans: readonly Plan[];
  /** The item was edited before it was done with: the edit must come once more, as a revision. */
  readonly isEditedSince?: true;
  /** Set when its alert is part of a burst: one sentence. */
  readonly escalation?: string;
}

const HOUR_MS = 3_600_000;
const CHANNELS_AT_ONCE = 500;

/**
 * One item's way: understood, turned into a report, placed into an incident, planned for channels.
 * Safe to repeat: the same item gives the same incident, the same revision and the same delivery ids.
 */
export async function processItem(
  incoming: IncomingItem,
  desk: Desk,
  ports: PipelinePorts,
  now: number,
): Promise<ItemResult> {
  const outlet = desk.outletOf(incoming.item.feedId);
  const { scans: _scans, ...understood } = desk.understanding.understand({
    itemId: incoming.item.id,
    title: incoming.item.title,
    summary: incoming.item.summary,
    ...(incoming.item.publishedAt !== undefined && { publishedAt: incoming.item.publishedAt }),
    outletSide: outlet.side,
    feedLanguages: desk.feedLanguagesOf(incoming.item.feedId),
  });
  const item: Item = {
    ...incoming.item,
    language: understood.language.language,
    languageConfidence: understood.language.confidence,
  };
  const { classification } = understood;
  if (classification.decision === 'drop' || classification.label === 'other') {
    return { item, outcome: 'drop', reason: classification.reason, understood, plans: [] };
  }
  if (classification.decision === 'review' && incoming.isApproved !== true) {
    const { moderatorsChannel: channelId, moderatorsLanguage: language } = desk.config.settings.discord;
    if (channelId !== undefined && !incoming.isArchive) {
      const { places } = understood.extraction;
      const asked = { channelId, language };
      await ports.outbox.plan([planReview(item, incoming.itemRevision, classification, places, asked)]);
    }
    return { item, outcome: 'review', reason: classification.reason, understood, plans: [] };
  }

  const report = reportOf(item, incoming.itemRevision, classification.label, understood, outlet);
  return placeAndPlan(item, report, incoming, understood, desk, ports, now);
}

async function placeAndPlan(
  item: Item,
  report: Report,
  incoming: IncomingItem,
  understood: Judged,
  desk: Desk,
  ports: PipelinePorts,
  now: number,
): Promise<ItemResult> {
  const { isArchive } = incoming;
  const accepted = await acceptReport(report, ports.incidents, desk.incidents, await ports.blindSpots(), isArchive);
  const { incident, reason } = accepted;
  const result = {
    item,
    understood,
    incident,
    plans: [] as readonly Plan[],
    ...(accepted.isEditedSince === true && { isEditedSince: true as const }),
  };
  const alerts = accepted.placing === 'known' ? await unplannedAlerts(item.id, incident, ports) : alertsOf(accepted);
  if (isArchive) {
    return { ...result, outcome: 'archive', reason: 'stood in the feed before its first poll: recorded silently' };
  }
  const [own] = alerts;
  if (own === undefined) {
    if (accepted.placing === 'duplicate') return { ...result, outcome: 'duplicate', reason };
    return isSilent(incident)
      ? { ...result, outcome: 'tooOld', reason: 'older than alerts.maxAlertAge when it arrived: recorded silently' }
      : { ...result, outcome: 'merged', reason };
  }
  const plans: Plan[] = [];
  const arrivedAt = incoming.overdueSince ?? report.arrivedAt;
  let escalation: string | undefined;
  for (const alert of alerts) {
    const weighed = await ports.escalate(alert, now);
    escalation ??= weighed.escalation;
    plans.push(...(await queueAlert(weighed, arrivedAt, desk, ports, now)));
  }
  return {
    ...result,
    outcome: 'alert',
    reason,
    change: own.change,
    plans,
    ...(escalation !== undefined && { escalation }),
  };
}

function alertsOf(accepted: Accepted): Alert[] {
  const { incident, change, changes, also } = accepted;
  return [...(change === 'none' ? [] : [{ incident, change, changes }]), ...also];
}

/**
 * A worker that died between placing and planning left its changes in the histories: a repeat of the item finds them there, in its incident and in those
 * linked with it, and plans the same deliveries again; the outbox knows those that were planned.
 */
async function unplannedAlerts(itemId: string, incident: Incident, ports: PipelinePorts): Promise<Alert[]> {
  const linked = await ports.incidents.exclusively(async (session) => {
    const found = await Promise.all(incident.related.map((id) => session.load(id)));
    return found.flatMap((stored) => (stored === undefined ? [] : [stored.incident]));
  });
  return [incident, ...linked].flatMap((one): Alert[] => {
    const own = one.history.filter((change) => change.itemId === itemId);
    const revision = Math.max(0, ...own.map((change) => change.revision));
    const changes = own.filter((change) => change.revision === revision);
    if (changes.length === 0 || isSilent(one) || one.withdrawn !== undefined) return [];
    const change = changes.some((part) => part.kind === 'created')
      ? 'new'
      : changes.some((part) => part.material)
        ? 'material'
        : 'minor';
    return [{ incident: { ...one, revision }, change, changes }];
  });
}

/** An incident whose reports were all too old, or archive, when they arrived has never alerted. */
function isSilent(incident: Incident): boolean {
  return !incident.history.some((change) => change.kind === 'created' && change.material);
}

/**
 * Plans one alert for every channel that wants it and queues its deliveries, some hundred channels at a time: a hundred thousand at once would stall
 * commands and Redis for seconds. Safe to repeat. Also used when operators join, split or withdraw.
 */
export async function queueAlert(
  alert: Alert,
  arrivedAt: string,
  desk: Desk,
  ports: Pick<PipelinePorts, 'routes' | 'silences' | 'countSince' | 'outbox'>,
  now: number,
): Promise<readonly Plan[]> {
  const index = await ports.routes();
  const silences = await ports.silences(now);
  const facts = factsOf(alert.incident, desk, fold);
  const { lateAfter, minSeverity } = desk.config.settings.alerts;
  const plans: Plan[] = [];
  for (const channels of inBatches(index.channels(facts), CHANNELS_AT_ONCE)) {
    const planned = await plannedLastHour(channels, ports, now);
    const batch = planDeliveries(alert, facts, channels, {
      silences,
      fold,
      now,
      arrivedAt,
      lateAfterMs: lateAfter,
      minSeverity,
      plannedLastHour: (channelId) => planned.get(channelId) ?? 0,
    });
    await ports.outbox.plan(batch.flatMap((plan) => (plan.kind === 'skip' ? [] : [plan.job])));
    plans.push(...batch);
  }
  return plans;
}

/** Counts only where somebody set a cap. */
async function plannedLastHour(
  channels: readonly RoutedChannel[],
  ports: Pick<PipelinePorts, 'countSince'>,
  now: number,
): Promise<ReadonlyMap<string, number>> {
  const capped = channels.filter((channel) => channel.subscriptions.some((one) => one.maxPerHour !== undefined));
  const counts = capped.map(async ({ id }) => [id, await ports.countSince(id, now - HOUR_MS)] as const);
  return new Map(await Promise.all(counts));
}

function* inBatches<T>(all: Iterable<T>, size: number): Generator<readonly T[]> {
  let batch: T[] = [];
  for (const one of all) {
    if (batch.push(one) < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

function reportOf(
  item: Item,
  itemRevision: number,
  label: RelevantLabel,
  understood: Judged,
  outlet: ReturnType<Desk['outletOf']>,
): Report {
  const { spans: _spans, ...extraction } = understood.extraction;
  return {
    ...extraction,
    itemId: item.id,
    feedId: item.feedId,
    outletId: outlet.id,
    ownerId: outlet.ownerId,
    outletSide: outlet.side,
    language: item.language,
    label,
    labels2: understood.classification.labels2,
    title: item.title,
    summary: item.summary,
    url: item.url,
    ...(item.publishedAt !== undefined && { publishedAt: item.publishedAt }),
    arrivedAt: item.fetchedAt,
    itemRevision,
  };
}
