const USUAL_LENGTH = 65_536;

/** Cuts a document into the pieces that a tokenizer gets, one after the other; what is read in another way is passed over. */
export class XmlPieces {
  /** Where the next piece starts. */
  at: number;
  /** Characters given out so far. */
  given = 0;
  readonly #text: string;
  #length = USUAL_LENGTH;
  #endsEntry = false;
  #nextEnd = -1;

  constructor(text: string, at: number) {
    this.#text = text;
    this.at = at;
  }

  isAtEnd(): boolean {
    return this.at >= this.#text.length;
  }

  /** The next piece. It ends with an entry where the end tag of one is near, unless the last piece did not end an entry: then it may stand in CDATA. */
  next(endTag: string): string {
    const far = this.at + this.#length;
    const end = this.#endsEntry && endTag !== '' ? Math.min(far, this.#endOf(endTag)) : far;
    const piece = this.#text.slice(this.at, end);
    this.given += piece.length;
    this.at = end;
    return piece;
  }

  /** Told after each piece. The tokenizer joins its buffer to each new piece: growing pieces keep one huge element linear. */
  noteResult(endedAnEntry: boolean): void {
    this.#endsEntry = endedAnEntry;
    if (!endedAnEntry) this.#length *= 2;
  }

  #endOf(endTag: string): number {
    if (this.#nextEnd <= this.at) {
      const found = this.#text.indexOf(endTag, this.at);
      this.#nextEnd = found === -1 ? Number.POSITIVE_INFINITY : found + endTag.length;
    }
    return this.#nextEnd;
  }
}
