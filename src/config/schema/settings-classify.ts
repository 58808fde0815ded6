import { z } from 'zod';

const enabled = z.boolean().default(true).describe('false switches the rule off');

/** The classifier's weights, thresholds and switchable rules. Points are sums of cue weights. */
export const classifySettings = z.strictObject({
  titleWeight: z.number().default(1.75).describe('A hit in the title counts this many times one in the summary'),
  titleLead: z
    .number()
    .default(0.75)
    .describe(
      'Share of the title’s points that counts once more when labels are compared: the title says what the news is',
    ),
  leadSentences: z.number().int().default(3).describe('Sentences of the summary that count in full'),
  restWeight: z.number().default(0.5).describe('What a hit in later sentences of the summary counts'),
  summaryLength: z.number().int().default(3000).describe('Characters of the summary that are read'),
  window: z.number().int().default(8).describe('Tokens within which two cues count as near'),
  alertScore: z.number().default(3.5).describe('From so many points on: alert'),
  statementScore: z
    .number()
    .default(2.5)
    .describe(
      'The same for a statement of an office, an accusation or a denial that names both sides, or a side and a place',
    ),
  reviewScore: z.number().default(2).describe('From so many points on: review'),
  tieMargin: z.number().default(0.5).describe('Labels this close in points are a tie, settled by the order of labels'),
  secondShare: z.number().default(0.6).describe('A label with this share of the winner’s points is told as well'),
  support: z
    .record(z.string(), z.record(z.string(), z.number()))
    .default({
      truceAnnounced: { ceasefire: 1.5 },
      truceAgreed: { ceasefire: 1.5 },
      truceExtended: { ceasefire: 1.5 },
      truceOffered: { ceasefire: 1 },
      truceHolding: { ceasefire: 1 },
      truceBroken: { clash: 1 },
      truceEnded: { ceasefire: 1.5 },
      talksAnnounced: { negotiation: 1 },
      talksHeld: { negotiation: 1 },
      talksOutcome: { negotiation: 1 },
      talksCancelled: { negotiation: 1 },
      mediate: { negotiation: 1 },
      summary: { clash: 1 },
    })
    .describe('Points that a hit of another group brings a label'),
  penalties: z
    .record(z.string(), z.number())
    .default({
      sport: 1,
      otherConflict: 1,
      culture: 1,
      economy: 1,
      crime: 1,
      accident: 1,
      drill: 1,
      domestic: 1.3,
      opinion: 1.3,
      homonym: 0,
    })
    .describe('Times the weight of a cue is taken from all labels, by exclusion group'),
  secondOpinion: z
    .strictObject({
      enabled: z
        .boolean()
        .default(false)
        .describe('A trained reader beside the lexicon, from second-opinion.json; it may only ask a moderator'),
      from: z.number().min(0.5).max(1).default(0.97).describe('So sure it must be to raise a dropped item to review'),
    })
    .prefault({}),
  rules: z
    .strictObject({
      violated: z
        .strictObject({ enabled, points: z.number().default(3) })
        .prefault({})
        .describe('A truce word near a violation verb is a clash: its points move, and these are added'),
      harm: z
        .strictObject({ enabled, points: z.number().default(1) })
        .prefault({})
        .describe('Killed or wounded near a soldier is a clash'),
      unexplained: z
        .strictObject({ enabled })
        .prefault({})
        .describe('A soldier’s death that is looked into, with nobody named as having fired, is no clash'),
      denial: z
        .strictObject({ enabled, points: z.number().default(3) })
        .prefault({})
        .describe('An attack that somebody denies is a clash: where a truce is named as well, these points are added'),
      negated: z
        .strictObject({ enabled, scale: z.number().default(0) })
        .prefault({})
        .describe('A clash word right after a negation'),
      history: z
        .strictObject({
          enabled,
          penalty: z.number().default(3),
          scale: z.number().default(0.5).describe('What words of a label in the same sentence count'),
        })
        .prefault({})
        .describe('Anniversaries and old wars: taken from all labels'),
      opinion: z
        .strictObject({
          enabled,
          scale: z.number().default(0.5).describe('What words of a label in the same title count'),
        })
        .prefault({})
        .describe('Comment, analysis, interview in the title: the words beside it are talked about, not reported'),
      oldYear: z
        .strictObject({
          enabled,
          penalty: z.number().default(2),
          days: z.number().int().default(400),
        })
        .prefault({})
        .describe('A year that ended this long before the publication, in the title'),
      hypothetical: z
        .strictObject({ enabled, scale: z.number().default(0.5) })
        .prefault({})
        .describe('May, could, if, threat of: near cues count less'),
      bothSides: z
        .strictObject({
          enabled,
          scale: z.number().default(0.75),
          titleScale: z.number().default(0.5).describe('What other conflicts count where the title names this one'),
        })
        .prefault({})
        .describe('Exclusions count this much where both sides are named'),
    })
    .prefault({}),
  gate: z
    .strictObject({
      enabled: z.boolean().default(true).describe('An item must show that it is about this conflict'),
      defenceOffices: z
        .array(z.string())
        .default(['defenceMinistry', 'army', 'borderService'])
        .describe('Offices that speak of arms: in an outlet of a side, their word is about this conflict'),
      defencePoints: z
        .number()
        .default(2.5)
        .describe('With such an office, in an outlet of a side and with no word against it, this many points pass'),
      placePoints: z
        .number()
        .default(6)
        .describe('With a place of the conflict and no word against it, this many points pass'),
      homePlacePoints: z
        .number()
        .default(3)
        .describe(
          'In an outlet of a side, with a place of the conflict and no word against it, this many points are worth a review',
        ),
      homePoints: z
        .number()
        .default(7)
        .describe('In an outlet of a side, with no word against it, this many points pass'),
      strongPoints: z
        .number()
        .default(4)
        .describe('Points that an outlet’s home side needs where nobody else is named'),
      otherConflictLimit: z
        .number()
        .default(4)
        .describe('From so many points of other conflicts on, both sides must be named'),
    })
    .prefault({}),
});
export type ClassifySettings = z.output<typeof classifySettings>;

/** Extraction. */
export const extractSettings = z.strictObject({});
