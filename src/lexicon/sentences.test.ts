import { describe, expect, it } from 'vitest';
import { tokenize } from '../language/fold.ts';
import { splitSentences } from './sentences.ts';

describe('splitSentences', () => {
  it.each([
    ['a stop before a capital', 'One was hurt. Baku denies it.', 2],
    ['no stop before a small letter', 'Mr. smith stays one', 1],
    ['initials', 'N. Pashinyan and I. Aliyev met.', 1],
    ['a short abbreviation before a number', 'No. 5 was hit', 1],
    [
      'a Georgian stop: its letters know no capitals (one soldier died; Baku denies)',
      'დაიღუპა ერთი ჯარისკაცი. ბაქო უარყოფს.',
      2,
    ],
    ['a Persian stop after a short verb (one soldier was killed; Baku denied)', 'یک سرباز کشته شد. باکو تکذیب کرد.', 2],
    ['the Armenian stop', 'Մեկ զինծառայող է զոհվել։ Բաքուն հերքում է։', 2],
    ['a bracket', 'The singer (born. 1996) sang', 1],
  ])('%s', (_name, text, wanted) => {
    expect(splitSentences(text, tokenize(text))).toHaveLength(wanted);
  });
});
