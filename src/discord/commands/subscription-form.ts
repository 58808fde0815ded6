import { LABELS } from '../../domain/classification.ts';
import { LANGUAGES } from '../../domain/language.ts';
import { wordsOf } from '../../words/words.ts';
import { LIMITS } from '../limits.ts';
import { type ActionRow, NO_MENTIONS, type Select } from '../message-body.ts';
import { plainText } from '../render/safe-text.ts';
import { type Ask, type Reply, speech } from './ask.ts';

/** The fields of the form, in the order of their menus. */
const FIELDS = ['label', 'severity', 'delivery', 'language'] as const;
type Field = (typeof FIELDS)[number];

/** What was chosen so far; it travels in the ids of the form's own parts, so that any process can go on with it. */
export type FormState = Readonly<Partial<Record<Field, string>>>;

/** `/subscribe` without options: the same as menus. */
export function subscriptionForm(ask: Ask, state: FormState): Reply {
  const { words, say } = speech(ask);
  const { text } = words;
  const chosen = (field: Field, value: string) => (state[field] ?? '').split(',').includes(value);
  const menu = (field: Field, values: readonly (readonly [string, string])[], most = 1): ActionRow => {
    const select: Select = {
      type: 3,
      custom_id: formId(field, state),
      placeholder: plainText(say.option[field], 100),
      min_values: 0,
      max_values: most,
      options: values.map(([value, name]) => ({
        label: plainText(name, LIMITS.choiceName),
        value,
        ...(chosen(field, value) ? { default: true } : {}),
      })),
    };
    return { type: 1, components: [select] };
  };
  const labels = LABELS.flatMap((label) => (label === 'other' ? [] : [[label, text.label[label]] as const]));
  return {
    body: {
      content: `**${plainText(say.describe.subscribe, 100)}**`,
      components: [
        menu('label', labels, labels.length),
        menu(
          'severity',
          ([0, 1, 2, 3, 4] as const).map((level) => [String(level), `≥ ${text.severity[level]}`] as const),
        ),
        menu(
          'delivery',
          (['now', 'hourly', 'daily'] as const).map((mode) => [mode, say.delivery[mode]] as const),
        ),
        menu(
          'language',
          LANGUAGES.map((language) => [language, wordsOf(language).text.endonym] as const),
        ),
        {
          type: 1,
          components: [
            {
              type: 2,
              style: 3,
              label: plainText(say.subscribeHere, LIMITS.buttonLabel),
              custom_id: formId('done', state),
            },
          ],
        },
      ],
      allowed_mentions: NO_MENTIONS,
    },
  };
}

/** Which part of a form was used, and what had been chosen before; `undefined` for what is no form of ours. */
export function readFormId(customId: string): { readonly part: Field | 'done'; readonly state: FormState } | undefined {
  const [kind, part = '', query = ''] = customId.split('|');
  if (kind !== 'form') return undefined;
  const known = [...FIELDS, 'done' as const].find((field) => field === part);
  if (known === undefined) return undefined;
  const given = new URLSearchParams(query);
  const state = Object.fromEntries(
    FIELDS.flatMap((field) => (given.has(field) ? [[field, given.get(field) ?? '']] : [])),
  );
  return { part: known, state };
}

/** The state with one field chosen anew; nothing chosen takes the field out. */
export function withChoice(state: FormState, field: Field, values: readonly string[]): FormState {
  const { [field]: _, ...others } = state;
  return values.length === 0 ? others : { ...others, [field]: values.join(',') };
}

/** As the options of the command would have been given. */
export function formOptions(state: FormState): Ask['options'] {
  const { severity, ...texts } = state;
  return { ...texts, ...(severity === undefined ? {} : { severity: Number(severity) }) };
}

function formId(part: Field | 'done', state: FormState): string {
  return `form|${part}|${new URLSearchParams(state as Record<string, string>).toString().replaceAll('%2C', ',')}`;
}
