import { createHash } from 'node:crypto';
import { classify } from './classify/classify.ts';
import { decodeWeights, reconsider, type SecondOpinionModel } from './classify/second-opinion.ts';
import type { Config } from './config/load.ts';
import type { Classification } from './domain/classification.ts';
import type { Side } from './domain/party.ts';
import type { Extraction } from './domain/report.ts';
import { extract } from './extract/extract.ts';
import { createDetector, type Detection } from './language/detect.ts';
import { compileLexicon } from './lexicon/compile.ts';
import type { Scan } from './lexicon/hit.ts';
import { scan } from './lexicon/scan.ts';

/** One item as it comes from a feed or from the command line. */
export interface UnderstandInput {
  readonly itemId: string;
  readonly title: string;
  readonly summary: string;
  /** ISO 8601 UTC. */
  readonly publishedAt?: string;
  /** Home side of the outlet; absent = unknown. */
  readonly outletSide?: Side;
  /** What our configuration says the feed publishes in. */
  readonly feedLanguages: readonly string[];
}

/** What the monitor makes of one item: its language, its label, and who says what. */
export interface Understood {
  readonly language: Detection;
  readonly classification: Classification;
  readonly extraction: Extraction;
  /** Every cue and name that matched, for coverage and marking. */
  readonly scans: { readonly title: Scan; readonly summary: Scan };
}

export interface Understanding {
  readonly lexiconVersion: string;
  /** Pure: the same item and configuration give the same answer. */
  readonly understand: (item: UnderstandInput) => Understood;
}

/** Longest title that is read; feeds put whole articles there. */
const TITLE_LENGTH = 1000;

/** Compiles a configuration into one pure function from item to answer. */
export function createUnderstanding(
  config: Pick<Config, 'settings' | 'languages' | 'lexica' | 'parties' | 'places' | 'weapons' | 'secondOpinion'>,
): Understanding {
  const { settings, parties, places, weapons, lexica } = config;
  const lexicon = compileLexicon({ lexica, parties, places, weapons });
  const detector = createDetector(config.languages, settings.language);
  const model = modelOf(config);
  const lexiconVersion = versionOf(lexicon.version, settings.classify, model === undefined ? '' : config.secondOpinion);
  const context = { lexiconVersion, parties, places, settings: settings.classify };
  return {
    lexiconVersion,
    understand(item) {
      const title = item.title.slice(0, TITLE_LENGTH);
      const summary = item.summary.slice(0, settings.classify.summaryLength);
      const language = detector.detect(`${title} ${summary.slice(0, settings.language.summaryLength)}`, {
        feedLanguages: item.feedLanguages,
      });
      // Where the detector will not commit itself, the words of the best guess may still tell.
      const spoken = language.language === 'und' ? (language.runnerUp?.language ?? 'und') : language.language;
      const scans = {
        title: scan(lexicon, spoken, 'title', title),
        summary: scan(lexicon, spoken, 'summary', summary),
      };
      const first = classify(
        {
          language: language.language,
          ...(item.publishedAt === undefined ? {} : { publishedAt: item.publishedAt }),
          ...(item.outletSide === undefined ? {} : { outletSide: item.outletSide }),
          scans,
        },
        context,
      );
      const classification =
        model === undefined ? first : reconsider(first, [scans.title, scans.summary], model, settings.classify);
      const extraction = extract(
        {
          itemId: item.itemId,
          language: language.language,
          label: classification.label,
          ...(item.publishedAt === undefined ? {} : { publishedAt: item.publishedAt }),
          ...(item.outletSide === undefined ? {} : { outletSide: item.outletSide }),
          scans,
        },
        { parties, places, weapons, lexica },
      );
      return { language, classification, extraction, scans };
    },
  };
}

function modelOf({
  settings,
  secondOpinion,
}: Pick<Config, 'settings' | 'secondOpinion'>): SecondOpinionModel | undefined {
  if (!settings.classify.secondOpinion.enabled || secondOpinion === undefined) return undefined;
  return { ...secondOpinion, weights: decodeWeights(secondOpinion.weights) };
}

/** The lexicon alone does not fix an answer: weights and switches belong to it. */
function versionOf(lexiconVersion: string, settings: unknown, model: unknown): string {
  return createHash('sha256')
    .update(lexiconVersion)
    .update(JSON.stringify(settings))
    .update(JSON.stringify(model))
    .digest('hex')
    .slice(0, 12);
}
