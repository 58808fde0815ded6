import fc from 'fast-check';
import type { Config } from '../../src/config/load.ts';

const SIGNS = [
  '\0',
  '\uD83D',
  '\u202E',
  '\u200C',
  '\u0301',
  'İ',
  'ß',
  '՞',
  '«',
  '»',
  '“',
  '”',
  '…',
  '—',
  "'",
  '’',
  '"',
  ':',
  '. ',
  '! ',
  '\n',
  '(',
  ')',
  '/',
];
const FIGURES = [
  '0',
  '1',
  '12',
  '1,200',
  '1 200',
  '1.200',
  '99999999999999999999',
  '-3',
  '٣',
  '۴',
  '½',
  '1e9',
  'III',
  '20:15',
  '21.11.2026',
];
const SAYS = [
  'said',
  'Azerbaijan denies',
  'Armenia says',
  'killed',
  'wounded',
  'more than',
  'between',
  'and',
  'two soldiers',
  'yesterday',
  'сообщило Минобороны',
  'погибли',
  'ранены двое',
  'опровергло',
  'զոհվել է',
  'վիրավորվել',
  'հերքել է',
  'həlak olub',
  'yaralanıb',
  'təkzib edib',
  'öldürüldü',
  'yaralandı',
  'کشته شد',
  'مجروح',
  'დაიღუპა',
  'tués',
  'blessés',
];

/** Texts as no reporter writes them: words that count, in any language and order, between signs, figures and rubbish. */
export function textsOf(config: Config): fc.Arbitrary<string> {
  const words = new Set<string>(SAYS);
  for (const place of Object.values(config.places.places)) words.add(place.name);
  for (const sample of config.samples) for (const word of sample.title.split(/\s+/)) words.add(word);
  const part = fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom(...words) },
    { weight: 2, arbitrary: fc.constantFrom(...FIGURES, ...SIGNS) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
  );
  const sentence = fc
    .tuple(fc.array(part, { maxLength: 40 }), fc.constantFrom(' ', ' ', ' ', '', '-', '\u00A0'))
    .map(([parts, joint]) => parts.join(joint));
  const repeated = fc
    .tuple(part, fc.integer({ min: 1, max: 3000 }))
    .map(([one, times]) => one.repeat(times).slice(0, 20_000));
  return fc.oneof(
    { weight: 8, arbitrary: sentence },
    { weight: 1, arbitrary: repeated },
    { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
  );
}
