import {
  type AnySelectMenuInteraction,
  ApplicationIntegrationType,
  type AutocompleteInteraction,
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  type Interaction,
  InteractionResponseType,
  type MessageContextMenuCommandInteraction,
  MessageFlags,
  type ModalSubmitInteraction,
  PermissionFlagsBits,
  type REST,
  Routes,
} from 'discord.js';
import type { Language } from '../domain/language.ts';
import { type Ask, type Desk, type Reply, sentence, speech } from './commands/ask.ts';
import type { Limiter } from './commands/limiter.ts';
import {
  answerButton,
  answerCommand,
  answerSelect,
  answerWindow,
  opensWindow,
  suggest,
  windowFor,
} from './commands/router.ts';
import { LIMITS } from './limits.ts';
import { plainText } from './render/safe-text.ts';

export interface InteractionContext {
  readonly desk: Desk;
  readonly rest: REST;
  readonly now: () => number;
  readonly limiters: { readonly commands: Limiter; readonly suggestions: Limiter };
  readonly log: (level: 'info' | 'warn', message: string, fields: Readonly<Record<string, unknown>>) => void;
}

/** Whoever may answer later: commands and buttons. */
type Answerable =
  | ChatInputCommandInteraction
  | MessageContextMenuCommandInteraction
  | ButtonInteraction
  | AnySelectMenuInteraction
  | ModalSubmitInteraction;

/** Locales of Discord's that are languages of ours. Source: docs.discord.com, Locales. */
const LANGUAGE_BY_LOCALE: Readonly<Record<string, Language>> = { ru: 'ru', tr: 'tr', fr: 'fr' };

/** Answers one interaction; acknowledges at once, for Discord waits only 3 seconds, and writes the answer when it is there. Never throws. */
export async function answerInteraction(interaction: Interaction, context: InteractionContext): Promise<void> {
  try {
    if (interaction.isAutocomplete()) await complete(interaction, context);
    else if (interaction.isChatInputCommand()) await command(interaction, context);
    else if (interaction.isMessageContextMenuCommand()) await checkMessage(interaction, context);
    else if (interaction.isButton()) await button(interaction, context);
    else if (interaction.isAnySelectMenu()) await select(interaction, context);
    else if (interaction.isModalSubmit()) await submit(interaction, context);
  } catch (error) {
    context.log('warn', 'an interaction was not answered', { id: interaction.id, error: String(error) });
  }
}

async function command(interaction: ChatInputCommandInteraction, context: InteractionContext): Promise<void> {
  const options: Record<string, string | number | boolean> = {};
  for (const { name, value } of interaction.options.data) if (value !== undefined) options[name] = value;
  const isTooFast = isTooMany(interaction, context);
  const isShared = options['share'] === true && !isTooFast;
  await interaction.deferReply(isShared ? {} : { flags: MessageFlags.Ephemeral });
  const ask = await askOf(interaction, context, interaction.commandName, options);
  const reply = isTooFast ? tooFast(ask) : await guarded(ask, context, () => answerCommand(ask, context.desk));
  await write(interaction, reply, context);
}

async function checkMessage(
  interaction: MessageContextMenuCommandInteraction,
  context: InteractionContext,
): Promise<void> {
  const isTooFast = isTooMany(interaction, context);
  await interaction.deferReply({ flags: MessageFlags.Ephemeral });
  const { content, embeds } = interaction.targetMessage;
  const link = /https?:\/\/[^\s<>)\]]+/.exec(content)?.[0] ?? embeds.find((embed) => embed.url !== null)?.url;
  const told = embeds.map((embed) => `${embed.title ?? ''} ${embed.description ?? ''}`).join(' ');
  const ask = await askOf(interaction, context, 'explain', { text: (link ?? `${content} ${told}`).slice(0, 2000) });
  const reply = isTooFast ? tooFast(ask) : await guarded(ask, context, () => answerCommand(ask, context.desk));
  await write(interaction, reply, context);
}

async function button(interaction: ButtonInteraction, context: InteractionContext): Promise<void> {
  const isTooFast = isTooMany(interaction, context);
  if (!isTooFast && opensWindow(interaction.customId)) {
    await openWindow(interaction, context);
    return;
  }
  const isUpdate = isInPlace(interaction.customId);
  if (isUpdate) await interaction.deferUpdate();
  else await interaction.deferReply({ flags: MessageFlags.Ephemeral });
  // The page that somebody turns too fast stays as it is.
  if (isTooFast && isUpdate) return;
  const ask = await askOf(interaction, context, 'button', {});
  const answer = async () => (await answerButton(interaction.customId, ask, context.desk))?.reply;
  await write(interaction, isTooFast ? tooFast(ask) : await guarded(ask, context, answer), context);
}

/** A window for typing must be the first answer: nothing can be acknowledged before it. */
async function openWindow(interaction: ButtonInteraction, context: InteractionContext): Promise<void> {
  const ask = await askOf(interaction, context, 'button', {});
  const modal = await windowFor(interaction.customId, ask, context.desk);
  if (modal === undefined) return;
  await context.rest.post(Routes.interactionCallback(interaction.id, interaction.token), {
    body: { type: InteractionResponseType.Modal, data: modal },
    auth: false,
  });
}

/** What was typed in a window: it stands in the place of the form that opened it. */
async function submit(interaction: ModalSubmitInteraction, context: InteractionContext): Promise<void> {
  const isTooFast = isTooMany(interaction, context);
  if (!interaction.isFromMessage()) return;
  await interaction.deferUpdate();
  if (isTooFast) return;
  const ask = await askOf(interaction, context, 'window', {});
  const typed: Record<string, string> = {};
  for (const [id, field] of interaction.fields.fields) if ('value' in field) typed[id] = String(field.value);
  const answer = () => answerWindow(interaction.customId, typed, ask, context.desk);
  await write(interaction, await guarded(ask, context, answer), context);
}

/** Pages and forms change the message they stand on; everything else is answered below. */
function isInPlace(customId: string): boolean {
  return customId.startsWith('page|') || customId.startsWith('form|');
}

async function select(interaction: AnySelectMenuInteraction, context: InteractionContext): Promise<void> {
  const isTooFast = isTooMany(interaction, context);
  const isUpdate = isInPlace(interaction.customId);
  if (isUpdate) await interaction.deferUpdate();
  else await interaction.deferReply({ flags: MessageFlags.Ephemeral });
  // The page that somebody turns too fast stays as it is.
  if (isTooFast && isUpdate) return;
  const ask = await askOf(interaction, context, 'select', {});
  const answer = () => answerSelect(interaction.customId, interaction.values, ask, context.desk);
  await write(interaction, isTooFast ? tooFast(ask) : await guarded(ask, context, answer), context);
}

async function complete(interaction: AutocompleteInteraction, context: InteractionContext): Promise<void> {
  const focused = interaction.options.getFocused(true);
  if (isTooMany(interaction, context, 'suggestions')) {
    await interaction.respond([]);
    return;
  }
  const ask = await askOf(interaction, context, interaction.commandName, {});
  const found = await suggest(ask, focused.name, focused.value, context.desk).catch(() => []);
  const choices = found
    .filter((choice) => choice.value.length <= LIMITS.choiceName)
    .slice(0, LIMITS.choices)
    .map((choice) => ({ name: plainText(choice.name, LIMITS.choiceName) || choice.value, value: choice.value }));
  await interaction.respond(choices);
}

function isTooMany(
  interaction: Answerable | AutocompleteInteraction,
  context: InteractionContext,
  of: keyof InteractionContext['limiters'] = 'commands',
): boolean {
  return context.limiters[of].take(interaction.user.id, interaction.guildId ?? undefined, context.now()) !== 'ok';
}

function tooFast(ask: Ask): Reply {
  return sentence(ask, speech(ask).say.tooFast);
}

/** The reply, or in its place what went wrong, in the reader's language. */
async function guarded(
  ask: Ask,
  context: InteractionContext,
  answer: () => Promise<Reply | undefined> | undefined,
): Promise<Reply> {
  const { say } = speech(ask);
  try {
    return (await answer()) ?? sentence(ask, say.failed);
  } catch (error) {
    const isAway = error instanceof Error && error.name === 'StoreUnavailable';
    context.log('warn', 'a command failed', { command: ask.command, error: String(error) });
    return sentence(ask, isAway ? say.unavailable : say.failed);
  }
}

/** Puts the reply in the place of the acknowledgement. Our own JSON goes out as it is; the token of the interaction is its credential. */
async function write(interaction: Answerable, reply: Reply, context: InteractionContext): Promise<void> {
  const files = reply.files ?? [];
  const attachments = files.map((file, id) => ({ id: String(id), filename: file.name, description: file.description }));
  await context.rest.patch(Routes.webhookMessage(interaction.applicationId, interaction.token, '@original'), {
    // An empty list takes away the picture of the page that stood here before.
    body: { components: [], embeds: [], content: '', ...reply.body, attachments },
    files: files.map((file) => ({ name: file.name, data: Buffer.from(file.bytes), contentType: file.contentType })),
    auth: false,
  });
}

async function askOf(
  interaction: Answerable | AutocompleteInteraction,
  context: InteractionContext,
  name: string,
  options: Ask['options'],
): Promise<Ask> {
  const isMember = interaction.authorizingIntegrationOwners[ApplicationIntegrationType.GuildInstall] !== undefined;
  const guildId = isMember ? interaction.guildId : null;
  return {
    command: name,
    options,
    userId: interaction.user.id,
    userName: interaction.user.username,
    ...(guildId === null ? {} : { guildId }),
    ...(interaction.channelId === null ? {} : { channelId: interaction.channelId }),
    ...('message' in interaction && interaction.message !== null
      ? { message: { id: interaction.message.id, content: interaction.message.content } }
      : {}),
    canManage: interaction.memberPermissions?.has(PermissionFlagsBits.ManageGuild) === true,
    canModerate:
      interaction.memberPermissions?.any([PermissionFlagsBits.ManageGuild, PermissionFlagsBits.ManageMessages]) ===
      true,
    language: await languageOf(interaction.user.id, guildId, interaction.locale, context),
    page: 0,
    now: context.now(),
  };
}

/** The user's own choice, else the language of their Discord, else the server's, else English. */
async function languageOf(
  userId: string,
  guildId: string | null,
  locale: string,
  context: InteractionContext,
): Promise<Language> {
  const { languages } = context.desk.ports;
  const fromLocale = LANGUAGE_BY_LOCALE[locale];
  try {
    const chosen = await languages.user(userId);
    if (chosen !== undefined) return chosen.language;
    if (fromLocale !== undefined) return fromLocale;
    const ofGuild = guildId === null ? undefined : await languages.guild(guildId);
    return ofGuild?.language ?? 'en';
  } catch {
    // The answer itself will say what is wrong; it should not fail for want of a language.
    return fromLocale ?? 'en';
  }
}
