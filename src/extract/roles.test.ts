import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { lexiconFile } from '../config/schema/lexicon.ts';
import { LANGUAGES } from '../domain/language.ts';
import { tokenize } from '../language/fold.ts';
import type { Hit } from '../lexicon/hit.ts';
import { grammarOf } from './grammar.ts';
import type { Sentence } from './reading.ts';
import { roleOf } from './roles.ts';

const grammars = new Map(
  LANGUAGES.map((language) => {
    const text = readFileSync(new URL(`../../config/lexicon/${language}.yaml`, import.meta.url), 'utf8');
    return [language, lexiconFile.parse(parse(text)).grammar] as const;
  }),
);

/** A text as one sentence without a comma. */
function sentenceOf(text: string): Sentence {
  const tokens = tokenize(text);
  const hits: readonly Hit[] = [];
  return {
    field: 'title',
    scan: { field: 'title', text, tokens, hits, sentences: [{ from: 0, to: tokens.length }] },
    index: 0,
    from: 0,
    to: tokens.length,
    hits,
    byGroup: new Map(),
    clauses: tokens.map(() => 0),
    segments: tokens.map(() => 0),
    isBackground: false,
  };
}

describe('the part of a name in its sentence', () => {
  it.each([
    ['hy', 'Ադրբեջանը կրակել է', 0, 'subject'],
    ['hy', 'Ադրբեջանի բանակը', 0, 'genitive'],
    ['hy', 'կրակ Ադրբեջանից', 1, 'origin'],
    ['az', 'Ermənistanın qüvvələri', 0, 'genitive'],
    ['az', 'Ermənistan-ın qüvvələri', 0, 'genitive'],
    ['tr', "Ermenistan'ın saldırısı", 0, 'genitive'],
    ['tr', 'Ermenistan ateş açtı', 0, 'subject'],
    ['ru', 'огонь из Азербайджана', 2, 'origin'],
    ['ru', 'азербайджанские позиции', 0, 'attribute'],
    ['en', "Armenia's army", 0, 'genitive'],
    ['en', 'fire from the Armenian side', 3, 'origin'],
    ['en', 'fire from Armenian positions', 2, 'attribute'],
    ['en', 'an attack on Armenia', 3, 'target'],
    ['fr', 'l’armée d’Arménie', 1, 'genitive'],
    ['fr', 'des soldats arméniens', 2, 'attribute'],
    ['ka', 'სომხეთმა განაცხადა', 0, 'subject'],
    ['ka', 'სომხეთის არმია', 0, 'genitive'],
    ['fa', 'حمله به ارمنستان', 2, 'target'],
    ['fa', 'سرباز ارمنی', 1, 'attribute'],
  ] as const)('%s "%s", word %d: %s', (language, text, at, role) => {
    expect(roleOf(grammarOf(grammars.get(language)), sentenceOf(text), at, at + 1)).toBe(role);
  });

  it('is the subject in a language without a grammar', () => {
    expect(roleOf(grammarOf(undefined), sentenceOf('an attack on Armenia'), 3, 4)).toBe('subject');
  });
});
