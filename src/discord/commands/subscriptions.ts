import type { Subscription } from '../../domain/alert.ts';
import { fill } from '../../words/words.ts';
import { NO_MENTIONS } from '../message-body.ts';
import { fitLines } from '../render/lines.ts';
import { timestamp } from '../render/moments.ts';
import { safeText } from '../render/safe-text.ts';
import { type Ask, type Desk, numberOption, type Reply, sentence, speech, textOption } from './ask.ts';
import { describe, stateOf } from './describe-subscription.ts';
import { pageOfIncidents } from './incident-list.ts';
import { managed } from './managed.ts';
import { postSample } from './sample-alert.ts';
import { startForm } from './subscription-form.ts';
import { readSubscription } from './subscription-options.ts';

const HOUR_MS = 3_600_000;
const PAUSE_HOURS = 24;
/** Days that a preview looks back. */
const PREVIEW_DAYS = 7;

/** `/subscribe`: a rule of this server; says what it would have sent, and proves in the channel itself that the bot may write there. */
export const subscribe = managed(async (ask, desk, guildId) => {
  if (Object.keys(ask.options).length === 0) return startForm(ask, desk);
  const { words, say } = speech(ask);
  const existing = await desk.ports.subscriptions.byGuild(guildId);
  if (existing.length >= desk.maxSubscriptionsPerGuild)
    return sentence(ask, say.tooMany, { n: words.number(existing.length) });
  const from = textOption(ask, 'copy');
  const copied = existing.find((one) => one.id === from);
  if (from !== undefined && copied === undefined) return sentence(ask, say.noSubscription, { id: from });
  const read = readSubscription(ask, guildId, desk.newId(), desk.names(), copied);
  if (read.kind === 'bad')
    return sentence(ask, say.badValue, { option: read.option, value: read.value, hint: read.hint });
  const { subscription } = read;
  const inChannel = { ...ask, language: subscription.language };
  const channel = `<#${subscription.channelId}>`;
  const hello = `🔔 ${describe(subscription, inChannel, desk)}`;
  const sent = await desk.sender.post(subscription.channelId, { content: hello, allowed_mentions: NO_MENTIONS });
  // A forum takes posts alone; `/test` makes one.
  if (sent.kind === 'reject' && sent.reason !== 'notAMessageChannel') return sentence(ask, say.cannotPost, { channel });
  await desk.ports.subscriptions.put(subscription);
  const would = await desk.ports.subscriptions.wouldSend(subscription, PREVIEW_DAYS);
  const days = numberOption(ask, 'backfill') ?? 0;
  const filled = days > 0 ? await desk.ports.subscriptions.backfill(subscription, days) : 0;
  const lines = [
    fill(say.subscribed, { channel, id: subscription.id }, ask.language),
    describe(subscription, ask, desk),
    safeText(words.plural(say.wouldHaveSent, would.length), 200),
    ...(filled > 0 ? [safeText(words.plural(say.backfilled, filled), 200)] : []),
  ];
  return { body: { content: fitLines(lines, 1900), allowed_mentions: NO_MENTIONS } };
});

/** `/preview`: what a subscription would have sent, as the list of these incidents. */
export const preview = managed(async (ask, desk, guildId) => {
  const { words, say } = speech(ask);
  const found = await findOwn(ask, desk, guildId);
  if ('body' in found) return found;
  const would = await desk.ports.subscriptions.wouldSend(found, PREVIEW_DAYS);
  const title = safeText(words.plural(say.wouldHaveSent, would.length), 200);
  return pageOfIncidents(ask, desk, would, `${title}\n${describe(found, ask, desk)}`);
});

/** `/test`: an invented alert in the subscription's channel, marked as a test; it mentions nobody. */
export const test = managed(async (ask, desk, guildId) => {
  const { say } = speech(ask);
  const found = await findOwn(ask, desk, guildId);
  if ('body' in found) return found;
  const channel = `<#${found.channelId}>`;
  const sent = await postSample(found, desk);
  if (sent.kind === 'sent') return sentence(ask, say.tested, { channel });
  return sentence(ask, sent.kind === 'reject' ? say.cannotPost : say.failed, { channel });
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
  const hours = numberOption(ask, 'hours') ?? PAUSE_HOURS;
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

async function findOwn(ask: Ask, desk: Desk, guildId: string): Promise<Subscription | Reply> {
  const id = textOption(ask, 'id') ?? '';
  const found = (await desk.ports.subscriptions.byGuild(guildId)).find((one) => one.id === id);
  return found ?? sentence(ask, speech(ask).say.noSubscription, { id });
}
