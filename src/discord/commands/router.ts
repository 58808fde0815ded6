import type { CommandName } from '../../words/command-catalogue.ts';
import { fill } from '../../words/words.ts';
import { NO_MENTIONS } from '../message-body.ts';
import { readActionId } from '../render/buttons.ts';
import { readReviewId } from '../render/review.ts';
import { safeText } from '../render/safe-text.ts';
import { type Ask, type Desk, type Handler, type Reply, sentence, speech, textOption } from './ask.ts';
import { describe } from './describe-subscription.ts';
import { compare, find, history, incident, search, sources, timeline, why } from './look-ups.ts';
import { daily, map, stats } from './numbers.ts';
import { readPageId } from './pages.ts';
import type { Choice, Correction, ReviewDecision } from './ports.ts';
import { explain, help, outlets, settings, status } from './service.ts';
import { mute, mutePlace, silence, silences } from './silences.ts';
import {
  draftKey,
  type FormState,
  formOptions,
  readFormId,
  startForm,
  subscriptionForm,
  withChoice,
} from './subscription-form.ts';
import { isWindow, type ModalBody, windowOf, withTyped } from './subscription-windows.ts';
import { forget, pause, preview, subscribe, subscriptions, test, unsubscribe } from './subscriptions.ts';

const HANDLERS: Readonly<Record<CommandName, Handler>> = {
  latest: search,
  search,
  incident,
  timeline,
  map,
  stats,
  compare,
  daily,
  outlets,
  explain,
  status,
  settings,
  help,
  subscribe,
  subscriptions,
  unsubscribe,
  pause,
  forget,
  preview,
  test,
  silence,
  silences,
};

/** Commands whose `id` is a subscription's. */
const OF_SUBSCRIPTIONS: ReadonlySet<string> = new Set(['unsubscribe', 'pause', 'preview', 'test']);

/** Answers a slash command; `undefined` for one we do not have. */
export function answerCommand(ask: Ask, desk: Desk): Promise<Reply> | undefined {
  return isCommand(ask.command) ? HANDLERS[ask.command](ask, desk) : undefined;
}

/** Answers a button under an alert or an answer; `isUpdate`: it turns a page of the message it stands on. */
export async function answerButton(
  customId: string,
  ask: Ask,
  desk: Desk,
): Promise<{ readonly reply: Reply; readonly isUpdate: boolean } | undefined> {
  const page = readPageId(customId);
  if (page !== undefined) {
    const again: Ask = { ...ask, ...page };
    if (page.command === 'sources') return { reply: await aboutIncident(again, desk, sources), isUpdate: true };
    const reply = await answerCommand(again, desk);
    return reply === undefined ? undefined : { reply, isUpdate: true };
  }
  const form = readFormId(customId);
  if (form !== undefined) return { reply: await pressForm(ask, desk, form), isUpdate: true };
  const asked = readReviewId(customId);
  if (asked !== undefined) return { reply: await review(ask, desk, asked), isUpdate: false };
  const action = readActionId(customId);
  if (action === undefined) return undefined;
  const about: Ask = { ...ask, options: { id: action.incidentId } };
  switch (action.action) {
    case 'sources':
      return { reply: await aboutIncident(about, desk, sources), isUpdate: false };
    case 'timeline':
      return { reply: await aboutIncident(about, desk, history), isUpdate: false };
    case 'why':
      return { reply: await aboutIncident(about, desk, why), isUpdate: false };
    case 'mute':
      return { reply: await aboutIncident(about, desk, mute), isUpdate: false };
    case 'mutePlace':
      return { reply: await aboutIncident(about, desk, mutePlace), isUpdate: false };
    case 'falseAlarm':
    case 'wrongPlace':
    case 'wrongMerge':
    case 'withdraw':
      return { reply: await correct(about, desk, action.action), isUpdate: false };
    default:
      return action.action satisfies never;
  }
}

/** Turns the form's page, or subscribes to what it says. */
async function pressForm(
  ask: Ask,
  desk: Desk,
  { part, page }: NonNullable<ReturnType<typeof readFormId>>,
): Promise<Reply> {
  const state = await desk.ports.drafts.get(draftKey(ask));
  // A form that stood for longer than it is kept shows choices that are forgotten: without them it would subscribe to everything.
  if (state === undefined) return startForm(ask, desk);
  if (part !== 'done') return subscriptionForm(ask, desk, state, part === 'next' ? page + 1 : page - 1);
  // The channel is named, so that the options are not empty, which would ask for the form again.
  const channel = ask.channelId === undefined ? {} : { channel: ask.channelId };
  return subscribe({ ...ask, options: { ...channel, ...formOptions(state) } }, desk);
}

/** What was chosen so far; an hour later the form is empty again. */
export async function draftOf(ask: Ask, desk: Desk): Promise<FormState> {
  return (await desk.ports.drafts.get(draftKey(ask))) ?? {};
}

/** True for the buttons that open a window for typing. */
export function opensWindow(customId: string): boolean {
  return isWindow(readFormId(customId)?.part ?? '');
}

/** The window for typing that a button of the form opens; `undefined` for other buttons. */
export async function windowFor(customId: string, ask: Ask, desk: Desk): Promise<ModalBody | undefined> {
  const form = readFormId(customId);
  if (form === undefined || !isWindow(form.part)) return undefined;
  // Discord wants the window at once; when the draft cannot be read, an empty one is better than none.
  const state = await draftOf(ask, desk).catch(() => ({}));
  return windowOf(form.part, ask, state, form.page);
}

/** Answers what was typed in a window of ours. */
export async function answerWindow(
  customId: string,
  typed: Readonly<Record<string, string>>,
  ask: Ask,
  desk: Desk,
): Promise<Reply | undefined> {
  const form = readFormId(customId);
  if (form === undefined || !isWindow(form.part)) return undefined;
  const state = withTyped(await draftOf(ask, desk), form.part, typed);
  await desk.ports.drafts.put(draftKey(ask), state);
  return subscriptionForm(ask, desk, state, form.page);
}

/** Names for what is being typed. */
export async function suggest(ask: Ask, option: string, typed: string, desk: Desk): Promise<readonly Choice[]> {
  if (option === 'id' && ask.command === 'silences') {
    if (ask.guildId === undefined || !ask.canManage) return [];
    const all = await desk.ports.silences.byGuild(ask.guildId);
    return all
      .map(({ id, reason }) => ({ name: `${id} · ${reason}`, value: id }))
      .filter(({ name }) => name.includes(typed));
  }
  if (option === 'copy' || (option === 'id' && OF_SUBSCRIPTIONS.has(ask.command))) {
    if (ask.guildId === undefined || !ask.canManage) return [];
    const own = await desk.ports.subscriptions.byGuild(ask.guildId);
    return own
      .map((one) => ({ name: `${one.id} · ${describe(one, ask, desk)}`, value: one.id }))
      .filter((choice) => choice.name.includes(typed));
  }
  if (option === 'id' || option === 'incident') return desk.ports.lookUps.suggest('incident', typed, ask.language);
  if (option === 'outlet_side') return desk.ports.lookUps.suggest('party', typed, ask.language);
  if (option === 'place' || option === 'party' || option === 'outlet')
    return desk.ports.lookUps.suggest(option, typed, ask.language);
  return [];
}

async function aboutIncident(
  ask: Ask,
  desk: Desk,
  answer: (ask: Ask, desk: Desk, incident: Extract<Awaited<ReturnType<typeof find>>, { id: string }>) => Promise<Reply>,
): Promise<Reply> {
  const found = await find(ask, desk);
  return 'body' in found ? found : answer(ask, desk, found);
}

async function correct(ask: Ask, desk: Desk, verdict: Correction['verdict']): Promise<Reply> {
  const { say } = speech(ask);
  if (!mayCorrect(ask, desk)) return sentence(ask, say.needsManage);
  const incidentId = textOption(ask, 'id') ?? '';
  await desk.ports.corrections.note({
    incidentId,
    verdict,
    by: ask.userName,
    ...(ask.guildId === undefined ? {} : { guildId: ask.guildId }),
  });
  return sentence(ask, say.noted);
}

/** What everybody is told is corrected in the moderators' channel alone: whoever runs a server of their own moderates only that. */
function mayCorrect(ask: Ask, desk: Desk): boolean {
  return ask.canModerate && ask.channelId !== undefined && ask.channelId === desk.moderatorsChannel?.();
}

async function review(ask: Ask, desk: Desk, decision: Omit<ReviewDecision, 'by'>): Promise<Reply> {
  const { say } = speech(ask);
  if (!mayCorrect(ask, desk)) return sentence(ask, say.needsManage);
  if (desk.ports.reviews === undefined) return sentence(ask, say.nothing);
  await desk.ports.reviews.decide({ ...decision, by: ask.userName });
  const verdict = { approved: say.review.approve, rejected: say.review.reject, joined: decision.incidentId ?? '' };
  await closeReview(ask, desk, `${verdict[decision.verdict]} · ${ask.userName}`);
  return sentence(ask, say.review.decided, { verdict: verdict[decision.verdict] });
}

/** The card shows what was decided and by whom, and asks nobody any more. A card that cannot be changed stays as it is: the decision holds. */
async function closeReview({ channelId, message, language }: Ask, desk: Desk, verdict: string): Promise<void> {
  if (channelId === undefined || message === undefined) return;
  const { say } = speech({ language });
  const told = fill(say.review.decided, { verdict: safeText(verdict, 150) }, language);
  const content = `${message.content.slice(0, 1700)}\n☑️ **${told}**`;
  await desk.sender.edit(channelId, message.id, { content, components: [], allowed_mentions: NO_MENTIONS });
}

/** Answers a choice in a menu; `undefined` for a menu that is not ours. */
export async function answerSelect(
  customId: string,
  values: readonly string[],
  ask: Ask,
  desk: Desk,
): Promise<Reply | undefined> {
  const form = readFormId(customId);
  if (form !== undefined) {
    const state = withChoice(await draftOf(ask, desk), form.part, values);
    await desk.ports.drafts.put(draftKey(ask), state);
    return subscriptionForm(ask, desk, state, form.page);
  }
  const [value = ''] = values;
  const asked = readReviewId(customId);
  if (asked?.verdict !== 'joined' || value === '') return undefined;
  return review(ask, desk, { ...asked, incidentId: value });
}

function isCommand(name: string): name is CommandName {
  return Object.hasOwn(HANDLERS, name);
}
