import { createHash } from 'node:crypto';
import { LABELS } from '../../domain/classification.ts';
import { LANGUAGES, type Language } from '../../domain/language.ts';
import { ALIGNMENTS } from '../../domain/party.ts';
import { COMMANDS, type CommandName, type OptionName } from '../../words/command-catalogue.ts';
import { COMMAND_WORDS } from '../../words/command-words.ts';
import { wordsOf } from '../../words/words.ts';
import { LEAST_STATUSES } from './subscription-options.ts';

/** A slash command as Discord's REST API takes it. Source: docs.discord.com, Application Commands. */
export interface CommandDefinition {
  readonly type: 1 | 3;
  readonly name: string;
  readonly name_localizations?: Readonly<Record<string, string>>;
  readonly description?: string;
  readonly description_localizations?: Readonly<Record<string, string>>;
  readonly options?: readonly object[];
  /** A bit set; a number, as the published description of the API wants it in requests. */
  readonly default_member_permissions?: number;
  /** 0 server, 1 user. */
  readonly integration_types: readonly number[];
  /** 0 in servers, 1 with the bot, 2 elsewhere. */
  readonly contexts: readonly number[];
}

/** Discord has no locale for Armenian, Azerbaijani, Georgian and Persian: their readers use `/settings`. */
const LOCALES: readonly Language[] = ['ru', 'tr', 'fr'];
const MANAGE_GUILD = 32;
const TEXT = 3;
const INTEGER = 4;
const BOOLEAN = 5;
const CHANNEL = 7;
const ROLE = 8;
const TEXT_CHANNELS = [0, 5, 15];

type Spec = OptionName | readonly [OptionName, 'required'];

const OPTIONS_OF: Readonly<Record<CommandName, readonly Spec[]>> = {
  latest: ['label', 'place', 'severity', 'days', 'share'],
  search: ['words', 'label', 'place', 'party', 'status', 'severity', 'days', 'share'],
  incident: [['id', 'required'], 'share'],
  timeline: ['place', 'party', 'days', 'share'],
  map: ['days', 'share'],
  stats: ['days', 'share'],
  compare: [['id', 'required'], 'share'],
  daily: ['date', 'share'],
  outlets: ['share'],
  explain: [['text', 'required'], 'share'],
  status: ['share'],
  settings: [['language', 'required'], 'server'],
  help: [],
  subscribe: [
    'channel',
    'label',
    'severity',
    'status',
    'place',
    'party',
    'words',
    'exclude',
    'outlets',
    'delivery',
    'at',
    'zone',
    'quiet',
    'role',
    'role_severity',
    'language',
    'threads',
    'max_per_hour',
    'article_language',
    'outlet_side',
    'alignment',
    'publish_from',
    'pictures',
    'backfill',
    'copy',
  ],
  subscriptions: [],
  unsubscribe: [['id', 'required']],
  pause: ['id', 'hours'],
  forget: [],
  preview: [['id', 'required']],
  test: [['id', 'required']],
  silence: ['place', 'party', 'incident', 'outlet', 'hours', 'channel', 'reason'],
  silences: ['id'],
};

const MANAGED: ReadonlySet<CommandName> = new Set([
  'subscribe',
  'subscriptions',
  'unsubscribe',
  'pause',
  'forget',
  'preview',
  'test',
  'silence',
  'silences',
]);

/** Name of the message command. English alone: Discord shows it beside its own entries. */
const CHECK_THIS = 'Check this';

/** All commands of the bot. `/map` only where pictures are made. */
export function commandDefinitions(options: { readonly hasPictures: boolean }): readonly CommandDefinition[] {
  const chat = COMMANDS.filter((name) => name !== 'map' || options.hasPictures).map((name): CommandDefinition => {
    const isManaged = MANAGED.has(name);
    return {
      type: 1,
      name,
      description: COMMAND_WORDS.en.describe[name],
      description_localizations: localisations((language) => COMMAND_WORDS[language].describe[name]),
      ...(OPTIONS_OF[name].length === 0 ? {} : { options: OPTIONS_OF[name].map((spec) => option(spec, name)) }),
      ...(isManaged ? { default_member_permissions: MANAGE_GUILD } : {}),
      integration_types: isManaged ? [0] : [0, 1],
      contexts: isManaged ? [0] : [0, 1, 2],
    };
  });
  return [...chat, { type: 3, name: CHECK_THIS, integration_types: [0, 1], contexts: [0, 1, 2] }];
}

/** Changes exactly when the definitions change: commands are registered only then, for Discord counts registrations. */
export function definitionsHash(definitions: readonly CommandDefinition[]): string {
  return createHash('sha256').update(JSON.stringify(definitions)).digest('base64url').slice(0, 22);
}

function option(spec: Spec, command: CommandName): object {
  const [name, required] = typeof spec === 'string' ? [spec, undefined] : spec;
  return {
    name,
    description: COMMAND_WORDS.en.option[name],
    description_localizations: localisations((language) => COMMAND_WORDS[language].option[name]),
    ...(required === undefined ? {} : { required: true }),
    ...kindOf(name, command),
  };
}

function kindOf(name: OptionName, command: CommandName): object {
  switch (name) {
    case 'label':
      return {
        type: TEXT,
        choices: LABELS.filter((label) => label !== 'other').map((label) =>
          choice(label, (language) => wordsOf(language).text.label[label]),
        ),
      };
    case 'severity':
    case 'role_severity':
    case 'publish_from':
      return {
        type: INTEGER,
        choices: ([0, 1, 2, 3, 4] as const).map((level) =>
          choice(level, (language) => wordsOf(language).text.severity[level]),
        ),
      };
    case 'status':
      return {
        type: TEXT,
        choices: LEAST_STATUSES.map((status) => choice(status, (language) => wordsOf(language).text.status[status])),
      };
    case 'alignment':
      return {
        type: TEXT,
        choices: ALIGNMENTS.map((one) => choice(one, (language) => wordsOf(language).text.alignment[one])),
      };
    case 'delivery':
      return {
        type: TEXT,
        choices: (['now', 'hourly', 'daily'] as const).map((mode) =>
          choice(mode, (language) => COMMAND_WORDS[language].delivery[mode]),
        ),
      };
    case 'language':
    case 'article_language':
      return {
        type: TEXT,
        choices: LANGUAGES.map((language) => ({ name: wordsOf(language).text.endonym, value: language })),
      };
    case 'place':
    case 'party':
    case 'outlet_side':
    case 'incident':
    case 'outlet':
      return { type: TEXT, autocomplete: true };
    case 'id':
    case 'copy':
      return { type: TEXT, autocomplete: true, max_length: 60 };
    case 'words':
    case 'exclude':
    case 'outlets':
      return { type: TEXT, max_length: 200 };
    case 'reason':
      return { type: TEXT, max_length: 200 };
    case 'text':
      return { type: TEXT, max_length: 2000 };
    case 'date':
    case 'at':
    case 'zone':
    case 'quiet':
      return { type: TEXT, max_length: 40 };
    case 'days':
      return { type: INTEGER, min_value: 1, max_value: command === 'stats' ? 31 : 90 };
    case 'hours':
      return { type: INTEGER, min_value: command === 'pause' ? 0 : 1, max_value: 720 };
    case 'backfill':
      return { type: INTEGER, min_value: 0, max_value: 7 };
    case 'max_per_hour':
      return { type: INTEGER, min_value: 1, max_value: 60 };
    case 'channel':
      return { type: CHANNEL, channel_types: TEXT_CHANNELS };
    case 'role':
      return { type: ROLE };
    case 'share':
    case 'server':
    case 'threads':
    case 'pictures':
      return { type: BOOLEAN };
    default:
      return name satisfies never;
  }
}

function choice(value: string | number, nameIn: (language: Language) => string): object {
  return { name: nameIn('en'), name_localizations: localisations(nameIn), value };
}

function localisations(textIn: (language: Language) => string): Readonly<Record<string, string>> {
  return Object.fromEntries(LOCALES.map((language) => [language, textIn(language)]));
}
