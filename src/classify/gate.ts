import { isLanguage } from '../domain/language.ts';
import type { Party } from '../domain/party.ts';
import type { Hit } from '../lexicon/hit.ts';
import { type ClassifyContext, type ClassifyInput, scansOf } from './input.ts';

/** Who and what of the theatre an item names. */
export interface Theatre {
  /** The two sides that are named, local authorities counted with their ally. */
  readonly sides: ReadonlySet<Party>;
  /** Both sides are named, or one and the outlet is at home on the other: "we" needs no name. */
  readonly isOfBothSides: boolean;
  /** Home side of the outlet, by itself or by its language. */
  readonly home?: Party;
  /** An office that speaks of arms is named: a defence ministry, an army, border guards. */
  readonly hasDefence: boolean;
  /** Somebody accuses, denies, admits, takes back or corrects. */
  readonly hasStance: boolean;
  /** The home side is configured, not guessed from the language. */
  readonly isHomeKnown: boolean;
  /** An office is named, or somebody accuses or denies: the news is a statement. */
  readonly isAttributed: boolean;
  readonly hasPlace: boolean;
  /** A place or expression that by itself names this conflict. */
  readonly hasConflict: boolean;
  readonly hasConflictInTitle: boolean;
  readonly hasEnemy: boolean;
  readonly hasOwnSide: boolean;
  /** Soldiers or units, of whichever side. */
  readonly hasTroops: boolean;
}

export type GateAnswer =
  | { readonly kind: 'pass'; readonly strength: 'strong' | 'weak'; readonly reason: string }
  | { readonly kind: 'fail'; readonly reason: string };

/** Reads off who and what of the theatre the item names. */
export function theatreOf(input: ClassifyInput, context: ClassifyContext): Theatre {
  const sides = new Set<Party>();
  let hasPlace = false;
  let hasConflict = false;
  let hasConflictInTitle = false;
  let hasEnemy = false;
  let hasOwnSide = false;
  let hasTroops = false;
  let isAttributed = false;
  let hasDefence = false;
  let hasStance = false;
  for (const scan of scansOf(input)) {
    for (const hit of scan.hits) {
      const side = hit.party === undefined ? undefined : sideOf(hit.party, context);
      if (side !== undefined) sides.add(side);
      if (side !== undefined && side !== hit.party) hasConflict = true;
      if (hit.kind === 'place' && isTheatrePlace(hit, context)) hasPlace = true;
      if (hit.group === 'conflict') {
        hasConflict = true;
        if (scan.field === 'title') hasConflictInTitle = true;
      }
      if (hit.group === 'enemy') hasEnemy = true;
      if (hit.group === 'ownSide') hasOwnSide = true;
      if (hit.office !== undefined && context.settings.gate.defenceOffices.includes(hit.office)) hasDefence = true;
      if (STANCES.has(hit.group)) hasStance = true;
      if (hit.kind === 'speaker' || STANCES.has(hit.group)) isAttributed = true;
      if (hit.group === 'soldier' || hit.group === 'unit') hasTroops = true;
    }
  }
  const home = homeOf(input, context);
  const [side] = sides;
  return {
    sides,
    isOfBothSides: sides.size === 2 || (side !== undefined && home !== undefined && home !== side),
    ...(home === undefined ? {} : { home }),
    hasPlace,
    hasConflict,
    hasConflictInTitle,
    hasEnemy,
    hasOwnSide,
    hasTroops,
    isHomeKnown: input.outletSide !== undefined && home !== undefined,
    isAttributed,
    hasDefence,
    hasStance,
  };
}

const STANCES = new Set(['accuse', 'mutual', 'denial', 'acknowledge', 'retract', 'correct']);

/** The side that a party is or stands with; `undefined` for everyone else. */
export function sideOf(party: Party, context: ClassifyContext): Party | undefined {
  const { sides } = context.parties.theatre;
  if (sides.includes(party)) return party;
  const ally = context.parties.parties[party]?.alliedWith;
  return ally !== undefined && sides.includes(ally) ? ally : undefined;
}

function homeOf(input: ClassifyInput, context: ClassifyContext): Party | undefined {
  if (input.outletSide !== undefined) return sideOf(input.outletSide, context);
  const speaker = isLanguage(input.language) ? context.parties.theatre.homeLanguages[input.language] : undefined;
  return speaker === undefined ? undefined : sideOf(speaker, context);
}

function isTheatrePlace(hit: Hit, context: ClassifyContext): boolean {
  const place = context.places.places[hit.id];
  return place?.isTheatre === true && place.kind !== 'country' && place.role !== 'venue';
}

/** Whether the item shows that it is about this conflict; `points` are those of its best label. */
export function passGate(
  theatre: Theatre,
  points: number,
  penalty: number,
  otherConflict: number,
  context: ClassifyContext,
): GateAnswer {
  const { gate } = context.settings;
  if (!gate.enabled) return { kind: 'pass', strength: 'strong', reason: 'the gate is switched off' };
  const bothSides = theatre.sides.size === 2;
  if (otherConflict >= gate.otherConflictLimit && !theatre.isOfBothSides && !theatre.hasConflictInTitle) {
    return { kind: 'fail', reason: 'it is about another conflict and does not name both sides' };
  }
  if (bothSides) return { kind: 'pass', strength: 'strong', reason: 'both sides are named' };
  if (theatre.hasConflict) return { kind: 'pass', strength: 'strong', reason: 'it names this conflict' };
  const [side] = theatre.sides;
  if (side !== undefined && theatre.hasPlace) {
    return { kind: 'pass', strength: 'strong', reason: 'a side and a place of the conflict are named' };
  }
  if (theatre.hasEnemy && (side !== undefined || theatre.home !== undefined || theatre.hasPlace)) {
    return { kind: 'pass', strength: 'strong', reason: 'a side speaks of its enemy' };
  }
  if (theatre.hasOwnSide && theatre.home !== undefined) {
    return { kind: 'pass', strength: 'strong', reason: "the outlet speaks of its own side's troops" };
  }
  if (theatre.home !== undefined && theatre.home !== side && side !== undefined) {
    return { kind: 'pass', strength: 'strong', reason: 'the outlet’s side and the other side' };
  }
  if (side !== undefined && points >= gate.strongPoints * 2 && penalty === 0) {
    return { kind: 'pass', strength: 'strong', reason: 'a side is named, and nothing but words of the conflict' };
  }
  if (theatre.hasPlace && points >= gate.placePoints && penalty === 0) {
    return {
      kind: 'pass',
      strength: 'strong',
      reason: 'a place of the conflict, and nothing but words of the conflict',
    };
  }
  if (theatre.isHomeKnown && points >= gate.homePoints && penalty === 0) {
    return { kind: 'pass', strength: 'strong', reason: 'an outlet of a side, and nothing but words of the conflict' };
  }
  if (theatre.isHomeKnown && theatre.hasDefence && theatre.hasStance && points >= gate.defencePoints && penalty === 0) {
    return { kind: 'pass', strength: 'strong', reason: 'a defence ministry accuses or denies in an outlet of a side' };
  }
  if (theatre.isHomeKnown && theatre.hasPlace && theatre.hasStance && points >= gate.strongPoints && penalty === 0) {
    return {
      kind: 'pass',
      strength: 'strong',
      reason: 'an outlet of a side tells of a statement about a place of the conflict',
    };
  }
  if (points >= gate.strongPoints && (theatre.hasPlace || side !== undefined)) {
    return { kind: 'pass', strength: 'weak', reason: 'a side or a place is named, and strong words' };
  }
  if (points >= gate.homePlacePoints && theatre.home !== undefined && theatre.hasPlace && penalty === 0) {
    return { kind: 'pass', strength: 'weak', reason: 'an outlet of a side tells of a place of the conflict' };
  }
  if (points >= gate.strongPoints && theatre.home !== undefined && theatre.hasTroops) {
    return { kind: 'pass', strength: 'weak', reason: 'an outlet of a side tells of troops in strong words' };
  }
  if (points >= gate.strongPoints * 1.5 && theatre.home !== undefined && penalty === 0) {
    return { kind: 'pass', strength: 'weak', reason: 'an outlet of a side, and very strong words' };
  }
  return { kind: 'fail', reason: 'it does not show that it is about this conflict' };
}
