import { z } from 'zod';

/** One word as it stands in a text, folded; `*` at its beginning or end stands for any letters. */
const form = z
  .string()
  .regex(/^(\*|\*?[\p{L}\p{M}\p{N}\u200c]+\*?)$/u, 'expected one word, with * for any beginning or ending');
const words = z.array(form);

const where = {
  word: words.optional().describe('The last word of the name'),
  except: words.optional().describe('… and is none of these'),
  glued: words.optional().describe('The ending behind an apostrophe (see `glue`); `*` = any or none'),
  elided: words.optional().describe('The small word that an apostrophe ties to the front: `d`'),
  after: words.optional().describe('The word before it, articles left out'),
  notAfter: words.optional().describe('The word before it is none of these'),
  next: words.optional().describe('The next word; `*` = there is one'),
  notNext: words.optional().describe('The next word is none of these'),
  isSmall: z.literal(true).optional().describe('It is written with a small first letter'),
  isInside: z.literal(true).optional().describe('It does not open its sentence or segment'),
};

/** What the ending or the preposition of a name says about its part in the sentence. */
export const ROLES = [
  'subject',
  'pair',
  'attribute',
  'genitive',
  'object',
  'place',
  'origin',
  'source',
  'target',
] as const;

/** Section `grammar` of a lexicon: endings and small words that tell who does what. */
export const grammarSection = z.strictObject({
  roles: z
    .array(z.strictObject({ role: z.enum(ROLES), ...where }))
    .default([])
    .describe(
      'What a name is in its sentence; all keys of a rule must hold, the first rule that does wins, else `subject`',
    ),
  venues: z
    .array(
      z.strictObject({
        ...where,
        isBeforeTalks: z.literal(true).optional().describe('A word of talks follows directly'),
        isTitle: z.literal(true).optional().describe('It stands in the title'),
        isHead: z.literal(true).optional().describe('A colon follows'),
      }),
    )
    .default([])
    .describe('A town is where people meet when one of these rules holds'),
  glue: z.string().default("'").describe('Marks that tie an ending to a name'),
  isGluedJoined: z.boolean().default(false).describe('Such an ending is read as part of the word'),
  articles: words.default([]).describe('Words between a preposition and a name: the, la, جمهوری'),
  relatives: words.default([]).describe('who, which: the name before is their subject'),
  and: words.default([]),
  or: words.default([]),
  of: words.default([]).describe('Ties an office to the owner behind it: "minister of"'),
  in: words.default([]).describe('Ties a seat to the one behind it: "officials in"'),
  between: words.default([]).describe('between … and …'),
  both: words.default([]).describe('both, their: "both ministries" names no single speaker'),
  mediaNouns: words.default([]).describe('media, press: quoted behind the adjective of a side they speak for it'),
  sideNouns: words.default([]).describe('side, camp: turns an adjective into a party'),
  onSide: words.default([]).describe('The same nouns as a place: "turned up on the Armenian side"'),
  fromPlace: words.default([]).describe('from, before a home town: "a soldier from Gyumri"'),
  fromPlaceWords: words.default([]).describe('The same by ending'),
  surnames: words.default([]).describe('Endings of surnames: a place before one is a first name, "Movses Hakobyan"'),
  cityNouns: words.default([]).describe('"in the city of": the ending stands on the noun behind the name'),
  plural: words.default([]).describe('Words for people in the plural; a singular without a number is one'),
  we: words.default([]).describe('we, our'),
  ours: words.default([]).describe('Endings of "our": əsgərimiz'),
  weDo: words.default([]).describe('Verbs in the first person of many: "we condemn", kınıyoruz, դատապարտում ենք'),
  statements: words
    .default([])
    .describe('press, statement: opens the title of a statement that an office issues itself'),
  he: words.default([]).describe('he, she, behind a verb of saying: somebody named before speaks, "…, նշել է նա"'),
  honorifics: words.default([]).describe('Mr, Mrs: somebody nobody configured follows'),
  conditional: words.default([]).describe('if, unless: what follows has not happened'),
  conditionalWords: words.default([]).describe('The same by ending: pozarsa, ederse'),
  own: words.default([]).describe('his own, its own: points back to the subject'),
  ownBefore: words.default([]).describe('Such a word counts only before one of these; empty = always'),
  having: words.default([]).describe('Verbs by which a name has a counted loss: has, suffered, ունի, var'),
  suffered: words.default([]).describe('Words of harm whose subject is the person named beside them'),
  fatal: words.default([]).describe('fatal, deadly: of "fatal wound" only the death counts'),
  collective: words.default([]).describe('Singular nouns for many: population, personnel'),
  uncounted: words.default([]).describe('Nouns of harm that count nobody: deaths, casualties'),
  helpers: words.default([]).describe('Small words that may stand between a bare number and its harm'),
  attacks: words.default([]).describe('attack, strike, fire: the name behind them does it'),
  originBefore: words.default([]).describe('from, before positions that are fired from'),
  originWords: words.default([]).describe('The same by ending'),
  ownerWords: words.default([]).describe('Endings by which a noun owns the next: "ordusunun 23 hərbçisi"'),
  thousand: words.default([]).describe('thousand, behind digits'),
  ordinals: words.default([]).describe('What a hyphen ties to a number that counts nobody: 5-ci, 12-րդ, 30-year-old'),
  hours: z
    .array(z.strictObject({ before: words.optional(), after: words.optional() }))
    .default([])
    .describe('A number is an hour of the clock when these stand before and behind it'),
  firstDay: words.default([]).describe('first, of a month'),
  dawn: words.default([]).describe('The night to the next day: the number before it is a date'),
  parts: words.default([]).describe('Numbers of a part told before its whole: "dördü subay, yedi asker"'),
  including: words.default([]).describe('including, among them: the number behind it is a part of the one before'),
  partEndings: words
    .default([])
    .describe('Endings tied to a number that is part of the next: "8-i uşaq olmaqla 60 nəfər"'),
  ages: words.default([]).describe('Behind a number it is an age: year-old, ամյա, yaşlı'),
  pronouns: words.default([]).describe('he, she, him, his: one person told of before'),
  wholeAfter: words.default([]).describe('"one of the four": of'),
  wholeWords: words.default([]).describe('The same by ending of the counted noun'),
});
export type GrammarSection = z.output<typeof grammarSection>;
