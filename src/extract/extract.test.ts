import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { partiesFile, placesFile, weaponsFile } from '../config/schema/gazetteer.ts';
import { lexiconFile } from '../config/schema/lexicon.ts';
import { LABELS, type Label } from '../domain/classification.ts';
import { LANGUAGES, type Language } from '../domain/language.ts';
import type { Extraction } from '../domain/report.ts';
import { compileLexicon } from '../lexicon/compile.ts';
import { scan } from '../lexicon/scan.ts';
import { extract } from './extract.ts';

const read = (path: string): unknown => parse(readFileSync(new URL(path, import.meta.url), 'utf8'));
const gazetteer = {
  parties: partiesFile.parse(read('../../config/parties.yaml')),
  places: placesFile.parse(read('../../config/places.yaml')),
  weapons: weaponsFile.parse(read('../../config/weapons.yaml')),
};
const lexica = LANGUAGES.map((language) => lexiconFile.parse(read(`../../config/lexicon/${language}.yaml`)));
const lexicon = compileLexicon({ lexica, ...gazetteer });

interface Given {
  readonly language?: Language;
  readonly label?: Label;
  readonly title: string;
  readonly summary?: string;
  readonly publishedAt?: string;
  readonly side?: string;
}

function extracted({ language = 'en', label = 'clash', title, summary = '', publishedAt, side }: Given): Extraction {
  return extract(
    {
      itemId: 'item-1',
      language,
      label,
      ...(publishedAt === undefined ? {} : { publishedAt }),
      ...(side === undefined ? {} : { outletSide: side }),
      scans: { title: scan(lexicon, language, 'title', title), summary: scan(lexicon, language, 'summary', summary) },
    },
    { ...gazetteer, lexica },
  );
}

const shelling: Given = {
  title: 'Azerbaijani forces shelled Armenian positions near Sotk, Armenian Defense Ministry says',
  summary: 'Two soldiers were wounded by mortar fire at 21:40 on Monday. Baku denied the report.',
  publishedAt: '2024-11-05T08:00:00Z',
};

describe('extract', () => {
  it('gives every value its span and rule', () => {
    const { spans, ...got } = extracted(shelling);
    expect(got.accusations).toEqual([['ARM', 'AZE']]);
    expect(Object.keys(spans).sort()).toEqual([
      'accusations.ARM>AZE',
      'casualties.0',
      'deniers.AZE',
      'occurred',
      'places.sotk',
      'weapons.mortar',
    ]);
    for (const list of Object.values(spans))
      expect(list.every((span) => span.rule !== '' && span.start < span.end)).toBe(true);
  });

  it('names the speakers of claims as configured, and quotes their sentence', () => {
    const { claims } = extracted(shelling);
    expect(claims.map((claim) => [claim.kind, claim.speaker.party, claim.speaker.office])).toEqual([
      ['denies', 'AZE', undefined],
      ['accuses', 'ARM', 'defenceMinistry'],
    ]);
    expect(claims[1]?.speaker.name).toBe('Ministry of Defence of Armenia');
    expect(claims[0]?.quote).toBe('Baku denied the report');
  });

  it('puts a time of day into the theatre’s own time zone', () => {
    expect(extracted(shelling).occurred).toEqual({
      from: '2024-11-04T17:40:00.000Z',
      to: '2024-11-04T17:40:00.000Z',
      precision: 'minute',
      basis: 'stated',
    });
  });

  it('leaves the time open when nobody states one', () => {
    const { occurred } = extracted({ title: 'Shots fired near Sotk', publishedAt: '2024-11-05T08:00:00Z' });
    expect(occurred).toMatchObject({ precision: 'unknown', basis: 'published' });
  });

  it('reads nothing off an item that is no news of the conflict', () => {
    expect(extracted({ ...shelling, label: 'other' })).toMatchObject({
      places: [],
      accusations: [],
      casualties: [],
      claims: [],
    });
  });

  it.each([
    ['a side’s outlet that tells of its own people being hit', 'ARM', [['ARM', 'AZE']]],
    ['an outlet of neither side in its own voice', 'third', []],
  ])('takes %s as that side’s accusation or none', (_what, side, wanted) => {
    const title = 'Azerbaijani forces open fire on Armenian positions near Kut';
    expect(extracted({ title, side }).accusations).toEqual(wanted);
  });

  it.each([
    ['Yerevan retracts report on drone strike', 'isRetraction', 'The earlier report was wrong, the ministry said.'],
  ] as const)('marks "%s"', (title, flag, summary) => {
    expect(extracted({ title, summary })[flag]).toBe(true);
  });

  it('never throws, and keeps every span inside its field, on any text', () => {
    const words = [
      'Armenia',
      'Azerbaijan',
      'killed',
      '12',
      'soldiers',
      'said',
      'denied',
      'Sotk',
      'Երևան',
      'ՊՆ',
      '—',
      ':',
      '\u0000',
      '،',
      '٣',
      'two',
      'at least',
    ];
    const text = fc
      .array(fc.oneof(fc.constantFrom(...words), fc.string({ unit: 'grapheme' })), { maxLength: 40 })
      .map((parts) => parts.join(' '));
    fc.assert(
      fc.property(
        text,
        text,
        fc.constantFrom(...LANGUAGES),
        fc.constantFrom(...LABELS),
        (title, summary, language, label) => {
          const { spans } = extracted({ title, summary, language, label });
          for (const span of Object.values(spans).flat()) {
            const length = (span.field === 'title' ? title : summary).length;
            expect(span.start >= 0 && span.end <= length && span.start <= span.end).toBe(true);
          }
        },
      ),
      { numRuns: 150 },
    );
  });

  it('reads a text of any length in bounded work: the same answer with a megabyte behind it', () => {
    const filler = 'The weather in the capital stayed mild and dry all week long. '.repeat(16_000);
    const short = extracted({ ...shelling, publishedAt: '2024-11-05T08:00:00Z' });
    const long = extracted({ ...shelling, summary: `${shelling.summary ?? ''} ${filler}` });
    expect(long.accusations).toEqual(short.accusations);
    expect(long.casualties).toEqual(short.casualties);
  });

  it('gives the same answer twice', () => {
    expect(extracted(shelling)).toEqual(extracted(shelling));
  });
});
