import type { Account } from './account.ts';
import type { Candidate } from './candidate.ts';
import { compareTexts, textPoints } from './compare-text.ts';
import { type Comparison, common, createTally, hoursApart, veto } from './comparison.ts';
import type { IncidentContext } from './context.ts';
import { comparePlaces } from './geography.ts';
import { overlaps, publishedMs, statedSpan } from './times.ts';

/** An exchange of statements lasts a day and a half. */
const STATEMENT_MS = 36 * 3_600_000;

/** Does this account tell of those talks? Keyed by venue, level of the participants and day, from announcement to outcome. */
export function compareTalks(report: Account, candidate: Candidate, context: IncidentContext): Comparison {
  const hours = hoursApart(publishedMs(report), candidate.lastMs);
  if (publishedMs(report) - candidate.firstMs > context.settings.talksWindow) return veto('too long ago');
  const venue = comparePlaces(context.geography, report.venues, candidate.venues);
  if (venue.kind === 'different') return veto(`different venues: ${venue.place}`);
  const isSameVenue =
    venue.kind === 'same' || venue.kind === 'within' || common(report.venues, candidate.venues).length > 0;
  const stated = statedSpan(report.occurred);
  const agreesOnDay =
    stated === undefined || candidate.stated === undefined ? undefined : overlaps(stated, candidate.stated);

  const formats = (subjects: readonly string[]) => subjects.filter((one) => context.subjects.kindOf(one) === 'format');
  const topics = (subjects: readonly string[]) => subjects.filter((one) => context.subjects.kindOf(one) === 'topic');
  const tally = createTally();
  const texts = compareTexts(report, candidate, context);
  if (isSameVenue) tally.add(2.5, 'same venue');
  else if (venue.kind === 'near') tally.add(1, 'venues across the line');
  if (agreesOnDay === true) tally.add(0.7, 'same stated day');
  if (agreesOnDay === false) tally.add(isSameVenue ? -1 : -2.5, 'other day');

  const sharedFormats = common(formats(report.subjects), formats(candidate.subjects));
  if (sharedFormats.length > 0) tally.add(1.5, `same level: ${sharedFormats.join(', ')}`);
  else if (formats(report.subjects).length > 0 && formats(candidate.subjects).length > 0) {
    tally.add(isSameVenue ? -1.5 : -2, 'other level');
  }
  const sharedTopics = common(topics(report.subjects), topics(candidate.subjects));
  if (sharedTopics.length > 0) tally.add(1.5, `same topic: ${sharedTopics.join(', ')}`);
  else if (topics(report.subjects).length > 0 && topics(candidate.subjects).length > 0 && !isSameVenue) {
    tally.add(-1, 'other topic');
  }
  const mediators = common(report.mediators, candidate.mediators);
  if (mediators.length > 0) tally.add(1, `same mediator ${mediators.join(', ')}`);
  else if (report.mediators.length > 0 && candidate.mediators.length > 0 && !isSameVenue)
    tally.add(-2, 'other mediator');
  const isStatement = report.venues.length === 0 && candidate.venues.length > 0 && sharedFormats.length === 0;
  if (isStatement && mediators.length === 0) tally.add(-1, 'no word of that meeting');
  // What is said about the talks day after day is no one thing.
  const areStatements = report.venues.length === 0 && candidate.venues.length === 0 && sharedFormats.length === 0;
  const isStale = publishedMs(report) - candidate.firstMs > STATEMENT_MS;
  if (areStatements && mediators.length === 0 && isStale) tally.add(-1.5, 'a statement of another day');
  // A statement without a venue follows a meeting by hours, not by days.
  tally.add(hours <= 24 ? 1.2 - hours / 48 : hours <= 72 ? 0.3 : isSameVenue ? 0 : -1.5, 'time');
  tally.add(textPoints(texts), 'words alike');
  return tally.result(isSameVenue || texts?.isCopy === true ? 'place' : 'none');
}
