import { isBlank } from './one-line.ts';
import type { Prefixes, XmlName } from './xml-names.ts';
import { type QuickEntry, readQuickEntry } from './xml-quick-entry.ts';

/** After so many odd entries in a row the next ones are not tried. */
const MAX_MISSES = 20;
const LESS = 0x3c;

/** Reads the entries of one document quickly as long as they are without oddities. */
export class QuickEntries {
  readonly #text: string;
  #tag = '';
  #misses = 0;
  #names = new Map<string, XmlName>();
  #namesFor: Prefixes | undefined;
  #namesOwn = '';

  constructor(text: string) {
    this.#text = text;
  }

  /** Told when the tolerant reader met the end of an entry: the next one has the same name, in lower case. */
  expect(tag: string): void {
    this.#tag = tag;
  }

  /** End tag of the entries as it is usually written; '' before the first one. */
  endTag(): string {
    return this.#tag === '' ? '' : `</${this.#tag}>`;
  }

  /** The entry that comes next after white space; `undefined` when something else comes, or it is for the tolerant reader. */
  read(from: number, place: { prefixes: Prefixes; base: string | undefined }, own: string): QuickEntry | undefined {
    if (this.#tag === '' || this.#misses > MAX_MISSES) return undefined;
    let at = from;
    while (isBlank(this.#text.charCodeAt(at))) at++;
    if (this.#text.charCodeAt(at) !== LESS || !this.#text.startsWith(this.#tag, at + 1)) return undefined;
    const { prefixes, base } = place;
    const entry = readQuickEntry(this.#text, at, this.#tag, {
      prefixes,
      base,
      own,
      names: this.#namesOf(prefixes, own),
    });
    this.#misses = entry === undefined ? this.#misses + 1 : 0;
    return entry;
  }

  #namesOf(prefixes: Prefixes, own: string): Map<string, XmlName> {
    if (this.#namesFor !== prefixes || this.#namesOwn !== own) {
      this.#namesFor = prefixes;
      this.#namesOwn = own;
      this.#names = new Map();
    }
    return this.#names;
  }
}
