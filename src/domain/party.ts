/** Who acts or speaks. The two sides of the monitored conflict and everyone else are configuration (`parties.yaml`); the codes are short and upper-case. */
export type Party = string;

/** A party, or `third` for an outlet that belongs to none of the sides. */
export type Side = Party | 'third';

/** Directed pair of an accusation: who accuses, who is accused. */
export type Accusation = readonly [accuser: Party, accused: Party];
