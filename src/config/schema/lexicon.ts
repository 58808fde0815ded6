import { z } from 'zod';
import { language, pattern } from './common.ts';
import { grammarSection } from './grammar.ts';

/** Groups whose hits are weighed for a label. */
export const LABEL_GROUPS = ['clash', 'ceasefire', 'negotiation', 'humanitarian'] as const;

/** Groups that keep an item out: near misses and false friends. */
export const EXCLUSION_GROUPS = [
  'sport',
  'otherConflict',
  'culture',
  'economy',
  'crime',
  'accident',
  'drill',
  'domestic',
  'opinion',
  'homonym',
] as const;

/** Groups that change how other hits count, or that extraction reads. */
export const MODIFIER_GROUPS = [
  // how a hit counts
  'violation', // verbs that break a truce: violated, breached
  'denial', // denies, rejects, disinformation, does not correspond to reality
  'negation', // not, no, without
  'hypothetical', // may, could, if, threat of
  'history', // anniversary, years ago, the war of
  'conflict', // words that by themselves name this conflict: line of contact, the border with ...
  'enemy', // the adversary, the enemy, the opposing side: the other side in a party's own text
  'ownSide', // our positions, our troops: the outlet's home side
  // extraction
  'accuse', // accused, blamed, said that ... opened fire
  'mutual', // accused each other, both sides blame
  'say', // said, announced, according to
  'acknowledge', // admitted, confirmed its own fire or loss
  'retract', // withdraws its report, the earlier report was wrong
  'correct', // corrects, specified the number
  'killed',
  'wounded',
  'captured',
  'missing', // words of harm, any voice
  'noCasualties', // no losses, nobody was hurt
  'soldier', // countable military people: soldiers, servicemen, conscript
  'civilian', // civilians, resident, shepherd, farmer, child
  'toll', // words of an older or total toll: since 2020, in total, over the war
  'unit', // our army's units, border guards: things that act
  'talksVenue', // met in, hosted by: marks the place beside it as a venue
  'mediate', // mediated by, brokered, hosted
  'talksAnnounced',
  'talksHeld',
  'talksOutcome',
  'talksCancelled',
  'truceAnnounced',
  'truceAgreed',
  'truceExtended',
  'truceOffered',
  'truceHolding',
  'truceBroken',
  'truceEnded',
  'summary', // violated N times, overnight, during the past day
  'direction', // in the direction of, in the area of: marks the place beside it as where it happened
  'boilerplate', // phrases of the site, not of the news
  'person', // people, persons: who may or may not bear arms
  'atLeast', // at least, more than: the number after it is a lower bound
  'notPeople', // times, shots, villages, days: a number before one is no toll
  'agent', // by, on the part of: marks the doer
  'position', // positions, villages, soldiers: what is fired at, or from
  'lose', // lost N soldiers
  'bodies', // bodies, remains: returned, not killed now
  'recall', // we recall that: opens the paragraph of older events
  'times', // times, cases: what a summary of violations counts
  'release', // set free, handed over, tried: no capture now
  'topic', // conflict, settlement, war: a region named as subject, not as place
  'claimNoun', // statement, report, claim: whose it is, is denied
  'answer', // returned fire, shot down, repelled: who does it was attacked
  'assertion', // insists, claims, vows: verbs of claiming beside plain saying
  'another', // another, the other: one person
  'rises', // rises to, has reached: a running toll
  'bothSides', // on both sides
  'care', // hospital, cemetery: the place before it is not where it happened
  'orient', // ten kilometres from, on the way to, former residents of: the place beside it only orients
  'planned', // will hand over, is planned: where something is yet to come
  'road', // road, highway: named by its two ends
  'transfer', // brought, airlifted: the wounded go from one hospital to another
  'noMeeting', // no meeting is planned, will not meet: a town named there is no venue
  'host', // hosts talks
  'condolence', // shares the grief: an office that mourns accuses nobody
  'losses', // losses and their verbs: who has them was hit
  'force', // fires on, shells, violates: who does what to whom, beside the label's own cues
  'cancel', // postponed, called off: talks that do not take place
  'advance', // took a town: the act of the one who says it
  'feat', // destroyed, inflicted losses: what a side boasts of, and the other denies
  'blamed', // accused by, accused of: the accused is subject
  'denialNoun', // denial, démenti: its owner denies
  'voiceNoun', // accusation, answer, denial: whoever it comes from speaks
  'untrue', // is a lie, does not correspond to reality: whose claim is so called denies nothing
  'spreads', // spreads, circulates: who spreads untruths denies nothing
  'straying', // lost his way: who says so of its own man denies that he attacked
  'sabotage', // saboteur, sabotage: what the other side calls him
  'inquiry', // is being looked into, a body was found: nobody is said to have fired
  'blame', // accuses, condemns: the accuser is subject, the accused object
] as const;

export const CUE_GROUPS = [...LABEL_GROUPS, ...EXCLUSION_GROUPS, ...MODIFIER_GROUPS] as const;

const cue = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z][A-Za-z0-9-]*$/)
    .describe('Name of the cue inside its group; evidence shows `<language>/<group>/<id>`.'),
  weight: z
    .number()
    .min(0)
    .max(10)
    .default(1)
    .describe('How much one hit counts before rules. Strong cues 3, middling 2, weak 1.'),
  any: z.array(pattern).min(1).describe('Patterns; one hit is enough.'),
  except: z.array(pattern).optional().describe('Longer expressions that explain a hit away.'),
  note: z.string().optional().describe('Why it is here, for the next operator.'),
});

/** `config/lexicon/<language>.yaml`: the cues of one language. */
export const lexiconFile = z.strictObject({
  language,
  groups: z.partialRecord(z.enum(CUE_GROUPS), z.array(cue)),
  numbers: z
    .record(z.string(), z.number().int().min(0))
    .default({})
    .describe('Number words, as patterns, with their value: {"two": 2, "երկու*": 2}.'),
  vague: z
    .record(z.string(), z.number().int().min(1))
    .default({})
    .describe(
      'Vague amounts with their low value: several 3, tens 10, dozens 12, hundreds 100. Source: ACLED codebook.',
    ),
  months: z
    .array(z.array(pattern))
    .max(12)
    .default([])
    .describe('Twelve lists: the names of January to December, all cases.'),
  otherMonths: z
    .record(pattern, z.string().regex(/^\d\d-\d\d$/, 'expected the first day as MM-DD'))
    .default({})
    .describe('Months of another calendar with the date on which they begin: {"فروردین": "03-21"}'),
  weekdays: z.array(z.array(pattern)).max(7).default([]).describe('Seven lists: Monday to Sunday.'),
  days: z
    .strictObject({
      today: z.array(pattern).default([]),
      dayBefore: z.array(pattern).default([]).describe('The day before yesterday'),
      yesterday: z.array(pattern).default([]),
      lastNight: z.array(pattern).default([]),
      morning: z.array(pattern).default([]),
      evening: z.array(pattern).default([]),
      tomorrow: z.array(pattern).default([]),
    })
    .prefault({})
    .describe('Words of relative time.'),
  grammar: grammarSection.prefault({}).describe('Endings and small words that tell who does what to whom.'),
});
export type LexiconFile = z.output<typeof lexiconFile>;

/** `config/lexicon/languages.yaml`: how the detector tells languages apart. */
export const languagesFile = z.strictObject({
  languages: z.record(
    z.string(),
    z.strictObject({
      script: z
        .string()
        .regex(/^[A-Z][a-z]{3}$/)
        .describe('ISO 15924, for example Latn'),
      franc: z.string().length(3).describe('ISO 639-3 code that franc uses'),
      rare: z.boolean().default(false).describe('A neighbour that news of the region seldom comes in'),
      stopWords: z.array(z.string()).default([]),
      names: z
        .array(z.string())
        .default([])
        .describe('Beginnings of names of the region as this language spells them: Paşinyan, Pachinian'),
      letters: z.string().default('').describe('Letters of its alphabet beyond the common ones of its script'),
      foreign: z.string().default('').describe('Common letters of its script that its own words do not use'),
      suffixes: z.array(z.string()).default([]),
    }),
  ),
});
export type LanguagesFile = z.output<typeof languagesFile>;
