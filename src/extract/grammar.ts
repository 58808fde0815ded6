import type { GrammarSection, ROLES } from '../config/schema/grammar.ts';
import { type WordTest, wordTest } from './word-test.ts';

/** What the ending or the preposition of a name says about its part in the sentence. */
export type Role = (typeof ROLES)[number];

/** The word lists of a grammar. */
const LISTS = [
  'articles',
  'relatives',
  'and',
  'or',
  'of',
  'in',
  'between',
  'both',
  'mediaNouns',
  'sideNouns',
  'onSide',
  'fromPlace',
  'fromPlaceWords',
  'surnames',
  'cityNouns',
  'plural',
  'we',
  'ours',
  'weDo',
  'statements',
  'he',
  'honorifics',
  'conditional',
  'conditionalWords',
  'own',
  'ownBefore',
  'having',
  'suffered',
  'fatal',
  'collective',
  'uncounted',
  'helpers',
  'attacks',
  'originBefore',
  'originWords',
  'ownerWords',
  'thousand',
  'ordinals',
  'firstDay',
  'dawn',
  'parts',
  'including',
  'partEndings',
  'ages',
  'pronouns',
  'wholeAfter',
  'wholeWords',
] as const satisfies readonly (keyof GrammarSection)[];

/** Small words and endings of one language, ready to ask. */
export type Grammar = { readonly [K in (typeof LISTS)[number]]: WordTest } & {
  readonly roles: readonly (NameRule & { readonly role: Role })[];
  readonly venues: readonly (NameRule & {
    readonly isBeforeTalks: boolean;
    readonly isTitle: boolean;
    readonly isHead: boolean;
  })[];
  /** Words before and behind the hour of a clock. */
  readonly hours: readonly { readonly before?: WordTest; readonly after?: WordTest }[];
  readonly glued: RegExp;
  readonly isGluedJoined: boolean;
  /** A language without a list of plurals counts no noun that stands without a number. */
  readonly hasPlurals: boolean;
  /** Words for "his own" count before any word. */
  readonly isOwnFree: boolean;
};

/** Conditions on a name and the words around it; all of them must hold. */
export interface NameRule {
  readonly word?: WordTest;
  readonly except?: WordTest;
  readonly glued?: WordTest;
  readonly elided?: WordTest;
  readonly after?: WordTest;
  readonly notAfter?: WordTest;
  readonly next?: WordTest;
  readonly notNext?: WordTest;
  readonly isSmall: boolean;
  readonly isInside: boolean;
}

const known = new WeakMap<GrammarSection, Grammar>();

/** The grammar of one language as configured, compiled once; of a language without one every name is a subject. */
export function grammarOf(section: GrammarSection | undefined): Grammar {
  if (section === undefined) return NO_GRAMMAR;
  const found = known.get(section) ?? compile(section);
  known.set(section, found);
  return found;
}

const NAME_LISTS = ['word', 'except', 'glued', 'elided', 'after', 'notAfter', 'next', 'notNext'] as const;

type WrittenRule = GrammarSection['venues'][number] & { readonly role?: Role };

function compile(section: Partial<GrammarSection>): Grammar {
  const {
    roles = [],
    venues = [],
    hours = [],
    glue = "'",
    isGluedJoined = false,
    plural = [],
    ownBefore = [],
  } = section;
  const marks = glue.replaceAll("'", "'’`").replaceAll('-', '\\-');
  return {
    ...(Object.fromEntries(LISTS.map((name) => [name, wordTest(section[name])])) as Record<
      (typeof LISTS)[number],
      WordTest
    >),
    roles: roles.map((rule) => ({ ...ruleOf(rule), role: rule.role })),
    venues: venues.map((rule) => ({
      ...ruleOf(rule),
      isBeforeTalks: rule.isBeforeTalks === true,
      isTitle: rule.isTitle === true,
      isHead: rule.isHead === true,
    })),
    hours: hours.map(({ before, after }) => ({
      ...(before === undefined ? {} : { before: wordTest(before) }),
      ...(after === undefined ? {} : { after: wordTest(after) }),
    })),
    glued: new RegExp(`^[${marks}](\\p{L}*)`, 'u'),
    isGluedJoined,
    hasPlurals: plural.length > 0,
    isOwnFree: ownBefore.length === 0,
  };
}

function ruleOf(rule: WrittenRule): NameRule {
  const made: { -readonly [K in keyof NameRule]: NameRule[K] } = {
    isSmall: rule.isSmall === true,
    isInside: rule.isInside === true,
  };
  for (const name of NAME_LISTS) {
    const forms = rule[name];
    if (forms !== undefined) made[name] = wordTest(forms);
  }
  return made;
}

const NO_GRAMMAR = compile({});

/** True when a word for people stands in the plural (or in a form that may be one); a singular one without a number means one. */
export function isPlural(grammar: Grammar, word: string): boolean {
  return !grammar.hasPlurals || grammar.plural(word);
}

/** True for "his own, its own", which point back to the subject of the clause; `next` is the word behind it. */
export function isReflexive(grammar: Grammar, word: string, next: string): boolean {
  return grammar.own(word) && (grammar.isOwnFree || grammar.ownBefore(next));
}

/** True when the words speak of "us": a pronoun, or the ending of "our". */
export function isFirstPerson(grammar: Grammar, words: readonly string[]): boolean {
  return words.some((word) => grammar.ours(word) || grammar.we(word));
}
