import type { Incident } from '../../domain/incident.ts';
import type { OptionName } from '../../words/command-catalogue.ts';
import { fill } from '../../words/words.ts';
import { timestamp } from '../render/moments.ts';
import { safeText } from '../render/safe-text.ts';
import { type Ask, type Desk, speech } from './ask.ts';
import { describe, whyDisabled } from './describe-subscription.ts';
import type { Verdict } from './ports.ts';
import { heldBack } from './silences.ts';

/** The option that asks for what a stage of a filter looks at. */
const OPTION_OF: Readonly<Record<string, OptionName>> = {
  labels: 'label',
  minSeverity: 'severity',
  statuses: 'status',
  parties: 'party',
  places: 'place',
  languages: 'article_language',
  outlets: 'outlets',
  outletSides: 'outlet_side',
  alignments: 'alignment',
  includeWords: 'words',
  excludeWords: 'exclude',
};

/** Which subscriptions send an incident here, and at which stage the others let it go. Who manages the server sees all of it, others their channel. */
export async function whyHere(ask: Ask, desk: Desk, incident: Incident): Promise<readonly string[]> {
  const { guildId, channelId } = ask;
  if (guildId === undefined) return [];
  const where = ask.canManage || channelId === undefined ? { guildId } : { guildId, channelId };
  const verdicts = await desk.ports.subscriptions.whyHere(incident, where);
  if (verdicts.length === 0) return [];
  return [`**${speech(ask).say.hereTitle}**`, ...verdicts.map((verdict) => verdictLine(verdict, ask, desk))];
}

function verdictLine({ subscription, skip }: Verdict, ask: Ask, desk: Desk): string {
  const { say } = speech(ask);
  const head = `\`${safeText(subscription.id, 60)}\` <#${subscription.channelId}>`;
  if (skip === undefined) return `✅ ${head} · ${say.hereSends} · ${describe(subscription, ask, desk)}`;
  return `➖ ${head} · ${reasonOf(skip, subscription, ask)} · ${describe(subscription, ask, desk)}`;
}

function reasonOf(
  { stage, silence }: NonNullable<Verdict['skip']>,
  subscription: Verdict['subscription'],
  ask: Ask,
): string {
  const { say } = speech(ask);
  switch (stage) {
    case 'disabled':
      return whyDisabled(subscription, ask);
    case 'paused':
      return fill(say.pausedUntil, { time: timestamp(subscription.pausedUntil ?? '', 'dateTime') }, ask.language);
    case 'minimum':
      return say.belowMinimum;
    case 'silenced':
      return silence === undefined ? '' : heldBack(silence, ask);
    default: {
      const option = OPTION_OF[stage];
      return option === undefined ? stage : safeText(say.option[option], 120);
    }
  }
}
