import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { partiesFile, placesFile, weaponsFile } from '../config/schema/gazetteer.ts';
import { lexiconFile } from '../config/schema/lexicon.ts';
import type { Label } from '../domain/classification.ts';
import { LANGUAGES } from '../domain/language.ts';
import type { Casualties, Extraction } from '../domain/report.ts';
import { compileLexicon } from '../lexicon/compile.ts';
import { scan } from '../lexicon/scan.ts';
import { extract } from './extract.ts';

interface Row {
  readonly title: string;
  readonly summary?: string;
  readonly label: Label;
  readonly side?: string;
  readonly publishedAt?: string;
  readonly why?: string;
  /** Why the grammar cannot read it yet: the row must then fail. */
  readonly miss?: string;
  readonly expect: Readonly<Record<string, unknown>>;
}

const read = (path: string): unknown => parse(readFileSync(new URL(path, import.meta.url), 'utf8'));
const gazetteer = {
  parties: partiesFile.parse(read('../../config/parties.yaml')),
  places: placesFile.parse(read('../../config/places.yaml')),
  weapons: weaponsFile.parse(read('../../config/weapons.yaml')),
};
const lexica = LANGUAGES.map((language) => lexiconFile.parse(read(`../../config/lexicon/${language}.yaml`)));
const lexicon = compileLexicon({ lexica, ...gazetteer });

// Rows by two hands: beside the rules, and by a second reader of the language, one file an extractor.
const SECOND_HAND = '../../tests/extraction';
const EXTRACTORS = [
  'accusations',
  'casualties',
  'denials',
  'mediators',
  'occurred',
  'places',
  'speakers',
  'truce',
  'venues',
  'weapons',
];
const LEAST_ROWS = 30;
const MOST_MISSES = 0.03;

function rowsOf(path: string): readonly Row[] {
  return existsSync(new URL(path, import.meta.url)) ? ((read(path) as readonly Row[] | null) ?? []) : [];
}

function filesOf(language: string): readonly string[] {
  const folder = new URL(`${SECOND_HAND}/${language}`, import.meta.url);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => file.slice(0, -'.yaml'.length))
    .sort();
}

describe.each(LANGUAGES)('second-hand rows of %s', (language) => {
  const rowsIn = (extractor: string): readonly Row[] => rowsOf(`${SECOND_HAND}/${language}/${extractor}.yaml`);
  const files = filesOf(language);

  it('stand in files named after the extractors', () => {
    expect(files.filter((file) => !EXTRACTORS.includes(file))).toEqual([]);
  });

  it('are at least 30 an extractor once there is a file of each', () => {
    const isComplete = EXTRACTORS.every((extractor) => files.includes(extractor));
    expect(EXTRACTORS.filter((extractor) => isComplete && rowsIn(extractor).length < LEAST_ROWS)).toEqual([]);
  });

  it('are read but for very few', () => {
    const rows = EXTRACTORS.flatMap(rowsIn);
    expect(rows.filter((row) => row.miss !== undefined).length).toBeLessThanOrEqual(rows.length * MOST_MISSES);
  });
});

describe.each(LANGUAGES)('extraction of %s texts', (language) => {
  const files = [`./rows/${language}`, `${SECOND_HAND}/${language}`].concat(
    filesOf(language).map((file) => `${SECOND_HAND}/${language}/${file}`),
  );
  const rows = files.flatMap((file) => rowsOf(`${file}.yaml`));
  const named = (isMiss: boolean) =>
    rows.filter((row) => (row.miss !== undefined) === isMiss).map((row) => [row.title, row] as const);
  it.each(named(false))('reads "%s"', (_title, row) => {
    check(row, language);
  });
  it.fails.each(named(true))('cannot read "%s" yet', (_title, row) => {
    check(row, language);
  });
});

function check(row: Row, language: (typeof LANGUAGES)[number]): void {
  const extraction = extract(
    {
      itemId: 'item',
      language,
      label: row.label,
      ...(row.publishedAt === undefined ? {} : { publishedAt: row.publishedAt }),
      ...(row.side === undefined ? {} : { outletSide: row.side }),
      scans: {
        title: scan(lexicon, language, 'title', row.title),
        summary: scan(lexicon, language, 'summary', row.summary ?? ''),
      },
    },
    { ...gazetteer, lexica },
  );
  const got = shown(extraction);
  expect(Object.fromEntries(Object.keys(row.expect).map((key) => [key, got[key]])), row.why ?? '').toEqual(row.expect);
}

/** The extraction in the short words of the rows. */
function shown(extraction: Extraction): Record<string, unknown> {
  const nameOf = (id: string): string => gazetteer.places.places[id]?.name ?? id;
  return {
    places: extraction.places.map(nameOf),
    venues: extraction.venues.map(nameOf),
    mediators: extraction.mediators,
    parties: [...extraction.parties].sort(),
    accusations: extraction.accusations.map((pair) => pair.join('>')).sort(),
    deniers: [...extraction.deniers].sort(),
    casualties: extraction.casualties.map(toll).sort(),
    weapons: [...extraction.weapons].sort(),
    ceasefireState: extraction.ceasefireState,
    talksStage: extraction.talksStage,
    violations: extraction.violations,
    isRetraction: extraction.isRetraction,
    isCorrection: extraction.isCorrection,
    claims: extraction.claims.map((claim) => `${claim.speaker.party} ${claim.kind}`),
    speakers: extraction.claims.map((claim) => claim.speaker.name),
    quotes: extraction.claims.map((claim) => (claim.isDerived ? `derived: ${claim.quote}` : claim.quote)),
    occurred: `${extraction.occurred.from} ${extraction.occurred.precision}`,
  };
}

function toll({ side, kind, low, high, civilian }: Casualties): string {
  return `${side} ${kind} ${low}${high === undefined ? '+' : ''}${civilian === true ? ' civilian' : ''}`;
}
