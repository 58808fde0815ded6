import type { CommandWords, OptionName } from '../../words/command-catalogue.ts';
import { plainText } from '../render/safe-text.ts';
import { type Ask, speech } from './ask.ts';
import type { FormState } from './subscription-form.ts';

/** A window for typing, as Discord takes it. Source: docs.discord.com, Modal. */
export interface ModalBody {
  readonly custom_id: string;
  readonly title: string;
  readonly components: readonly {
    readonly type: 1;
    readonly components: readonly {
      readonly type: 4;
      readonly custom_id: string;
      readonly style: 1 | 2;
      readonly label: string;
      readonly required: false;
      readonly max_length: number;
      readonly value?: string;
      readonly placeholder?: string;
    }[];
  }[];
}

interface Line {
  readonly option: OptionName;
  readonly label: keyof CommandWords['form'];
  readonly max: number;
}

/** What the form cannot offer in menus, by window. */
export const WINDOWS = {
  words: {
    part: 'words',
    title: 'words',
    lines: [
      { option: 'words', label: 'include', max: 200 },
      { option: 'exclude', label: 'exclude', max: 200 },
      { option: 'place', label: 'places', max: 400 },
      { option: 'outlets', label: 'outlets', max: 200 },
    ],
  },
  times: {
    part: 'times',
    title: 'times',
    lines: [
      { option: 'at', label: 'at', max: 40 },
      { option: 'zone', label: 'zone', max: 40 },
      { option: 'quiet', label: 'quiet', max: 40 },
    ],
  },
} as const satisfies Record<
  string,
  { readonly part: string; readonly title: keyof CommandWords['form']; readonly lines: readonly Line[] }
>;
export type WindowName = keyof typeof WINDOWS;

export function isWindow(part: string): part is WindowName {
  return Object.hasOwn(WINDOWS, part);
}

/** Discord's limits of a window. */
const LONGEST_TITLE = 45;
const LONGEST_LABEL = 45;
const LONGEST_PLACEHOLDER = 100;

/** The window with what was typed before. */
export function windowOf(name: WindowName, ask: Pick<Ask, 'language'>, state: FormState, page: number): ModalBody {
  const { say } = speech(ask);
  const { title, lines } = WINDOWS[name];
  return {
    custom_id: `form|${name}|${page}`,
    title: plainText(say.form[title], LONGEST_TITLE),
    components: lines.map(({ option, label, max }) => ({
      type: 1,
      components: [
        {
          type: 4,
          custom_id: option,
          style: 1,
          label: plainText(say.form[label], LONGEST_LABEL),
          required: false,
          max_length: max,
          placeholder: plainText(say.option[option], LONGEST_PLACEHOLDER),
          ...(state[option] === undefined ? {} : { value: state[option].slice(0, max) }),
        },
      ],
    })),
  };
}

/** The state with what was typed; an empty line takes the option out. */
export function withTyped(state: FormState, name: WindowName, typed: Readonly<Record<string, string>>): FormState {
  const options: ReadonlySet<string> = new Set(WINDOWS[name].lines.map(({ option }) => option));
  const kept = Object.entries(state).filter(([option]) => !options.has(option));
  const given = Object.entries(typed).filter(([option, text]) => options.has(option) && text.trim() !== '');
  return Object.fromEntries([...kept, ...given.map(([option, text]) => [option, text.trim()])]);
}
