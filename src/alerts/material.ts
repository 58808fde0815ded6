import type { Alert } from '../domain/alert.ts';
import type { Change, Incident } from '../domain/incident.ts';

/**
 * Kinds of change that deserve a new notification, as the documentation lists them. Whether one change of such a kind does (the first denial does, the second
 * does not) is decided where it is found and stands on the change itself.
 */
export const MATERIAL_KINDS = [
  'created',
  'deaths',
  'status',
  'confirmation',
  'talksStage',
  'truceCollapse',
  'retraction',
] as const satisfies readonly Change['kind'][];

/** What subscribers should see of a revision, or why nothing new is shown. */
export type AlertDecision =
  | { readonly kind: 'alert'; readonly alert: Alert }
  | { readonly kind: 'silent'; readonly reason: string };

/** The changes that deserve a new notification. */
export function materialChanges(changes: readonly Change[]): readonly Change[] {
  const kinds: readonly Change['kind'][] = MATERIAL_KINDS;
  return changes.filter((change) => change.material && kinds.includes(change.kind));
}

/** Makes an alert of an incident and what just changed on it. Withdrawn and joined incidents are silent, and so is a report that changed nothing. */
export function decideAlert(
  incident: Incident,
  change: Alert['change'] | 'none',
  changes: readonly Change[],
): AlertDecision {
  if (change === 'none' || changes.length === 0) return { kind: 'silent', reason: 'nothing changed' };
  if (incident.withdrawn !== undefined) {
    return { kind: 'silent', reason: `withdrawn by ${incident.withdrawn.by}: ${incident.withdrawn.reason}` };
  }
  if (incident.joinedInto !== undefined) return { kind: 'silent', reason: `joined into ${incident.joinedInto}` };
  const isLoud = materialChanges(changes).length > 0;
  if (change !== 'minor' && !isLoud) return { kind: 'alert', alert: { incident, change: 'minor', changes } };
  return { kind: 'alert', alert: { incident, change, changes } };
}
