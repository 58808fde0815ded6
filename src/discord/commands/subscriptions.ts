import type { Subscription } from '../../domain/alert.ts';
import type { Incident } from '../../domain/incident.ts';
import { nameOfPlace } from '../../words/headline.ts';
import { entry, partyName } from '../../words/naming.ts';
import { fill } from '../../words/words.ts';
import { LIMITS } from '../limits.ts';
import { NO_MENTIONS } from '../message-body.ts';
import { actionId } from '../render/buttons.ts';
import { fitLines } from '../render/lines.ts';
import { timestamp } from '../render/moments.ts';
import { plainText, safeText } from '../render/safe-text.ts';
import { type Ask, type Desk, type Handler, numberOption, type Reply, sentence, speech, textOption } from './ask.ts';
import { subscriptionForm } from './subscription-form.ts';
import { readSubscription } from './subscription-options.ts';

const HOUR_MS = 3_600_000;
const MUTE_HOURS = 24;

/** A command of those who manage a server: refused to all others, and outside servers. */
function managed(handle: (ask: Ask, desk: Desk, guildId: string) => Promise<Reply>): Handler {
  return async (ask, desk) => {
    const { say } = speech(ask);
    if (ask.guildId === undefined) return sentence(ask, say.needsServer);
    // Discord hides the command from others by default; servers may change that, so it is asked again here.
    if (!ask.canManage) return sentence(ask, say.needsManage);
    return handle(ask, desk, ask.guildId);
  };
}

/** `/subscribe`: a rule of this server; says what it would have sent, and proves in the channel itself that the bot may write there. */
export const subscribe = managed(async (ask, desk, guildId) => {
  if (Object.keys(ask.options).length === 0) return subscriptionForm(ask, {});
  const { words, say } = speech(ask);
  const existing = await desk.ports.subscriptions.byGuild(guildId);
  if (existing.length >= desk.maxSubscriptionsPerGuild)
    return sentence(ask, say.tooMany, { n: words.number(existing.length) });
  const from = textOption(ask, 'copy');
  const copied = existing.find((one) => one.id === from);
  if (from !== undefined && copied === undefined) return sentence(ask, say.noSubscription, { id: from });
  const read = readSubscription(ask, guildId, desk.newId(), copied);
  if (read.kind === 'bad')
    return sentence(ask, say.badValue, { option: read.option, value: read.value, hint: read.hint });
  const { subscription } = read;
  const inChannel = { ...ask, language: subscription.language };
  const channel = `<#${subscription.channelId}>`;
  const hello = `🔔 ${describe(subscription, inChannel, desk)}`;
  const sent = await desk.sender.post(subscription.channelId, { content: hello, allowed_mentions: NO_MENTIONS });
  if (sent.kind === 'reject' && sent.reason !== 'notAMessageChannel') return sentence(ask, say.cannotPost, { channel });
  await desk.ports.subscriptions.put(subscription);
  const count = await desk.ports.subscriptions.preview(subscription);
  const done = fill(say.subscribed, { channel, id: subscription.id }, ask.language);
  return {
    body: {
      content: fitLines(
        [done, describe(subscription, ask, desk), safeText(words.plural(say.wouldHaveSent, count), 200)],
        1900,
      ),
      allowed_mentions: NO_MENTIONS,
    },
  };
});

/** `/subscriptions`: all of this server, with their state. */
export const subscriptions = managed(async (ask, desk, guildId) => {
  const { say } = speech(ask);
  const all = await desk.ports.subscriptions.byGuild(guildId);
  if (all.length === 0) return sentence(ask, say.noSubscriptions);
  const lines = all.map((one) => `\`${one.id}\` <#${one.channelId}> · ${describe(one, ask, desk)}${stateOf(one, ask)}`);
  return { body: { embeds: [{ description: fitLines(lines, 4000) }], allowed_mentions: NO_MENTIONS } };
});

/** `/unsubscribe`. */
export const unsubscribe = managed(async (ask, desk, guildId) => {
  const { say } = speech(ask);
  const found = await findOwn(ask, desk, guildId);
  if ('body' in found) return found;
  await desk.ports.subscriptions.remove(found.id);
  return sentence(ask, say.unsubscribed, { id: found.id });
});

/** `/pause`: for some hours; 0 hours resumes, also after Discord had refused the channel. Without an id, in the operators' channel: the switch for all alerts. */
export const pause = managed(async (ask, desk, guildId) => {
  if (textOption(ask, 'id') === undefined) return holdAll(ask, desk);
  const { say } = speech(ask);
  const found = await findOwn(ask, desk, guildId);
  if ('body' in found) return found;
  const hours = numberOption(ask, 'hours') ?? MUTE_HOURS;
  const { pausedUntil: _, disabled: __, ...active } = found;
  if (hours <= 0) {
    await desk.ports.subscriptions.put(active);
    return sentence(ask, say.resumed, { id: found.id });
  }
  const until = new Date(ask.now + hours * HOUR_MS).toISOString();
  await desk.ports.subscriptions.put({ ...found, pausedUntil: until });
  return sentence(ask, `${found.id}: ${say.pausedUntil}`, { time: timestamp(until, 'dateTime') });
});

/** The one switch that holds all alerts, for operators alone: it works nowhere but in their channel. */
async function holdAll(ask: Ask, desk: Desk): Promise<Reply> {
  const { say } = speech(ask);
  const operators = desk.operatorsChannel?.();
  if (desk.ports.hold === undefined || operators === undefined || operators !== ask.channelId)
    return sentence(ask, say.holdWhere);
  const isRelease = (numberOption(ask, 'hours') ?? 1) <= 0;
  await (isRelease ? desk.ports.hold.release() : desk.ports.hold.hold(ask.userName));
  return sentence(ask, isRelease ? say.allReleased : say.allHeld);
}

/** `/forget`: everything about this server, at once. */
export const forget = managed(async (ask, desk, guildId) => {
  await desk.ports.subscriptions.forget(guildId);
  return sentence(ask, speech(ask).say.forgotten);
});

/** The button "Mute": nothing more about this incident in this channel, for a day; offers the same for its place. */
export async function mute(ask: Ask, desk: Desk, incident: Incident): Promise<Reply> {
  const { say } = speech(ask);
  const muted = await silence(ask, desk, { incidentId: incident.id });
  if ('body' in muted) return muted;
  const { body } = sentence(ask, say.muted, { time: timestamp(muted.expiresAt, 'dateTime') });
  if (incident.place.gazetteerId === undefined) return { body };
  const label = plainText(say.mutePlace, LIMITS.buttonLabel);
  const button = { type: 2, style: 2, label, custom_id: actionId('mutePlace', incident.id) } as const;
  return { body: { ...body, components: [{ type: 1, components: [button] }] } };
}

/** The button "Mute this place too". */
export async function mutePlace(ask: Ask, desk: Desk, incident: Incident): Promise<Reply> {
  const { words, say } = speech(ask);
  const place = incident.place.gazetteerId;
  if (place === undefined) return sentence(ask, say.nothing);
  const muted = await silence(ask, desk, { place });
  if ('body' in muted) return muted;
  const name = nameOfPlace(place, desk.names(), words);
  return sentence(ask, say.mutedPlace, { place: name, time: timestamp(muted.expiresAt, 'dateTime') });
}

/** Holds back what fits, in this channel for a day; or the reply that says why not. */
async function silence(
  ask: Ask,
  desk: Desk,
  what: { readonly incidentId: string } | { readonly place: string },
): Promise<{ readonly expiresAt: string } | Reply> {
  const { say } = speech(ask);
  if (ask.guildId === undefined || ask.channelId === undefined) return sentence(ask, say.needsServer);
  if (!ask.canModerate) return sentence(ask, say.needsManage);
  const expiresAt = new Date(ask.now + MUTE_HOURS * HOUR_MS).toISOString();
  await desk.ports.silences.put({
    id: desk.newId(),
    guildId: ask.guildId,
    channelId: ask.channelId,
    ...what,
    expiresAt,
    author: ask.userName,
    reason: say.mutedBy,
  });
  return { expiresAt };
}

async function findOwn(ask: Ask, desk: Desk, guildId: string): Promise<Subscription | Reply> {
  const id = textOption(ask, 'id') ?? '';
  const found = (await desk.ports.subscriptions.byGuild(guildId)).find((one) => one.id === id);
  return found ?? sentence(ask, speech(ask).say.noSubscription, { id });
}

/** One line that says what a subscription sends. */
export function describe(subscription: Subscription, ask: Ask, desk: Desk): string {
  const { words, say } = speech(ask);
  const { text } = words;
  const { filter, delivery } = subscription;
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
    ...(filter.outlets ?? []).map((outlet) => entry(names.outlets, outlet)?.name ?? outlet),
    ...(filter.includeWords ?? []).map((word) => `+${word}`),
    ...(filter.excludeWords ?? []).map((word) => `−${word}`),
  ];
  const what = parts.length === 0 ? say.everything : parts.join(', ');
  const when = [say.delivery[delivery.mode], delivery.at, delivery.at === undefined ? undefined : delivery.zone];
  return `${safeText(what, 300)} · ${safeText(when.filter((part) => part !== undefined).join(' '), 80)} · ${text.endonym}`;
}

function stateOf(subscription: Subscription, ask: Ask): string {
  const { say } = speech(ask);
  if (subscription.disabled !== undefined) {
    return ` · ⛔ ${fill(say.disabled, { reason: safeText(subscription.disabled.reason, 120) }, ask.language)}`;
  }
  if (subscription.pausedUntil === undefined || Date.parse(subscription.pausedUntil) <= ask.now) return '';
  return ` · ⏸ ${fill(say.pausedUntil, { time: timestamp(subscription.pausedUntil, 'dateTime') }, ask.language)}`;
}
