import type { Environment } from '../config/environment.ts';
import type { Desk } from '../desk.ts';
import type { ReviewDecision } from '../discord/commands/ports.ts';
import type { ReviewQuestion } from '../domain/alert.ts';
import type { IncomingItem, ItemResult } from '../pipeline.ts';
import { cardNamesOf } from '../service/names.ts';
import type { State } from '../service/state.ts';
import { headlineOf } from '../words/headline.ts';
import { wordsOf } from '../words/words.ts';
import { correct, correctionPorts } from './corrections.ts';
import { decideReview } from './review-decision.ts';

export interface ReviewOptions {
  readonly desk: () => Desk;
  readonly state: State;
  readonly environment: Pick<Environment, 'dataDir'>;
  /** One item's way: `processItem`. */
  readonly process: (incoming: IncomingItem) => Promise<ItemResult>;
}

/** Items the classifier is unsure of: shown to the moderators, and decided by them. */
export interface Reviews {
  /** Incidents of the last days that an item may belong to, best first. */
  candidatesOf(review: ReviewQuestion): Promise<readonly { readonly id: string; readonly headline: string }[]>;
  decide(decision: ReviewDecision): Promise<void>;
}

const MAX_CANDIDATES = 5;

export function createReviews(options: ReviewOptions): Reviews {
  const { state } = options;
  return {
    candidatesOf: (review) => candidatesFor(review, options.desk(), state),

    async decide({ itemId, verdict, incidentId, by }) {
      const now = Date.now();
      const at = new Date(now).toISOString();
      const parts = { state, dataDir: options.environment.dataDir, process: options.process };
      const reviewed = await decideReview(itemId, verdict === 'rejected' ? 'rejected' : 'approved', by, now, parts);
      if (reviewed.kind !== 'approved') return;
      const { result } = reviewed;
      if (
        verdict === 'joined' &&
        incidentId !== undefined &&
        result.incident !== undefined &&
        result.incident.id !== incidentId
      ) {
        const desk = options.desk();
        const author = { by, reason: 'joined by a moderator at review', at };
        await correct(
          { kind: 'join', keptId: incidentId, otherId: result.incident.id },
          author,
          desk,
          correctionPorts(state, desk),
          now,
        );
      }
    },
  };
}

/** The same label and one of its places, else the latest of that label. */
async function candidatesFor({ classification, places }: ReviewQuestion, desk: Desk, state: State) {
  if (classification.label === 'other') return [];
  const query = { labels: [classification.label] };
  const near =
    places.length > 0 ? await state.incidents.find({ ...query, places }, { limit: MAX_CANDIDATES }) : undefined;
  const found =
    near !== undefined && near.incidents.length > 0
      ? near
      : await state.incidents.find(query, { limit: MAX_CANDIDATES });
  const names = cardNamesOf(desk.config);
  return found.incidents.map((incident) => ({ id: incident.id, headline: headlineOf(incident, names, wordsOf('en')) }));
}
