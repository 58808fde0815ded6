import type { Language, Localised } from '../domain/language.ts';
import { az } from './alert/az.ts';
import { en } from './alert/en.ts';
import { fa } from './alert/fa.ts';
import { fr } from './alert/fr.ts';
import { hy } from './alert/hy.ts';
import { ka } from './alert/ka.ts';
import { ru } from './alert/ru.ts';
import { tr } from './alert/tr.ts';
import type { AlertWords, Plural } from './catalogue.ts';
import { bendName, type Role } from './grammar.ts';

/** The card catalogues, one a language. */
export const ALERT_WORDS: Readonly<Record<Language, AlertWords>> = { hy, az, ru, en, tr, ka, fa, fr };

/** Punctuation between parts of a line, with its blanks. */
export interface Marks {
  readonly colon: string;
  readonly comma: string;
  readonly semicolon: string;
  readonly stop: string;
  /** From before to after, in the direction of reading. */
  readonly arrow: string;
}

const LATIN_MARKS: Marks = { colon: ': ', comma: ', ', semicolon: '; ', stop: '. ', arrow: ' → ' };
const MARKS: Readonly<Partial<Record<Language, Marks>>> = {
  hy: { colon: '՝ ', comma: ', ', semicolon: ', ', stop: '։ ', arrow: ' → ' },
  fa: { colon: ': ', comma: '، ', semicolon: '؛ ', stop: '. ', arrow: ' ← ' },
  fr: { colon: ' : ', comma: ', ', semicolon: ' ; ', stop: '. ', arrow: ' → ' },
};

/** One language's words, numbers and dates. */
export interface Words {
  readonly language: Language;
  readonly direction: 'ltr' | 'rtl';
  readonly text: AlertWords;
  readonly marks: Marks;
  readonly number: (value: number) => string;
  /** The form that fits the number, with `{n}` filled in. */
  readonly plural: (forms: Plural, count: number) => string;
  readonly list: (names: readonly string[]) => string;
  /** Date and time in the given IANA zone; UTC without one. */
  readonly dateTime: (iso: string, zone?: string) => string;
  readonly date: (iso: string, zone?: string) => string;
  readonly time: (iso: string, zone?: string) => string;
  /** Name of a language in this one: `Armenian`; the tag itself when nobody knows it. */
  readonly languageName: (tag: string) => string;
}

/** Text with `{name}` filled in; `{name:subject}` and `{name:object}` bend a party's name first. Throws on a name without a value. */
export function fill(template: string, values: Readonly<Record<string, string | number>>, language: Language): string {
  return template.replace(/\{(\w+)(?::(subject|object))?\}/g, (_, name: string, role: Role | undefined) => {
    const value = values[name];
    if (value === undefined) throw new Error(`the text "${template}" needs a value for {${name}}`);
    return role === undefined ? String(value) : bendName(String(value), role, language);
  });
}

/** The name in this language, English where it has none. */
export function localised(
  names: Localised | Readonly<Partial<Record<Language, string | undefined>>>,
  language: Language,
): string {
  return names[language] ?? names.en ?? '';
}

/** Words of one language; built once a language, the formatters are costly. */
export function wordsOf(language: Language): Words {
  const known = CACHE.get(language);
  if (known !== undefined) return known;
  const words = createWords(language);
  CACHE.set(language, words);
  return words;
}

const CACHE = new Map<Language, Words>();

function createWords(language: Language): Words {
  const numbers = new Intl.NumberFormat(language);
  const plurals = new Intl.PluralRules(language);
  const lists = new Intl.ListFormat(language, { type: 'conjunction' });
  const languages = new Intl.DisplayNames(language, { type: 'language', fallback: 'code' });
  const formatter = memoise((options: string) => {
    const [style, zone] = options.split('|');
    return new Intl.DateTimeFormat(language, { ...STYLES[style as Style], timeZone: zone ?? 'UTC' });
  });
  const format = (style: Style) => (iso: string, zone?: string) => {
    const at = new Date(iso);
    return Number.isNaN(at.getTime()) ? iso : formatter(`${style}|${zone ?? 'UTC'}`).format(at);
  };
  return {
    language,
    direction: language === 'fa' ? 'rtl' : 'ltr',
    text: ALERT_WORDS[language],
    marks: MARKS[language] ?? LATIN_MARKS,
    number: (value) => numbers.format(value),
    plural: (forms, count) => (forms[plurals.select(count)] ?? forms.other).replaceAll('{n}', numbers.format(count)),
    list: (names) => lists.format(names),
    dateTime: format('dateTime'),
    date: format('date'),
    time: format('time'),
    languageName: (tag) => {
      try {
        return languages.of(tag) ?? tag;
      } catch {
        return tag;
      }
    },
  };
}

type Style = 'dateTime' | 'date' | 'time';

const STYLES: Readonly<Record<Style, Intl.DateTimeFormatOptions>> = {
  dateTime: { dateStyle: 'medium', timeStyle: 'short', hourCycle: 'h23' },
  date: { dateStyle: 'medium' },
  time: { timeStyle: 'short', hourCycle: 'h23' },
};

function memoise<Value>(create: (key: string) => Value): (key: string) => Value {
  const values = new Map<string, Value>();
  return (key) => {
    const known = values.get(key);
    if (known !== undefined) return known;
    const value = create(key);
    values.set(key, value);
    return value;
  };
}
