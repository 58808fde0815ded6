import type { RelevantLabel } from '../domain/classification.ts';
import type { Status } from '../domain/incident.ts';
import type { Party } from '../domain/party.ts';
import type { Account } from './account.ts';
import type { Camps } from './camps.ts';
import type { IncidentContext } from './context.ts';

/** Who accused, denied, admitted and confirmed, so far. */
export interface Stances {
  /** Camps or third parties that accused, and whom. */
  readonly accusers: ReadonlySet<Party>;
  readonly accused: ReadonlySet<Party>;
  readonly deniers: ReadonlySet<Party>;
  readonly admitters: ReadonlySet<Party>;
  /** Parties of neither side that say themselves that it happened. */
  readonly witnesses: ReadonlySet<Party>;
  /** Camps whose outlets tell of it. */
  readonly tellers: ReadonlySet<Party>;
  readonly isRetracted: boolean;
}

export const NO_STANCES: Stances = {
  accusers: new Set(),
  accused: new Set(),
  deniers: new Set(),
  admitters: new Set(),
  witnesses: new Set(),
  tellers: new Set(),
  isRetracted: false,
};

type StatusContext = Pick<IncidentContext, 'camps' | 'geography' | 'settings'>;

/** Adds what one account states. Pure: the order of accounts changes nothing but the way there. */
export function withAccount(stances: Stances, account: Account, context: StatusContext): Stances {
  const { camps } = context;
  const accusers = new Set(stances.accusers);
  const accused = new Set(stances.accused);
  const witnesses = new Set(stances.witnesses);
  for (const [from, to] of account.accusations) {
    const by = camps.campOf(from);
    const target = camps.campOf(to) ?? to;
    if (by !== undefined && by === target) continue;
    accusers.add(by ?? from);
    accused.add(target);
    if (camps.isThird(from)) witnesses.add(from);
  }
  const deniers = new Set([...stances.deniers, ...account.deniers.map((party) => camps.campOf(party) ?? party)]);
  const admitters = new Set(stances.admitters);
  for (const claim of account.claims) {
    const { party } = claim.speaker;
    if (party === undefined) continue;
    if (claim.kind === 'acknowledges') admitters.add(camps.campOf(party) ?? party);
    if (isWitness(claim, account, context)) witnesses.add(party);
  }
  const ownWord = thirdOwnWord(account, context);
  if (ownWord !== undefined) witnesses.add(ownWord);
  for (const broker of brokersWord(account, camps)) witnesses.add(broker);
  const teller = camps.campOf(account.outletSide);
  const tellers = teller === undefined ? stances.tellers : new Set([...stances.tellers, teller]);
  const isRetracted = stances.isRetracted || takesBack(account, accusers, accused, camps);
  return { accusers, accused, deniers, admitters, witnesses, tellers, isRetracted };
}

/**
 * The first that holds of: retracted, acknowledged, thirdPartyConfirmed, counterClaimed, denied, claimed. Computed from claims only: the number of
 * outlets never changes it. Without an accusation (talks, aid), outlets of both sides that tell of it acknowledge it.
 */
export function statusOf(stances: Stances, label: RelevantLabel, camps: Camps): Status {
  if (stances.isRetracted) return 'retracted';
  if (isAdmitted(stances, camps)) return 'acknowledged';
  const isToldByBoth = stances.deniers.size === 0 && camps.sides.every((side) => stances.tellers.has(side));
  if (label !== 'clash' && stances.accused.size === 0 && isToldByBoth) return 'acknowledged';
  if (isWitnessed(stances)) return 'thirdPartyConfirmed';
  if (isMutual(stances, camps)) return 'counterClaimed';
  if (isDenied(stances)) return 'denied';
  return 'claimed';
}

/** The accused side, or both sides, admit it. */
export function isAdmitted(stances: Stances, camps: Camps): boolean {
  const admitted = [...stances.admitters];
  return (
    admitted.some((party) => stances.accused.has(party)) || camps.sides.every((side) => stances.admitters.has(side))
  );
}

/** A party of neither side, and not accused itself, says that it happened. */
export function isWitnessed(stances: Stances): boolean {
  return [...stances.witnesses].some((party) => !stances.accused.has(party));
}

/** Both sides accuse each other. */
export function isMutual(stances: Stances, camps: Camps): boolean {
  return camps.sides.every((side) => stances.accusers.has(side) && stances.accused.has(side));
}

/** The accused denies; where nobody is accused by name, any of the sides does. */
export function isDenied(stances: Stances): boolean {
  const { accused, deniers } = stances;
  return accused.size === 0 ? deniers.size > 0 : [...deniers].some((party) => accused.has(party));
}

/**
 * A third party's word counts as a witness's when it mediates or observes by trade, speaks of its own ground or people, or accuses. What a foreign ministry or a
 * president says about a clash elsewhere is a reaction to it.
 */
function isWitness(claim: Account['claims'][number], account: Account, context: StatusContext): boolean {
  const { party, office } = claim.speaker;
  if (party === undefined || !context.camps.isThird(party)) return false;
  if (claim.kind === 'accuses' || claim.kind === 'reportsOwnLoss') return true;
  if (claim.kind !== 'observes') return false;
  if (account.label === 'clash' && office !== undefined && context.settings.politicalOffices.includes(office)) {
    return isOnOwnGround(account, party, context);
  }
  return context.camps.isMediator(party) || office !== undefined || isOnOwnGround(account, party, context);
}

function isOnOwnGround(account: Account, party: Party, context: StatusContext): boolean {
  return account.places.some((place) => context.geography.controllerOf(place) === party);
}

/** A third party's outlet tells of its own country being hit or of its own offer: its own word. */
function thirdOwnWord(account: Account, context: StatusContext): Party | undefined {
  const side = account.outletSide;
  if (!context.camps.isThird(side)) return undefined;
  const isOwn = isOnOwnGround(account, side, context) || account.mediators.includes(side);
  return isOwn ? side : undefined;
}

/** Talks and truces that outlets of neither side tell, of a third party as host or broker: its own word. */
function brokersWord(account: Account, camps: Camps): readonly Party[] {
  const isTalks = account.label === 'negotiation' || account.label === 'ceasefire';
  const isToldFromOutside = camps.campOf(account.outletSide) === undefined;
  return isTalks && isToldFromOutside ? account.mediators.filter((party) => camps.isThird(party)) : [];
}

/** The speaker withdraws it; or the side that accused, and is not accused itself, now denies. */
function takesBack(account: Account, accusers: ReadonlySet<Party>, accused: ReadonlySet<Party>, camps: Camps): boolean {
  if (account.isRetraction === true) return true;
  const accusesHere = new Set(account.accusations.map(([from]) => camps.campOf(from) ?? from));
  return account.deniers
    .map((party) => camps.campOf(party) ?? party)
    .some((party) => accusers.has(party) && !accused.has(party) && !accusesHere.has(party));
}
