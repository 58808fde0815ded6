import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { languagesFile } from '../config/schema/lexicon.ts';
import { languageSettings } from '../config/schema/settings-language.ts';
import { createDetector } from './detect.ts';

const spec = languagesFile.parse(parse(readFileSync('config/lexicon/languages.yaml', 'utf8')));
const detector = createDetector(spec, languageSettings.parse({}));

describe('the detector', () => {
  test.each([
    ['hy', 'Armn', 'Պաշինյան՞', 'one short Armenian word'],
    ['hy', 'Armn', 'Պաշինյանը Baku TB2', 'Latin names inside Armenian'],
    ['hy', 'Armn', 'Ազրպէյճան խախտեց զինադադարը', 'Western Armenian'],
    ['ka', 'Geor', 'სომხეთი', 'Georgian'],
    ['az', 'Latn', 'Düşmən Kəlbəcər istiqamətində mövqelərimizi atəşə tutub', 'Azerbaijani'],
    ['az', 'Latn', 'Dusmen atesi neticesinde sehid olub', 'Azerbaijani without its letters'],
    ['az', 'Cyrl', 'Азәрбајҹан вә Ермәнистан', 'Azerbaijani in Cyrillic'],
    ['tr', 'Latn', "Paşinyan: Karabağ'da ateşkes için görüşeceğiz", 'Turkish'],
    ['tr', 'Latn', 'Azerbaycan ordusu saldýrý sonrasý þehit verdi, baðýmsýz', 'Turkish in the wrong code page'],
    ['en', 'Latn', 'Aliyev, Pashinyan meet in Abu Dhabi', 'English with names'],
    ['fr', 'Latn', 'Pachinian et Aliev se rencontrent à Bruxelles', 'French'],
    ['de', 'Latn', 'Paschinjan und Alijew treffen sich in Brüssel', 'German'],
    ['ru', 'Cyrl', 'Пашинян и Алиев встретятся в Брюсселе', 'Russian'],
    ['uk', 'Cyrl', 'Пашинян і Алієв зустрінуться у Брюсселі', 'Ukrainian'],
    ['fa', 'Arab', 'نخست‌وزیر ارمنستان از آتش‌بس خبر داد', 'Persian'],
    ['ar', 'Arab', 'وقف إطلاق النار بين أرمينيا وأذربيجان', 'Arabic'],
    ['el', 'Grek', 'Αρμενία', 'another script'],
  ])('says %s in %s for %j (%s)', (language, script, text) => {
    expect(detector.detect(text)).toMatchObject({ language, script });
  });

  test.each([
    ['', 'Zyyy'],
    ['12:30 😀', 'Zyyy'],
    ['\u0000\u0007', 'Zyyy'],
    ['ஆ', 'Zzzz'],
  ])('says nothing of %j', (text, script) => {
    expect(detector.detect(text)).toEqual({ language: 'und', confidence: 0, script, isLow: true });
  });

  test('is certain where the script belongs to one language', () => {
    expect(detector.detect('ԼՂ')).toEqual({ language: 'hy', confidence: 1, script: 'Armn', isLow: false });
  });

  test('takes the language of the feed when the text alone does not tell, and says so', () => {
    expect(detector.detect('Aliyev').language).toBe('und');
    expect(detector.detect('Aliyev', { feedLanguages: ['tr'] })).toMatchObject({ language: 'tr' });
  });

  test('does not let the feed overrule a clear text', () => {
    expect(detector.detect('The ministers will meet in Washington', { feedLanguages: ['tr'] }).language).toBe('en');
  });

  test('answers any text without an exception, and the same each time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        const first = detector.detect(text);
        expect(first.confidence).toBeGreaterThanOrEqual(0);
        expect(first.confidence).toBeLessThanOrEqual(1);
        expect(detector.detect(text)).toEqual(first);
      }),
    );
  });
});

describe('languages.yaml', () => {
  test.each(Object.entries(spec.languages))('%s lists each word, name and ending once', (_, language) => {
    for (const list of [language.stopWords, language.names, language.suffixes, Array.from(language.letters)]) {
      expect(list.filter((word, index) => list.indexOf(word) !== index)).toEqual([]);
    }
  });
});
