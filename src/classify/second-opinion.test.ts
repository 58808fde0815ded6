import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { partiesFile, placesFile, weaponsFile } from '../config/schema/gazetteer.ts';
import { classifySettings } from '../config/schema/settings-classify.ts';
import { type Classification, LABELS } from '../domain/classification.ts';
import { compileLexicon } from '../lexicon/compile.ts';
import type { Scan } from '../lexicon/hit.ts';
import { scan } from '../lexicon/scan.ts';
import { decodeWeights, featuresOf, opinionOf, reconsider, type SecondOpinionModel } from './second-opinion.ts';

const lexicon = compileLexicon({
  lexica: [],
  parties: partiesFile.parse({ theatre: { name: { en: 'Test' }, prefix: 'TT', sides: ['ARM', 'AZE'] }, parties: {} }),
  places: placesFile.parse({ places: {} }),
  weapons: weaponsFile.parse({ weapons: {} }),
});
const BUCKETS = 1024;
const settings = classifySettings.parse({ secondOpinion: { enabled: true, from: 0.9 } });
const dropped: Classification = {
  label: 'other',
  labels2: [],
  score: 0,
  decision: 'drop',
  reason: 'no cue of any label',
  evidence: [],
  lexiconVersion: 'v',
  language: 'en',
};

function title(text: string): Scan[] {
  return [scan(lexicon, 'en', 'title', text)];
}

/** A model that knows one word, as a sign of a clash. */
function modelThatKnows(word: string): SecondOpinionModel {
  const weights = new Int8Array(BUCKETS * LABELS.length);
  for (const bucket of featuresOf(title(word), 3, BUCKETS)) weights[bucket * LABELS.length] = 100;
  return { labels: LABELS, buckets: BUCKETS, bias: LABELS.map(() => 0), scale: 0.2, weights };
}

describe('reconsider', () => {
  const model = modelThatKnows('cannonade');

  it('raises what was dropped to review, and tells by which words', () => {
    const second = reconsider(dropped, title('Cannonade heard'), model, settings);
    expect(second).toMatchObject({ decision: 'review', label: 'clash', evidence: [{ rule: 'secondOpinion' }] });
    expect(second.reason).toMatch(
      /^no cue of any label; second opinion: (?:1\.00|0\.9\d) about the conflict, by “Cannonade”/,
    );
  });

  it('leaves a text that it does not know dropped', () => {
    expect(reconsider(dropped, title('Rain expected'), model, settings)).toBe(dropped);
  });

  it('leaves the text dropped while it is less sure than wanted', () => {
    const unsure = { ...model, scale: 0.001 };
    expect(reconsider(dropped, title('Cannonade heard'), unsure, settings)).toBe(dropped);
  });

  it.each(['alert', 'review'] as const)('never touches an item for %s', (decision) => {
    const first: Classification = { ...dropped, decision, label: 'ceasefire' };
    expect(reconsider(first, title('Cannonade heard'), model, settings)).toBe(first);
  });

  it.each(['und', 'de'])('leaves a language without lexicon (%s) alone', (language) => {
    const first = { ...dropped, language };
    expect(reconsider(first, title('Cannonade heard'), model, settings)).toBe(first);
  });

  it('never answers with an alert, whatever the text and the model', () => {
    const bytes = fc.int8Array({ minLength: BUCKETS * LABELS.length, maxLength: BUCKETS * LABELS.length });
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), bytes, (text, weights) => {
        const second = reconsider(dropped, title(text), { ...model, weights }, settings);
        expect(second.decision).not.toBe('alert');
        expect(second.label === 'other').toBe(second.decision === 'drop');
      }),
      { numRuns: 50 },
    );
  });
});

describe('opinionOf', () => {
  it('reads the title and the first sentences of the summary only', () => {
    const model = modelThatKnows('cannonade');
    const summary = scan(lexicon, 'en', 'summary', 'One. Two. Three. Cannonade.');
    expect(opinionOf(model, [summary], 3).relevance).toBeCloseTo(0.8);
    expect(opinionOf(model, [summary], 4).relevance).toBeGreaterThan(0.9);
  });

  it('has no opinion on nothing', () => {
    expect(opinionOf(modelThatKnows('cannonade'), title(''), 3)).toMatchObject({
      relevance: expect.closeTo(0.8),
      words: [],
    });
  });
});

it('reads weights as they were written', () => {
  const weights = Int8Array.from([-128, -1, 0, 1, 127]);
  expect(decodeWeights(Buffer.from(weights.buffer).toString('base64'))).toEqual(weights);
});
