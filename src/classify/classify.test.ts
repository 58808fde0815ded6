import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { partiesFile, placesFile, weaponsFile } from '../config/schema/gazetteer.ts';
import { lexiconFile } from '../config/schema/lexicon.ts';
import { classifySettings } from '../config/schema/settings-classify.ts';
import type { Classification } from '../domain/classification.ts';
import { compileLexicon } from '../lexicon/compile.ts';
import { scan } from '../lexicon/scan.ts';
import { classify } from './classify.ts';

const parties = partiesFile.parse({
  theatre: {
    name: { en: 'Test' },
    prefix: 'TT',
    sides: ['ARM', 'AZE'],
    homeLanguages: { hy: 'ARM' },
  },
  parties: {
    ARM: { kind: 'side', name: { en: 'Armenia' }, forms: { en: ['armenia*'], hy: ['հայաստան*'] } },
    AZE: { kind: 'side', name: { en: 'Azerbaijan' }, forms: { en: ['azerbaijan*'] } },
    ART: { kind: 'local', alliedWith: 'ARM', name: { en: 'Artsakh' }, forms: { en: ['artsakh'] } },
    USA: { kind: 'mediator', name: { en: 'US' }, forms: { en: ['washington'] } },
  },
});
const places = placesFile.parse({
  places: {
    sotk: { name: 'Sotk', kind: 'village', precision: 1, forms: { en: ['sotk'], hy: ['սոթք*'] } },
    tokyo: { name: 'Tokyo', kind: 'city', precision: 1, isTheatre: false, forms: { en: ['tokyo'] } },
  },
});
const weapons = weaponsFile.parse({ weapons: {} });
const english = lexiconFile.parse({
  language: 'en',
  groups: {
    clash: [
      { id: 'shelling', weight: 3, any: ['shell*'] },
      { id: 'clashes', weight: 3, any: ['clashes'] },
    ],
    ceasefire: [{ id: 'truce', weight: 3, any: ['truce', 'ceasefire'] }],
    negotiation: [{ id: 'talks', weight: 3, any: ['talks'] }],
    humanitarian: [{ id: 'prisoners', weight: 3, any: ['prisoners'] }],
    violation: [{ id: 'violate', any: ['violat*', 'broke'] }],
    negation: [{ id: 'no', any: ['no'] }],
    denial: [{ id: 'deny', any: ['denies'] }],
    hypothetical: [{ id: 'may', any: ['may', 'threatens', 'if'] }],
    history: [
      { id: 'years-ago', any: ['years ago', 'anniversary'] },
      { id: 'past-war', any: ['first war'] },
    ],
    inquiry: [{ id: 'inquiry', any: ['criminal case'] }],
    force: [{ id: 'force', any: ['fired'] }],
    enemy: [{ id: 'enemy', any: ['adversary'] }],
    conflict: [{ id: 'line', any: ['line of contact'] }],
    opinion: [{ id: 'view', weight: 1, any: ['analysis'] }],
    sport: [{ id: 'football', weight: 3, any: ['football', 'match'] }],
    otherConflict: [{ id: 'elsewhere', weight: 4, any: ['gaza'] }],
    soldier: [{ id: 'soldier', any: ['soldier*'] }],
    killed: [{ id: 'killed', any: ['killed'] }],
  },
});
const armenian = lexiconFile.parse({
  language: 'hy',
  groups: {
    clash: [{ id: 'shots', weight: 3, any: ['կրակոց*'] }],
    enemy: [{ id: 'enemy', any: ['հակառակորդ*'] }],
  },
});
const lexicon = compileLexicon({ lexica: [english, armenian], parties, places, weapons });

function label(
  title: string,
  more: { summary?: string; language?: string; side?: string; publishedAt?: string; settings?: unknown } = {},
): Classification {
  const language = more.language ?? 'en';
  return classify(
    {
      language,
      ...(more.side === undefined ? {} : { outletSide: more.side }),
      ...(more.publishedAt === undefined ? {} : { publishedAt: more.publishedAt }),
      scans: {
        title: scan(lexicon, language, 'title', title),
        summary: scan(lexicon, language, 'summary', more.summary ?? ''),
      },
    },
    { lexiconVersion: lexicon.version, parties, places, settings: classifySettings.parse(more.settings ?? {}) },
  );
}

describe('the classifier', () => {
  test.each([
    ['clash', 'alert', 'Armenia says Azerbaijan shelled Sotk'],
    ['ceasefire', 'alert', 'Armenia and Azerbaijan agree on a truce'],
    ['negotiation', 'alert', 'Armenia, Azerbaijan hold talks in Washington'],
    ['humanitarian', 'alert', 'Azerbaijan returns prisoners to Armenia'],
    ['clash', 'alert', 'Azerbaijan violates the ceasefire, Armenia says'],
    ['clash', 'alert', 'Shelling on the line of contact'],
    ['clash', 'alert', 'Shelling of Artsakh'],
    ['clash', 'review', 'Shelling reported near Sotk'],
    ['other', 'drop', 'Shelling in Tokyo'],
    ['other', 'drop', 'Armenia and Azerbaijan in football match'],
    ['other', 'drop', 'Truce in Gaza, Armenia says'],
    ['other', 'drop', 'Armenia grows apricots'],
    ['other', 'drop', ''],
  ])('says %s and %s for %j', (expected, decision, title) => {
    const answer = label(title);
    expect([answer.label, answer.decision]).toEqual([expected, decision]);
    expect(answer.reason).not.toBe('');
  });

  test('reads the enemy in an Armenian text as the other side', () => {
    expect(label('Հակառակորդի կրակոցներ', { language: 'hy' })).toMatchObject({ label: 'clash', decision: 'alert' });
    expect(label('Կրակոցներ', { language: 'hy' })).toMatchObject({ label: 'other' });
  });

  test('lets an outlet of one side name only the other', () => {
    expect(label('Azerbaijan: shelling', { side: 'ARM' }).decision).toBe('alert');
    expect(label('Azerbaijan: shelling', { side: 'third' }).decision).toBe('review');
  });

  test('puts the news of the title before the background in the summary', () => {
    const answer = label('Armenia, Azerbaijan exchange prisoners', {
      summary: 'Both sides had reported clashes and shelling this week.',
    });
    expect(answer).toMatchObject({ label: 'humanitarian', labels2: ['clash'], runnerUp: { label: 'clash' } });
  });

  test('keeps the label of a denied attack and tells the denial', () => {
    const answer = label('Azerbaijan denies shelling Armenia');
    expect(answer.label).toBe('clash');
    expect(answer.evidence).toContainEqual(expect.objectContaining({ kind: 'rule', rule: 'denial' }));
  });

  test('puts a denied attack before the truce it would break, unless the rule is off', () => {
    const title = 'Truce of Armenia and Azerbaijan lasted a day';
    const summary = 'Armenia tells of clashes. Azerbaijan denies shelling.';
    expect(label(title, { summary }).label).toBe('clash');
    expect(label(title, { summary, settings: { rules: { denial: { enabled: false } } } }).label).toBe('ceasefire');
  });

  test.each([
    ['violated', 'Azerbaijan broke the truce with Armenia', 'ceasefire'],
    ['history', 'Armenia marks anniversary of clashes with Azerbaijan', 'clash'],
    ['hypothetical', 'Azerbaijan threatens shelling Armenia', 'clash'],
    ['negated', 'No shelling, Armenia and Azerbaijan say', 'clash'],
    ['harm', 'Soldier killed, Armenia and Azerbaijan say', 'other'],
  ])('says that rule %s fired, and not when it is switched off', (rule, title, without) => {
    const fired = (answer: Classification) => answer.evidence.some((one) => one.kind === 'rule' && one.rule === rule);
    const on = label(title);
    const off = label(title, { settings: { rules: { [rule]: { enabled: false } } } });
    expect([fired(on), fired(off)]).toEqual([true, false]);
    expect(off.label).toBe(without);
    expect(on).not.toMatchObject({ score: off.score, label: off.label });
  });

  test('calls a soldier\u2019s death no clash where it is looked into and nobody is named as its cause', () => {
    const text = (more: string) =>
      `Criminal case over soldier killed in clashes at the line of contact of Armenia${more}`;
    expect(label(text('')).label).toBe('other');
    expect(label(text(', adversary named')).label).toBe('clash');
    expect(label(text(', he was fired at')).label).toBe('clash');
    expect(label(text(' with Azerbaijan')).label).toBe('clash');
    expect(label(text(''), { settings: { rules: { unexplained: { enabled: false } } } }).label).toBe('clash');
  });

  test('takes nothing from news of prisoners for the name of the war they were taken in', () => {
    expect(label('Armenia, Azerbaijan: prisoners of the first war').label).toBe('humanitarian');
    expect(label('Armenia, Azerbaijan: talks of the first war').decision).not.toBe('alert');
  });

  test('tells a breach that is only feared from one that happened', () => {
    expect(label('Armenia warned if Azerbaijan violates truce').label).toBe('ceasefire');
    expect(label('Azerbaijan violates truce, Armenia warns').label).toBe('clash');
  });

  test('takes points for an old year, measured from the publication', () => {
    const title = 'Clashes of Armenia and Azerbaijan in 2016';
    const score = (publishedAt?: string) => label(title, publishedAt === undefined ? {} : { publishedAt }).score;
    expect(score('2024-11-04T00:00:00.000Z')).toBeLessThan(score('2016-04-04T00:00:00.000Z'));
    expect(score()).toBe(score('2016-04-04T00:00:00.000Z'));
  });

  test('counts exclusions less where both sides are named, unless the rule is off', () => {
    const title = 'Armenia and Azerbaijan clashes after football';
    const on = label(title, { settings: { rules: { bothSides: { scale: 0 } } } });
    expect(on.label).toBe('clash');
    expect(label(title, { settings: { rules: { bothSides: { enabled: false } } } }).label).toBe('other');
  });

  test('lets what an opinion piece talks about fade in its title, not in its summary', () => {
    const score = (title: string, summary = '') => label(title, { summary }).score;
    const off = { rules: { opinion: { enabled: false } } };
    const title = 'Analysis: Armenia and Azerbaijan hold talks';
    expect(score(title)).toBeLessThan(label(title, { settings: off }).score);
    const summary = 'Analysis: Armenia and Azerbaijan hold talks';
    expect(score('', summary)).toBe(label('', { summary, settings: off }).score);
  });

  test('lets everything through an open gate', () => {
    expect(label('Shelling in Tokyo', { settings: { gate: { enabled: false } } }).decision).toBe('alert');
  });

  test('tells each cue with its place, its weight and what the rules left of it', () => {
    const { evidence } = label('Shelling of Artsakh');
    expect(evidence).toContainEqual({
      kind: 'cue',
      cue: 'en/clash/shelling',
      group: 'clash',
      field: 'title',
      start: 0,
      end: 8,
      text: 'Shelling',
      weight: 3,
      effective: 5.25,
    });
  });

  test('is other exactly when it drops, with a score from 0 to 1, the same each time', () => {
    const words = [
      'Armenia',
      'Azerbaijan',
      'shelling',
      'truce',
      'talks',
      'prisoners',
      'no',
      'football',
      'Gaza',
      'may',
      'Sotk',
      '2016',
      '.',
    ];
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...words), { maxLength: 12 }),
        fc.array(fc.constantFrom(...words)),
        (title, summary) => {
          const first = label(title.join(' '), { summary: summary.join(' ') });
          expect(first.label === 'other').toBe(first.decision === 'drop');
          expect(first.score).toBeGreaterThanOrEqual(0);
          expect(first.score).toBeLessThanOrEqual(1);
          expect(label(title.join(' '), { summary: summary.join(' ') })).toEqual(first);
        },
      ),
    );
  });
});
