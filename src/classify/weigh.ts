import type { CueEvidence, RelevantLabel, RuleEvidence } from '../domain/classification.ts';
import { LABELS } from '../domain/classification.ts';
import type { Hit, Scan } from '../lexicon/hit.ts';
import type { Theatre } from './gate.ts';
import { type ClassifyContext, type ClassifyInput, scansOf } from './input.ts';
import { unexplainedDeath } from './unexplained.ts';

export const RELEVANT: readonly RelevantLabel[] = LABELS.filter((label) => label !== 'other');

/** Points by label with everything that made them. */
export interface Weighed {
  readonly points: Record<RelevantLabel, number>;
  /** The part of the points that the title brought. */
  readonly titlePoints: Readonly<Record<RelevantLabel, number>>;
  readonly penalty: number;
  readonly otherConflict: number;
  readonly cues: readonly CueEvidence[];
  readonly rules: readonly RuleEvidence[];
}

interface Weight {
  readonly hit: Hit;
  label?: RelevantLabel;
  effective: number;
}

/** Turns hits into points: field weights, then the rules in their fixed order. */
export function weigh(input: ClassifyInput, context: ClassifyContext, theatre: Theatre): Weighed {
  const points: Record<RelevantLabel, number> = { clash: 0, ceasefire: 0, negotiation: 0, humanitarian: 0 };
  let titlePoints = { ...points };
  const rules: RuleEvidence[] = [];
  const cues: CueEvidence[] = [];
  let penalty = 0;
  let otherConflict = 0;
  for (const scan of scansOf(input)) {
    const weights = scan.hits.map((hit) => weightOf(hit, scan, context));
    countOnce(weights);
    scaleNear(weights, scan, context, rules);
    fade(weights, scan, context);
    moveViolations(weights, scan, context, points, rules);
    addHarm(scan, context, points, rules);
    addDenial(scan, context, points, rules);
    const taken = takeExclusions(weights, scan, context, theatre, rules);
    penalty += taken.penalty;
    otherConflict += taken.otherConflict;
    for (const weight of weights) {
      if (weight.label !== undefined) points[weight.label] += weight.effective;
      else if (!isExclusion(weight.hit, context)) weight.effective = addSupport(weight, context, points);
      if (isTold(weight.hit)) cues.push(evidenceOf(weight));
    }
    if (scan.field === 'title') titlePoints = { ...points };
  }
  const unexplained = unexplainedDeath(input, context);
  if (unexplained !== undefined && points.clash > 0) {
    points.clash = 0;
    titlePoints.clash = 0;
    rules.push({ kind: 'rule', rule: 'unexplained', effect: `"${unexplained}": nobody is said to have caused it` });
  }
  return { points, titlePoints, penalty, otherConflict, cues, rules };
}

function isTold(hit: Hit): boolean {
  return hit.kind === 'cue' || hit.kind === 'party' || hit.kind === 'place' || hit.kind === 'speaker';
}

function evidenceOf({ hit, effective }: Weight): CueEvidence {
  const { cue, group, field, start, end, text, weight } = hit;
  return { kind: 'cue', cue, group, field, start, end, text, weight, effective };
}

/** What the field and the place inside it make of a cue. */
function weightOf(hit: Hit, scan: Scan, context: ClassifyContext): Weight {
  const label = RELEVANT.find((one) => one === hit.group);
  if (hit.kind !== 'cue') return { hit, effective: hit.weight };
  return { hit, ...(label === undefined ? {} : { label }), effective: hit.weight * fieldWeight(hit, scan, context) };
}

function fieldWeight(hit: Hit, scan: Scan, context: ClassifyContext): number {
  const { titleWeight, leadSentences, restWeight } = context.settings;
  if (scan.field === 'title') return titleWeight;
  const sentence = scan.sentences.findIndex((one) => hit.from < one.to);
  return sentence < leadSentences ? 1 : restWeight;
}

/** The same cue twice in one field says no more than once. */
function countOnce(weights: readonly Weight[]): void {
  const seen = new Set<string>();
  for (const weight of weights) {
    if (weight.hit.kind !== 'cue') continue;
    if (seen.has(weight.hit.cue)) weight.effective = 0;
    seen.add(weight.hit.cue);
  }
}

function scaleNear(weights: readonly Weight[], scan: Scan, context: ClassifyContext, rules: RuleEvidence[]): void {
  const { hypothetical, negated } = context.settings.rules;
  const maybes = hypothetical.enabled ? hitsOf(scan, 'hypothetical') : [];
  const nots = negated.enabled ? hitsOf(scan, 'negation') : [];
  if (maybes.length === 0 && nots.length === 0) return;
  for (const weight of weights) {
    if (weight.label === undefined || weight.effective === 0) continue;
    const maybe = maybes.find((one) => isNear(one, weight.hit, scan, context.settings.window));
    if (maybe !== undefined) {
      weight.effective *= hypothetical.scale;
      rules.push({
        kind: 'rule',
        rule: 'hypothetical',
        effect: `"${weight.hit.text}" near "${maybe.text}" counts less`,
      });
    }
    const not = weight.label === 'clash' ? nots.find((one) => isNear(one, weight.hit, scan, 1)) : undefined;
    if (not !== undefined) {
      weight.effective *= negated.scale;
      rules.push({ kind: 'rule', rule: 'negated', effect: `"${weight.hit.text}" is negated by "${not.text}"` });
    }
  }
}

/** What stands in one sentence with an anniversary or an old war is about then, and with an opinion about what somebody thinks of it. */
function fade(weights: readonly Weight[], scan: Scan, context: ClassifyContext): void {
  const { history, opinion } = context.settings.rules;
  fadeNear('history', history.enabled ? history.scale : 1, weights, scan);
  // An opinion piece says so in its title; in a summary the same words introduce whoever is quoted.
  if (scan.field === 'title') fadeNear('opinion', opinion.enabled ? opinion.scale : 1, weights, scan);
}

function fadeNear(group: string, scale: number, weights: readonly Weight[], scan: Scan): void {
  if (scale === 1) return;
  const told = hitsOf(scan, group);
  for (const weight of weights) {
    const sentence = sentenceOf(weight.hit, scan);
    if (weight.label === undefined) continue;
    if (told.some((one) => sentenceOf(one, scan) === sentence && !isAftermath(one, weight.label)))
      weight.effective *= scale;
  }
}

/** Prisoners, mines and the missing are always those of an older war: its name says when, not that the news is old. */
function isAftermath(old: Hit, label: RelevantLabel | undefined): boolean {
  return old.id === 'past-war' && label === 'humanitarian';
}

function moveViolations(
  weights: readonly Weight[],
  scan: Scan,
  context: ClassifyContext,
  points: Record<RelevantLabel, number>,
  rules: RuleEvidence[],
): void {
  const { violated } = context.settings.rules;
  if (!violated.enabled) return;
  const { hypothetical } = context.settings.rules;
  const maybes = hypothetical.enabled ? hitsOf(scan, 'hypothetical') : [];
  // "If it violates the truce": no breach yet.
  const violations = hitsOf(scan, 'violation').filter(
    (one) => !maybes.some((maybe) => maybe.from < one.from && one.from - maybe.to <= 2 && isNear(maybe, one, scan, 2)),
  );
  let isAdded = false;
  for (const weight of weights) {
    if (weight.label !== 'ceasefire') continue;
    const near = violations.find((one) => isNear(one, weight.hit, scan, context.settings.window));
    if (near === undefined) continue;
    weight.label = 'clash';
    if (isAdded) continue;
    isAdded = true;
    points.clash += violated.points * fieldWeight(weight.hit, scan, context);
    rules.push({ kind: 'rule', rule: 'violated', effect: `"${weight.hit.text}" near "${near.text}" is a clash` });
  }
}

function addHarm(
  scan: Scan,
  context: ClassifyContext,
  points: Record<RelevantLabel, number>,
  rules: RuleEvidence[],
): void {
  const { harm } = context.settings.rules;
  if (!harm.enabled) return;
  const soldiers = [...hitsOf(scan, 'soldier'), ...hitsOf(scan, 'unit')];
  for (const hurt of [...hitsOf(scan, 'killed'), ...hitsOf(scan, 'wounded')]) {
    const soldier = soldiers.find((one) => isNear(one, hurt, scan, context.settings.window));
    if (soldier === undefined) continue;
    points.clash += harm.points * fieldWeight(hurt, scan, context);
    rules.push({ kind: 'rule', rule: 'harm', effect: `"${hurt.text}" near "${soldier.text}" points to a clash` });
    return;
  }
}

/** A denied attack is an attack that somebody tells of, and outweighs the truce it would break; the extractors read who denies. */
function addDenial(
  scan: Scan,
  context: ClassifyContext,
  points: Record<RelevantLabel, number>,
  rules: RuleEvidence[],
): void {
  const rule = context.settings.rules.denial;
  if (!rule.enabled) return;
  const attacks = hitsOf(scan, 'clash');
  for (const denial of hitsOf(scan, 'denial')) {
    const denied = attacks.find((one) => sentenceOf(one, scan) === sentenceOf(denial, scan));
    if (denied === undefined) continue;
    const isTruceNamed = points.ceasefire > 0 || hitsOf(scan, 'ceasefire').length > 0;
    if (isTruceNamed) points.clash += rule.points * fieldWeight(denied, scan, context);
    const effect = `"${denied.text}" is denied by "${denial.text}": ${isTruceNamed ? 'a clash all the same' : 'the label stays'}`;
    rules.push({ kind: 'rule', rule: 'denial', effect });
    return;
  }
}

function takeExclusions(
  weights: readonly Weight[],
  scan: Scan,
  context: ClassifyContext,
  theatre: Theatre,
  rules: RuleEvidence[],
): { penalty: number; otherConflict: number } {
  const { penalties, rules: switches } = context.settings;
  let penalty = 0;
  let otherConflict = 0;
  for (const weight of weights) {
    const { hit } = weight;
    const times = hit.kind === 'cue' ? penalties[hit.group] : undefined;
    if (times === undefined || weight.effective === 0) continue;
    const scale = exclusionScale(hit, theatre, switches.bothSides);
    if (hit.group === 'otherConflict') otherConflict += weight.effective * times;
    weight.effective *= -times * scale;
    penalty -= weight.effective;
  }
  if (switches.history.enabled) {
    const strongest = topOf(weights);
    const old = hitsOf(scan, 'history').find((one) => !isAftermath(one, strongest));
    if (old !== undefined) {
      const taken = switches.history.penalty * (scan.field === 'title' ? 1 : 0.5);
      penalty += taken;
      rules.push({ kind: 'rule', rule: 'history', effect: `"${old.text}" takes ${taken} points` });
    }
  }
  return { penalty, otherConflict };
}

/** The label that the words of a field say most of. */
function topOf(weights: readonly Weight[]): RelevantLabel | undefined {
  const sum = (label: RelevantLabel): number =>
    weights.reduce((total, one) => total + (one.label === label ? one.effective : 0), 0);
  return RELEVANT.filter((label) => sum(label) > 0).sort((a, b) => sum(b) - sum(a))[0];
}

/** An item that names both sides is less likely to be about something else; one whose title names this conflict is not about another. */
function exclusionScale(hit: Hit, theatre: Theatre, rule: ClassifyContext['settings']['rules']['bothSides']): number {
  if (!rule.enabled) return 1;
  if (hit.group === 'otherConflict' && theatre.hasConflictInTitle) return rule.titleScale;
  return theatre.isOfBothSides ? rule.scale : 1;
}

/** Points that a word of another group brings; names open the gate and bring none. */
function addSupport(
  { hit, effective }: Weight,
  context: ClassifyContext,
  points: Record<RelevantLabel, number>,
): number {
  if (hit.kind !== 'cue') return effective;
  const support = context.settings.support[hit.group];
  if (support === undefined) return GATE_GROUPS.has(hit.group) ? effective : 0;
  let brought = 0;
  for (const label of RELEVANT) {
    const share = (support[label] ?? 0) * (effective / (hit.weight || 1));
    points[label] += share;
    brought += share;
  }
  return brought;
}

/** Groups that bring no points and yet decide: they open the gate. */
const GATE_GROUPS: ReadonlySet<string> = new Set(['conflict', 'enemy', 'ownSide']);

function isExclusion(hit: Hit, context: ClassifyContext): boolean {
  return hit.kind === 'cue' && context.settings.penalties[hit.group] !== undefined;
}

export function hitsOf(scan: Scan, group: string): Hit[] {
  return scan.hits.filter((hit) => hit.group === group);
}

/** In the same sentence, at most `window` tokens from one to the other. */
export function isNear(a: Hit, b: Hit, scan: Scan, window: number): boolean {
  const distance = a.from >= b.to ? a.from - b.to : b.from >= a.to ? b.from - a.to : 0;
  if (distance > window) return false;
  return sentenceOf(a, scan) === sentenceOf(b, scan);
}

function sentenceOf(hit: Hit, scan: Scan): number {
  return scan.sentences.findIndex((sentence) => hit.from < sentence.to);
}
