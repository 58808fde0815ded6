import { type Account, attackersOf, charactersOf, isFollowUp, isSummaryReport } from './account.ts';
import type { Candidate } from './candidate.ts';
import { casualtyPoints } from './compare-casualties.ts';
import { compareTexts, type TextMatch, textPoints } from './compare-text.ts';
import { type Anchor, type Comparison, common, createTally, hoursApart, type Tally, veto } from './comparison.ts';
import type { IncidentContext } from './context.ts';
import { comparePlaces, type PlaceRelation } from './geography.ts';
import { overlaps, publishedMs, statedSpan } from './times.ts';

const HOUR_MS = 3_600_000;
/** A report was written about something that had happened: what is stated for later than this after it is something else. */
const CLOCK_SLACK_MS = 2 * HOUR_MS;
/** Accounts published so close together are of one event if they name one place. */
const TOGETHER_MS = 3 * HOUR_MS;
/** A repetition of an alarm this long after the first one, after a silence, is a new alarm. */
const REPEATED_ALARM_HOURS = 16;

/** Points of the place, by how narrow the common place is. */
const PLACE_POINTS = {
  same: { spot: 3.5, district: 2.5, province: 1.2, wide: 0 },
  within: { spot: 2, district: 2, province: 1.5, wide: 0 },
} as const;

/** Does this account tell of that clash? Place, direction and time may each forbid it; losses, weapons, subject and words add up. */
export function compareClash(report: Account, candidate: Candidate, context: IncidentContext): Comparison {
  const isSummary = isSummaryReport(report);
  if (isSummary !== candidate.isSummary) return veto('a count of many violations and a single clash');
  const relation = comparePlaces(context.geography, report.places, candidate.places);
  if (isSummary) return compareSummaries(report, candidate, context, relation);
  if (relation.kind === 'different') return veto(`different places: ${relation.place}`);

  const tally = createTally();
  const forbidden = timeVeto(report, candidate, context, relation);
  if (forbidden !== undefined) return veto(forbidden);
  addPlace(tally, relation);
  addTime(tally, report, candidate, context);
  const counter = addDirection(tally, report, candidate, context, relation);
  if (counter !== undefined) return veto(counter);
  addCharacter(tally, report, candidate);
  const losses = casualtyPoints(report, candidate);
  tally.add(losses.points, losses.reason);
  if (relation.kind === 'unknown' && losses.differ) tally.add(-1, 'losses differ, no place');
  addSubjects(tally, report, candidate);
  const thirds = common(report.parties, candidate.parties).filter((party) => context.camps.isThird(party));
  if (thirds.length > 0) tally.add(0.5, `both name ${thirds.join(', ')}`);
  const texts = compareTexts(report, candidate, context);
  tally.add(textPoints(texts), 'words alike');
  addSameOutlet(tally, report, candidate);
  if (relation.kind === 'near' && !hasTie(report, candidate, context))
    tally.add(-1.5, 'nothing but the neighbourhood in common');
  return tally.result(anchorOf(relation, texts));
}

/** Places that face each other are one incident only if something besides place and time says so. */
function hasTie(report: Account, candidate: Candidate, context: IncidentContext): boolean {
  const attackers = attackersOf(report, context).sides.size > 0 && attackersOf(candidate, context).sides.size > 0;
  const kinds = common(charactersOf(report), charactersOf(candidate)).some((kind) => kind !== 'smallArms');
  const subjects = common(report.subjects, candidate.subjects).length > 0;
  return attackers || kinds || subjects || casualtyPoints(report, candidate).points > 0;
}

function anchorOf(relation: PlaceRelation, texts: TextMatch | undefined): Anchor {
  if (relation.kind === 'same' || relation.kind === 'within' || texts?.isCopy === true) return 'place';
  return relation.kind === 'near' ? 'facing' : 'none';
}

function compareSummaries(
  report: Account,
  candidate: Candidate,
  context: IncidentContext,
  relation: PlaceRelation,
): Comparison {
  const hours = hoursApart(publishedMs(report), candidate.firstMs);
  if (hours > 18) return veto('counts of different days');
  if (
    report.violations !== undefined &&
    candidate.violations !== undefined &&
    report.violations !== candidate.violations
  ) {
    return veto(`counts differ: ${report.violations} and ${candidate.violations}`);
  }
  const attackers = attackersOf(report, context);
  const theirs = attackersOf(candidate, context);
  if (attackers.sides.size > 0 && theirs.sides.size > 0 && common(attackers.sides, theirs.sides).length === 0) {
    return veto('counts by different sides');
  }
  const tally = createTally();
  tally.add(2, 'both count the violations of a day');
  if (common(attackers.sides, theirs.sides).length > 0) tally.add(1, 'same side accused');
  if (report.violations !== undefined && report.violations === candidate.violations) tally.add(2, 'same count');
  if (relation.kind === 'same' || relation.kind === 'within') tally.add(1, 'same sectors');
  if (relation.kind === 'different') tally.add(-2, 'other sectors');
  tally.add(1 - hours / 18, 'time');
  return tally.result('place');
}

function timeVeto(
  report: Account,
  candidate: Candidate,
  context: IncidentContext,
  relation: PlaceRelation,
): string | undefined {
  const { settings } = context;
  const published = publishedMs(report);
  const stated = statedSpan(report.occurred);
  if (stated !== undefined && candidate.stated !== undefined) {
    // Two accounts written within the hour mean the same night, however a time was read or printed.
    const isTogether = Math.abs(published - candidate.lastMs) <= TOGETHER_MS && relation.kind !== 'unknown';
    if (!overlaps(stated, candidate.stated) && !isTogether) return 'stated times differ';
    return published - candidate.firstMs > settings.followUpWindow ? 'too long ago' : undefined;
  }
  // What had already been told cannot be what happened later.
  if (stated !== undefined && stated.from > candidate.firstMs + CLOCK_SLACK_MS)
    return 'happened after the first report of it';
  if (candidate.stated !== undefined && candidate.stated.from > published + CLOCK_SLACK_MS)
    return 'told before it happened';
  const age = published - candidate.firstMs;
  const looksFurther = isFollowUp(report) && relation.kind !== 'unknown';
  const isAboutTheDead =
    relation.kind !== 'unknown' && relation.kind !== 'near' && tellsOfSameDeaths(report, candidate);
  const window = looksFurther || isAboutTheDead ? settings.followUpWindow : settings.clashWindow;
  if (age > window) return 'too long ago';
  const isQuiet = published - candidate.lastMs > settings.silence;
  const isRepeated = age > REPEATED_ALARM_HOURS * HOUR_MS;
  if (isQuiet && isRepeated && !isFollowUp(report) && !tellsOfSameLosses(report, candidate))
    return 'a new alarm after silence';
  return undefined;
}

/** Names, funerals and inquiries follow a death for days. */
function tellsOfSameDeaths(report: Account, candidate: Candidate): boolean {
  return report.casualties.some(
    (one) =>
      one.kind === 'killed' &&
      one.low > 0 &&
      candidate.casualties.some(
        (other) => other.kind === 'killed' && other.side === one.side && other.high === one.low,
      ),
  );
}

function tellsOfSameLosses(report: Account, candidate: Candidate): boolean {
  return casualtyPoints(report, candidate).points > 0;
}

function addPlace(tally: Tally, relation: PlaceRelation): void {
  switch (relation.kind) {
    case 'same':
    case 'within':
      tally.add(PLACE_POINTS[relation.kind][relation.breadth], `${relation.kind} place ${relation.place}`);
      return;
    case 'near':
      tally.add(1.2, `facing places ${relation.place}`);
      return;
    case 'unknown':
    case 'different':
      return;
    default:
      relation satisfies never;
  }
}

function addTime(tally: Tally, report: Account, candidate: Candidate, context: IncidentContext): void {
  const published = publishedMs(report);
  const hours = Math.min(hoursApart(published, candidate.lastMs), hoursApart(published, candidate.firstMs));
  if (published - candidate.firstMs > context.settings.clashWindow) tally.add(-1, 'days later');
  tally.add(Math.max(0, 1.2 - hours / 16), 'time');
  const stated = statedSpan(report.occurred);
  if (stated === undefined || candidate.stated === undefined) return;
  if (overlaps(stated, candidate.stated)) tally.add(0.7, 'stated times agree');
  else tally.add(-1, 'stated times differ');
}

/** Adds points for the direction; answers why not when opposite accusations lie too far apart. */
function addDirection(
  tally: Tally,
  report: Account,
  candidate: Candidate,
  context: IncidentContext,
  relation: PlaceRelation,
): string | undefined {
  const mine = attackersOf(report, context);
  const theirs = attackersOf(candidate, context);
  if (mine.sides.size === 0 && theirs.sides.size === 0) {
    tally.add(0.3, 'neither names an attacker');
    return undefined;
  }
  if (mine.sides.size === 0 || theirs.sides.size === 0) return undefined;
  if (common(mine.sides, theirs.sides).length > 0) {
    const isStated = mine.basis === 'accusation' && theirs.basis === 'accusation';
    // Of two sides one is accused every time: without a place that says little, unless somebody answers just that.
    if (relation.kind !== 'unknown') tally.add(isStated ? 1.5 : 1, 'same side accused');
    else tally.add(answers(report, candidate) ? 1.4 : isStated ? 0.8 : 0.6, 'same side accused, no place');
    return undefined;
  }
  const distance = Math.abs(publishedMs(report) - candidate.firstMs);
  if (distance > context.settings.counterClaimWindow) return 'accusations in opposite directions, hours apart';
  if (relation.kind === 'unknown') {
    tally.add(-1.5, 'opposite accusation, no place');
  } else {
    tally.add(mine.basis === 'accusation' ? 0.5 : 0, 'opposite accusation at one place');
  }
  return undefined;
}

/** A denial answers an accusation that its speaker has not denied yet. */
function answers(report: Account, candidate: Candidate): boolean {
  return report.deniers.some((party) => !candidate.deniers.includes(party));
}

function addCharacter(tally: Tally, report: Account, candidate: Candidate): void {
  const mine = charactersOf(report);
  const theirs = charactersOf(candidate);
  if (mine.size === 0 || theirs.size === 0) return;
  const shared = common(mine, theirs);
  if (shared.length > 0) {
    const weapons = common(report.weapons, candidate.weapons).length;
    tally.add(0.7 + 0.3 * Math.min(weapons, 2), `same kind of clash: ${shared.join(', ')}`);
    return;
  }
  const isOnlyFire = [...mine, ...theirs].every((one) => one === 'smallArms' || one === 'heavy');
  tally.add(isOnlyFire ? -1 : -3, `${[...mine].join('+')} is not ${[...theirs].join('+')}`);
}

const NO_SUBJECT: ReadonlySet<string> = new Set(['dailySummary', 'treaty', 'capture']);

function addSubjects(tally: Tally, report: Account, candidate: Candidate): void {
  const mine = report.subjects.filter((one) => !NO_SUBJECT.has(one));
  const theirs = candidate.subjects.filter((one) => !NO_SUBJECT.has(one));
  const shared = common(mine, theirs);
  if (shared.length > 0) tally.add(Math.min(1.5 * shared.length, 2.5), `same subject: ${shared.join(', ')}`);
}

/** An outlet that mends or withdraws means its own earlier report. */
function addSameOutlet(tally: Tally, report: Account, candidate: Candidate): void {
  if (report.isCorrection !== true && report.isRetraction !== true) return;
  if (candidate.texts.some((text) => text.outletId === report.outletId))
    tally.add(1.5, 'the outlet mends its own report');
}
