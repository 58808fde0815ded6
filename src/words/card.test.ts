import { describe, expect, it } from 'vitest';
import type { Incident } from '../domain/incident.ts';
import { LANGUAGES } from '../domain/language.ts';
import { alertCard } from './card.ts';
import { amount } from './losses.ts';
import { speakerName } from './naming.ts';
import { SAMPLE_INCIDENTS } from './sample-incidents.ts';
import { SAMPLE_NAMES } from './sample-names.ts';
import { terminalCard } from './terminal-card.ts';
import { wordsOf } from './words.ts';

function sample(name: string): Incident {
  const incident = SAMPLE_INCIDENTS[name];
  if (incident === undefined) throw new Error(`no sample ${name}`);
  return incident;
}
const english = (name: string) => alertCard(sample(name), 'en', SAMPLE_NAMES, sample(name).history);

describe('the first line alone tells the fact', () => {
  it.each([
    ['claimed', 'Sotk / Zod: shelling. Armenia accuses Azerbaijan. Armenia: 2 wounded (according to Armenia)'],
    [
      'denied',
      'Sotk / Zod: shelling. Armenia accuses Azerbaijan; Azerbaijan denies it. Armenia: 2 wounded (according to Armenia)',
    ],
    [
      'confirmed',
      'Sotk / Zod: shelling. Armenia and Azerbaijan accuse each other; Azerbaijan denies it; third-party confirmation: European Union. Armenia: 1 killed (according to Armenia)',
    ],
    ['truce', 'Sotk / Zod: Ceasefire — agreed. Third-party confirmation: European Union'],
    ['talks', 'Washington: Talks — announced'],
  ])('%s', (name, expected) => {
    expect(english(name).headline).toBe(expected);
  });

  it('in every language, with the place in it', () => {
    for (const language of LANGUAGES) {
      const { sotk } = SAMPLE_NAMES.places;
      const headline = alertCard(sample('denied'), language, SAMPLE_NAMES).headline;
      expect(sotk?.names[language]).toHaveLength(2);
      for (const name of sotk?.names[language] ?? []) expect(headline).toContain(name);
    }
  });
});

describe('both sides stand side by side', () => {
  it('and a side that has said nothing is shown as silent', () => {
    expect(english('claimed').accounts.map((account) => [account.name, account.statements.length])).toEqual([
      ['Armenia', 2],
      ['Azerbaijan', 0],
    ]);
  });

  it('a side with many statements shows the newest three and counts the rest', () => {
    const claim = sample('claimed').claims[0];
    if (claim === undefined) throw new Error('the sample has claims');
    const claims = Array.from({ length: 8 }, (_, n) => ({ ...claim, speaker: { party: 'ARM', name: `Office ${n}` } }));
    const [armenia] = alertCard({ ...sample('claimed'), claims }, 'en', SAMPLE_NAMES).accounts;
    expect(armenia?.statements.map((statement) => statement.speaker)).toEqual(['Office 7', 'Office 6', 'Office 5']);
    expect(armenia?.hidden).toBe(5);
  });

  it('the authority allied with a side speaks in that side’s column', () => {
    const names = {
      ...SAMPLE_NAMES,
      parties: { ...SAMPLE_NAMES.parties, ART: { name: { en: 'Artsakh' }, alliedWith: 'ARM', speakers: [] } },
    };
    const claims = [{ ...sample('claimed').claims[0], speaker: { party: 'ART' } }] as Incident['claims'];
    expect(alertCard({ ...sample('claimed'), claims }, 'en', names).accounts[0]?.statements[0]?.speaker).toBe(
      'Artsakh',
    );
  });

  it('a claim that nobody is named for stands apart, under no side', () => {
    const claims = [{ ...sample('claimed').claims[0], speaker: {} }] as Incident['claims'];
    const card = alertCard({ ...sample('claimed'), claims }, 'en', SAMPLE_NAMES);
    expect(card.accounts.flatMap((account) => account.statements)).toEqual([]);
    expect(card.others[0]?.name).toBe('speaker not named');
  });

  it('a quote in another language than the card is marked with it', () => {
    expect(english('denied').accounts[1]?.statements[0]?.quoteLanguage).toBe('Azerbaijani');
    expect(alertCard(sample('denied'), 'az', SAMPLE_NAMES).accounts[1]?.statements[0]?.quoteLanguage).toBeUndefined();
  });
});

describe('every figure names who says it', () => {
  it('the harmed side and the other side, each with its own number', () => {
    expect(english('confirmed').losses).toEqual([
      {
        name: 'Armenia',
        lines: [
          '1 killed — according to Ministry of Defence of Armenia',
          '2 to 5 wounded; own figure: 2 — according to Ministry of Defence of Armenia (2) and Ministry of Defence of Azerbaijan (5)',
        ],
      },
    ]);
  });

  it.each([
    ['an open number', { low: 12, vague: 'dozens' }, 'at least 12 killed («dozens»)'],
    ['an explicit zero', { low: 0, high: 0 }, 'no killed'],
    ['a range', { low: 2, high: 3 }, '2 to 3 killed'],
  ])('%s', (_, range, expected) => {
    const casualties: Incident['casualties'] = [{ side: 'AZE', kind: 'killed', claimIds: [], ...range }];
    const [losses] = alertCard({ ...sample('claimed'), casualties }, 'en', SAMPLE_NAMES).losses;
    expect(losses?.lines[0]).toBe(`${expected} — according to speaker not named`);
  });

  it.each([
    ['en', 'border service of Armenia'],
    ['hy', 'սահմանապահ ծառայություն (Հայաստան)'],
    ['fa', 'border service (ارمنستان)'],
  ] as const)('names an office that every party has in %s: %s', (language, wanted) => {
    const office = { office: 'borderService', name: { en: 'border service', hy: 'սահմանապահ ծառայություն' } };
    const speaker = { party: 'ARM', office: 'borderService', name: 'border service of Armenia' };
    expect(speakerName(speaker, { ...SAMPLE_NAMES, offices: [office] }, language)).toBe(wanted);
  });

  it.each([
    ['en', 'no wounded'],
    ['hy', 'վիրավոր չկա'],
    ['az', 'yaralı yoxdur'],
    ['ru', 'нет раненых'],
    ['tr', 'yaralı yok'],
  ] as const)('says in %s that nobody was hurt: %s', (language, wanted) => {
    const none: Incident['casualties'][number] = { side: 'AZE', kind: 'wounded', low: 0, high: 0, claimIds: [] };
    expect(amount(none, wordsOf(language))).toBe(wanted);
  });

  it('the outlet stands in where no speaker is known', () => {
    const incident = { ...sample('claimed'), claims: [] };
    expect(alertCard(incident, 'en', SAMPLE_NAMES).losses[0]?.lines[0]).toBe(
      '2 wounded — according to Ararat Wire (sample)',
    );
  });

  it('wounded who died stand among the killed alone, unless the other side told of wounded', () => {
    const casualties = (by: string): Incident['casualties'] => [
      { side: 'ARM', kind: 'killed', low: 1, high: 1, best: 1, claimIds: [by] },
      { side: 'ARM', kind: 'wounded', low: 0, high: 2, best: 0, claimIds: [by] },
    ];
    const linesBy = (item: string) =>
      alertCard({ ...sample('confirmed'), casualties: casualties(item) }, 'en', SAMPLE_NAMES).losses[0]?.lines;
    expect(linesBy('sample-1')).toEqual(['1 killed — according to Ministry of Defence of Armenia']);
    expect(linesBy('sample-3')).toEqual([
      expect.stringContaining('1 killed'),
      expect.stringMatching(/^0 to 2 wounded; own figure: 0 — according to Ministry of Defence of Azerbaijan/),
    ]);
  });

  it('no figure stated shows none, not zero', () => {
    expect(alertCard({ ...sample('claimed'), casualties: [] }, 'en', SAMPLE_NAMES).losses).toEqual([]);
  });
});

describe('what changed is told in words', () => {
  it('of status, deaths and confirmation', () => {
    expect(english('confirmed').changes).toEqual([
      'Status: Claimed and denied → Both sides accuse each other',
      'Deaths: Armenia: 0 → 1 killed',
      'Confirmed by a third party',
    ]);
  });

  it('a detail that cannot be read is left out, its kind stays', () => {
    const change = { revision: 2, at: '2026-11-21T10:00:00Z', kind: 'place' as const, detail: '??', material: false };
    expect(alertCard(sample('claimed'), 'en', SAMPLE_NAMES, [change]).changes).toEqual(['Place named']);
  });
});

describe('the card in a terminal', () => {
  const options = { language: 'en', names: SAMPLE_NAMES, colour: false } as const;

  it('has no control sequence when colour is off', () => {
    for (const incident of Object.values(SAMPLE_INCIDENTS)) {
      expect(terminalCard(incident, options).replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
    }
  });

  it('lets no title steer the terminal', () => {
    const claims = [
      { ...sample('claimed').claims[0], quote: '\u001B[2J\u001B]0;x\u0007 gone\u202E' },
    ] as Incident['claims'];
    const shown = terminalCard({ ...sample('claimed'), claims }, options);
    expect(shown).toContain('[2J ]0;x gone');
    expect(shown.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202E]/u);
  });

  it('keeps to the width asked for, links excepted', () => {
    const lines = terminalCard(sample('confirmed'), { ...options, width: 70 }).split('\n');
    expect(lines.filter((line) => line.length > 70 && !line.includes('https://'))).toEqual([]);
  });
});

describe('what stands behind an incident', () => {
  it('says that one side claims it only where a side speaks', () => {
    const unnamed = alertCard({ ...sample('claimed'), claims: [] }, 'en', SAMPLE_NAMES);
    expect(unnamed.status).toEqual({ id: 'claimed', word: 'Reported', note: 'Not yet confirmed by both sides.' });
    expect(alertCard(sample('claimed'), 'en', SAMPLE_NAMES).status.word).toBe('Claimed by one side');
  });

  it('counts origins only where somebody is quoted', () => {
    const { sources } = sample('claimed');
    const quoted = JSON.stringify(english('claimed'));
    const unquoted = JSON.stringify(
      alertCard({ ...sample('claimed'), sources: { ...sources, origins: 0 } }, 'en', SAMPLE_NAMES),
    );
    expect(quoted).toContain('1 outlet · 1 original source · 1 country');
    expect(unquoted).toContain('1 outlet · 1 country');
  });
});
