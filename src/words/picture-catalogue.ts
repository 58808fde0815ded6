/** Words that stand in maps and charts only, one catalogue a language; templates as in the card catalogue. */
export interface PictureWords {
  /** Whose borders are drawn, and that nothing is meant by them. */
  readonly borders: string;
  readonly unsettled: string;
  /** How to read a sign of the map. */
  readonly sign: string;
  readonly area: string;
  readonly notShown: string;
  readonly caspian: string;
  readonly perDay: string;
  readonly before: string;
  readonly byArea: string;
  readonly elsewhere: string;
  /** How many days one column of a timeline holds. */
  readonly column: string;
  /** How to read a sign of a timeline. */
  readonly cell: string;
  readonly worst: string;
  /** What a picture is, for those who do not see it. */
  readonly mapOf: string;
  readonly near: string;
  readonly km: string;
  /** Above the chart of a sector with a burst of clashes. */
  readonly burst: string;
}
