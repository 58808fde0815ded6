import { franc } from 'franc';
import { entriesOf, type LexiconSources } from '../../src/lexicon/entry.ts';

/**
 * The monitor as one would first write it: franc as it comes, and one Unicode-bounded regular expression a cue. It stays as it is: the
 * measure of what the real one gains. It reads the same cues and names and adds the same weights.
 */
export interface Naive {
  answer(title: string, summary: string): NaiveAnswer;
}

export interface NaiveAnswer {
  readonly language: string;
  readonly label: string;
  readonly hits: number;
  readonly names: readonly string[];
}

const LANGUAGE_BY_FRANC: Readonly<Record<string, string>> = {
  hye: 'hy',
  azj: 'az',
  rus: 'ru',
  eng: 'en',
  tur: 'tr',
  kat: 'ka',
  pes: 'fa',
  prs: 'fa',
  fra: 'fr',
};

const LABELS = ['clash', 'ceasefire', 'negotiation', 'humanitarian'] as const;
const EXCLUSIONS: readonly string[] = [
  'sport',
  'otherConflict',
  'culture',
  'economy',
  'crime',
  'accident',
  'drill',
  'domestic',
  'opinion',
];

interface NaiveCue {
  readonly kind: string;
  readonly group: string;
  readonly id: string;
  readonly weight: number;
  readonly expression: RegExp;
  readonly except: RegExp | undefined;
}

/** Compiles every cue of every language. */
export function createNaive(sources: LexiconSources): Naive {
  const cuesByLanguage = new Map<string, readonly NaiveCue[]>();
  for (const { language } of sources.lexica) {
    const cues = entriesOf(sources, language).map((entry) => ({
      kind: entry.kind,
      group: entry.group,
      id: entry.id,
      weight: entry.weight,
      expression: expressionOf(entry.patterns),
      except: entry.except.length === 0 ? undefined : expressionOf(entry.except),
    }));
    cuesByLanguage.set(language, cues);
  }
  return {
    answer(title, summary) {
      const language = LANGUAGE_BY_FRANC[franc(`${title} ${summary}`)] ?? 'und';
      const points = new Map<string, number>();
      const names = new Set<string>();
      let hits = 0;
      for (const [field, text] of [
        [2, title],
        [1, summary],
      ] as const) {
        const lower = text.normalize('NFKC').toLowerCase();
        for (const cue of cuesByLanguage.get(language) ?? []) {
          const found = [...lower.matchAll(cue.expression)];
          if (found.length === 0 || (cue.except !== undefined && lower.search(cue.except) >= 0)) continue;
          hits += found.length;
          if (cue.kind === 'cue') points.set(cue.group, (points.get(cue.group) ?? 0) + cue.weight * field);
          else names.add(`${cue.kind}/${cue.id}`);
        }
      }
      const penalty = EXCLUSIONS.reduce((sum, group) => sum + (points.get(group) ?? 0), 0);
      const [best] = LABELS.map((label) => ({ label, points: (points.get(label) ?? 0) - penalty })).sort(
        (a, b) => b.points - a.points,
      );
      const label = best !== undefined && best.points >= 2 ? best.label : 'other';
      return { language, label, hits, names: [...names] };
    },
  };
}

function expressionOf(patterns: readonly string[]): RegExp {
  const alternatives = patterns.map((pattern) => {
    let expression = '';
    let gap = 0;
    let isPrefix = false;
    for (const piece of pattern.trim().normalize('NFKC').toLowerCase().split(/\s+/)) {
      const distance = /^\.\.(\d+)$/.exec(piece);
      if (distance !== null) {
        gap = Number(distance[1]);
        continue;
      }
      const word = piece.replace(/^[=*]+|\*+$/g, '').replaceAll('.', '[.]');
      if (expression !== '') expression += `${isPrefix ? '\\S*' : ''}\\s+(?:\\S+\\s+){0,${gap}}`;
      expression += word;
      isPrefix = piece.endsWith('*');
      gap = 0;
    }
    return isPrefix ? expression : `${expression}(?!\\p{L})`;
  });
  return new RegExp(`(?<!\\p{L})(?:${alternatives.join('|')})`, 'gu');
}
