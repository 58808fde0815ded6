/**
 * Trains `config/second-opinion.json` on texts of this repository alone: the samples, the rows beside
 * the extraction rules, and ordinary news written for the purpose. Prints how it does on texts that it was not trained on.
 *
 *   npm run train:second-opinion [-- --check]      --check: print only, write nothing
 */
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { featuresOf, opinionOf, type SecondOpinionModel } from '../../src/classify/second-opinion.ts';
import { loadConfig } from '../../src/config/load.ts';
import { LABELS, type Label } from '../../src/domain/classification.ts';
import { LANGUAGES } from '../../src/domain/language.ts';
import { createUnderstanding } from '../../src/understanding.ts';
import { readExamples } from './examples.ts';
import { fitModel } from './fit-model.ts';

const BUCKETS = 2 ** 16;
const FOLDS = 5;

const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
const loaded = await loadConfig('config');
if (loaded.kind === 'invalid') throw new Error('config/ has problems; npm run -s cli -- check tells them');
const { settings } = loaded.config;
const { leadSentences, secondOpinion } = settings.classify;
const understanding = createUnderstanding(loaded.config);

const examples = (await readExamples()).map((example) => {
  const { title, summary, language } = example;
  const { scans } = understanding.understand({ itemId: '', title, summary, feedLanguages: [language] });
  const fields = [scans.title, scans.summary];
  return {
    ...example,
    fields,
    features: featuresOf(fields, leadSentences, BUCKETS),
    at: LABELS.indexOf(example.label),
  };
});

const seen = LANGUAGES.map((language) => ({ language, relevant: 0, raised: 0, ordinary: 0, raisedWrongly: 0 }));
for (let fold = 0; fold < FOLDS; fold++) {
  const model = pack(
    fitModel(
      examples.filter((_example, index) => index % FOLDS !== fold),
      BUCKETS,
      LABELS.length,
    ),
  );
  for (const [index, { language, label, fields }] of examples.entries()) {
    const row = seen.find((one) => one.language === language);
    if (index % FOLDS !== fold || row === undefined) continue;
    const isRaised = opinionOf(model, fields, leadSentences).relevance >= secondOpinion.from;
    if (label === 'other') {
      row.ordinary += 1;
      row.raisedWrongly += isRaised ? 1 : 0;
    } else {
      row.relevant += 1;
      row.raised += isRaised ? 1 : 0;
    }
  }
}
console.log(`${examples.length} texts, ${FOLDS} folds, raised from ${secondOpinion.from}:`);
console.table(seen);

if (!values.check) {
  const { labels, buckets, bias, scale, weights } = pack(fitModel(examples, BUCKETS, LABELS.length));
  const model = { labels, buckets, bias, scale, weights: Buffer.from(weights.buffer).toString('base64') };
  await writeFile('config/second-opinion.json', `${JSON.stringify(model)}\n`);
}

/** Weights as signed bytes. */
function pack({
  bias,
  weights,
}: {
  readonly bias: readonly number[];
  readonly weights: Float64Array;
}): SecondOpinionModel {
  const scale = weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0) / 127;
  const bytes = Int8Array.from(weights, (weight) => Math.round(weight / scale));
  const rounded = (value: number) => Math.round(value * 1e6) / 1e6;
  return {
    labels: LABELS satisfies readonly Label[],
    buckets: BUCKETS,
    bias: bias.map(rounded),
    scale: rounded(scale),
    weights: bytes,
  };
}
