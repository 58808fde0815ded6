import type { Environment } from '../config/environment.ts';
import type { Desk } from '../desk.ts';
import type { ReviewDecision } from '../discord/commands/ports.ts';
import { renderReview } from '../discord/render/review.ts';
import type { Sender } from '../discord/send.ts';
import type { Log } from '../ops/log.ts';
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
  readonly sender: Pick<Sender, 'post'>;
  /** One item's way: `processItem`. */
  readonly process: (incoming: IncomingItem) => Promise<ItemResult>;
  readonly log: Log;
}

/** Items the classifier is unsure of: shown to the moderators, and decided by them. */
export interface Reviews {
  /** Puts an item into the moderators' channel, where one is configured. Never throws; the item stays listed in the console in any case. */
  ask(result: ItemResult): Promise<void>;
  decide(decision: ReviewDecision): Promise<void>;
}

const MAX_CANDIDATES = 5;

export function createReviews(options: ReviewOptions): Reviews {
  const { state, log } = options;
  return {
    async ask(result) {
      const desk = options.desk();
      const channelId = desk.config.settings.discord.moderatorsChannel;
      if (channelId === undefined) return;
      try {
        const body = renderReview(result.item, result.understood.classification, {
          language: 'en',
          names: cardNamesOf(desk.config),
          candidates: await candidatesFor(result, desk, state),
        });
        const sent = await options.sender.post(channelId, body);
        if (sent.kind !== 'sent')
          log.warn(
            { itemId: result.item.id, reason: sent.message },
            'a review did not reach the moderators; the console lists it',
          );
      } catch (err) {
        log.warn({ err, itemId: result.item.id }, 'a review did not reach the moderators; the console lists it');
      }
    },

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

/** Incidents of the last days that an item may belong to: the same label and one of its places, else the latest of that label. */
async function candidatesFor(result: ItemResult, desk: Desk, state: State) {
  const { classification, extraction } = result.understood;
  if (classification.label === 'other') return [];
  const query = { labels: [classification.label] };
  const near =
    extraction.places.length > 0
      ? await state.incidents.find({ ...query, places: extraction.places }, { limit: MAX_CANDIDATES })
      : undefined;
  const found =
    near !== undefined && near.incidents.length > 0
      ? near
      : await state.incidents.find(query, { limit: MAX_CANDIDATES });
  const names = cardNamesOf(desk.config);
  return found.incidents.map((incident) => ({ id: incident.id, headline: headlineOf(incident, names, wordsOf('en')) }));
}
