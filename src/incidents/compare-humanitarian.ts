import type { Account } from './account.ts';
import type { Candidate } from './candidate.ts';
import { casualtyPoints } from './compare-casualties.ts';
import { compareTexts, textPoints } from './compare-text.ts';
import { type Comparison, common, createTally, hoursApart, veto } from './comparison.ts';
import type { IncidentContext } from './context.ts';
import { comparePlaces } from './geography.ts';
import { overlaps, publishedMs, statedSpan } from './times.ts';

/** A mine blast is told within a day and a half; what comes later is the next one. */
const BLAST_HOURS = 36;

/** Does this account tell of that exchange, trial, blast or plight? Subject first: many such accounts name no place. */
export function compareHumanitarian(report: Account, candidate: Candidate, context: IncidentContext): Comparison {
  const published = publishedMs(report);
  if (published - candidate.firstMs > context.settings.humanitarianWindow) return veto('too long ago');
  const relation = comparePlaces(context.geography, report.places, candidate.places);
  if (relation.kind === 'different') return veto(`different places: ${relation.place}`);
  const isHurt = report.casualties.some((one) => one.low > 0 && (one.kind === 'killed' || one.kind === 'wounded'));
  const isBlast = isHurt || report.weapons.includes('mine');
  const hours = hoursApart(published, candidate.lastMs);
  if (isBlast && hoursApart(published, candidate.firstMs) > BLAST_HOURS) return veto('another blast');
  const stated = statedSpan(report.occurred);
  if (isBlast && stated !== undefined && candidate.stated !== undefined && !overlaps(stated, candidate.stated)) {
    return veto('stated times differ');
  }

  const tally = createTally();
  const texts = compareTexts(report, candidate, context);
  if (relation.kind === 'same') tally.add(relation.breadth === 'province' ? 1 : 2, `same place ${relation.place}`);
  else if (relation.kind === 'within') tally.add(1.2, `same place ${relation.place}`);
  else if (relation.kind === 'near') tally.add(1, `facing places ${relation.place}`);
  const topics = (subjects: readonly string[]) => subjects.filter((one) => context.subjects.kindOf(one) !== 'stage');
  const shared = common(topics(report.subjects), topics(candidate.subjects));
  if (shared.length > 0) tally.add(1.5 + 0.5 * Math.min(shared.length, 3), `same subject: ${shared.join(', ')}`);
  else if (topics(report.subjects).length > 0 && topics(candidate.subjects).length > 0) {
    // A blast is told with what surrounds it: maps, clearance, the hospital.
    tally.add(isBlast ? -0.3 : -2, 'other subject');
  }
  if (common(report.weapons, candidate.weapons).length > 0) tally.add(1, 'same weapon');
  const losses = casualtyPoints(report, candidate);
  tally.add(losses.points, losses.reason);
  if (common(report.mediators, candidate.mediators).length > 0) tally.add(0.7, 'same mediator');
  tally.add(hours <= 24 ? 1.1 - hours / 60 : hours <= 72 ? 0.6 : -0.5, 'time');
  tally.add(textPoints(texts), 'words alike');
  return tally.result(
    relation.kind === 'same' || relation.kind === 'within' || texts?.isCopy === true ? 'place' : 'none',
  );
}
