import type { Subscription } from '../../domain/alert.ts';
import { nameOfPlace } from '../../words/headline.ts';
import { entry, partyName } from '../../words/naming.ts';
import { fill } from '../../words/words.ts';
import { timestamp } from '../render/moments.ts';
import { safeText } from '../render/safe-text.ts';
import { type Ask, type Desk, speech } from './ask.ts';

/** One line that says what a subscription sends, when and how: every setting that is not the usual one. */
export function describe(subscription: Subscription, ask: Pick<Ask, 'language'>, desk: Pick<Desk, 'names'>): string {
  const { words, say } = speech(ask);
  const { text } = words;
  const { delivery, quietHours, mention, crosspostFrom, maxPerHour, threads, pictures, language } = subscription;
  const put = (template: string, values: Readonly<Record<string, string>>) => fill(template, values, ask.language);
  const when = [say.delivery[delivery.mode], delivery.at, delivery.at === undefined ? undefined : delivery.zone];
  const parts = [
    when.filter((part) => part !== undefined).join(' '),
    ...(quietHours === undefined ? [] : [`${put(say.part.quiet, quietHours)} ${delivery.zone}`]),
    ...(mention === undefined ? [] : [put(say.part.role, { severity: text.severity[mention.minSeverity] })]),
    ...(maxPerHour === undefined ? [] : [put(say.part.cap, { n: words.number(maxPerHour) })]),
    ...(crosspostFrom === undefined ? [] : [put(say.part.publish, { severity: text.severity[crosspostFrom] })]),
    ...(threads ? [say.part.threads] : []),
    ...(pictures === false ? [say.part.noPictures] : []),
    // What is told is written in the subscription's language, not in the reader's.
    speech({ language }).words.text.endonym,
  ];
  return [safeText(filterLine(subscription, ask, desk), 300), ...parts.map((part) => safeText(part, 120))].join(' · ');
}

function filterLine({ filter }: Subscription, ask: Pick<Ask, 'language'>, desk: Pick<Desk, 'names'>): string {
  const { words, say } = speech(ask);
  const { text } = words;
  const names = desk.names();
  const parts = [
    ...(filter.labels ?? []).map((label) => text.label[label]),
    ...(filter.minSeverity === undefined ? [] : [`≥ ${text.severity[filter.minSeverity]}`]),
    ...(filter.statuses?.[0] === undefined ? [] : [`≥ ${text.status[filter.statuses[0]]}`]),
    ...(filter.places ?? []).map((place) => nameOfPlace(place, names, words)),
    ...(filter.parties ?? []).map((party) => partyName(party, names, ask.language)),
    ...(filter.languages ?? []).map((language) => words.languageName(language)),
    ...(filter.outletSides ?? []).map((side) =>
      side === 'third' ? text.side.third : partyName(side, names, ask.language),
    ),
    ...(filter.alignments ?? []).map((alignment) => text.alignment[alignment]),
    ...(filter.outlets ?? []).map((outlet) => entry(names.outlets, outlet)?.name ?? outlet),
    ...(filter.includeWords ?? []).map((word) => `+${word}`),
    ...(filter.excludeWords ?? []).map((word) => `−${word}`),
  ];
  return parts.length === 0 ? say.everything : parts.join(', ');
}

/** Why a subscription sends nothing at the moment; '' while it does. */
export function stateOf(subscription: Subscription, ask: Ask): string {
  const { say } = speech(ask);
  if (subscription.disabled !== undefined) return ` · ⛔ ${whyDisabled(subscription, ask)}`;
  if (subscription.pausedUntil === undefined || Date.parse(subscription.pausedUntil) <= ask.now) return '';
  return ` · ⏸ ${fill(say.pausedUntil, { time: timestamp(subscription.pausedUntil, 'dateTime') }, ask.language)}`;
}

/** Why a subscription was switched off and what to do, as its maker was told; '' for one that was not. */
export function whyDisabled({ disabled, channelId }: Subscription, ask: Pick<Ask, 'language'>): string {
  if (disabled === undefined) return '';
  return fill(speech(ask).say.lost[disabled.reason], { channel: `<#${channelId}>` }, ask.language);
}
