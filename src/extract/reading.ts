import type { PartiesFile, PlacesFile, WeaponsFile } from '../config/schema/gazetteer.ts';
import type { LexiconFile } from '../config/schema/lexicon.ts';
import type { Field, Label } from '../domain/classification.ts';
import { isLanguage, type LanguageTag } from '../domain/language.ts';
import type { Party, Side } from '../domain/party.ts';
import type { Hit, Scan } from '../lexicon/hit.ts';
import { type Grammar, grammarOf } from './grammar.ts';

/** One text with everything the extractors may look at. */
export interface ExtractInput {
  readonly itemId: string;
  readonly language: LanguageTag;
  readonly label: Label;
  /** ISO 8601 UTC. */
  readonly publishedAt?: string;
  /** Home side of the outlet, where it is known. */
  readonly outletSide?: Side;
  readonly scans: { readonly title: Scan; readonly summary: Scan };
}

/** Names and what is known about them, and the endings and small words of each language. */
export interface Gazetteer {
  readonly parties: PartiesFile;
  readonly places: PlacesFile;
  readonly weapons: WeaponsFile;
  readonly lexica: readonly Pick<LexiconFile, 'language' | 'grammar'>[];
}

/** One sentence of one field with its hits. */
export interface Sentence {
  readonly field: Field;
  readonly scan: Scan;
  /** Running number over both fields. */
  readonly index: number;
  /** Token range, end exclusive. */
  readonly from: number;
  readonly to: number;
  readonly hits: readonly Hit[];
  /** The same by group. */
  readonly byGroup: ReadonlyMap<string, readonly Hit[]>;
  /** Clause of each token of the sentence: parts between semicolons, colons and dashes. */
  readonly clauses: readonly number[];
  /** Segment of each token: parts between commas and stronger marks. */
  readonly segments: readonly number[];
  /** True for the paragraph of older events that agencies append. */
  readonly isBackground: boolean;
}

/** A text cut into sentences, clauses and segments. */
export interface Reading {
  readonly input: ExtractInput;
  readonly gazetteer: Gazetteer;
  readonly grammar: Grammar;
  readonly sides: readonly Party[];
  /** Whose voice "our positions" is: the outlet's side, else the side at home in the language. */
  readonly home: Party | undefined;
  readonly sentences: readonly Sentence[];
}

/** Sentences of a field that are read; what happened stands in the first ones, and time stays bounded on any input. */
const MAX_SENTENCES = 40;

/** Words of a sentence that are read together; a longer one is cut. */
const MAX_WORDS = 150;

/** Cuts both fields into sentences; nothing is interpreted yet. */
export function readText(input: ExtractInput, gazetteer: Gazetteer): Reading {
  const sentences: Sentence[] = [];
  for (const scan of [input.scans.title, input.scans.summary]) {
    let isBackground = false;
    let next = 0;
    for (const { from, to } of piecesOf(scan)) {
      while (next < scan.hits.length && (scan.hits[next]?.from ?? 0) < from) next++;
      const hits: Hit[] = [];
      for (let i = next; i < scan.hits.length; i++) {
        const hit = scan.hits[i];
        if (hit === undefined || hit.from >= to) break;
        if (hit.to <= to) hits.push(hit);
      }
      if (scan.field === 'summary' && opensBackground(hits, from)) isBackground = true;
      const index = sentences.length;
      sentences.push({
        field: scan.field,
        scan,
        index,
        from,
        to,
        hits,
        byGroup: grouped(hits),
        ...cut(scan, from, to),
        isBackground,
      });
    }
  }
  const { theatre } = gazetteer.parties;
  const grammar = grammarOf(gazetteer.lexica.find((lexicon) => lexicon.language === input.language)?.grammar);
  return { input, gazetteer, grammar, sides: theatre.sides, home: homeOf(input, gazetteer), sentences };
}

function piecesOf(scan: Scan): { from: number; to: number }[] {
  const pieces: { from: number; to: number }[] = [];
  for (const { from, to } of scan.sentences) {
    for (let start = from; start < to && pieces.length < MAX_SENTENCES; start += MAX_WORDS) {
      pieces.push({ from: start, to: Math.min(to, start + MAX_WORDS) });
    }
    if (pieces.length >= MAX_SENTENCES) break;
  }
  return pieces;
}

function grouped(hits: readonly Hit[]): ReadonlyMap<string, readonly Hit[]> {
  const byGroup = new Map<string, Hit[]>();
  for (const hit of hits) {
    const list = byGroup.get(hit.group);
    if (list === undefined) byGroup.set(hit.group, [hit]);
    else list.push(hit);
  }
  return byGroup;
}

function homeOf(input: ExtractInput, gazetteer: Gazetteer): Party | undefined {
  if (input.outletSide !== undefined && input.outletSide !== 'third') return input.outletSide;
  return isLanguage(input.language) ? gazetteer.parties.theatre.homeLanguages[input.language] : undefined;
}

/** "We recall that": what follows is older. Only where the words open the sentence. */
function opensBackground(hits: readonly Hit[], from: number): boolean {
  return hits.some((hit) => hit.group === 'recall' && hit.from <= from + 1);
}

function cut(scan: Scan, from: number, to: number): { clauses: number[]; segments: number[] } {
  const clauses: number[] = [];
  const segments: number[] = [];
  let clause = 0;
  let segment = 0;
  for (let i = from; i < to; i++) {
    const mark = i === from ? 'none' : breakBefore(scan, i);
    if (mark === 'strong') clause++;
    if (mark !== 'none') segment++;
    clauses.push(clause);
    segments.push(segment);
  }
  return { clauses, segments };
}

function breakBefore(scan: Scan, index: number): 'none' | 'comma' | 'strong' {
  const before = scan.tokens[index - 1];
  const after = scan.tokens[index];
  if (before === undefined || after === undefined || after.start - before.end < 2) return 'none';
  const between = scan.text.slice(before.end, after.start);
  if (/^\s[—–]\s$/u.test(between) && standsForVerb(scan, index)) return 'none';
  // "Pvt. H. Adamyan": the full stop of an initial parts nothing.
  if (/^\.\s$/u.test(between) && /^\p{Lu}$/u.test(scan.text.slice(before.start, before.end))) return 'none';
  if (/[;؛·|]|\s[-–—]+\s|—|:\s|\.\s/u.test(between)) return 'strong';
  return /[,،()\u055d`«»"“”]/u.test(between) ? 'comma' : 'none';
}

/** "Ереван сообщил о двух погибших, Баку — о трёх": the dash behind a name that follows a comma stands for the verb. */
function standsForVerb(scan: Scan, index: number): boolean {
  const name = scan.hits.find((hit) => hit.kind === 'party' && hit.to === index);
  const first = name === undefined ? undefined : scan.tokens[name.from];
  const before = name === undefined ? undefined : scan.tokens[name.from - 1];
  return first !== undefined && before !== undefined && /[,;]/u.test(scan.text.slice(before.end, first.start));
}

/** Clause of a token inside its sentence. */
export function clauseAt(sentence: Sentence, token: number): number {
  return sentence.clauses[token - sentence.from] ?? -1;
}

/** Segment of a token inside its sentence. */
export function segmentAt(sentence: Sentence, token: number): number {
  return sentence.segments[token - sentence.from] ?? -1;
}

const NONE: readonly Hit[] = [];

/** Hits of the given cue groups, in order. */
export function hitsOf(sentence: Sentence, first: string, ...more: readonly string[]): readonly Hit[] {
  const hits = sentence.byGroup.get(first) ?? NONE;
  if (more.length === 0) return hits;
  const all = [...hits];
  for (const group of more) all.push(...(sentence.byGroup.get(group) ?? NONE));
  return all.length === hits.length ? hits : all.sort((a, b) => a.from - b.from || b.to - a.to);
}

/** The words of a sentence as published. */
export function quoteOf(sentence: Sentence): string {
  const start = sentence.scan.tokens[sentence.from]?.start ?? 0;
  const end = sentence.scan.tokens[sentence.to - 1]?.end ?? start;
  return sentence.scan.text.slice(start, end);
}

/** The camp of a party: its own side, or the side it stands with; undefined for everyone else. */
export function campOf(reading: Reading, party: Party | undefined): Party | undefined {
  if (party === undefined) return undefined;
  if (reading.sides.includes(party)) return party;
  const ally = reading.gazetteer.parties.parties[party]?.alliedWith;
  return ally !== undefined && reading.sides.includes(ally) ? ally : undefined;
}

/** The side on the other side of the line. */
export function opponentOf(reading: Reading, party: Party | undefined): Party | undefined {
  const camp = campOf(reading, party);
  return camp === undefined ? undefined : reading.sides.find((side) => side !== camp);
}
