import type { Decision } from '../domain/classification.ts';
import type { Plural } from './catalogue.ts';

/** Slash commands, in the order in which `/help` tells them. */
export const COMMANDS = [
  'latest',
  'search',
  'incident',
  'timeline',
  'map',
  'stats',
  'compare',
  'daily',
  'outlets',
  'explain',
  'status',
  'settings',
  'help',
  'subscribe',
  'subscriptions',
  'unsubscribe',
  'pause',
  'preview',
  'test',
  'silence',
  'silences',
  'forget',
] as const;
export type CommandName = (typeof COMMANDS)[number];

/** Options of slash commands; one name means the same in every command. */
export const OPTIONS = [
  'words',
  'label',
  'place',
  'party',
  'status',
  'severity',
  'days',
  'id',
  'date',
  'text',
  'share',
  'language',
  'server',
  'channel',
  'exclude',
  'outlets',
  'delivery',
  'at',
  'zone',
  'quiet',
  'role',
  'role_severity',
  'threads',
  'max_per_hour',
  'article_language',
  'outlet_side',
  'alignment',
  'publish_from',
  'copy',
  'pictures',
  'backfill',
  'incident',
  'outlet',
  'reason',
  'hours',
] as const;
export type OptionName = (typeof OPTIONS)[number];

/** Words of commands and their answers, one catalogue a language; templates as in the card catalogue. */
export interface CommandWords {
  /** At most 100 characters, Discord's limit. */
  readonly describe: Readonly<Record<CommandName, string>>;
  readonly option: Readonly<Record<OptionName, string>>;
  readonly delivery: Readonly<Record<'now' | 'hourly' | 'daily', string>>;
  readonly page: string;
  readonly previous: string;
  readonly next: string;
  readonly nothing: string;
  readonly noIncident: string;
  readonly unavailable: string;
  readonly failed: string;
  /** More commands in ten seconds than one may give. */
  readonly tooFast: string;
  readonly needsManage: string;
  readonly needsServer: string;
  readonly badValue: string;
  readonly cannotPost: string;
  readonly subscribed: string;
  readonly subscribeHere: string;
  readonly tooMany: string;
  readonly wouldHaveSent: Plural;
  readonly noSubscriptions: string;
  readonly noSubscription: string;
  readonly unsubscribed: string;
  readonly everything: string;
  readonly pausedUntil: string;
  /** After the operators' switch: all alerts are held, or go again, or where the switch is. */
  readonly allHeld: string;
  readonly allReleased: string;
  readonly holdWhere: string;
  readonly resumed: string;
  readonly forgotten: string;
  readonly muted: string;
  readonly mutePlace: string;
  readonly mutedPlace: string;
  readonly mutedBy: string;
  readonly noted: string;
  readonly languageSet: string;
  readonly held: string;
  readonly running: string;
  readonly lastPoll: string;
  readonly lastAlert: string;
  readonly waiting: string;
  readonly feedsOk: string;
  readonly feedState: Readonly<Record<'ok' | 'failing' | 'silent' | 'gone' | 'unpolled', string>>;
  readonly statsTitle: string;
  readonly statsBefore: string;
  readonly dailyTitle: string;
  readonly compareNone: string;
  readonly belongsTo: string;
  readonly noText: string;
  readonly why: string;
  readonly helpMore: string;
  readonly testAlert: string;
  readonly tested: string;
  readonly silenced: string;
  readonly silenceWhat: string;
  readonly silenceEnded: string;
  readonly noSilences: string;
  readonly silencedBy: string;
  /** Which subscriptions here send an incident, and which do not. */
  readonly hereTitle: string;
  readonly hereSends: string;
  readonly belowMinimum: string;
  readonly fromList: string;
  readonly backfilled: Plural;
  /** Parts of the line that describes a subscription. */
  readonly part: Readonly<Record<'quiet' | 'role' | 'threads' | 'cap' | 'publish' | 'noPictures', string>>;
  /** The form of `/subscribe`: titles of its two windows, and their lines, at most 45 characters, Discord's limit. */
  readonly form: Readonly<
    Record<'words' | 'times' | 'include' | 'exclude' | 'outlets' | 'places' | 'at' | 'zone' | 'quiet', string>
  >;
  /** An item that waits for a moderator. */
  /** What becomes of a text that somebody asked about. */
  readonly decision: Readonly<Record<Decision, string>>;
  readonly review: Readonly<Record<'title' | 'approve' | 'reject' | 'join' | 'evidence' | 'decided', string>>;
  readonly lost: Readonly<Record<'noPermission' | 'unknownChannel', string>>;
}
