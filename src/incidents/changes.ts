import type { Change } from '../domain/incident.ts';
import type { CeasefireState } from '../domain/report.ts';
import type { Account } from './account.ts';
import { risenDeaths } from './casualties.ts';
import type { IncidentContext } from './context.ts';
import { type FoldState, isLater } from './fold-state.ts';
import { isAdmitted, isDenied, isMutual, isWitnessed } from './status.ts';

/** A change without its revision, which is numbered when the whole history is known. */
export type Step = Omit<Change, 'revision'>;

const OPEN_STATES: ReadonlySet<CeasefireState> = new Set(['announced', 'agreed', 'extended']);

/**
 * What one account changed, and whether that deserves a new notification.
 *
 * | change | material |
 * |---|---|
 * | first report | yes: it is the alert itself |
 * | more deaths than anybody had stated | yes |
 * | a denial by the accused, an accusation in the other direction, an admission by the accused | yes, the first time |
 * | a party of neither side says itself that it happened (clash, humanitarian) | yes, the first time |
 * | talks held, outcome of talks, talks cancelled, a hand-over done | yes |
 * | an offered truce agreed; a truce broken or ended | yes |
 * | a report withdrawn by who made it | yes |
 * | wounded, captured, missing; corrections; places; another outlet, language or side that repeats it | no |
 */
export function stepsBetween(before: FoldState, after: FoldState, account: Account, context: IncidentContext): Step[] {
  const at = account.arrivedAt;
  const step = (kind: Change['kind'], detail: string, material: boolean): Step => ({
    at,
    itemId: account.itemId,
    kind,
    detail,
    material,
  });
  return [
    ...stanceSteps(before, after, context, step),
    ...deathSteps(before, account, step),
    ...stageSteps(before, after, step),
    ...truceSteps(before, after, step),
    ...minorSteps(before, after, account, step),
  ];
}

type MakeStep = (kind: Change['kind'], detail: string, material: boolean) => Step;

function stanceSteps(before: FoldState, after: FoldState, context: IncidentContext, step: MakeStep): Step[] {
  const { camps } = context;
  const was = before.stances;
  const is = after.stances;
  const path = before.status === after.status ? after.status : `${before.status}->${after.status}`;
  if (is.isRetracted && !was.isRetracted) return [step('retraction', path, true)];
  const isTold = after.label === 'clash' || after.label === 'humanitarian';
  const steps: Step[] = [];
  if (isAdmitted(is, camps) && !isAdmitted(was, camps)) {
    steps.push(step('status', `${path} admitted by ${newcomers(was.admitters, is.admitters)}`, true));
  }
  if (isWitnessed(is) && !isWitnessed(was)) {
    steps.push(step('confirmation', `${path} by ${newcomers(was.witnesses, is.witnesses)}`, isTold));
  }
  if (isMutual(is, camps) && !isMutual(was, camps)) {
    steps.push(step('status', `${path} counter-accusation by ${newcomers(was.accusers, is.accusers)}`, true));
  } else if (isDenied(is) && !isDenied(was)) {
    steps.push(step('status', `${path} denied by ${newcomers(was.deniers, is.deniers)}`, true));
  }
  if (steps.length === 0 && before.status !== after.status) steps.push(step('status', path, false));
  return steps;
}

function newcomers(was: ReadonlySet<string>, is: ReadonlySet<string>): string {
  const fresh = [...is].filter((one) => !was.has(one));
  return (fresh.length > 0 ? fresh : [...is]).join(', ');
}

function deathSteps(before: FoldState, account: Account, step: MakeStep): Step[] {
  if (account.isCorrection === true) return [];
  return risenDeaths(before.deaths, account).map(({ side, from, to }) =>
    step('deaths', `${side} killed ${from === undefined ? '' : `${from}->`}${to}`, true),
  );
}

function stageSteps(before: FoldState, after: FoldState, step: MakeStep): Step[] {
  if (after.talksStage === undefined || after.talksStage === before.talksStage) return [];
  const isForward = before.talksStage === undefined || isLater(after.talksStage, before.talksStage);
  if (!isForward) return [];
  const isNews = after.isMeeting && after.talksStage !== 'announced';
  return [step('talksStage', `${before.talksStage ?? 'talks'}->${after.talksStage}`, isNews)];
}

function truceSteps(before: FoldState, after: FoldState, step: MakeStep): Step[] {
  const was = before.ceasefireState;
  const is = after.ceasefireState;
  if (is === undefined || is === was || after.label !== 'ceasefire') return [];
  if (is === 'broken' || is === 'ended') return [step('truceCollapse', `${was ?? 'truce'}->${is}`, true)];
  if (was === 'offered' && OPEN_STATES.has(is)) return [step('talksStage', `offered->${is}`, true)];
  return [];
}

/** Wounded, captured and missing in one line. */
function harmLine(harm: FoldState['harm']): string {
  return [...harm]
    .map(([key, count]) => `${key} ${count}`)
    .sort()
    .join(', ');
}

function minorSteps(before: FoldState, after: FoldState, account: Account, step: MakeStep): Step[] {
  const steps: Step[] = [];
  if (account.isCorrection === true) steps.push(step('correction', 'a figure was corrected', false));
  if (after.harm !== before.harm)
    steps.push(step('casualties', `${harmLine(before.harm) || 'none stated'} -> ${harmLine(after.harm)}`, false));
  if (after.freshPlaces.length > 0) steps.push(step('place', after.freshPlaces.join(', '), false));
  if (after.freshSources.length > 0) steps.push(step('sources', `+ ${after.freshSources.join(' ')}`, false));
  return steps;
}
