import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Config, loadConfig } from './config/load.ts';
import { createUnderstanding, type Understanding, type Understood } from './understanding.ts';

let config: Config;
let understanding: Understanding;
beforeAll(async () => {
  const loaded = await loadConfig('config');
  if (loaded.kind === 'invalid') throw new Error(loaded.problems.map((problem) => problem.message).join('\n'));
  config = loaded.config;
  understanding = createUnderstanding(config);
});

function understand(title: string, summary = ''): Understood {
  return understanding.understand({ itemId: 't', title, summary, feedLanguages: [] });
}

describe('understanding', () => {
  test.each([
    ['en', 'clash', 'Azerbaijani forces opened fire on Armenian positions near Sotk'],
    ['hy', 'clash', 'Հակառակորդը խախտել է հրադադարի ռեժիմը'],
    ['az', 'clash', 'Ermənistan silahlı qüvvələri mövqelərimizi atəşə tutub'],
    ['ru', 'negotiation', 'Пашинян и Алиев встретятся в Брюсселе'],
    ['tr', 'clash', 'Ermenistan ateşkesi ihlal etti, Azerbaycan askeri şehit oldu'],
    ['ka', 'ceasefire', 'სომხეთი და აზერბაიჯანი ცეცხლის შეწყვეტაზე შეთანხმდნენ'],
    ['fa', 'ceasefire', 'توافق ارمنستان و جمهوری آذربایجان بر سر آتش‌بس'],
    ['fr', 'humanitarian', "L'Azerbaïdjan libère des prisonniers de guerre arméniens"],
  ])('reads %s: %s for %j', (language, label, title) => {
    const { language: detected, classification } = understand(title);
    expect([detected.language, classification.label]).toEqual([language, label]);
  });

  test('asks a moderator about what the lexicon does not know, where the second opinion is switched on', () => {
    const item = {
      itemId: 't',
      title: 'Azerbaijani army column on the road to Stepanakert',
      summary: '',
      feedLanguages: [],
    };
    expect(understanding.understand(item).classification.decision).toBe('drop');
    const classify = { ...config.settings.classify, secondOpinion: { enabled: true, from: 0.5 } };
    const second = createUnderstanding({ ...config, settings: { ...config.settings, classify } });
    expect(second.understand(item).classification).toMatchObject({ decision: 'review', label: 'clash' });
    expect(second.lexiconVersion).not.toBe(understanding.lexiconVersion);
  });

  test.each([
    ['empty', ''],
    ['one character', 'a'],
    ['no letters', '12:30 😀 — !!!'],
    ['control characters', '\u0000\u0007\u001b'],
    ['broken bytes', '\ufffd\ufffd\ufffd\ufffd'],
    ['lone surrogates', '\ud800\udc00\ud800'],
    ['mojibake', 'Ð\u0090Ð·ÐµÑ\u0080Ð±Ð°Ð¹Ð´Ð¶Ð°Ð½ Ð¾Ð±Ñ\u0081Ñ\u0082Ñ\u0080ÐµÐ»Ñ\u008fÐ»'],
  ])('says und and drop with a reason for %s', (_, text) => {
    const { language, classification } = understand(text, text);
    expect([language.language, classification.label, classification.decision]).toEqual(['und', 'other', 'drop']);
    expect(classification.reason).not.toBe('');
  });

  test.each([
    ['one long word', 'ա'.repeat(1_000_000)],
    ['a million cues', 'կրակոց հակառակորդ '.repeat(60_000)],
    ['mixed scripts, right to left', 'Sotk آتش‌بس \u202eՍոթք\u202c обстрел '.repeat(30_000)],
  ])('answers a megabyte of %s', (_, text) => {
    const { classification } = understand(text, text);
    expect(classification.reason).not.toBe('');
  });

  test('has no lexicon for a language it knows but does not read', () => {
    const { classification } = understand('Armenien und Aserbaidschan haben sich auf eine Waffenruhe geeinigt');
    expect(classification).toMatchObject({ label: 'other', decision: 'drop', reason: 'no lexicon for language de' });
  });

  test('throws for no text and gives the same answer twice', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 120 }), fc.string({ unit: 'grapheme' }), (title, summary) => {
        expect(understand(title, summary)).toEqual(understand(title, summary));
      }),
    );
  });

  test('evidence points at the words it quotes', () => {
    const title = 'Հակառակորդը կրակոցներ է արձակել Սոթքի ուղղությամբ';
    for (const one of understand(title).classification.evidence) {
      if (one.kind === 'cue') expect(title.slice(one.start, one.end)).toBe(one.text);
    }
  });
});
