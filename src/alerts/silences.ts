import type { Silence, Subscription } from '../domain/alert.ts';
import type { FilterFacts } from './filter.ts';

/** The silence in force that holds this incident back from this subscription, if any. */
export function silenceOf(
  subscription: Subscription,
  facts: FilterFacts,
  silences: readonly Silence[],
  now: number,
): Silence | undefined {
  return silences.find(
    (silence) =>
      Date.parse(silence.expiresAt) > now &&
      (silence.guildId === undefined || silence.guildId === subscription.guildId) &&
      (silence.channelId === undefined || silence.channelId === subscription.channelId) &&
      (silence.incidentId === undefined || silence.incidentId === facts.incident.id) &&
      (silence.place === undefined || facts.placeIds.has(silence.place)) &&
      (silence.party === undefined || facts.parties.has(silence.party)) &&
      // An outlet is silenced when it is the only one that tells the incident: another outlet's word still counts.
      (silence.outletId === undefined || (facts.outlets.size === 1 && facts.outlets.has(silence.outletId))),
  );
}
