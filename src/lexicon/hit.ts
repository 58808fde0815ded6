import type { Field } from '../domain/classification.ts';
import type { Party } from '../domain/party.ts';
import type { Token } from '../language/token.ts';

/** What kind of entry of the configuration matched. */
export type HitKind =
  | 'cue'
  | 'party'
  | 'speaker'
  | 'place'
  | 'weapon'
  | 'number'
  | 'vague'
  | 'month'
  | 'weekday'
  | 'day';

/** One matched pattern. Shared by the classifier and the extractors. */
export interface Hit {
  readonly kind: HitKind;
  /** Cue group for cues; else the kind. */
  readonly group: string;
  /** Cue id, party code, speaker id, gazetteer id, weapon class, month 1-12, weekday 1-7, day word. */
  readonly id: string;
  /** For evidence: `ru/clash/fire`, `party/ARM`, `place/sotk`. */
  readonly cue: string;
  readonly field: Field;
  /** Token indexes, end exclusive. */
  readonly from: number;
  readonly to: number;
  /** UTF-16 offsets into the field as published, end exclusive. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly weight: number;
  /** Value of number and vague hits. */
  readonly value?: number;
  /** Party of party and speaker hits (absent for an office that every party has). */
  readonly party?: Party;
  /** Office of speaker hits. */
  readonly office?: string;
}

/** One field of a text, tokenised and matched. Hits are sorted by `from`, then longest first; what an `except:` or a longer entry of the same kind explains is already gone. */
export interface Scan {
  readonly field: Field;
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly hits: readonly Hit[];
  /** Token ranges of sentences, end exclusive. */
  readonly sentences: readonly { readonly from: number; readonly to: number }[];
}
