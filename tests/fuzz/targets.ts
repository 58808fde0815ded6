import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { parseRow } from '../../src/commands/ndjson.ts';
import { loadConfig } from '../../src/config/load.ts';
import { CONFIG_FILES } from '../../src/config/schema/all.ts';
import { parseYamlFile } from '../../src/config/yaml-file.ts';
import { renderAlert } from '../../src/discord/render/alert.ts';
import { renderChange } from '../../src/discord/render/change.ts';
import { renderDigest } from '../../src/discord/render/digest.ts';
import { LANGUAGES } from '../../src/domain/language.ts';
import { writeRss } from '../../src/feeds/fixtures/feed-text.ts';
import { HOSTILE_CASES } from '../../src/feeds/fixtures/hostile.ts';
import { readFeed } from '../../src/feeds/read.ts';
import { createDetector } from '../../src/language/detect.ts';
import { fold, tokenize } from '../../src/language/fold.ts';
import { pack, unpack } from '../../src/store/incidents/packing.ts';
import { isStoredIncident } from '../../src/store/incidents/records.ts';
import { type ItemRecord, packItem, parseHead, unpackItem } from '../../src/store/item-record.ts';
import { createUnderstanding } from '../../src/understanding.ts';
import { SAMPLE_NAMES } from '../../src/words/sample-names.ts';
import { terminalCard } from '../../src/words/terminal-card.ts';
import { arbitraryIncident } from '../support/arbitrary-incident.ts';
import { messageFaults } from '../support/fake-discord/rules.ts';
import { spoilt } from './spoil.ts';
import { textsOf } from './texts.ts';

/** A part of the project that reads what others wrote, with the laws it keeps whatever that is. */
export interface FuzzTarget {
  readonly name: string;
  /** The law as a property; no input may make it fail, throw or take long. */
  readonly property: fc.IRawProperty<unknown>;
}

const loaded = await loadConfig('config');
if (loaded.kind !== 'ok') throw new Error('config/ has problems; run the check command');
const { config } = loaded;
const texts = textsOf(config);
const understanding = createUnderstanding(config);
const detector = createDetector(config.languages, config.settings.language);
const NOW = Date.UTC(2026, 10, 21);

/** A broken law. */
function law(holds: boolean, what: string): void {
  if (!holds) throw new Error(`broken law: ${what}`);
}

const ITEMS = [
  {
    title: 'Ceasefire & talks',
    guid: '1',
    link: 'https://o.example/1',
    date: 'Tue, 29 Sep 2020 14:05:00 +0400',
    summary: '<p>Quiet</p>',
  },
  { title: 'Հրադադար', guid: '2', link: 'https://o.example/2', date: '29.09.2020', summary: 'Գիշեր' },
];
const DOCUMENTS = [
  Buffer.from(writeRss(ITEMS)),
  Buffer.from(
    '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://o.example/"><entry><id>1</id><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Talks <b>held</b></div></title><link href="/1"/><updated>2026-11-20T10:00:00Z</updated><summary>Quiet</summary></entry></feed>',
  ),
  Buffer.from(
    JSON.stringify({
      version: 'https://jsonfeed.org/version/1.1',
      items: [
        {
          id: 1,
          url: 'https://o.example/1',
          title: 'Talks',
          content_html: '<p>Quiet</p>',
          date_published: '2026-11-20T10:00:00Z',
        },
      ],
    }),
  ),
  Buffer.from(
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><item rdf:about="https://o.example/1"><title>Talks</title><link>https://o.example/1</link></item></rdf:RDF>',
  ),
  Buffer.from(writeRss(ITEMS), 'utf16le'),
  ...HOSTILE_CASES.map(({ document }) => Buffer.from(document())).filter((bytes) => bytes.length < 20_000),
];
const MARKUP = [
  '<',
  '>',
  '&',
  '"',
  '</item>',
  '<item>',
  '<![CDATA[',
  ']]>',
  '<!--',
  '-->',
  '\0',
  '<!DOCTYPE x [<!ENTITY a "b">]>',
  ' xmlns="x"',
  '&#x0;',
  '&#99999999;',
  '\ufffe',
  '<entry>',
  '<a>',
  '{',
  '[',
  '"__proto__":{"a":1},',
  '<?xml version="1.0" encoding="utf-7"?>',
];

/** The beginning of a file is as good as the whole, and read a hundred times as fast. */
const MOST_BYTES = 3000;
const YAML_FILES = CONFIG_FILES.filter(({ path }) => !/[<*]/.test(path) && path !== 'places.yaml').map(
  ({ path, schema }) => ({
    path,
    schema,
    text: existsSync(`config/${path}`)
      ? readFileSync(`config/${path}`).subarray(0, MOST_BYTES)
      : Buffer.from('routes:\n  - id: all\n    channel: "100000000000000001"\n'),
  }),
);
const YAML_SCRAPS = [
  '\n',
  '  ',
  '- ',
  ': ',
  '{',
  '[',
  '&a ',
  '*a',
  '!!js/function x',
  '? ',
  '|\n',
  '"',
  "'",
  '#',
  '\t',
  '---\n',
  '<<: *a',
  '__proto__: 1\n',
  'constructor:\n  x: 1\n',
  '1e999',
  '~',
  '\u0085',
  '%YAML 1.1\n',
];

const RECORD: ItemRecord = {
  item: {
    id: 'i1',
    feedId: 'f',
    outletId: 'o',
    url: 'https://o.example/1',
    title: 'Shelling near Sotk',
    summary: 'Quiet since.',
    dateBasis: 'firstSeen',
    fetchedAt: '2026-11-21T10:00:00.000Z',
    language: 'en',
    languageConfidence: 1,
  },
  decidedAt: '2026-11-21T10:00:01.000Z',
  outcome: 'alert',
  reason: 'clash',
};

export const FUZZ_TARGETS: readonly FuzzTarget[] = [
  {
    name: 'decoding and reading of feeds',
    property: fc.asyncProperty(
      fc.oneof(spoilt(DOCUMENTS, MARKUP), fc.uint8Array({ maxLength: 400 })),
      async (bytes) => {
        const read = await readFeed(bytes, { now: NOW });
        if (read.kind === 'failed') return;
        for (const item of read.items) {
          law(!/[\p{Cc}\u2028\u2029]/u.test(item.title), 'a title is one line without control characters');
          law(item.url === '' || /^https?:\/\//.test(item.url), 'a link is http(s) or none');
          law(item.publishedAt === undefined || Number.isFinite(Date.parse(item.publishedAt)), 'a date is an instant');
        }
      },
    ),
  },
  {
    name: 'folding and splitting into words',
    property: fc.property(texts, (text) => {
      const folded = fold(text);
      law(fold(folded) === folded, 'folding twice is folding once');
      let end = 0;
      for (const token of tokenize(text)) {
        law(
          token.start >= end && token.end > token.start && token.end <= text.length,
          'words stand in order in the text',
        );
        law(token.text !== '', 'no word is empty');
        end = token.end;
      }
    }),
  },
  {
    name: 'telling languages apart',
    property: fc.property(texts, fc.subarray(['hy', 'az', 'ru', 'fa']), (text, feedLanguages) => {
      const found = detector.detect(text, { feedLanguages });
      law(found.confidence >= 0 && found.confidence <= 1, 'confidence is between 0 and 1');
      law(
        JSON.stringify(detector.detect(text, { feedLanguages })) === JSON.stringify(found),
        'the same text has the same language',
      );
    }),
  },
  {
    name: 'scanning, classifying and extracting',
    property: fc.property(
      texts,
      texts,
      fc.constantFrom('ARM' as const, 'AZE' as const, 'third' as const),
      (title, summary, outletSide) => {
        const input = {
          itemId: 'x',
          title,
          summary,
          outletSide,
          publishedAt: '2026-11-21T10:00:00.000Z',
          feedLanguages: [],
        };
        const found = understanding.understand(input);
        const { classification, extraction, scans } = found;
        law(Number.isFinite(classification.score), 'a score is a number');
        law(classification.reason !== '', 'every decision has a reason');
        for (const side of [scans.title, scans.summary])
          for (const hit of side.hits)
            law(hit.start < hit.end && hit.end <= side.text.length, 'a hit stands in its text');
        for (const count of extraction.casualties) {
          law(Number.isInteger(count.low) && count.low >= 0, 'a toll is a whole number');
          law(count.high === undefined || count.high >= count.low, 'the highest toll is not below the lowest');
          law(count.best === undefined || Number.isFinite(count.best), 'the best toll is a number');
        }
        for (const [accuser, accused] of extraction.accusations) law(accuser !== accused, 'nobody accuses himself');
        for (const spans of Object.values(extraction.spans))
          for (const span of spans)
            law(
              span.start >= 0 && span.end >= span.start && span.end <= scans[span.field].text.length,
              'a value points into its text',
            );
        law(
          JSON.stringify(understanding.understand(input)) === JSON.stringify(found),
          'the same text gives the same answer',
        );
      },
    ),
  },
  {
    name: 'rendering of alerts, changes, digests and terminal cards',
    property: fc.property(
      arbitraryIncident,
      fc.constantFrom(...LANGUAGES),
      fc.boolean(),
      (incident, language, isLate) => {
        const options = { language, names: SAMPLE_NAMES, changes: incident.history, isLate } as const;
        const bodies = [
          renderAlert(incident, options),
          renderChange(incident, incident.history, { ...options, replyTo: '1', marker: 'm' }),
          renderDigest([incident, incident], { language, names: SAMPLE_NAMES, kind: 'late', marker: 'm' }),
        ];
        for (const body of bodies) {
          const faults = messageFaults(body, true);
          law(faults.length === 0, faults.join('; '));
        }
        const card = terminalCard(incident, { language, names: SAMPLE_NAMES, colour: false });
        law(!/(?!\n)\p{Cc}/u.test(card), 'a card steers no terminal');
      },
    ),
  },
  {
    name: 'reading of records from Redis',
    property: fc.property(
      spoilt(
        [pack({ incident: { id: 'x' }, accounts: [] }), packItem(RECORD, 500), Buffer.from('{"incident":{}}')],
        ['\u0001', '{', '"__proto__":{}', 'null'],
      ),
      (bytes) => {
        law(
          ['ok', 'unreadable'].includes(unpack(bytes, isStoredIncident).kind),
          'a record is read or called unreadable',
        );
        let record: unknown;
        try {
          record = unpackItem(bytes);
          parseHead(bytes);
        } catch (error) {
          law(error instanceof Error, 'what cannot be read says why');
        }
        law(record === undefined || (typeof record === 'object' && record !== null), 'an item record is a record');
      },
    ),
  },
  {
    name: 'reading of configuration files',
    property: fc.property(
      fc
        .constantFrom(...YAML_FILES)
        .chain((file) => spoilt([file.text], YAML_SCRAPS).map((bytes) => ({ ...file, bytes }))),
      ({ path, schema, bytes }) => {
        const parsed = parseYamlFile(path, bytes.toString('utf8'), schema);
        if (parsed.kind === 'ok') return;
        law(parsed.problems.length > 0, 'a refused file has a problem');
        for (const problem of parsed.problems)
          law(
            problem.line >= 1 && problem.column >= 1 && problem.message !== '',
            'a problem has a place and a message',
          );
      },
    ),
  },
  {
    name: 'reading of lines on the command line',
    property: fc.property(
      fc.oneof(
        fc.json(),
        fc.string({ unit: 'binary' }),
        fc.json().map((json) => json.slice(1)),
      ),
      (line) => {
        const parsed = parseRow(line);
        law(
          parsed.kind === 'row' ? Object.hasOwn(parsed.row, 'id') : parsed.message !== '',
          'a line is a row with an id, or an error in words',
        );
      },
    ),
  },
];
