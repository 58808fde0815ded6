import type { Party } from '../domain/party.ts';
import type { Casualties, Report, Weapon } from '../domain/report.ts';
import type { IncidentContext } from './context.ts';
import { fingerprintOf, textOfItem } from './fingerprint.ts';

/** A report with what the same-incident decision reads off its text. This is what an incident keeps of it. */
export interface Account extends Report {
  readonly fingerprint: string;
  readonly subjects: readonly string[];
  /** It stood in its feed before the first poll: recorded, told to nobody. */
  readonly isArchive?: true;
}

/** Reads fingerprint and subjects off a report; one that has them already is returned as it is. */
export function accountOf(report: Report | Account, context: Pick<IncidentContext, 'subjects'>): Account {
  if ('fingerprint' in report) return report;
  return {
    ...report,
    fingerprint: fingerprintOf(textOfItem(report), figuresOf(report)),
    subjects: context.subjects.subjectsOf(`${report.title}\n${report.summary}`),
  };
}

/** What a copy repeats beside the words: losses (kinds and numbers; whose they are depends on who prints it), and who denies or takes back. */
function figuresOf(report: Pick<Report, 'casualties' | 'deniers' | 'isRetraction' | 'isCorrection'>): string {
  const losses = report.casualties.map((one) => `${one.kind.charAt(0)}${one.low}`);
  const stances = [...report.deniers, ...(report.isRetraction ? ['r'] : []), ...(report.isCorrection ? ['c'] : [])];
  return [...losses, ...stances].sort((a, b) => (a < b ? -1 : 1)).join('');
}

type Loss = Pick<Casualties, 'side' | 'kind' | 'low'>;

/** Kinds of clash that are not told for one another. */
export type Character = 'smallArms' | 'heavy' | 'drone' | 'mine' | 'capture' | 'footage';

const CHARACTER_BY_WEAPON: Readonly<Partial<Record<Weapon, Character>>> = {
  'small-arms': 'smallArms',
  sniper: 'smallArms',
  mortar: 'heavy',
  artillery: 'heavy',
  rocket: 'heavy',
  missile: 'heavy',
  tank: 'heavy',
  cluster: 'heavy',
  aircraft: 'drone',
  drone: 'drone',
  mine: 'mine',
};

/** What a clash was fought with or ended in, as far as it is told. */
export function charactersOf(
  facts: Pick<Report, 'weapons'> & { readonly subjects: readonly string[]; readonly casualties: readonly Loss[] },
): ReadonlySet<Character> {
  const characters = new Set<Character>();
  for (const weapon of facts.weapons) {
    const character = CHARACTER_BY_WEAPON[weapon];
    if (character !== undefined) characters.add(character);
  }
  const hasCaptured = facts.casualties.some((one) => one.kind === 'captured' && one.low > 0);
  if (hasCaptured || facts.subjects.includes('capture')) characters.add('capture');
  if (facts.subjects.includes('footage')) characters.add('footage');
  if (facts.subjects.includes('droneDowned')) characters.add('drone');
  return characters;
}

/** A bulletin that counts the violations of a day or night. */
export function isSummaryReport(report: Pick<Account, 'isSummary' | 'violations' | 'subjects' | 'label'>): boolean {
  return (
    report.label === 'clash' &&
    (report.isSummary === true || report.violations !== undefined || report.subjects.includes('dailySummary'))
  );
}

/** Sides that are said to have attacked: stated, or read off who denies and who was harmed. */
export function attackersOf(
  facts: Pick<Report, 'accusations' | 'deniers'> & { readonly casualties: readonly Loss[] },
  context: Pick<IncidentContext, 'camps'>,
): { readonly sides: ReadonlySet<Party>; readonly basis: 'accusation' | 'implied' | 'none' } {
  const { camps } = context;
  const accused = facts.accusations.flatMap(([, target]) => camps.campOf(target) ?? []);
  if (accused.length > 0) return { sides: new Set(accused), basis: 'accusation' };
  const deniers = facts.deniers.flatMap((party) => camps.campOf(party) ?? []);
  if (deniers.length > 0) return { sides: new Set(deniers), basis: 'implied' };
  const harmed = facts.casualties.filter((one) => one.low > 0 && (one.kind === 'killed' || one.kind === 'wounded'));
  const opponents = harmed.flatMap((one) => camps.opponentOf(one.side) ?? []);
  return { sides: new Set(opponents), basis: opponents.length > 0 ? 'implied' : 'none' };
}

/** True when the report answers, mends or completes an earlier one, and so looks further back for its incident. */
export function isFollowUp(report: Pick<Report, 'deniers' | 'claims' | 'isCorrection' | 'isRetraction'>): boolean {
  return (
    report.isCorrection === true ||
    report.isRetraction === true ||
    report.deniers.length > 0 ||
    report.claims.some((claim) => claim.kind === 'acknowledges' || claim.kind === 'corrects' || claim.kind === 'denies')
  );
}
