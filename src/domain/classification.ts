import type { LanguageTag } from './language.ts';

/** The classifier's answer. `other` exactly when the decision is `drop`. */
export const LABELS = ['clash', 'ceasefire', 'negotiation', 'humanitarian', 'other'] as const;
export type Label = (typeof LABELS)[number];
/** A label that can become a report. */
export type RelevantLabel = Exclude<Label, 'other'>;

/** `review`: waits for a moderator and alerts nobody. */
export type Decision = 'alert' | 'review' | 'drop';

export type Field = 'title' | 'summary';

/** Why an answer is what it is: one cue where it stands, or one rule that fired. */
export type Evidence = CueEvidence | RuleEvidence;

export interface CueEvidence {
  readonly kind: 'cue';
  /** `<language>/<group>/<id>`, for example `ru/clash/fire`; names carry `party/ARM` or `place/sotk`. */
  readonly cue: string;
  readonly group: string;
  readonly field: Field;
  /** UTF-16 offsets into the field as published, end exclusive. */
  readonly start: number;
  readonly end: number;
  /** The words as they stand in the text. */
  readonly text: string;
  /** Weight before the rules. */
  readonly weight: number;
  /** Weight after the rules; 0 when a rule took it away. */
  readonly effective: number;
}

export interface RuleEvidence {
  readonly kind: 'rule';
  /** Name of the rule as `monitor.yaml` switches it. */
  readonly rule: string;
  /** What it did, for people. */
  readonly effect: string;
}

export interface Classification {
  readonly label: Label;
  /** Other labels the item clearly also carries. */
  readonly labels2: readonly RelevantLabel[];
  /** 0 to 1; 1 means as sure as the lexicon can be. */
  readonly score: number;
  readonly decision: Decision;
  /** One sentence for an operator: which gate, threshold or rule decided. */
  readonly reason: string;
  readonly evidence: readonly Evidence[];
  readonly runnerUp?: { readonly label: Label; readonly score: number };
  /** Content hash of lexicon and rules: the same version and text give the same answer. */
  readonly lexiconVersion: string;
  readonly language: LanguageTag;
}
