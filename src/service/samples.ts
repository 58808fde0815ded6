import type { Config } from '../config/load.ts';
import type { Understanding } from '../understanding.ts';

/** An operators' headline that no longer gets its label. */
export interface BrokenSample {
  readonly file: string;
  readonly title: string;
  readonly wanted: string;
  readonly answered: string;
  readonly reason: string;
}

/** Judges `config/samples`; a reload that breaks one is refused. */
export function brokenSamples(config: Config, understanding: Understanding): BrokenSample[] {
  return config.samples.flatMap((sample, index): BrokenSample[] => {
    const { classification } = understanding.understand({
      itemId: `sample-${index}`,
      title: sample.title,
      summary: sample.summary ?? '',
      ...(sample.publishedAt !== undefined && { publishedAt: sample.publishedAt }),
      ...(sample.side !== undefined && { outletSide: sample.side }),
      feedLanguages: sample.language === undefined ? [] : [sample.language],
    });
    if (classification.label === sample.label) return [];
    return [
      {
        file: sample.file,
        title: sample.title,
        wanted: sample.label,
        answered: classification.label,
        reason: classification.reason,
      },
    ];
  });
}
