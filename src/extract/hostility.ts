import type { Party } from '../domain/party.ts';
import type { Hit } from '../lexicon/hit.ts';
import { actsAfter, actsOf, answers, answersAsDoer, closesWithAct, isNamedAsDoer, tellsOfForce } from './acts.ts';
import { lossVerbOf } from './having.ts';
import type { Mention, Mentions } from './mentions.ts';
import { campOf, clauseAt, hitsOf, type Reading, type Sentence, segmentAt } from './reading.ts';

/** How strongly a sentence makes each party the one that acts, or the one that is hit. */
export interface Hostility {
  readonly acting: ReadonlyMap<Party, number>;
  readonly hit: ReadonlyMap<Party, number>;
}

const known = new WeakMap<Mentions, Map<Sentence, Hostility>>();

/** Weighs who does it and to whom, from adjectives, cases, "by" and "from"; remembered for the mentions it was asked with. */
export function hostilityOf(
  reading: Reading,
  mentions: Mentions,
  sentence: Sentence,
  counts?: (mention: Mention) => boolean,
): Hostility {
  if (counts !== undefined) return weighSentence(reading, mentions, sentence, counts);
  const bySentence = known.get(mentions) ?? new Map<Sentence, Hostility>();
  known.set(mentions, bySentence);
  const found = bySentence.get(sentence) ?? weighSentence(reading, mentions, sentence);
  bySentence.set(sentence, found);
  return found;
}

function weighSentence(
  reading: Reading,
  mentions: Mentions,
  sentence: Sentence,
  counts: (mention: Mention) => boolean = () => true,
): Hostility {
  const acting = new Map<Party, number>();
  const hit = new Map<Party, number>();
  if (!tellsOfForce(sentence)) return { acting, hit };
  for (const mention of mentions.in(sentence)) {
    if (campOf(reading, mention.party) === undefined) continue;
    if (mention.kind === 'office' || mention.kind === 'person') continue;
    if (!counts(mention)) continue;
    const { doer, goal } = weigh(reading, sentence, mention);
    if (doer > 0) acting.set(mention.party, (acting.get(mention.party) ?? 0) + doer);
    if (goal > 0) hit.set(mention.party, (hit.get(mention.party) ?? 0) + goal);
  }
  return { acting, hit };
}

interface Weight {
  readonly doer: number;
  readonly goal: number;
}

function weigh(reading: Reading, sentence: Sentence, mention: Mention): Weight {
  const { language } = reading.input;
  if (mention.kind === 'own' || lossVerbOf(reading, sentence, mention) !== undefined) return { doer: 0, goal: 2 };
  if (isNamedAsDoer(reading, sentence, mention))
    return answersAsDoer(language, sentence, mention) ? { doer: 0, goal: 2 } : { doer: 3, goal: 0 };
  const before = nounBefore(reading, sentence, mention);
  if (before !== undefined) return before;
  if (standsInForce(sentence, mention)) return { doer: 2, goal: 0 };
  if (mention.role === 'pair' || isCoordinated(reading, sentence, mention)) return { doer: 0, goal: 0 };
  const position = ownedPosition(language, sentence, mention);
  const force = nextOf(sentence, mention, 3);
  if (mention.kind === 'enemy')
    return position !== undefined &&
      (force === undefined || position.from <= force.from) &&
      !comesFrom(reading, sentence, position)
      ? { doer: 0, goal: 1 }
      : { doer: 2, goal: 0 };
  // "Troops" are people and a unit: what they do decides.
  const isUnit = force?.group === 'unit' && position?.from === force.from;
  if (position !== undefined && !isUnit && (force === undefined || position.from <= force.from)) {
    return comesFrom(reading, sentence, position) ? { doer: 2, goal: 0 } : { doer: 0, goal: 2 };
  }
  if (ownsLoss(sentence, mention)) return { doer: 0, goal: 2 };
  if (isOwnerOfWeapon(sentence, mention)) return { doer: 3, goal: 0 };
  if (answers(sentence, mention)) return { doer: 0, goal: 2 };
  switch (mention.role) {
    case 'attribute':
      return force === undefined ? { doer: 0, goal: 0 } : byDeed(sentence, force);
    case 'genitive':
      // "Azerbaijan's shelling", "Ermenistan'ın … ateş açtığını": the owner of the act does it.
      return force === undefined && !closesWithAct(language, sentence, mention)
        ? { doer: 0, goal: 0 }
        : { doer: 2, goal: 0 };
    case 'subject':
      if (mention.isSpeaking) return { doer: 0, goal: 0 };
      return actsAfter(language, sentence, mention) ? { doer: 2, goal: 0 } : { doer: 0, goal: 0 };
    case 'origin':
    case 'source':
      // "from Armenian hands" in a language of prepositions says nothing; the ablative of an act does.
      return language === 'en' || language === 'fr' || language === 'ru' ? { doer: 0, goal: 0 } : { doer: 2, goal: 0 };
    case 'object':
    case 'target':
      return { doer: 0, goal: 1 };
    case 'place':
      return { doer: 0, goal: 1 };
    default:
      return mention.role satisfies never;
  }
}

/** Positions, villages, soldiers that belong to the name: "Armenian positions", "Ermənistan mövqelərinə". */
function ownedPosition(language: string, sentence: Sentence, mention: Mention): Hit | undefined {
  // Armenian, Georgian and Russian mark the owner; a bare name there is a subject.
  const isMarked = language === 'hy' || language === 'ka' || language === 'ru';
  if (isMarked && mention.role !== 'attribute' && mention.role !== 'genitive') return undefined;
  // Turkic languages put the bare owner right before what it owns, at most with its army between.
  const isTight = (language === 'az' || language === 'tr') && mention.role === 'subject';
  const army = isTight ? hitsOf(sentence, 'unit').find((unit) => unit.from === mention.to) : undefined;
  return hitsOf(sentence, 'position', 'soldier', 'civilian', 'bodies').find(
    (other) =>
      other.from >= mention.to &&
      other.from - mention.to <= (isTight ? 0 : 2) + (army === undefined ? 0 : army.to - army.from) &&
      segmentAt(sentence, other.from) === segmentAt(sentence, mention.from),
  );
}

/** "Armenia and Azerbaijan": both at once. */
function isCoordinated({ grammar }: Reading, sentence: Sentence, mention: Mention): boolean {
  const { tokens } = sentence.scan;
  const isAnd = (index: number): boolean => grammar.and(tokens[index]?.text);
  return sentence.hits.some(
    (hit) =>
      hit.kind === 'party' &&
      ((hit.from === mention.to + 1 && isAnd(mention.to)) || (hit.to === mention.from - 1 && isAnd(hit.to))),
  );
}

/** What troops do next tells whether they attack or are hit. */
function byDeed(sentence: Sentence, force: Hit): Weight {
  if (force.group !== 'unit') return { doer: 2, goal: 0 };
  const next = [...actsOf(sentence), ...hitsOf(sentence, 'lose')]
    .filter((act) => act.from >= force.to && clauseAt(sentence, act.from) === clauseAt(sentence, force.from))
    .sort((a, b) => a.from - b.from)[0];
  if (next === undefined) return { doer: 1, goal: 0 };
  const isLoss = hitsOf(sentence, 'lose', 'losses').some((hit) => hit.from < next.to && next.from < hit.to);
  if (isLoss || next.group === 'answer' || next.group === 'lose') return { doer: 0, goal: 1 };
  return next.group === 'killed' || next.group === 'wounded'
    ? { doer: 0, goal: next.from - force.to <= 2 ? 1 : 0 }
    : { doer: 2, goal: 0 };
}

/** "Armenia's death toll", "армянские потери". */
function ownsLoss(sentence: Sentence, mention: Mention): boolean {
  if (mention.role !== 'genitive' && mention.role !== 'attribute') return false;
  // "Armenian fire kills": the fire is theirs, the dead are not.
  const fire = hitsOf(sentence, 'force', 'agent').find(
    (hit) => hit.to > mention.to && hit.from <= mention.to && hit.from >= mention.from,
  );
  return hitsOf(sentence, 'killed', 'wounded', 'lose', 'toll').some(
    (hit) => hit.from >= mention.to && hit.from - mention.to <= 1 && (fire === undefined || hit.from < fire.to),
  );
}

/** "Armenian quadcopter": whose drone it is. */
function isOwnerOfWeapon(sentence: Sentence, mention: Mention): boolean {
  return sentence.hits.some(
    (hit) => hit.kind === 'weapon' && hit.id === 'drone' && hit.from >= mention.to && hit.from - mention.to <= 1,
  );
}

/** "հակառակորդի գնդակից" as one expression of force. */
function standsInForce(sentence: Sentence, mention: Mention): boolean {
  // "İlk ateşi Azerbaycan açtı": the subject inside its act.
  if (mention.role === 'subject' && mention.kind === 'party')
    return hitsOf(sentence, 'force').some((hit) => hit.from < mention.from && hit.to > mention.to);
  if (mention.kind !== 'enemy' && mention.role !== 'attribute') return false;
  const isHeld = hitsOf(sentence, 'position', 'soldier', 'civilian').some((hit) => hit.from === mention.to);
  return (
    !isHeld &&
    hitsOf(sentence, 'clash', 'force').some(
      (hit) =>
        hit.from <= mention.from && hit.to > mention.to && hit.to - mention.to <= (mention.kind === 'enemy' ? 3 : 1),
    )
  );
}

/** Where the owner stands behind what it owns, the noun before it decides: "позиции азербайджанской армии", "سرباز ارمنستان". */
function nounBefore(reading: Reading, sentence: Sentence, mention: Mention): Weight | undefined {
  const { language } = reading.input;
  if (language !== 'fa' && language !== 'ru' && language !== 'fr') return undefined;
  // "Военнослужащий ВС РА": the abbreviation takes no ending.
  const isUnmarked =
    language === 'ru' && mention.role === 'subject' && hitsOf(sentence, 'unit').some((hit) => hit.to === mention.from);
  if (mention.role !== 'genitive' && mention.role !== 'attribute' && !isUnmarked) return undefined;
  const near = (hit: Hit): boolean =>
    hit.to <= mention.from &&
    mention.from - hit.to <= 1 &&
    clauseAt(sentence, hit.from) === clauseAt(sentence, mention.from);
  if (hitsOf(sentence, 'position', 'soldier', 'civilian', 'person').some(near)) return { doer: 0, goal: 2 };
  // "Солдат срочной службы армянской армии": the army behind the name owns the man before it.
  const hasArmy = hitsOf(sentence, 'unit').some((hit) => hit.from === mention.to);
  const isMan = (hit: Hit): boolean =>
    hit.to <= mention.from &&
    mention.from - hit.to <= 3 &&
    !actsOf(sentence).some((act) => act.from >= hit.to && act.to <= mention.from);
  if (hasArmy && language === 'ru' && hitsOf(sentence, 'soldier').some(isMan)) return { doer: 0, goal: 2 };
  // "При атаке Азербайджана", "l'attaque de l'Azerbaïdjan": who attacks, never who is attacked.
  const lead = [1, 2, 3].map((back) => sentence.scan.tokens[mention.from - back]?.text ?? '');
  const isAttack = language === 'fr' ? lead.some(reading.grammar.attacks) : reading.grammar.attacks(lead[0]);
  const isOwner = mention.role === 'genitive' || (language !== 'ru' && reading.grammar.attacks(lead[0]));
  if (isOwner && isAttack && mention.from > sentence.from) return { doer: 2, goal: 0 };
  const isForce = [...hitsOf(sentence, 'unit'), ...sentence.hits.filter((hit) => hit.kind === 'weapon')].some(near);
  return isForce ? { doer: 2, goal: 0 } : undefined;
}

/** Troops, fire, weapons that follow the name directly. */
function nextOf(sentence: Sentence, mention: Mention, within: number): Hit | undefined {
  return [
    ...hitsOf(sentence, 'unit', 'force', 'clash', 'violation'),
    ...sentence.hits.filter((hit) => hit.kind === 'weapon'),
  ]
    .filter(
      (hit) =>
        hit.from >= mention.to &&
        hit.from - mention.to <= within &&
        clauseAt(sentence, hit.from) === clauseAt(sentence, mention.from),
    )
    .sort((a, b) => a.from - b.from)[0];
}

/** "from Azerbaijani positions": by a preposition, by an ending, or where both are told, by both. */
function comesFrom({ grammar, input }: Reading, sentence: Sentence, position: Hit): boolean {
  const { tokens } = sentence.scan;
  const isLed = [1, 2, 3].some((back) => grammar.originBefore(tokens[position.from - back]?.text));
  const isEnding = grammar.originWords(tokens[position.to - 1]?.text);
  return input.language === 'ru' ? isLed && isEnding : isLed || isEnding;
}
