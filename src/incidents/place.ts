import type { IncidentsSettings } from '../config/schema/settings-incidents.ts';
import type { Account } from './account.ts';
import type { Candidate } from './candidate.ts';
import { compareClash } from './compare-clash.ts';
import { compareHumanitarian } from './compare-humanitarian.ts';
import { compareTalks } from './compare-talks.ts';
import { compareTexts } from './compare-text.ts';
import { compareTruce } from './compare-truce.ts';
import { type Anchor, type Comparison, veto } from './comparison.ts';
import type { IncidentContext } from './context.ts';
import { comparePlaces } from './geography.ts';
import { familiesOf } from './keys.ts';

/** Where a report belongs, and why. */
export type Placing =
  | { readonly kind: 'new'; readonly related: readonly string[]; readonly reason: string }
  | {
      readonly kind: 'join';
      readonly incidentId: string;
      readonly related: readonly string[];
      readonly reason: string;
    }
  | {
      readonly kind: 'duplicate';
      readonly incidentId: string;
      /** The item whose text it repeats. */
      readonly duplicateOf: string;
      readonly related: readonly string[];
      readonly reason: string;
    };

/** Incidents that could be meant, but not surely, are linked; more than these help nobody. */
const MAX_RELATED = 5;
/** Below the joining score by no more than this: related. */
const RELATED_MARGIN = 1.2;

const THRESHOLD: Readonly<Record<Anchor, (settings: IncidentsSettings) => number>> = {
  place: (settings) => settings.joinScore,
  facing: (settings) => settings.facingScore,
  none: (settings) => settings.placelessScore,
};

interface Scored {
  readonly candidate: Candidate;
  readonly comparison: Extract<Comparison, { kind: 'scored' }>;
}

/**
 * Decides whether a report tells of a known incident. Gates first (family, place, direction, time), then points. When unsure it opens a new incident
 * and links the others as related: a wrong merge hides an incident, a missed one only repeats it. Independent of the order of the candidates.
 */
export function placeReport(report: Account, candidates: readonly Candidate[], context: IncidentContext): Placing {
  const vetoes: string[] = [];
  const scored: Scored[] = [];
  for (const candidate of candidates) {
    const comparison = compare(report, candidate, context);
    if (comparison.kind === 'scored') scored.push({ candidate, comparison });
    else vetoes.push(`${candidate.id}: ${comparison.reason}`);
  }
  scored.sort(byScoreThenAge);
  const best = earliestOfEquals(scored, context);
  if (best === undefined) {
    return {
      kind: 'new',
      related: [],
      reason: vetoes.length === 0 ? 'no incident like it' : `none fits: ${vetoes.sort(byText).slice(0, 3).join('; ')}`,
    };
  }

  const { settings } = context;
  const wanted = THRESHOLD[best.comparison.anchor](settings);
  const isClear = best.comparison.score >= wanted;
  const rival = rivalOf(best, scored, context);
  const related = scored
    .filter((one) => one.comparison.score >= settings.placelessScore - RELATED_MARGIN)
    .map((one) => one.candidate.id)
    .slice(0, MAX_RELATED);
  const points = `${Math.round(best.comparison.score * 10) / 10} of ${wanted}: ${best.comparison.reasons.join(', ')}`;
  if (!isClear) return { kind: 'new', related, reason: `nearest ${best.candidate.id} agrees by ${points}` };
  if (rival !== undefined) {
    return { kind: 'new', related, reason: `${best.candidate.id} and ${rival.candidate.id} fit alike (${points})` };
  }
  const others = related.filter((id) => id !== best.candidate.id);
  const copy = compareTexts(report, best.candidate, context);
  if (copy?.isCopy === true) {
    return {
      kind: 'duplicate',
      incidentId: best.candidate.id,
      duplicateOf: copy.itemId,
      related: others,
      reason: `copy of ${copy.itemId} (${Math.round(copy.similarity * 100)} % alike)`,
    };
  }
  return { kind: 'join', incidentId: best.candidate.id, related: others, reason: points };
}

/**
 * The one that agrees best; among those that agree about as well and do not contradict each other's place, the one told first: the others are most likely
 * parts of its story that were not recognised.
 */
function earliestOfEquals(scored: readonly Scored[], context: IncidentContext): Scored | undefined {
  const top = scored[0];
  if (top === undefined || top.comparison.anchor === 'place') return top;
  const equals = scored.filter(
    (one) => isRivalScore(one, top, context) && !areApart(one.candidate, top.candidate, context),
  );
  return equals.sort(
    (a, b) => a.candidate.firstMs - b.candidate.firstMs || (a.candidate.id < b.candidate.id ? -1 : 1),
  )[0];
}

/** Another incident, elsewhere, that the report fits about as well: then nobody can say which is meant. */
function rivalOf(best: Scored, scored: readonly Scored[], context: IncidentContext): Scored | undefined {
  if (best.comparison.anchor === 'place') return undefined;
  return scored.find(
    (one) => one !== best && isRivalScore(one, best, context) && areApart(one.candidate, best.candidate, context),
  );
}

function isRivalScore(one: Scored, top: Scored, context: IncidentContext): boolean {
  return top.comparison.score - one.comparison.score < context.settings.margin;
}

function areApart(one: Candidate, other: Candidate, context: IncidentContext): boolean {
  return (
    comparePlaces(context.geography, one.places, other.places).kind === 'different' ||
    comparePlaces(context.geography, one.venues, other.venues).kind === 'different'
  );
}

/** Compares a report with one incident by the rules of its family. */
export function compare(report: Account, candidate: Candidate, context: IncidentContext): Comparison {
  if (!sharesFamily(report, candidate, context)) return veto(`${report.label} is not ${candidate.label}`);
  switch (candidate.label) {
    case 'clash':
      return compareClash(report, candidate, context);
    case 'ceasefire':
      return compareTruce(report, candidate, context);
    case 'negotiation':
      return compareTalks(report, candidate, context);
    case 'humanitarian':
      return compareHumanitarian(report, candidate, context);
    default:
      return candidate.label satisfies never;
  }
}

/** The same label; or a copy of a text under another one; or a mine, which is told as an attack and as an accident. */
function sharesFamily(report: Account, candidate: Candidate, context: IncidentContext): boolean {
  if (report.label === candidate.label) return true;
  if (!familiesOf(report).includes(candidate.label) && !candidate.labels.includes(report.label)) return false;
  const isMine = report.weapons.includes('mine') && candidate.weapons.includes('mine');
  return isMine || compareTexts(report, candidate, context)?.isCopy === true;
}

function byScoreThenAge(a: Scored, b: Scored): number {
  return (
    b.comparison.score - a.comparison.score ||
    b.candidate.lastMs - a.candidate.lastMs ||
    (a.candidate.id < b.candidate.id ? -1 : 1)
  );
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
