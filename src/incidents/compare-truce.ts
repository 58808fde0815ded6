import type { CeasefireState } from '../domain/report.ts';
import type { Account } from './account.ts';
import type { Candidate } from './candidate.ts';
import { compareTexts, textPoints } from './compare-text.ts';
import { type Comparison, common, createTally, hoursApart, veto } from './comparison.ts';
import type { IncidentContext } from './context.ts';
import { comparePlaces } from './geography.ts';
import { publishedMs } from './times.ts';

const OPENING: ReadonlySet<CeasefireState | undefined> = new Set(['announced', 'agreed', 'offered', 'extended']);

/** Does this account tell of that truce? One truce at a time holds in a sector: announcements days apart are two. */
export function compareTruce(report: Account, candidate: Candidate, context: IncidentContext): Comparison {
  const { settings } = context;
  const published = publishedMs(report);
  const hours = hoursApart(published, candidate.firstMs);
  const relation = comparePlaces(context.geography, report.places, candidate.places);
  if (relation.kind === 'different') return veto(`different sectors: ${relation.place}`);
  if (published - candidate.firstMs > settings.truceWindow) return veto('too long ago');
  const isOpening = OPENING.has(report.ceasefireState);
  if (isOpening && hours * 3_600_000 > settings.truceOpeningWindow) return veto('announcements of two truces');
  const isEnd = report.ceasefireState === 'broken' || report.ceasefireState === 'ended';
  if (candidate.isOver && !isEnd && published > candidate.lastMs) return veto('that truce is over');

  const tally = createTally();
  const texts = compareTexts(report, candidate, context);
  tally.add(1, 'a truce in force');
  if (relation.kind === 'same' || relation.kind === 'within') tally.add(1.5, `same sector ${relation.place}`);
  else if (relation.kind === 'near') tally.add(1, 'the sector across the line');
  else tally.add(0.4, 'no sector named');
  const mediators = common(report.mediators, candidate.mediators);
  if (mediators.length > 0) tally.add(1, `same mediator ${mediators.join(', ')}`);
  else if (report.mediators.length > 0 && candidate.mediators.length > 0) tally.add(-2, 'other mediator');
  else if (report.mediators.length > 0 && hours > 20) tally.add(-1.5, "a third party's word on it");
  if (OPENING.has(candidate.ceasefireState) && isOpening) tally.add(0.5, 'both announce it');
  if (report.ceasefireState === 'holding') tally.add(0.5, 'it holds');
  tally.add(Math.max(0, 1.2 - hours / (report.ceasefireState === 'holding' ? 200 : 60)), 'time');
  const topics = common(report.subjects, candidate.subjects);
  if (topics.length > 0) tally.add(0.7, `same subject: ${topics.join(', ')}`);
  tally.add(textPoints(texts), 'words alike');
  return tally.result(
    relation.kind === 'same' || relation.kind === 'within' || texts?.isCopy === true ? 'place' : 'none',
  );
}
