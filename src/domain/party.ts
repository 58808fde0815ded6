/** Who acts or speaks. The two sides of the monitored conflict and everyone else are configuration (`parties.yaml`); the codes are short and upper-case. */
export type Party = string;

/** A party, or `third` for an outlet that belongs to none of the sides. */
export type Side = Party | 'third';

/** Who stands behind an outlet. */
export const ALIGNMENTS = ['state', 'public', 'private', 'party', 'exile', 'unreviewed'] as const;
export type Alignment = (typeof ALIGNMENTS)[number];

/** Directed pair of an accusation: who accuses, who is accused. */
export type Accusation = readonly [accuser: Party, accused: Party];
