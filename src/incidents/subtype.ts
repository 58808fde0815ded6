import type { Incident } from '../domain/incident.ts';
import { charactersOf } from './account.ts';

type Facts = Pick<Incident, 'label' | 'clarity' | 'weapons' | 'casualties' | 'venues'> & {
  readonly subjects: readonly string[];
};

/** Subjects that name a humanitarian incident, the narrowest first. */
const HUMANITARIAN = [
  'trial',
  'bodies',
  'mineMaps',
  'prisoners',
  'missingPersons',
  'heritage',
  'blockade',
  'gasSupply',
  'displaced',
  'aid',
  'demining',
  'water',
] as const;

/** The narrower kind of an incident: `shooting`, `shelling`, `dailySummary`, `truce`, `talks`, `prisoners` … */
export function subtypeOf(facts: Facts): string {
  switch (facts.label) {
    case 'clash':
      return clashSubtype(facts);
    case 'ceasefire':
      return 'truce';
    case 'negotiation':
      return talksSubtype(facts);
    case 'humanitarian':
      if (facts.weapons.includes('mine')) return 'mine';
      return HUMANITARIAN.find((subject) => facts.subjects.includes(subject)) ?? 'humanitarian';
    default:
      return facts.label satisfies never;
  }
}

function clashSubtype(facts: Facts): string {
  if (facts.clarity === 2) return 'dailySummary';
  const characters = charactersOf(facts);
  if (characters.has('footage')) return 'evidence';
  if (characters.has('capture')) return 'capture';
  if (characters.has('heavy')) return 'shelling';
  if (facts.subjects.includes('droneDowned')) return 'droneDowned';
  if (facts.weapons.includes('aircraft')) return 'airStrike';
  if (characters.has('drone')) return 'droneStrike';
  if (characters.has('mine')) return 'mine';
  if (characters.has('smallArms')) return 'shooting';
  return 'clash';
}

function talksSubtype(facts: Facts): string {
  if (facts.subjects.includes('phoneCall')) return 'phoneCall';
  if (facts.subjects.includes('offerToHost')) return 'offer';
  if (facts.subjects.includes('borderCommission')) return 'borderCommission';
  const isMeeting =
    facts.venues.length > 0 || facts.subjects.includes('leaders') || facts.subjects.includes('ministers');
  return isMeeting ? 'talks' : 'statement';
}
