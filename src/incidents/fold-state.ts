import type { RelevantLabel } from '../domain/classification.ts';
import type { Status } from '../domain/incident.ts';
import type { CeasefireState, TalksStage } from '../domain/report.ts';
import type { Deaths, Ledger } from './casualties.ts';
import type { Stances } from './status.ts';

/** What is known after some of the accounts, told in the order of their arrival. */
export interface FoldState {
  readonly label: RelevantLabel;
  readonly stances: Stances;
  readonly status: Status;
  readonly ledger: Ledger;
  readonly deaths: Deaths;
  /** The highest figure of wounded, captured and missing by side and kind: `ARM wounded` -> 3. */
  readonly harm: ReadonlyMap<string, number>;
  /** Somebody meets or will meet: a venue or a level of participants was named. Statements have no stages. */
  readonly isMeeting: boolean;
  readonly talksStage?: TalksStage;
  readonly ceasefireState?: CeasefireState;
  /** All that was told so far. One for all states of a fold: it goes on growing. */
  readonly told: Told;
  /** Places, and outlets, languages and sides, that the last account was the first to bring. */
  readonly freshPlaces: readonly string[];
  readonly freshSources: readonly string[];
}

/** What the accounts of a fold brought, each once. */
export interface Told {
  readonly places: Set<string>;
  readonly outlets: Set<string>;
  readonly languages: Set<string>;
  readonly sides: Set<string>;
}

const STAGE_ORDER: Readonly<Record<TalksStage, number>> = { announced: 1, held: 2, outcome: 3, cancelled: 4 };

/** True when the stage lies behind the other: talks never go back from held to announced. */
export function isLater(stage: TalksStage, than: TalksStage): boolean {
  return STAGE_ORDER[stage] > STAGE_ORDER[than];
}
