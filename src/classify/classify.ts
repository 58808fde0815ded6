import type { Classification, Label, RelevantLabel, RuleEvidence } from '../domain/classification.ts';
import { isLanguage } from '../domain/language.ts';
import { passGate, type Theatre, theatreOf } from './gate.ts';
import type { ClassifyContext, ClassifyInput } from './input.ts';
import { RELEVANT, type Weighed, weigh } from './weigh.ts';

/** Labels in the order that settles a tie: a breach outweighs what is said about it. */
const TIE_ORDER: readonly RelevantLabel[] = ['clash', 'ceasefire', 'humanitarian', 'negotiation'];

/** Gives one item its label with all the evidence; pure: the same hits and settings give the same answer. */
export function classify(input: ClassifyInput, context: ClassifyContext): Classification {
  const { settings, lexiconVersion } = context;
  const theatre = theatreOf(input, context);
  const weighed = weigh(input, context, theatre);
  const rules: RuleEvidence[] = [...weighed.rules];
  const oldYear = oldYearPenalty(input, context, rules);
  const penalty = weighed.penalty + oldYear;
  const ranked = rank(weighed, settings.titleLead, settings.tieMargin);
  const [best, second] = ranked;
  const points = (best?.points ?? 0) - penalty;
  const common = {
    evidence: [...weighed.cues, ...rules],
    lexiconVersion,
    language: input.language,
  };
  const drop = (reason: string): Classification => ({
    ...common,
    label: 'other',
    labels2: [],
    score: scoreOf(Math.max(0, settings.reviewScore - points), settings.alertScore),
    decision: 'drop',
    reason,
    ...(best !== undefined && best.points > 0
      ? { runnerUp: { label: best.label as Label, score: scoreOf(points, settings.alertScore) } }
      : {}),
  });
  if (input.language !== 'und' && !isLanguage(input.language)) return drop(`no lexicon for language ${input.language}`);
  if (best === undefined || best.points <= 0) {
    return drop(input.language === 'und' ? 'language unknown and no cue of any label' : 'no cue of any label');
  }
  const gate = passGate(theatre, points, penalty, weighed.otherConflict, context);
  if (gate.kind === 'fail') return drop(gate.reason);
  const told = `${round(points)} points for ${best.label}${penalty > 0 ? ` after ${round(penalty)} taken` : ''}`;
  if (points < settings.reviewScore) return drop(`${told}: under ${settings.reviewScore}`);
  // Words of a guessed language may be read wrongly: a moderator looks first.
  const isGuessed = input.language === 'und';
  // A statement about both sides, or a side and a place, needs fewer words: who speaks says what it is about.
  const isStatement = penalty === 0 && isStatementOfSides(theatre);
  const wanted = isStatement ? settings.statementScore : settings.alertScore;
  const isAlert = points >= wanted && gate.strength === 'strong' && !isGuessed;
  return {
    ...common,
    label: best.label,
    labels2: ranked
      .slice(1)
      .filter((one) => one.points >= settings.secondShare * best.points && one.points - penalty >= settings.reviewScore)
      .map((one) => one.label),
    score: scoreOf(points, settings.alertScore),
    decision: isAlert ? 'alert' : 'review',
    reason: `${told}; ${gate.reason}${isGuessed ? '; the language is a guess' : ''}`,
    ...(second !== undefined && second.points > 0
      ? { runnerUp: { label: second.label, score: scoreOf(second.points - penalty, settings.alertScore) } }
      : {}),
  };
}

/** The news says who stands against whom: both sides, or a side and a place, told by an office or an outlet of a side; or a side's own word about its ground or arms. */
function isStatementOfSides(theatre: Theatre): boolean {
  const { sides, hasPlace, hasStance, hasDefence, isHomeKnown, isAttributed } = theatre;
  if ((isAttributed || isHomeKnown) && (sides.size === 2 || (sides.size === 1 && hasPlace))) return true;
  return isHomeKnown && hasStance && (hasPlace || hasDefence);
}

interface Ranked {
  readonly label: RelevantLabel;
  readonly points: number;
}

/** Best label first: the title says what the news is, so its points count once more here; whether they suffice is asked without that. */
function rank({ points, titlePoints }: Weighed, titleLead: number, tieMargin: number): Ranked[] {
  const strength = (label: RelevantLabel): number => points[label] + titleLead * titlePoints[label];
  const ranked = RELEVANT.map((label) => ({ label, points: points[label], strength: strength(label) })).sort(
    (a, b) => b.strength - a.strength,
  );
  const top = ranked[0]?.strength ?? 0;
  const tied = ranked.filter((one) => one.points > 0 && top - one.strength <= tieMargin);
  const winner = TIE_ORDER.flatMap((label) => tied.find((one) => one.label === label) ?? [])[0];
  return winner === undefined ? ranked : [winner, ...ranked.filter((one) => one !== winner)];
}

function oldYearPenalty(input: ClassifyInput, context: ClassifyContext, rules: RuleEvidence[]): number {
  const { oldYear } = context.settings.rules;
  const published = Date.parse(input.publishedAt ?? '');
  if (!oldYear.enabled || Number.isNaN(published)) return 0;
  for (const token of input.scans.title.tokens) {
    if (!/^(19|20)\d\d$/.test(token.text)) continue;
    const ended = Date.UTC(Number(token.text) + 1, 0, 1);
    if (published - ended < oldYear.days * 86_400_000) continue;
    rules.push({ kind: 'rule', rule: 'oldYear', effect: `${token.text} in the title takes ${oldYear.penalty} points` });
    return oldYear.penalty;
  }
  return 0;
}

/** 0 to 1: one half at the alert threshold. */
function scoreOf(points: number, alertScore: number): number {
  return round(Math.max(0, points) / (Math.max(0, points) + alertScore));
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
