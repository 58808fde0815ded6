import { LABELS } from '../../domain/classification.ts';
import { LANGUAGES } from '../../domain/language.ts';
import { ALIGNMENTS } from '../../domain/party.ts';
import { nameOfPlace } from '../../words/headline.ts';
import { partyName } from '../../words/naming.ts';
import { wordsOf } from '../../words/words.ts';
import { LIMITS } from '../limits.ts';
import { type ActionRow, type Button, NO_MENTIONS, type Select } from '../message-body.ts';
import { plainText } from '../render/safe-text.ts';
import { type Ask, type Desk, type Reply, speech } from './ask.ts';
import { describe } from './describe-subscription.ts';
import { LEAST_STATUSES, readSubscription } from './subscription-options.ts';
import { WINDOWS } from './subscription-windows.ts';

/** Menus of the form, page by page; what is typed stands in two windows. Together they are all options of `/subscribe`. */
export const PAGES = [
  ['label', 'severity', 'status', 'copy'],
  ['place', 'party'],
  ['article_language', 'outlet_side', 'alignment'],
  ['delivery', 'channel', 'language', 'extras'],
  ['role', 'role_severity', 'publish_from', 'max_per_hour'],
] as const;
type Field = (typeof PAGES)[number][number];

/** What was chosen so far, by option of the command, several with commas; kept beside the form for an hour. */
export type FormState = Readonly<Record<string, string>>;

const LEVELS = [0, 1, 2, 3, 4] as const;
const CAPS = [1, 2, 3, 5, 10, 20, 40, 60];
const BACKFILL_DAYS = [1, 3, 7];
const CHANNEL_TYPES = [0, 5, 15];
const SEVERAL: ReadonlySet<Field> = new Set([
  'label',
  'article_language',
  'place',
  'party',
  'outlet_side',
  'alignment',
  'extras',
]);

/** `/subscribe` without options: an empty form. */
export async function startForm(ask: Ask, desk: Desk): Promise<Reply> {
  await desk.ports.drafts.put(draftKey(ask), {});
  return subscriptionForm(ask, desk, {}, 0);
}

/** Where the draft of this person in this server is kept. */
export function draftKey({ guildId = '', userId }: Pick<Ask, 'guildId' | 'userId'>): string {
  return `${guildId} ${userId}`;
}

/** One page of the form, with what it would subscribe to so far. */
export async function subscriptionForm(ask: Ask, desk: Desk, state: FormState, page: number): Promise<Reply> {
  const { say } = speech(ask);
  const shown = Math.min(Math.max(0, page), PAGES.length - 1);
  const rows: ActionRow[] = [];
  for (const field of PAGES[shown] ?? []) {
    const menu = await menuOf(field, ask, desk, state, shown);
    if (menu !== undefined) rows.push({ type: 1, components: [menu] });
  }
  const read = readSubscription({ ...ask, options: formOptions(state) }, ask.guildId ?? '', 'draft', desk.names());
  const told = read.kind === 'read' ? describe(read.subscription, ask, desk) : `${read.option}: ${read.hint}`;
  return {
    body: {
      content: `**${plainText(say.describe.subscribe, 100)}** (${shown + 1}/${PAGES.length})\n${told}`,
      components: [...rows, { type: 1, components: buttons(ask, shown) }],
      allowed_mentions: NO_MENTIONS,
    },
  };
}

function buttons(ask: Ask, page: number): readonly Button[] {
  const { say } = speech(ask);
  const button = (style: 1 | 2 | 3, label: string, part: string, disabled = false): Button => ({
    type: 2,
    style,
    label: plainText(label, LIMITS.buttonLabel),
    custom_id: formId(part, page),
    disabled,
  });
  return [
    button(2, say.previous, 'back', page === 0),
    button(2, say.next, 'next', page === PAGES.length - 1),
    button(2, `${say.form.words} …`, WINDOWS.words.part),
    button(2, `${say.form.times} …`, WINDOWS.times.part),
    button(3, say.subscribeHere, 'done'),
  ];
}

async function menuOf(field: Field, ask: Ask, desk: Desk, state: FormState, page: number): Promise<Select | undefined> {
  const { say } = speech(ask);
  const placeholder = plainText(field === 'extras' ? extrasTitle(ask) : say.option[field], 100);
  const base = { custom_id: formId(field, page), placeholder, min_values: 0 };
  const chosen = (state[field] ?? '').split(',').filter((value) => value !== '');
  if (field === 'channel' || field === 'role') {
    const type = field === 'channel' ? 'channel' : 'role';
    const default_values = chosen.map((id) => ({ id, type }) as const);
    return field === 'channel'
      ? { type: 8, ...base, max_values: 1, channel_types: CHANNEL_TYPES, default_values }
      : { type: 6, ...base, max_values: 1, default_values };
  }
  const options = (await choicesOf(field, ask, desk)).slice(0, LIMITS.selectOptions).map(([value, name]) => ({
    label: plainText(name, LIMITS.choiceName) || value,
    value,
    ...(chosen.includes(value) ? { default: true } : {}),
  }));
  if (options.length === 0) return undefined;
  return { type: 3, ...base, max_values: SEVERAL.has(field) ? options.length : 1, options };
}

type Choices = readonly (readonly [value: string, name: string])[];

async function choicesOf(field: Exclude<Field, 'channel' | 'role'>, ask: Ask, desk: Desk): Promise<Choices> {
  const { words, say } = speech(ask);
  const { text } = words;
  const names = desk.names();
  switch (field) {
    case 'label':
      return LABELS.flatMap((label) => (label === 'other' ? [] : [[label, text.label[label]] as const]));
    case 'severity':
    case 'role_severity':
    case 'publish_from':
      return LEVELS.map((level) => [String(level), `≥ ${text.severity[level]}`]);
    case 'status':
      return LEAST_STATUSES.map((status) => [status, text.status[status]]);
    case 'language':
    case 'article_language':
      return LANGUAGES.map((language) => [language, wordsOf(language).text.endonym]);
    case 'place':
      return (desk.ports.widePlaces?.() ?? []).map((id) => [id, nameOfPlace(id, names, words)]);
    case 'party':
      return partiesFirst(ask, desk);
    case 'outlet_side':
      return [
        ...names.sides.map((side) => [side, partyName(side, names, ask.language)] as const),
        ['third', text.side.third],
      ];
    case 'alignment':
      return ALIGNMENTS.map((alignment) => [alignment, text.alignment[alignment]]);
    case 'copy': {
      const own = ask.guildId === undefined ? [] : await desk.ports.subscriptions.byGuild(ask.guildId);
      return own.map((one) => [one.id, `${one.id} · ${describe(one, ask, desk)}`]);
    }
    case 'delivery':
      return (['now', 'hourly', 'daily'] as const).map((mode) => [mode, say.delivery[mode]]);
    case 'max_per_hour':
      return CAPS.map((n) => [String(n), words.number(n)]);
    case 'extras':
      return [
        ['threads', say.option.threads],
        ['no-pictures', say.part.noPictures],
        ...BACKFILL_DAYS.map((n) => [`backfill-${n}`, `${say.option.backfill}: ${words.number(n)}`] as const),
      ];
    default:
      return field satisfies never;
  }
}

/** The two sides, then the others. */
function partiesFirst(ask: Ask, desk: Desk): Choices {
  const names = desk.names();
  const codes = [...names.sides, ...Object.keys(names.parties).filter((code) => !names.sides.includes(code))];
  return codes.map((code) => [code, partyName(code, names, ask.language)]);
}

function extrasTitle(ask: Ask): string {
  const { say } = speech(ask);
  return [say.part.threads, say.part.noPictures].join(', ');
}

/** Which part of a form was used, on which page; `undefined` for what is no form of ours. */
export function readFormId(customId: string): { readonly part: string; readonly page: number } | undefined {
  const [kind, part = '', page = ''] = customId.split('|');
  if (kind !== 'form' || part === '') return undefined;
  return { part, page: Number.parseInt(page, 10) || 0 };
}

/** The state with one menu chosen anew; nothing chosen takes the option out. */
export function withChoice(state: FormState, field: string, values: readonly string[]): FormState {
  const { [field]: _, ...others } = state;
  return values.length === 0 ? others : { ...others, [field]: values.join(',') };
}

/** As the options of the command would have been given. */
export function formOptions(state: FormState): Ask['options'] {
  const { extras = '', ...texts } = state;
  const more = extras.split(',');
  const days = more.flatMap((one) => (one.startsWith('backfill-') ? [Number(one.slice('backfill-'.length))] : []));
  const numbers = ['severity', 'role_severity', 'publish_from', 'max_per_hour'].flatMap((name) =>
    texts[name] === undefined ? [] : [[name, Number(texts[name])] as const],
  );
  return {
    ...texts,
    ...Object.fromEntries(numbers),
    ...(more.includes('threads') ? { threads: true } : {}),
    ...(more.includes('no-pictures') ? { pictures: false } : {}),
    ...(days.length === 0 ? {} : { backfill: Math.max(...days) }),
  };
}

function formId(part: string, page: number): string {
  return `form|${part}|${page}`;
}
