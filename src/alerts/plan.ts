import { hash } from 'node:crypto';
import type { Alert, DeliveryJob, Filter, Silence, Subscription } from '../domain/alert.ts';
import { type FilterFacts, matchFilter } from './filter.ts';
import { isWithin, nextTime } from './local-time.ts';
import type { RoutedChannel } from './route-index.ts';
import { silenceOf } from './silences.ts';

/** What one channel gets of one alert, or why it gets nothing. */
export type Plan =
  | { readonly kind: 'deliver'; readonly job: DeliveryJob }
  /** Waits until `notBefore`; whatever waits for the same channel then goes out as one digest. */
  | { readonly kind: 'digest'; readonly job: DeliveryJob; readonly reason: string }
  | { readonly kind: 'skip'; readonly subscriptionId: string; readonly channelId: string; readonly reason: string };

export interface PlanContext {
  readonly silences: readonly Silence[];
  /** The folding of `language/`, for words. */
  readonly fold: (text: string) => string;
  readonly now: number;
  /** ISO 8601 UTC: when the report that caused the change arrived. */
  readonly arrivedAt: string;
  readonly lateAfterMs: number;
  readonly minSeverity: number;
  /** Alerts already planned for a channel in the last hour; only channels with a cap are asked. */
  readonly plannedLastHour: (channelId: string) => number;
}

const CRITICAL = 4;
/** Backlog that arrives late is gathered this long, so that it makes one digest and not many. */
const LATE_GATHER_MS = 20_000;
const HOUR_MS = 3_600_000;

/** Decides for every subscription of these channels what its channel gets. Two subscriptions in one channel give one message. */
export function planDeliveries(
  alert: Alert,
  facts: FilterFacts,
  channels: Iterable<RoutedChannel>,
  context: PlanContext,
): Plan[] {
  const plans: Plan[] = [];
  const asked = { ...context, fold: remembering(context.fold) };
  for (const { id: channelId, subscriptions } of channels) {
    const skipped: Plan[] = [];
    const matching = subscriptions.filter((subscription) => {
      const skip = skipOf(subscription, facts, asked);
      if (skip !== undefined)
        skipped.push({ kind: 'skip', subscriptionId: subscription.id, channelId, reason: skip.reason });
      return skip === undefined;
    });
    // A channel that gets the alert by one subscription need not be told why not by another.
    if (matching.length === 0) plans.push(...skipped);
    else plans.push(planChannel(channelId, matching, alert, context));
  }
  return plans;
}

/** Thousands of subscriptions ask for the same few words. */
function remembering(fold: (text: string) => string): (text: string) => string {
  const known = new Map<string, string>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const folded = fold(text);
    known.set(text, folded);
    return folded;
  };
}

/** Stage at which a subscription lets an alert go, and the reason for people. */
export interface Skip {
  readonly stage: 'disabled' | 'paused' | 'minimum' | 'silenced' | keyof Filter;
  readonly reason: string;
  /** The silence in force, where that is the reason. */
  readonly silence?: Silence;
}

/** Why this subscription gets nothing of this incident; `undefined` = it does. One rule for planning and for "why not here?". */
export function skipOf(
  subscription: Subscription,
  facts: FilterFacts,
  context: Pick<PlanContext, 'silences' | 'fold' | 'now' | 'minSeverity'>,
): Skip | undefined {
  if (subscription.disabled !== undefined)
    return { stage: 'disabled', reason: `disabled: ${subscription.disabled.reason}` };
  if (subscription.pausedUntil !== undefined && Date.parse(subscription.pausedUntil) > context.now) {
    return { stage: 'paused', reason: `paused until ${subscription.pausedUntil}` };
  }
  const { severity } = facts.incident;
  if (severity < context.minSeverity) {
    return { stage: 'minimum', reason: `severity ${severity} is below alerts.minSeverity ${context.minSeverity}` };
  }
  const silence = silenceOf(subscription, facts, context.silences, context.now);
  if (silence !== undefined) {
    const reason = `silenced by ${silence.author} until ${silence.expiresAt}: ${silence.reason}`;
    return { stage: 'silenced', reason, silence };
  }
  const result = matchFilter(subscription.filter, facts, context.fold);
  return result.kind === 'skip' ? { stage: result.stage, reason: `${result.stage}: ${result.reason}` } : undefined;
}

function planChannel(
  channelId: string,
  subscriptions: readonly Subscription[],
  alert: Alert,
  context: PlanContext,
): Plan {
  const { incident } = alert;
  const [first] = subscriptions;
  if (first === undefined) throw new Error('a channel without a subscription cannot be planned');
  const mention =
    alert.change === 'minor'
      ? undefined
      : subscriptions.find((one) => one.mention && incident.severity >= one.mention.minSeverity)?.mention;
  const base: DeliveryJob = {
    id: deliveryId(incident.id, channelId, incident.revision),
    subscriptionIds: subscriptions.map((one) => one.id),
    channelId,
    incidentId: incident.id,
    revision: incident.revision,
    kind: kindOf(alert),
    arrivedAt: context.arrivedAt,
    language: first.language,
    ...(mention !== undefined && { mentionRoleId: mention.roleId }),
    ...(subscriptions.some((one) => one.crosspostFrom !== undefined && incident.severity >= one.crosspostFrom) && {
      crosspost: true,
    }),
    ...(subscriptions.some((one) => one.threads) && { thread: true }),
    ...(subscriptions.some((one) => one.pictures !== false) && {
      picture: alert.escalationArea === undefined ? {} : { area: alert.escalationArea },
    }),
  };
  // A burst is what subscribers with quiet hours want to be woken for, however small each clash of it is.
  const isCritical = incident.severity >= CRITICAL || alert.escalation !== undefined;
  const wait = isCritical ? undefined : shortestWait(subscriptions, context);
  if (context.now - Date.parse(context.arrivedAt) > context.lateAfterMs) {
    const notBefore = context.now + LATE_GATHER_MS;
    return digest(
      { ...base, isLate: true },
      notBefore,
      'arrived long before it could be delivered: joins the catch-up digest',
    );
  }
  // A change of what already stands in the channel is edited in place at once; only what would ring waits.
  if (wait === undefined || alert.change === 'minor') return { kind: 'deliver', job: base };
  return digest(base, wait.at, wait.reason);
}

function digest(base: DeliveryJob, at: number, reason: string): Plan {
  const job: DeliveryJob = {
    ...base,
    kind: 'digest',
    digest: [base.incidentId],
    notBefore: new Date(at).toISOString(),
  };
  return { kind: 'digest', reason, job };
}

interface Wait {
  readonly at: number;
  readonly reason: string;
}

/** The subscription that wants it soonest decides; `undefined` = at once. */
function shortestWait(subscriptions: readonly Subscription[], context: PlanContext): Wait | undefined {
  const waits = subscriptions.map((subscription) => waitOf(subscription, context));
  if (waits.some((wait) => wait === undefined)) return undefined;
  return waits.filter((wait) => wait !== undefined).sort((a, b) => a.at - b.at)[0];
}

function waitOf(subscription: Subscription, context: PlanContext): Wait | undefined {
  const { delivery, quietHours, maxPerHour } = subscription;
  if (delivery.mode === 'daily') {
    const at = nextTime(context.now, delivery.at ?? '08:00', delivery.zone);
    return { at, reason: `daily digest at ${delivery.at ?? '08:00'} ${delivery.zone}` };
  }
  if (quietHours !== undefined && isWithin(context.now, quietHours, delivery.zone)) {
    const at = nextTime(context.now, quietHours.to, delivery.zone);
    return { at, reason: `quiet hours until ${quietHours.to} ${delivery.zone}` };
  }
  const nextHour = (Math.floor(context.now / HOUR_MS) + 1) * HOUR_MS;
  if (delivery.mode === 'hourly') return { at: nextHour, reason: 'hourly digest' };
  if (maxPerHour !== undefined && context.plannedLastHour(subscription.channelId) >= maxPerHour) {
    return { at: nextHour, reason: `more than ${maxPerHour} alerts in an hour: merged into one at the full hour` };
  }
  return undefined;
}

function kindOf(alert: Alert): DeliveryJob['kind'] {
  if (alert.change === 'new') return 'post';
  if (alert.change === 'minor') return 'edit';
  return alert.changes.some((change) => change.kind === 'retraction' || change.kind === 'withdrawn')
    ? 'retract'
    : 'editAndReply';
}

/** Deterministic id of a delivery: incident, channel, revision. 25 characters, fit for a Discord nonce. */
export function deliveryId(incidentId: string, channelId: string, revision: number): string {
  return hash('sha256', `${incidentId}\0${channelId}\0${revision}`, 'base64url').slice(0, 25);
}
