import type { Language } from '../../domain/language.ts';
import type { CardNames } from '../../words/card-types.ts';
import type { CommandWords } from '../../words/command-catalogue.ts';
import { COMMAND_WORDS } from '../../words/command-words.ts';
import { fill, type Words, wordsOf } from '../../words/words.ts';
import { type MessageBody, NO_MENTIONS } from '../message-body.ts';
import { safeText } from '../render/safe-text.ts';
import type { MessageFile, Sender } from '../send.ts';
import type { CommandPorts } from './ports.ts';

/** One command as somebody gave it. */
export interface Ask {
  readonly command: string;
  readonly options: Readonly<Record<string, string | number | boolean>>;
  readonly userId: string;
  readonly userName: string;
  /** Where the bot itself is a member; absent in direct messages and where it is only somebody's own app. */
  readonly guildId?: string;
  readonly channelId?: string;
  /** The message that a button or menu stands on. */
  readonly message?: { readonly id: string; readonly content: string };
  /** May manage the server: subscriptions, its language. */
  readonly canManage: boolean;
  /** May manage messages here: mute, correct, review. */
  readonly canModerate: boolean;
  readonly language: Language;
  /** 0 for the first page. */
  readonly page: number;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** What is shown in answer. */
export interface Reply {
  readonly body: MessageBody;
  readonly files?: readonly MessageFile[];
}

/** What answering needs. */
export interface Desk {
  readonly ports: CommandPorts;
  readonly names: () => CardNames;
  readonly sender: Pick<Sender, 'post' | 'edit' | 'channel' | 'forumPost'>;
  readonly maxSubscriptionsPerGuild: number;
  /** Where the switch for all alerts works. */
  readonly operatorsChannel?: () => string | undefined;
  /** The one channel whose moderators may correct what everybody is told. */
  readonly moderatorsChannel?: () => string | undefined;
  /** A new id for a subscription or silence. */
  readonly newId: () => string;
}

export type Handler = (ask: Ask, desk: Desk) => Promise<Reply>;

/** The two catalogues of the reader's language. */
export function speech(ask: Pick<Ask, 'language'>): { readonly words: Words; readonly say: CommandWords } {
  return { words: wordsOf(ask.language), say: COMMAND_WORDS[ask.language] };
}

/** A reply of one sentence; what is filled in is shown safely, except for what is already Discord's own markup. */
export function sentence(ask: Ask, template: string, values: Readonly<Record<string, string | number>> = {}): Reply {
  const safe = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      isMarkup(value) ? String(value) : safeText(String(value), 300),
    ]),
  );
  return { body: { content: fill(template, safe, ask.language).slice(0, 2000), allowed_mentions: NO_MENTIONS } };
}

/** Channels and times that we wrote ourselves. */
function isMarkup(value: string | number): boolean {
  return typeof value === 'number' || /^<(?:#\d+|t:\d+:[a-zA-Z])>$/.test(value);
}

export function textOption(ask: Ask, name: string): string | undefined {
  const value = ask.options[name];
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

export function numberOption(ask: Ask, name: string): number | undefined {
  const value = ask.options[name];
  return typeof value === 'number' ? value : undefined;
}
