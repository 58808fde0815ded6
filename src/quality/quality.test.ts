import { describe, expect, it } from 'vitest';
import type { Label } from '../domain/classification.ts';
import { backtest, type JudgedTwice } from './backtest.ts';
import { type Answer, evaluate } from './evaluate.ts';
import { type GoldRow, readGoldRow } from './gold.ts';
import { scoreOf, tallyOf } from './scores.ts';
import { suggestWords } from './suggest.ts';

function row(fields: Partial<GoldRow>): GoldRow {
  return { id: '1', lang: 'en', title: 't', summary: '', isSure: true, ...fields };
}

function answer(label: Label, extraction: Partial<Answer['extraction']> = {}): Answer {
  const decision = label === 'other' ? 'drop' : 'alert';
  return {
    classification: { label, decision, reason: 'r' },
    extraction: { accusations: [], deniers: [], casualties: [], places: [], ...extraction },
  };
}

describe('readGoldRow', () => {
  it('splits an entry that gives killed and wounded at once', () => {
    const read = readGoldRow({
      id: 'a',
      title: 't',
      label: 'clash',
      casualties: [{ side: 'ARM', killed: 1, wounded: 2 }],
    });
    expect(read).toMatchObject({
      row: {
        casualties: [
          { side: 'ARM', kind: 'killed', low: 1 },
          { side: 'ARM', kind: 'wounded', low: 2 },
        ],
      },
    });
  });

  it('names an unknown label', () => {
    expect(readGoldRow({ id: 'a', title: 't', label: 'war' })).toMatchObject({
      kind: 'invalid',
      reason: expect.stringContaining('unknown label "war"'),
    });
  });
});

describe('scores', () => {
  it('compares lists as multisets', () => {
    expect(tallyOf(['a', 'a', 'b'], ['a', 'c'])).toEqual({ right: 1, extra: 1, missed: 2 });
  });

  it('calls silence right only where nothing was wanted', () => {
    expect(scoreOf({ right: 0, extra: 0, missed: 0 }).precision).toBe(1);
    expect(scoreOf({ right: 0, extra: 0, missed: 1 }).precision).toBe(0);
  });
});

describe('evaluate', () => {
  const evaluation = evaluate(
    [
      {
        row: row({ label: 'clash', accusations: [['ARM', 'AZE']], places: ['Shushi'] }),
        answer: answer('clash', { accusations: [['ARM', 'AZE']], places: ['Shusha', 'Lachin'] }),
      },
      { row: row({ label: 'clash' }), answer: answer('other') },
      { row: row({ label: 'other', lang: 'hy' }), answer: answer('negotiation') },
      { row: row({ label: 'other', lang: 'hy' }), answer: answer('other') },
      { row: row({}), answer: answer('clash') },
    ],
    (name) => (name === 'Shushi' ? 'Shusha' : name),
  );

  it('counts accuracy, relevance and what was kept out', () => {
    expect(evaluation.accuracy).toBe(0.5);
    expect(evaluation.relevant).toMatchObject({ right: 1, extra: 1, missed: 1 });
    expect(evaluation.keptOut).toBe(0.5);
    expect(evaluation.byLanguage['hy']?.accuracy).toBe(0.5);
  });

  it('scores extraction on relevant rows only, one name per place', () => {
    expect(evaluation.extraction.places).toMatchObject({ right: 1, extra: 1, missed: 0 });
    expect(evaluation.extraction.accusations).toMatchObject({ precision: 1, recall: 1 });
  });

  it('counts alerts on unlabelled rows as false alarms', () => {
    expect(evaluation.falseAlarms).toEqual({ rows: 1, alerts: 1, perThousand: 1000 });
  });
});

describe('backtest', () => {
  it('tells what a candidate adds, drops and changes, with the evidence that differs', () => {
    const judged = (before: Label, after: Label): JudgedTwice => ({
      id: 'x',
      title: 't',
      language: 'en',
      before: { ...answer(before).classification, evidence: [] },
      after: { ...answer(after).classification, evidence: [{ kind: 'rule', rule: 'violated', effect: 'e' }] },
    });
    const result = backtest([
      judged('other', 'clash'),
      judged('clash', 'other'),
      judged('clash', 'ceasefire'),
      judged('clash', 'clash'),
    ]);
    expect(result.counts).toEqual({ adds: 1, drops: 1, changes: 1, toReview: 0, fromReview: 0 });
    expect(result.rows[0]?.gained).toEqual(['rule violated']);
  });
});

describe('suggestWords', () => {
  it('names the words of missed texts that ordinary texts lack', () => {
    const misses = [new Set(['the', 'sniper']), new Set(['the', 'sniper']), new Set(['the', 'sniper'])];
    const others = [new Set(['the', 'market']), new Set(['the', 'weather']), new Set(['the'])];
    expect(suggestWords(misses, others, 5).map((one) => one.word)).toEqual(['sniper']);
  });
});
