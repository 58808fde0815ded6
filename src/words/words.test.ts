import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../domain/language.ts';
import { COMMAND_WORDS } from './command-words.ts';
import { bendName } from './grammar.ts';
import { PICTURE_WORDS } from './picture-words.ts';
import { ALERT_WORDS, fill, wordsOf } from './words.ts';

type Leaf = { readonly path: string; readonly text: string };

function leaves(value: unknown, path = ''): readonly Leaf[] {
  if (typeof value === 'string') return [{ path, text: value }];
  return Object.entries(value as Record<string, unknown>).flatMap(([key, inner]) =>
    leaves(inner, path === '' ? key : `${path}.${key}`),
  );
}

const isPlural = (value: unknown): value is Record<string, string> =>
  typeof value === 'object' && value !== null && 'other' in value && typeof value.other === 'string';

function plurals(value: unknown, path = ''): readonly { path: string; forms: Record<string, string> }[] {
  if (isPlural(value)) return [{ path, forms: value }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => plurals(inner, `${path}.${key}`));
}

/** Slots of a template, whatever the bending: word order and cases differ by language. */
const slots = (text: string): readonly string[] => [...text.matchAll(/\{(\w+)/g)].map((match) => match[1] ?? '').sort();

const SCRIPT: Readonly<Partial<Record<string, RegExp>>> = {
  hy: /\p{Script=Armenian}/u,
  ru: /\p{Script=Cyrillic}/u,
  ka: /\p{Script=Georgian}/u,
  fa: /\p{Script=Arabic}/u,
};

/** Keys whose plural has no text in a language of its own, or that are sign only. */
const FEW_LETTERS = new Set(['figure.range']);

describe.each([
  ['card', ALERT_WORDS],
  ['command', COMMAND_WORDS],
  ['picture', PICTURE_WORDS],
] as const)('%s catalogues', (_, catalogues) => {
  const english = new Map(leaves(catalogues.en).map((leaf) => [leaf.path, leaf.text]));
  const pathsOf = (language: (typeof LANGUAGES)[number]) =>
    leaves(catalogues[language])
      .map((leaf) => leaf.path.replace(/\.(zero|one|two|few|many)$/, '.other'))
      .filter((path, index, all) => all.indexOf(path) === index)
      .sort();

  it.each(LANGUAGES)('miss no key and leave no text empty: %s', (language) => {
    expect(pathsOf(language)).toEqual(pathsOf('en'));
    expect(leaves(catalogues[language]).filter((leaf) => leaf.text.trim() === '')).toEqual([]);
  });

  it.each(LANGUAGES)('use the same slots as English: %s', (language) => {
    for (const { path, text } of leaves(catalogues[language])) {
      const original = english.get(path) ?? english.get(path.replace(/\.\w+$/, '.other')) ?? '';
      expect({ path, slots: slots(text) }).toEqual({ path, slots: slots(original) });
    }
  });

  it.each(LANGUAGES)('have every plural form that the language counts with: %s', (language) => {
    const needed = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    for (const { path, forms } of plurals(catalogues[language])) {
      expect({ path, missing: needed.filter((form) => forms[form] === undefined) }).toEqual({ path, missing: [] });
    }
  });

  it.each(Object.keys(SCRIPT))('are written in the script of the language: %s', (language) => {
    for (const { path, text } of leaves(catalogues[language as 'hy'])) {
      if (!FEW_LETTERS.has(path)) expect(text, path).toMatch(SCRIPT[language] ?? /./);
    }
  });

  it('hold no Markdown, no mention and no invisible sign', () => {
    for (const language of LANGUAGES) {
      for (const { path, text } of leaves(catalogues[language])) {
        expect(text, `${language} ${path}`).not.toMatch(/[*_~`|<>@[\]\u200B\u200D-\u200F\u202A-\u202E\u2066-\u2069]/);
      }
    }
  });
});

it('descriptions of commands and options keep to 100 characters, Discord’s limit', () => {
  for (const language of LANGUAGES) {
    const { describe: commands, option } = COMMAND_WORDS[language];
    expect([...Object.values(commands), ...Object.values(option)].filter((text) => text.length > 100)).toEqual([]);
  }
});

describe('words of a language', () => {
  it.each([
    ['ru', 1, '1 погибший'],
    ['ru', 3, '3 погибших'],
    ['ru', 11, '11 погибших'],
    ['ru', 21, '21 погибший'],
    ['en', 1, '1 killed'],
    ['fr', 0, '0 mort'],
    ['fr', 2, '2 morts'],
    ['fa', 12, '۱۲ کشته'],
    ['hy', 2, '2 զոհ'],
  ] as const)('count in %s: %d', (language, count, expected) => {
    const words = wordsOf(language);
    expect(words.plural(words.text.casualty.killed, count)).toBe(expected);
  });

  it('shows dates by the habit of the language and the zone asked for', () => {
    expect(wordsOf('ru').dateTime('2026-11-21T21:30:00Z', 'Asia/Yerevan')).toBe('22 нояб. 2026 г., 01:30');
    expect(wordsOf('en').time('2026-11-21T21:30:00Z')).toBe('21:30');
  });

  it('shows an unreadable date as it stands', () => {
    expect(wordsOf('en').dateTime('soon')).toBe('soon');
  });

  it('throws on a slot that nobody filled, for that is a fault of ours', () => {
    expect(() => fill('{who} says', {}, 'en')).toThrow('{who}');
  });

  it('shows a language nobody knows by its tag', () => {
    expect(wordsOf('en').languageName('not a tag')).toBe('not a tag');
  });
});

describe('names of parties in a sentence', () => {
  it.each([
    ['hy', 'Հայաստան', 'Հայաստանը', 'Հայաստանին'],
    ['hy', 'Թուրքիա', 'Թուրքիան', 'Թուրքիային'],
    ['hy', 'ՄԱԿ', 'ՄԱԿ-ը', 'ՄԱԿ-ին'],
    ['az', 'Ermənistan', 'Ermənistan', 'Ermənistanı'],
    ['az', 'Türkiyə', 'Türkiyə', 'Türkiyəni'],
    ['ru', 'Армения', 'Армения', 'Армению'],
    ['ru', 'Азербайджан', 'Азербайджан', 'Азербайджан'],
    ['ru', 'Нагорный Карабах', 'Нагорный Карабах', 'Нагорный Карабах'],
    ['tr', 'Ermenistan', 'Ermenistan', "Ermenistan'ı"],
    ['tr', 'Rusya', 'Rusya', "Rusya'yı"],
    ['ka', 'აზერბაიჯანი', 'აზერბაიჯანი', 'აზერბაიჯანს'],
    ['ka', 'სომხეთი', 'სომხეთი', 'სომხეთს'],
    ['fa', 'ارمنستان', 'ارمنستان را', 'ارمنستان را'],
    ['fr', 'Arménie', 'l’Arménie', 'l’Arménie'],
    ['fr', 'Russie', 'la Russie', 'la Russie'],
    ['fr', 'États-Unis', 'les États-Unis', 'les États-Unis'],
    ['en', 'United States', 'the United States', 'the United States'],
    ['en', 'Armenia', 'Armenia', 'Armenia'],
  ] as const)('%s: %s', (language, name, subject, object) => {
    expect(bendName(name, 'object', language)).toBe(object);
    expect(bendName(name, 'subject', language)).toBe(language === 'fa' ? name : subject);
  });
});
